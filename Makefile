# Every target stands beside its plain command, so that nothing here is needed but Python, pip and a package index.

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
DEV_INSTALLED := .venv/.installed-dev
# What the tests start a thousand times is compiled once, also where the environment says that no bytecode is kept.
unexport PYTHONDONTWRITEBYTECODE
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check install

.PHONY: run red test test-slow lint time audit reference false-alarms judge-large soak bench zoo bench-explore bench-linearizability bench-diff test-published published-matrix test-all-pythons examples lock clean

run: $(INSTALLED)  ## stageflow-stress run CORE-008
	$(BIN)/stageflow-stress run CORE-008

red: $(INSTALLED)  ## stageflow-stress run CORE-008 --plant shared-metadata
	$(BIN)/stageflow-stress run CORE-008 --plant shared-metadata

test: $(DEV_INSTALLED)  ## pytest -n auto
	$(BIN)/python -m pytest -n auto

test-slow: $(DEV_INSTALLED)  ## pytest -n auto -m slow (whole runs of more defects, and of the red example)
	$(BIN)/python -m pytest -n auto -m slow

lint: $(DEV_INSTALLED)  ## ruff check . && ruff format --check . && mypy && lint-imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

time: $(INSTALLED)  ## python .ci/time_run.py
	$(BIN)/python .ci/time_run.py

bench: $(DEV_INSTALLED) .bench/.installed  ## python -m bench --published .bench/published/bin/python
	$(BIN)/python -m bench --published .bench/published/bin/python

test-published: $(DEV_INSTALLED) .bench/.installed  ## python -m bench.published_tests .bench/published/bin/python
	.bench/published/bin/python -m pip --quiet --disable-pip-version-check install pytest pytest-asyncio pytest-benchmark hypothesis
	$(BIN)/python -m bench.published_tests .bench/published/bin/python

published-matrix: $(INSTALLED)  ## python -m bench.published_matrix (docs/published.md; half an hour)
	$(BIN)/python -m bench.published_matrix

zoo: $(DEV_INSTALLED) .bench/.installed-peer  ## python -m bench.zoo --peer .bench/peer/bin/python (--quick: a minute)
	$(BIN)/python -m bench.zoo --peer .bench/peer/bin/python

bench-explore: $(DEV_INSTALLED) .bench/.installed-peer  ## python -m bench.explore --peer .bench/peer/bin/python
	$(BIN)/python -m bench.explore --peer .bench/peer/bin/python
	$(BIN)/python -m bench.explore --memory

bench-linearizability: $(DEV_INSTALLED) .bench/.installed-peer  ## python -m bench.linearizability --peer .bench/peer/bin/python
	$(BIN)/python -m bench.linearizability --peer .bench/peer/bin/python

bench-diff: $(INSTALLED)  ## python -m bench.diff_power (20 pairs of runs, four times: ten minutes)
	$(BIN)/python -m bench.diff_power

# PYTHONS may hold paths; each gets an environment of its own below .bench/
PYTHONS ?= python3.11 python3.12 python3.13
test-all-pythons: $(INSTALLED)  ## for each: python3.12 -m venv .bench/python3.12, the developers' lock, pytest tests/stageflow tests/harness/worker
	@mkdir -p .bench && echo '*' > .bench/.gitignore
	for python in $(PYTHONS); do \
		env=.bench/$$(basename $$python) && $$python -m venv $$env && \
		$$env/bin/python -m pip --quiet --disable-pip-version-check install --require-hashes -r requirements-dev.lock && \
		$$env/bin/python -m pytest tests/stageflow tests/harness/worker || exit 1; \
	done

audit: $(INSTALLED)  ## stageflow-stress audit --record harness/catalogue/audit.json
	$(BIN)/stageflow-stress audit --record harness/catalogue/audit.json

false-alarms: $(INSTALLED)  ## python -m bench.false_alarms (200 seeds alone, 200 in a crowd: two hours)
	$(BIN)/python -m bench.false_alarms

judge-large: $(INSTALLED)  ## python -m bench.judge_large (10 million records)
	$(BIN)/python -m bench.judge_large

soak: $(INSTALLED)  ## python -m bench.soak (1,000 workers, a third of them killed: ten minutes)
	$(BIN)/python -m bench.soak

reference: $(INSTALLED)  ## stageflow-stress explain --markdown >docs/reference.md && stageflow-stress schema --out missions/mission.schema.json
	$(BIN)/stageflow-stress explain --markdown >docs/reference.md
	$(BIN)/stageflow-stress schema --out missions/mission.schema.json

examples: $(INSTALLED)  ## stageflow-stress run CORE-008 [--plant shared-metadata] --out results/examples/NAME
	rm -rf results/examples/bundled results/examples/shared-metadata
	$(BIN)/stageflow-stress run CORE-008 --quiet --out results/examples/bundled
	$(BIN)/stageflow-stress run CORE-008 --quiet --out results/examples/shared-metadata --plant shared-metadata || test $$? -eq 1

lock:  ## uv pip compile --universal --generate-hashes, once for users and once for developers
	uv pip compile pyproject.toml --group build --universal --generate-hashes --no-header --no-annotate --python-version 3.11 -o requirements.lock
	uv pip compile pyproject.toml --group build --group dev --universal --generate-hashes --no-header --no-annotate --python-version 3.11 -c requirements.lock -o requirements-dev.lock

clean:  ## rm -rf .venv and the caches
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# The stamp files make a second call free: nothing is installed again until the lock or the project table changes.
$(INSTALLED): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV_INSTALLED): requirements-dev.lock $(INSTALLED)
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

# The published package is never in the environment of the project: it has the same module names.
.bench/.installed:
	@mkdir -p .bench && echo '*' > .bench/.gitignore
	$(PYTHON) -m venv .bench/published
	.bench/published/bin/python -m pip --quiet --disable-pip-version-check install stageflow-core==0.5.0
	@touch $@

.bench/.installed-peer:
	@mkdir -p .bench && echo '*' > .bench/.gitignore
	$(PYTHON) -m venv .bench/peer
	.bench/peer/bin/python -m pip --quiet --disable-pip-version-check install detangle==0.1.0 stageflow-core==1.2.0
	@touch $@
