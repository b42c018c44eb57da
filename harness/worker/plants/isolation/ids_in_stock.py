"""ids-in-stock: ids of child runs are drawn eight at a time, and a fork copies what is left of them."""

from uuid import UUID, uuid4

from harness.worker.adapter import Subject
from harness.worker.plants.child_ids import drawn_by

PACK = 8


def apply(subject: Subject) -> None:
    """Wraps PipelineContext.fork: the id that was drawn for a child gives way to one of the stock."""
    stock = list[UUID]()

    def draw(_: UUID) -> UUID:
        if not stock:
            stock.extend(uuid4() for _ in range(PACK))
        return stock.pop()

    drawn_by(subject, draw)
