"""ids-from-the-seed: ids of child runs come from Python's own generator, which a fork copies and a seed sets back."""

import random
from uuid import UUID

from harness.worker.adapter import Subject
from harness.worker.plants.child_ids import drawn_by


def apply(subject: Subject) -> None:
    """Draws 128 bits from `random`: enough, as long as nobody seeds it."""
    drawn_by(subject, lambda _: UUID(int=random.getrandbits(128), version=4))
