"""The TOML of `diff`: the notes file of a comparison, on standard output or in a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peeldiff.dataset import Dataset
    from peeldiff.export.selection import Selection
    from peeldiff.settings import Settings


def write_notes(selected: Selection, ds: Dataset, in_force: Settings, target: Path | None) -> bytes | None:
    """Return the notes document, or write it and return None where there is a target.

    What people wrote in the target, or in the notes folder, is kept. Raises NotesError where the
    target is not notes of this comparison, or is and only a part of it was asked for.
    """
    from peeldiff.notes.store import NotesFolder

    folder = NotesFolder(in_force.notes, ds)
    only = None if selected.whole else selected.ids
    if target is None:
        return folder.document(selected.comparison, only)
    folder.export(selected.comparison, target, only)
    return None
