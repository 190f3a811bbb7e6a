"""A note in progress, kept in a person's own state folder until it is saved or thrown away.

It survives a dropped line, a closed window and a kill, and is offered again.
"""

from __future__ import annotations

import errno
import hashlib
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from peeldiff.errors import FileError, NotesError
from peeldiff.files import explaining, read_whole, replace_whole, sweep
from peeldiff.notes import toml_text
from peeldiff.notes.note import replace_surrogates, stamp
from peeldiff.text import inert

_MODE = 0o600
_ENDING = ".draft.toml"
_AN_HOUR = 3600.0
_ADDED = ("status", "owner", "due")


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
) -> Draft:
    """Keep a draft in `folder`, in the place of an earlier one of this author on this change.

    Raises NotesError if it cannot be written.
    """
    with explaining(folder, "cannot be made, the draft is not kept"):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if folder.is_symlink():
            raise OSError(errno.ELOOP, "symbolic link")
    draft = Draft(
        comparison,
        change,
        author,
        replace_surrogates(text),
        seen,
        stamp(),
        status,
        replace_surrogates(owner),
        replace_surrogates(due),
    )
    path = _file(folder, comparison, change, author)
    sweep(path, older_than=_AN_HOUR)
    replace_whole(path, toml_text.dump(asdict(draft)), mode=_MODE)
    return draft


def load_draft(folder: Path, comparison: str, change: str, author: str) -> Draft | None:
    """Return the draft of an author on a change, None if there is none.

    Raises NotesError for one that cannot be read.
    """
    return _load(_file(folder, comparison, change, author))


def all_drafts(folder: Path, author: str) -> list[Draft]:
    """Return every draft of an author that can be read, the latest first."""
    found = []
    for path in folder.glob(f"*{_ENDING}"):
        try:
            draft = _load(path)
        except FileError:
            continue  # it is told when its change is opened
        if draft is not None and draft.author == author:
            found.append(draft)
    return sorted(found, key=lambda draft: draft.saved, reverse=True)


def drop_draft(folder: Path, comparison: str, change: str, author: str) -> None:
    """Throw a draft away; that there is none is no error."""
    path = _file(folder, comparison, change, author)
    with explaining(path, "the draft is not thrown away"):
        path.unlink(missing_ok=True)


def _file(folder: Path, comparison: str, change: str, author: str) -> Path:
    key = "\0".join((comparison, change, author)).encode()
    return folder / (hashlib.sha256(key).hexdigest()[:24] + _ENDING)


def _load(path: Path) -> Draft | None:
    data = read_whole(path)
    if data is None:
        return None
    table = toml_text.parse(str(path), data)
    keys = tuple(field.name for field in fields(Draft))
    read: dict[str, Any] = {key: table.get(key, "" if key in _ADDED else None) for key in keys}
    if not all(isinstance(value, str) for value in read.values()):
        raise NotesError(f"{inert(str(path))}: not a draft: expected {', '.join(keys)}")
    return Draft(**read)
