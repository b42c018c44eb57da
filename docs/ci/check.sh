#!/bin/sh
# Checks the missions of a project: sh check.sh [FOLDER OF EARLIER RESULTS]
# Ends with the exit code of the run, or of the comparison where only that found something.
set -eu
base=${1:-}

stageflow-stress validate missions/*.yaml
code=0
stageflow-stress run 'missions/*.yaml' --baseline known.yaml --format md,json,junit || code=$?
if [ -n "$base" ]; then
    compared=0
    stageflow-stress diff "$base" results || compared=$?
    # 3: nothing was comparable, and so nothing got worse
    if [ "$code" -eq 0 ] && [ "$compared" -ne 3 ]; then
        code=$compared
    fi
fi
exit "$code"
