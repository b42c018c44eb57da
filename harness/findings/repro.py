"""repro.py: one failing trial as a script that needs the subject and Python, and nothing else."""

import base64
import io
import lzma
import pprint
import tarfile
import textwrap
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from harness import bundled
from harness.catalogue.plants import module_of
from harness.findings.sources import imported
from harness.findings.tokens import Token

_SCRIPT = '''\
"""{title}

{account}

Run it where `import stageflow` finds the subject{stages}:

    PYTHONPATH=FOLDER_OF_STAGEFLOW python {name}

It exits with 1 where the check `{check}` fails again, 0 where it does not, 3 where the run took other steps than
before, 2 where it could not be run. It needs the subject and the standard library of Python {python} or later.

MACHINERY at the end is an archive of Python source: the controlled event loop, the scenario and the check, from
{harness}. `python {name} --unpack FOLDER` writes it out.
"""

import base64
import importlib.util
import io
import lzma
import os
import sys
import tarfile
import tempfile
import traceback
from pathlib import Path

CHECK = {check!r}
PLANTS = {plants!r}
SCENARIO = {scenario}
# Who goes next at each step that had a choice: an index into those that could, the longest waiting first.
TRIAL = {trial}


def main():
    if sys.argv[1:2] == ["--unpack"] and len(sys.argv) == 3:
        unpack(sys.argv[2])
        return 0
    sys.dont_write_bytecode = True  # of files that are thrown away, and of a subject that is not ours
    found = importlib.util.find_spec("stageflow")
    if found is None:
        print("no package named stageflow on the path: set PYTHONPATH to the folder that holds it", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as machinery:
        unpack(machinery)
        sys.path.insert(0, machinery)
        package = Path(found.origin).parent
        subject = package if package.parent.name in ("site-packages", "dist-packages") else package.parent
        owners = [subject, machinery, *os.environ.get("PYTHONPATH", "").split(os.pathsep), Path(__file__).parent]
        os.environ["PYTHONPATH"] = os.pathsep.join(map(str, owners))  # by this order it is told whose code raised
        return run()


def unpack(folder):
    machinery = lzma.decompress(base64.b85decode("".join(MACHINERY.split())))
    with tarfile.open(fileobj=io.BytesIO(machinery)) as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(folder)


def run():
    from harness.wire import ScenarioRun
    from harness.worker.prepare import before_subject

    before_subject(threads=TRIAL["driver"].startswith("thread"), virtual_clock=SCENARIO["clock"] == "virtual")
    from harness.worker.adapter import Subject
    from harness.worker.plants import apply
    from harness.worker.replay import replay

    subject = Subject()
    for plant in PLANTS:
        apply(plant, subject)
    for stage in SCENARIO["stages"]:
        if ":" in stage["behaviour"]:
            subject.user_stage(stage["behaviour"])  # one that is missing is no failure of the check
    answer = replay(ScenarioRun.from_json(SCENARIO), TRIAL, CHECK, subject)
    print(f"{{answer['result']}}: {{CHECK}}: {{answer['reason']}}")
    for line in answer["witness"]:
        print(f"  {{line}}")
    if answer["bug"]:
        raise RuntimeError(answer["bug"])
    return {{"reproduced": 1, "diverged": 3}}.get(answer["result"], 0)


MACHINERY = """
{machinery}
"""

if __name__ == "__main__":
    try:
        ended = main()
    except Exception:
        traceback.print_exc()
        ended = 2
    sys.exit(ended)
'''


def repro_script(token: Token, title: str, account: Sequence[str], name: str, harness: str) -> str:
    """The text of the script; `name` is its file name. The same token gives the same text."""
    behaviours = sorted({s.behaviour.partition(":")[0] for s in token.scenario.stages if ":" in s.behaviour})
    stages = f", and the stages of {', '.join(behaviours)}" if behaviours else ""
    order = {k: v for k, v in token.scenario.to_json().items() if k not in ("iterations", "trials", "drivers")}
    return _SCRIPT.format(
        title=_docstring(title),
        account=_docstring("\n".join(account)) or _docstring(_told(token.trial)),
        stages=stages,
        name=name,
        check=token.check,
        plants=list(token.plants),
        scenario=_literal(order),
        trial=_literal(dict(token.trial)),
        machinery=_machinery(tuple(token.plants)),
        python="3.11",
        harness=harness,
    )


def _told(trial: Mapping[str, Any]) -> str:
    """How the trial goes, where nothing tells its schedule."""
    if fault := trial.get("fault"):
        return f"Stage {fault['stage']} is made to {fault['kind']} before its step {fault['step']}."
    if interrupts := trial.get("interrupts"):
        steps = " and ".join(map(str, interrupts))
        return f"The run is cancelled by its {trial.get('by') or 'task'} after step {steps} of the loop."
    if trial["setting"] == "native":
        return "The trial runs in the order in which stock asyncio runs it."
    return "The trial runs in the order that `choices` gives."


def _docstring(text: str) -> str:
    """Text of the subject's own, made safe inside a docstring: control characters and lone surrogates as escapes."""
    shown = "".join(c if c.isprintable() or c == "\n" else c.encode("unicode_escape").decode() for c in text)
    return shown.replace("\\", "\\\\").replace('"""', "'''")


def _literal(value: Mapping[str, Any]) -> str:
    return pprint.pformat(value, width=116, compact=True, sort_dicts=False)


@cache
def _machinery(plants: tuple[str, ...]) -> str:
    """The archive as text; made once for all scripts of a run, since packing it is most of what a script costs."""
    return "\n".join(textwrap.wrap(base64.b85encode(_archive(plants)).decode(), 118))


def _archive(plants: Sequence[str]) -> bytes:
    """A tar of the modules that a replay with these plants imports; the same bytes every time."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        planted = [module_of(name) for name in plants]
        for path in imported("harness.worker.replay", "harness.worker.plants", "harness.worker.prepare", *planted):
            info = tarfile.TarInfo(f"harness/{path.relative_to(bundled.PACKAGE).as_posix()}")
            data = path.read_bytes()
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return lzma.compress(buffer.getvalue())
