"""Which documented error an error is: a subclass of a documented class keeps the promise as well as the class does."""

from harness.worker.adapter import Subject, Unsupported


def kind_of(error: BaseException | None, subject: Subject, *documented: tuple[str, str]) -> str:
    """The name of the nearest class of `error` that is among `documented`, else the name of its own class.

    Each of `documented` is a module and a name in it. Classes are looked up at the moment of use; one that the subject
    lacks is known by its name alone.
    """
    known = {found: name for module, name in documented if (found := _class_of(subject, module, name))}
    own = type(error)
    return next((known[cls] for cls in own.__mro__ if cls in known), own.__name__)


def _class_of(subject: Subject, module: str, name: str) -> type | None:
    try:
        found = subject.name(module, name)
    except Unsupported:
        return None
    return found if isinstance(found, type) else None
