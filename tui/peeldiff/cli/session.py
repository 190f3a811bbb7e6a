"""From parsed arguments to settings and dataset, the same way for every command."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from peeldiff import settings as layers

if TYPE_CHECKING:
    from peeldiff.compare.findings import Verdicts
    from peeldiff.dataset import Dataset, Inspection
    from peeldiff.settings import Settings


def settings(given: argparse.Namespace) -> Settings:
    """Return the settings in force, the options of the command line on top."""
    on_top = {key: value for key in ("data", "notes") if (value := getattr(given, key, None)) is not None}
    return layers.load(on_top)


def verdicts(in_force: Settings, ds: Dataset, left: Inspection, right: Inspection) -> Verdicts:
    """Return what people said of findings; nothing, without a look, where there are no notes yet."""
    if not in_force.notes.exists():
        return {}
    from peeldiff.notes.store import NotesFolder

    return NotesFolder(in_force.notes, ds).verdicts(left, right)


def dataset(in_force: Settings) -> Dataset:
    """Read the dataset that the settings name."""
    import os

    # One session leaves the other cores of a shared machine alone; polars reads this at import only.
    os.environ.setdefault("POLARS_MAX_THREADS", "2")
    from peeldiff.dataset import load

    return load(in_force.data)
