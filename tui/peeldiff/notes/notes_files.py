"""The notes files of a folder: which there are, and what people wrote in them."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from peeldiff.errors import FileError, NotesError
from peeldiff.files import Signature, explaining, read_whole, signature_of
from peeldiff.notes import notes_reader
from peeldiff.notes.naming import ENDING
from peeldiff.notes.notes_index import NotesIndex
from peeldiff.notes.notes_reader import Document
from peeldiff.text import inert

MAX_FILE = 32 * 1024 * 1024
"""Bytes of a notes file; one of every change of the largest comparison with a long note has a tenth of it."""

_MANY = 8
"""So many files that are not known yet are worth a look at the index."""


@dataclass(frozen=True, slots=True)
class NotedFile:
    """What people wrote in a file, as far as it can be read."""

    document: Document
    """Without the rows that nobody wrote a note on: not for writing it again."""
    problems: tuple[str, ...] = ()
    """Why some of it could not be read, a line each."""


@dataclass
class NotesFiles:
    """Reads the files of one folder; what has not changed since is not parsed again.

    Of each file only the people's part is kept: the facts of a comparison take a hundred times the room.
    """

    folder: Path
    _parsed: dict[Path, tuple[Signature, NotedFile]] = field(default_factory=dict)
    _turn: threading.Lock = field(default_factory=threading.Lock)
    _closed: bool = False

    def close(self) -> None:
        """Read no more, and wait for no other writer: whoever does so in another thread is soon done."""
        self._closed = True

    @property
    def is_closed(self) -> bool:
        """Whether nobody shall read or wait any more."""
        return self._closed

    def paths(self) -> list[Path]:
        """Return the files that should be notes, in order of name; none where there is no folder."""
        with explaining(self.folder, "not read"):
            try:
                every = list(self.folder.iterdir())
            except FileNotFoundError:
                return []
        return sorted(path for path in every if path.suffix == ENDING and not path.name.startswith("."))

    def make_folder(self) -> None:
        """Make the folder where it is missing, with the rights that the umask gives."""
        with explaining(self.folder, "cannot be made, nothing was written"):
            self.folder.mkdir(parents=True, exist_ok=True)

    def look(self, path: Path, name: str | None = None) -> NotedFile | None:
        """Return what people wrote in a file, None where there is none.

        Raises FileError for what cannot be read, is no notes file, or is not about the comparison `name`.
        """
        with self._turn:  # several searches at once would parse every file as often
            if self._closed:
                raise NotesError(f"{inert(str(path))}: not read: peeldiff is about to end")
            signature = signature_of(path)
            known = self._parsed.get(path)
            if known is not None and known[0] == signature and known[1].document["notes"]["comparison"] == name:
                return known[1]
            data = read_whole(path, limit=MAX_FILE)
            if data is None:
                return None
            document, problems = notes_reader.readable(path, data, name)
            found = NotedFile(notes_reader.noted(document), problems)
            if signature is not None:
                self._parsed[path] = (signature, found)
            return found

    def look_through(self, paths: Iterable[Path]) -> Iterator[tuple[Path, NotedFile | FileError]]:
        """Walk over many files, each with what people wrote in it or why it cannot be read.

        Those that have not changed since somebody went through them are answered from the index of the folder.
        """
        wanted = list(paths)
        with self._turn:
            unknown = [path for path in wanted if path not in self._parsed]
        index = NotesIndex(self.folder) if len(unknown) >= _MANY else None
        if index is not None:
            found = index.fresh_of(unknown)
            with self._turn:
                self._parsed |= {path: (sign, NotedFile(document)) for path, (sign, document) in found.items()}
        for path in wanted:
            try:
                noted = self.look(path, path.stem)
            except FileError as error:
                yield path, error
            else:
                if noted is not None:
                    yield path, noted
        if index is not None:
            with self._turn:
                known = dict(self._parsed)
            index.renew({path: (sign, noted.document) for path, (sign, noted) in known.items() if not noted.problems})


def fresh(path: Path, name: str | None = None) -> tuple[Document | None, bytes]:
    """Return a file's document and bytes as they are now; (None, b"") where there is none.

    Raises FileError for whatever is wrong with it: what is written again has to be right.
    """
    data = read_whole(path, limit=MAX_FILE)
    if data is None:
        return None, b""
    return notes_reader.document(path, data, name), data
