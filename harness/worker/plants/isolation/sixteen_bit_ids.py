"""sixteen-bit-ids: of the id of a child run only the last sixteen bits are chance."""

from uuid import UUID

from harness.worker.adapter import Subject
from harness.worker.plants.child_ids import drawn_by


def apply(subject: Subject) -> None:
    """Keeps four of the digits of each id. A few hundred runs are enough for two alike."""
    drawn_by(subject, lambda drawn: UUID(int=drawn.int & 0xFFFF | 4 << 76 | 2 << 62))
