"""Build hook: a wheel carries the bundled core, the missions and the templates as data of `harness`."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUNDLED = ("stageflow", "missions", "templates")


class BundledData(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the folders to `harness/_bundled/`; an editable install reads them where they stand."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "editable":
            build_data["force_include"].update({name: f"harness/_bundled/{name}" for name in BUNDLED})
