"""The notes files of a folder: which there are, and what people wrote in them."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path

from peeldiff.errors import NotesError
from peeldiff.files import Signature, explaining, read_whole, signature_of
from peeldiff.notes import notes_reader
from peeldiff.notes.naming import ENDING
from peeldiff.notes.notes_reader import Document
from peeldiff.text import inert


@dataclass
class NotesFiles:
    """Reads the files of one folder; what has not changed since is not parsed again.

    Of each file only the people's part is kept: the facts of a comparison take a hundred times the room.
    """

    folder: Path
    _parsed: dict[Path, tuple[Signature, Document]] = field(default_factory=dict)
    _turn: threading.Lock = field(default_factory=threading.Lock)
    _closed: bool = False

    def close(self) -> None:
        """Read no more: whoever goes through many files in another thread is soon done."""
        self._closed = True

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

    def look(self, path: Path, name: str | None = None) -> Document | None:
        """Return of a file's document what people wrote, None where there is none: not for writing it again.

        Raises NotesError for what is no notes file, or is not about the comparison `name`.
        """
        with self._turn:  # several searches at once would parse every file as often
            if self._closed:
                raise NotesError(f"{inert(str(path))}: not read: peeldiff is about to end")
            signature = signature_of(path)
            known = self._parsed.get(path)
            if known is not None and known[0] == signature and known[1]["notes"]["comparison"] == name:
                return known[1]
            document, _ = fresh(path, name)
            if document is None:
                return None
            noted = notes_reader.noted(document)
            if signature is not None:
                self._parsed[path] = (signature, noted)
            return noted


def fresh(path: Path, name: str | None = None) -> tuple[Document | None, bytes]:
    """Return a file's document and bytes as they are now; (None, b"") where there is none."""
    data = read_whole(path)
    if data is None:
        return None, b""
    return notes_reader.document(path, data, name), data
