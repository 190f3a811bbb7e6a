"""What the scripted mode may ask of the terminal interface, which is handed to it at the start."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from peeldiff.settings import Settings


class Interface(Protocol):
    """Opens the terminal interface, and returns an exit code."""

    def open(self, settings: Settings, left: str | None, right: str | None, *, fresh: bool) -> int:
        """Open it at what was named, `fresh` if nothing is to come back."""

    def review(
        self, settings: Settings, files: Sequence[str], folder: Path, *, force: str | None, cycle: str | None
    ) -> int:
        """Open it at the review of files to import into the dataset in `folder`."""
