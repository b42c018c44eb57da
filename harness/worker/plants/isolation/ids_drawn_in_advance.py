"""ids-drawn-in-advance: five ids are drawn for each child run, and four of them are thrown away."""

from uuid import UUID, uuid4

from harness.worker.adapter import Subject
from harness.worker.plants.child_ids import drawn_by


def apply(subject: Subject) -> None:
    """As for a reserve that is made for each child and not for each spawner. The ids are distinct."""

    def first_of_the_reserve(drawn: UUID) -> UUID:
        reserve = [drawn, *(uuid4() for _ in range(4))]
        return reserve[0]

    drawn_by(subject, first_of_the_reserve)
