"""A note in progress, kept in a person's own state folder until it is saved or thrown away.

It survives a dropped line, a closed window and a kill, and is offered again. A draft belongs to the
session that writes it: two windows of one person keep one each.
"""

from __future__ import annotations

import dataclasses
import errno
import hashlib
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from peeldiff.errors import FileError, NotesError
from peeldiff.files import explaining, read_whole, replace_whole, sweep
from peeldiff.notes import toml_text
from peeldiff.notes.note import STATUSES, NoteEdit, replace_surrogates, stamp
from peeldiff.text import inert

_MODE = 0o600
_ENDING = ".draft.toml"
_LONGEST = 8 * 1024 * 1024
_ADDED = ("status", "owner", "due", "session")


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody was writing."""

    comparison: str
    """The name of the comparison, as the notes file has it."""
    change: str
    author: str
    text: str
    seen: str
    """The stamp of the note that it was written over, "" where there was none."""
    saved: str
    status: str = ""
    owner: str = ""
    due: str = ""
    session: str = ""
    """Which session writes it, "" for one of an older peeldiff."""

    @property
    def edit(self) -> NoteEdit:
        """What saving it would write; an empty value clears."""
        return NoteEdit(self.text, self.status or None, self.owner, self.due)


def same_words(first: NoteEdit, second: NoteEdit) -> bool:
    """Tell whether two edits would write the same note."""
    return _words(first) == _words(second)


def _words(edit: NoteEdit) -> tuple[str, ...]:
    words = (edit.text or "", edit.status or STATUSES[0], edit.owner or "", edit.due or "")
    return tuple(map(replace_surrogates, words))


def save_draft(
    folder: Path,
    comparison: str,
    change: str,
    author: str,
    text: str,
    seen: str = "",
    *,
    status: str = "",
    owner: str = "",
    due: str = "",
    session: str = "",
) -> Draft:
    """Keep a draft in `folder`, in the place of an earlier one of this session on this change.

    Raises FileError if it cannot be written.
    """
    with explaining(folder, "cannot be made, the draft is not kept"):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if folder.is_symlink():
            raise OSError(errno.ELOOP, "symbolic link")
    text, owner, due = map(replace_surrogates, (text, owner, due))
    draft = Draft(comparison, change, author, text, seen, stamp(), status, owner, due, session)
    path = _file(folder, draft)
    sweep(path)
    replace_whole(path, toml_text.dump(asdict(draft)), mode=_MODE)
    return draft


def load_draft(folder: Path, comparison: str, change: str, author: str, session: str = "") -> Draft | None:
    """Return the draft of a session on a change, None if there is none.

    Raises FileError for one that cannot be read.
    """
    return _load(_file(folder, Draft(comparison, change, author, "", "", "", session=session)))


def all_drafts(folder: Path, author: str) -> list[Draft]:
    """Return every draft of an author that can be read, of whatever session, the latest first."""
    found = []
    for path in folder.glob(f"*{_ENDING}"):
        try:
            draft = _load(path)
        except FileError:
            continue  # there is nothing in it that could be offered
        if draft is not None and draft.author == author:
            found.append(draft)
    return sorted(found, key=lambda draft: draft.saved, reverse=True)


def drop_draft(folder: Path, comparison: str, change: str, author: str, session: str = "") -> None:
    """Throw a draft away; that there is none is no error. Raises FileError."""
    path = _file(folder, Draft(comparison, change, author, "", "", "", session=session))
    with explaining(path, "the draft is not thrown away"):
        path.unlink(missing_ok=True)


def take_over(folder: Path, draft: Draft, session: str) -> Draft | None:
    """Make the draft of a session that has ended one of this session; None if another session was faster."""
    mine = dataclasses.replace(draft, session=session)
    try:
        _file(folder, draft).rename(_file(folder, mine))
    except OSError:
        return None
    replace_whole(_file(folder, mine), toml_text.dump(asdict(mine)), mode=_MODE)
    return mine


def _file(folder: Path, draft: Draft) -> Path:
    belongs = (draft.comparison, draft.change, draft.author, *([draft.session] if draft.session else []))
    return folder / (hashlib.sha256("\0".join(belongs).encode()).hexdigest()[:24] + _ENDING)


def _load(path: Path) -> Draft | None:
    data = read_whole(path, limit=_LONGEST)
    if data is None:
        return None
    table = toml_text.parse(str(path), data)
    keys = tuple(field.name for field in fields(Draft))
    read: dict[str, Any] = {key: table.get(key, "" if key in _ADDED else None) for key in keys}
    if not all(isinstance(value, str) for value in read.values()):
        raise NotesError(f"{inert(str(path))}: not a draft: expected {', '.join(keys)}")
    return Draft(**read)
