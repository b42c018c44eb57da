"""Planted defects: one file each, by area, inert until `apply` is called. They act through public methods."""

from importlib import import_module

from harness.catalogue.plants import module_of
from harness.worker.adapter import Subject, Unsupported


def apply(name: str, subject: Subject) -> None:
    """Puts the defect `name` (of `harness.catalogue.PLANTS`) into the subject, for the life of this process.

    Raises Unsupported where the subject lacks what the plant would change: an attribute of one of its own classes or
    modules. Any other error is ours and goes through.
    """
    module = import_module(module_of(name))
    try:
        module.apply(subject)
    except AttributeError as error:
        owner = error.obj
        if getattr(owner, "__module__", getattr(owner, "__name__", "")).partition(".")[0] != "stageflow":
            raise
        raise Unsupported(f"the subject lacks what the plant would change ({error})") from error
