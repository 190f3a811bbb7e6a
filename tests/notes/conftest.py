"""A folder of notes on a comparison that is written and read in a moment."""

from __future__ import annotations

from pathlib import Path

import any_writers
import pytest

from peeldiff.compare import Comparison, compare
from peeldiff.dataset import load
from peeldiff.notes import NotesFolder


@pytest.fixture
def small(tmp_path: Path) -> tuple[NotesFolder, Comparison]:
    """Judgments, findings and figures of a dataset of two inspections, and no note yet."""
    full, _ = any_writers.write_datasets(tmp_path / "data")
    ds = load(full)
    return NotesFolder(tmp_path / "small", ds), compare(ds, *any_writers.PAIR)
