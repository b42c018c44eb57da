"""Which documented error an error is: a subclass of a documented class keeps the promise as well as the class does."""

from collections.abc import Mapping

from harness.worker.adapter import Subject, Unsupported

STAGE_ERROR, CANCELLED = "UnifiedStageExecutionError", "UnifiedPipelineCancelled"
OF_A_RUN = (("stageflow", STAGE_ERROR), ("stageflow", CANCELLED))
"""The errors in which a run may end."""


def kind_of(error: BaseException | None, subject: Subject, *documented: tuple[str, str]) -> str:
    """The name of the nearest class of `error` that is among `documented`, else the name of its own class.

    Each of `documented` is a module and a name in it. Classes are looked up at the moment of use; one that the subject
    lacks is known by its name alone.
    """
    known = {found: name for module, name in documented if (found := _class_of(subject, module, name))}
    own = type(error)
    return next((known[cls] for cls in own.__mro__ if cls in known), own.__name__)


def carries_results(name: str, subject: Subject) -> bool:
    """Whether the error of a run by that name has a place for the results of the stages that had finished.

    The error of a cancelled run is documented to take them. That of a failed stage has them in some versions only:
    one is made as documented, and looked at.
    """
    kind = _class_of(subject, "stageflow", name)
    if name != STAGE_ERROR or kind is None:
        return name == CANCELLED
    return isinstance(getattr(kind("stage", Exception("made to be looked at")), "results", None), Mapping)


def _class_of(subject: Subject, module: str, name: str) -> type | None:
    try:
        found = subject.name(module, name)
    except Unsupported:
        return None
    return found if isinstance(found, type) else None
