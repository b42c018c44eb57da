"""Not here: importing this says so."""

raise ImportError(
    "stageflow.websearch is not part of this core and will not be; "
    "install stageflow-core into an environment of its own to use it"
)
