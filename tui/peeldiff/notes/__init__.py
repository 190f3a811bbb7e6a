"""A comparison and what people wrote on it, to and from TOML files that many write at once.

Names are resolved when they are first used: drafts and lists of notes need no dataset.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peeldiff.notes.draft_keeper import DraftKeeper
    from peeldiff.notes.drafts import Draft, all_drafts, drop_draft, load_draft, save_draft
    from peeldiff.notes.listing import Entry, Listing
    from peeldiff.notes.naming import canonical, name_of
    from peeldiff.notes.note import STATUSES, VERDICTS, Note, NoteChangedError, NoteEdit
    from peeldiff.notes.note_desk import NoteConflict, NoteDesk, NoteRefused, NoteSaved
    from peeldiff.notes.store import NotesFolder

__all__ = [
    "STATUSES",
    "VERDICTS",
    "Draft",
    "DraftKeeper",
    "Entry",
    "Listing",
    "Note",
    "NoteChangedError",
    "NoteConflict",
    "NoteDesk",
    "NoteEdit",
    "NoteRefused",
    "NoteSaved",
    "NotesFolder",
    "all_drafts",
    "canonical",
    "drop_draft",
    "load_draft",
    "name_of",
    "save_draft",
]

_HOMES = {
    "drafts": ("Draft", "all_drafts", "drop_draft", "load_draft", "save_draft"),
    "draft_keeper": ("DraftKeeper",),
    "listing": ("Entry", "Listing"),
    "note_desk": ("NoteConflict", "NoteDesk", "NoteRefused", "NoteSaved"),
    "note": ("STATUSES", "VERDICTS", "Note", "NoteChangedError", "NoteEdit"),
    "naming": ("canonical", "name_of"),
    "store": ("NotesFolder",),
}


def __getattr__(name: str) -> object:
    """Import a public name from its home on first use."""
    from importlib import import_module

    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"peeldiff.notes.{home}"), name)
    raise AttributeError(f"module 'peeldiff.notes' has no attribute {name!r}")
