"""tenant-id-can-be-set: whoever holds the context of a tenant can make it that of another one."""

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Takes away what TenantContext does when an attribute of it is set."""
    subject.name("stageflow.auth", "TenantContext").__setattr__ = object.__setattr__
