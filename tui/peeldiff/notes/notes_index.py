"""What people wrote in every file of a folder, kept beside the files so that many are answered at once.

It is a convenience that anybody may delete, and is never trusted over the files: an entry counts only
while its file is the one that was read, by inode, times and size, and only if it is a sound document.
"""

from __future__ import annotations

import json
import os
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from peeldiff.errors import FileError
from peeldiff.files import Signature, read_whole, replace_whole, signature_of
from peeldiff.json_reading import parse_json
from peeldiff.notes import notes_reader
from peeldiff.notes.notes_reader import Document
from peeldiff.notes.toml_text import Lines

NAME = ".index.json"
_FORMAT = 1
_LONGEST = 256 * 1024 * 1024
_SETTLED = 2.0
"""Seconds that a file has to be old before its entry is kept: within one tick of a clock it can change unseen."""

_LEAST_MISSING = 16
"""So many files that were read anew make it worth writing."""


class NotesIndex:
    """The index of one folder, as it stands when it is opened."""

    def __init__(self, folder: Path) -> None:
        """Read it; one that is missing, broken or strange is empty."""
        self._folder = folder
        self._entries: dict[str, Any] = {}
        with suppress(FileError):
            found = parse_json(read_whole(folder / NAME, limit=_LONGEST))
            if isinstance(found, dict) and found.get("format") == _FORMAT and isinstance(found.get("files"), dict):
                self._entries = found["files"]

    def fresh_of(self, paths: Iterable[Path]) -> dict[Path, tuple[Signature, Document]]:
        """Return what people wrote in those of the files that have not changed since the index was written."""
        found = {}
        for path in paths:
            signature = signature_of(path)
            document = self._document(path, signature) if signature is not None else None
            if signature is not None and document is not None:
                found[path] = (signature, document)
        return found

    def _document(self, path: Path, signature: Signature) -> Document | None:
        entry = self._entries.get(path.name)
        if not isinstance(entry, dict) or entry.get("signature") != list(signature):
            return None
        document = entry.get("document")
        if not isinstance(document, dict) or any(notes_reader.problems(document, Lines(""), path.stem)):
            return None
        return document

    def renew(self, known: Mapping[Path, tuple[Signature, Document]]) -> None:
        """Write it anew if much of it is missing; that it cannot be written is no matter."""
        inside = {path: entry for path, entry in known.items() if path.parent == self._folder}
        missing = sum(
            (self._entries.get(path.name) or {}).get("signature") != list(signature)
            for path, (signature, _) in inside.items()
        )
        if missing < _LEAST_MISSING:
            return
        with suppress(FileError, OSError):
            readers = self._readers()
            lines = [
                f"{json.dumps(path.name)}:{line}"
                for path, signature, document in (*self._others(inside), *_flat(inside))
                if self._may_be_indexed(path, readers) and (line := _line(signature, document)) is not None
            ]
            content = f'{{"format":{_FORMAT},"files":{{\n' + ",\n".join(lines) + "\n}}\n"
            replace_whole(self._folder / NAME, content.encode("utf-8", "replace"), is_notes=True)

    def _others(self, known: Mapping[Path, object]) -> Iterator[tuple[Path, Signature, Document]]:
        """Walk over the entries of other files that count still."""
        for name in self._entries:
            path = self._folder / name
            signature = signature_of(path)
            if path not in known and path.parent == self._folder and signature is not None:
                document = self._document(path, signature)
                if document is not None:
                    yield path, signature, document

    def _readers(self) -> tuple[int, int]:
        """Return the mode bits of reading that the index gets from its folder, and its group."""
        folder = self._folder.stat()
        return stat.S_IMODE(folder.st_mode) & 0o044, folder.st_gid

    def _may_be_indexed(self, path: Path, readers: tuple[int, int]) -> bool:
        """Tell whether whoever may read the index may read the file too, and the file is not just being written."""
        mode, group = readers
        try:
            file = os.lstat(path)
        except OSError:
            return False
        is_as_open = file.st_mode & mode == mode and (file.st_gid == group or not mode & 0o040)
        return is_as_open and file.st_mtime < time.time() - _SETTLED


def _flat(known: Mapping[Path, tuple[Signature, Document]]) -> Iterator[tuple[Path, Signature, Document]]:
    for path, (signature, document) in known.items():
        yield path, signature, document


def _line(signature: Signature, document: Document) -> str | None:
    """Return an entry, None for what JSON cannot hold, such as a day written without quotes."""
    try:
        return json.dumps({"signature": signature, "document": document}, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError):
        return None
