"""What is left behind by a walk: notes that can be read, and nothing outside of its home."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

from peeldiff.dataset import load
from peeldiff.notes import NotesFolder


def check(notes: Path, outside: Sequence[str]) -> int:
    """Return how many notes there are. Raises AssertionError for a file that cannot be read or lies elsewhere."""
    assert not outside, f"written outside of its home: {outside}"
    for path in notes.rglob("*.toml"):
        tomllib.loads(path.read_text(encoding="utf-8"))
    left_over = [path.name for path in notes.glob("*") if path.suffix not in (".toml", ".lock")]
    assert not left_over, f"left behind among the notes: {left_over}"
    return len(NotesFolder(notes, load()).list())
