"""Puts into the wheel what is made when it is built: its bill of materials, and the dataset compiled.

The dataset is read and checked here once, so that no start of an installed peeldiff has to.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BuildHook(BuildHookInterface):  # type: ignore[type-arg, misc, unused-ignore]
    """Writes both where the build takes them from, and removes them afterwards."""

    _folder: tempfile.TemporaryDirectory[str]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write them before the wheel is made; one that is installed from its checkout needs no second copy."""
        root = Path(self.root)
        sys.path[:0] = [str(root / ".ci"), str(root / "tui")]
        bill = import_module("bill_of_materials")
        project = self.metadata
        direct = {re.split(r"[^\w.-]", one)[0].lower() for one in project.core.dependencies}
        lock = (root / "requirements.lock").read_text("utf-8")
        made = bill.bill_of_materials(project.name, project.version, direct, lock)
        self._folder = tempfile.TemporaryDirectory()
        path = Path(self._folder.name, bill.NAME)
        path.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
        build_data["sbom_files"].append(str(path))
        if version != "editable":
            compiled = Path(self._folder.name, "shipped.dataset")
            compiled.write_bytes(import_module("peeldiff.dataset.loading").compile_sources(root / "data"))
            build_data["force_include"][str(compiled)] = "peeldiff/shipped.dataset"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Clean up."""
        self._folder.cleanup()
