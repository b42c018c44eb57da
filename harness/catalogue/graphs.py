"""Shapes of pipelines that a mission can name. Pure: a shape and a size give names and dependencies."""

from harness.catalogue.entry import Argument, Entry

STAGES_MAX = 20_000
_STAGES = {"stages": Argument("int", 10, "number of stages", min=1, max=STAGES_MAX)}

GRAPHS: tuple[Entry, ...] = (
    Entry("chain", "Each stage depends on the one before it.", _STAGES),
    Entry("fan_out", "Stages without dependencies on each other, all ready at once.", _STAGES),
    Entry("fan_in", "Stages without dependencies on each other, and a last one that depends on all of them.", _STAGES),
    Entry("diamond", "One stage, then all but two side by side, then one that depends on them.", _STAGES),
    Entry("chain_and_fan", "One half of the stages one after another, beside them the other half, all ready.", _STAGES),
)


def edges(kind: str, stages: int) -> list[tuple[str, tuple[str, ...]]]:
    """[(name, dependencies)] in an order in which dependencies come first. Raises KeyError for an unknown kind."""
    width = len(str(stages - 1))
    names = [f"s{i:0{width}d}" for i in range(stages)]
    before: dict[str, list[tuple[str, ...]]] = {
        "chain": [tuple(names[max(i - 1, 0) : i]) for i in range(stages)],
        "fan_out": [()] * stages,
        "fan_in": [()] * (stages - 1) + [tuple(names[:-1])],
        "chain_and_fan": [tuple(names[max(i - 1, 0) : i]) for i in range(stages - stages // 2)] + [()] * (stages // 2),
        "diamond": [()] + [(names[0],)] * (stages - 2) + [tuple(names[1:-1]) or tuple(names[:1])] * (stages > 1),
    }
    return list(zip(names, before[kind], strict=True))
