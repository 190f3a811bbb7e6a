"""The folder of notes: reads and writes what people noted, safe for many writers at once."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from peeldiff.compare import compare
from peeldiff.errors import NotesError
from peeldiff.files import WAIT, locked, read_whole, replace_whole, sweep
from peeldiff.notes import changes, toml_text
from peeldiff.notes.composing import compose, merge_documents
from peeldiff.notes.facts import all_rows
from peeldiff.notes.finding_notes import notes_on
from peeldiff.notes.listing import Entry, entries, faults, unread
from peeldiff.notes.naming import ENDING, canonical, name_of, pair_name
from peeldiff.notes.note import Note, NoteChangedError, NoteEdit, edited
from peeldiff.notes.note_table import Table, note_of
from peeldiff.notes.notes_files import NotesFiles, fresh
from peeldiff.notes.notes_reader import Document, rows
from peeldiff.notes.verdicts import Verdicts, verdicts_of, with_verdict
from peeldiff.text import inert

if TYPE_CHECKING:
    from peeldiff.compare.comparison import Comparison, FindingRow
    from peeldiff.dataset.model import Dataset
    from peeldiff.dataset.names import Inspection


class NotesFolder:
    """The notes of many people in one folder, one file for each comparison.

    Methods take a comparison either way round. They raise NotesError for a file that is wrong or
    cannot be read or written, and leave it as it is.
    """

    def __init__(self, path: Path, ds: Dataset, *, wait: float = WAIT) -> None:
        """`ds` gives the facts; `wait` is for how long, in seconds, another writer is waited for."""
        self.path = path
        self._ds = ds
        self._wait = wait
        self._files = NotesFiles(path)
        self._compared: tuple[str, Verdicts, Comparison] | None = None

    def file(self, comparison: Comparison) -> Path:
        """Return where the notes of a comparison lie, whether or not there are any."""
        return self.path / (name_of(comparison, self._ds) + ENDING)

    def read(self, comparison: Comparison) -> dict[str, Note]:
        """Return the notes of a comparison by the id of their change.

        The note of a finding is the newest of all comparisons that have it; `origin` says where
        it stands if that is another file.
        """
        path = self.file(comparison)
        own = self._files.look(path, path.stem) or {}
        here = {row.id for row in all_rows(comparison)}
        notes = {
            row["id"]: note_of(row["note"])
            for section in ("retired", "judgments", "figures")
            for row in rows(own, section)
            if "note" in row and row.get("id") in here
        }
        return notes | self._on_findings(comparison, own, comparison.finding_rows)

    def verdicts(self, left: Inspection, right: Inspection) -> Verdicts:
        """Return what people said of the findings of two inspections, to be compared with."""
        path = self.path / (pair_name(*canonical(self._ds, left, right)) + ENDING)
        return verdicts_of(self._files.look(path, path.stem) or {})

    def set_note(
        self,
        comparison: Comparison,
        change: str,
        edit: NoteEdit,
        *,
        author: str,
        seen: str | None = None,
        now: dt.datetime | None = None,
    ) -> Note:
        """Edit the note of a change and return it as it stands then.

        `seen` is the stamp of the note that the author saw, "" where there was none; if another
        one stands there now, NoteChangedError. Without `seen` the edit is made on what is there.
        """
        with self._locked(comparison) as path:
            old, data = fresh(path, path.stem)
            document, current = self._composed(comparison, old or {})
            row = changes.row_of(current, document, change)
            before = self._standing(current, document, row)
            if seen is not None and seen != (before.updated if before else ""):
                raise NoteChangedError(change, before)
            note = edited(before, edit, author=author, now=now)
            if note is not before:
                changes.put_note(row, note)
                _put(path, document, data)
        return note

    def set_verdict(self, comparison: Comparison, left: str, right: str, verdict: str, *, author: str) -> None:
        """Keep what a person says of two findings: `same` or `different`.

        `left` is a finding of the comparison's left inspection, `right` one of its right.
        """
        changes.check_findings(comparison, left, right, verdict)
        pair = (right, left) if self._is_turned(comparison) else (left, right)
        with self._locked(comparison) as path:
            old, data = fresh(path, path.stem)
            before = old or {}
            before = {**before, "verdicts": with_verdict(before, pair, verdict, author=author)}
            _put(path, self._composed(comparison, before)[0], data)

    def export(self, comparison: Comparison, target: Path | None = None, only: Collection[str] | None = None) -> Path:
        """Write today's facts and every note; return the file, by default the folder's own.

        A `target` that exists has to be notes of this comparison, and keeps its own words too.
        `only` holds the ids of the rows to write; onto a file that exists it is refused.
        """
        own = self.file(comparison)
        path = target or own
        inside = os.path.realpath(path.parent) == os.path.realpath(self.path)
        if inside and path.name != own.name:
            raise NotesError(f"{inert(path.name)}: in the notes folder these notes are named {own.name}")
        if only is not None and read_whole(path) is not None:
            raise NotesError(f"{inert(str(path))}: only a whole comparison is written onto notes that exist")
        if os.path.realpath(path) == os.path.realpath(own):
            with self._locked(comparison) as path:
                old, data = fresh(path, path.stem)
                _put(path, self._composed(comparison, old or {}, only)[0], data)
            return own
        # Another peeldiff keeps notes only in files of this name; elsewhere no lock is left lying.
        with locked(path, self._wait) if path.name == own.name else nullcontext():
            theirs, data = fresh(path, own.stem)
            both = merge_documents(theirs or {}, fresh(own, own.stem)[0] or {})
            _put(path, self._composed(comparison, both, only)[0], data)
        return path

    def document(self, comparison: Comparison, only: Collection[str] | None = None) -> bytes:
        """Return what `export` would write into the folder, without writing."""
        path = self.file(comparison)
        return toml_text.dump(self._composed(comparison, fresh(path, path.stem)[0] or {}, only)[0])

    def close(self) -> None:
        """Read no more; what is being written is written to its end."""
        self._files.close()

    def check(self) -> list[str]:
        """Return what is wrong with the files of the folder, a line each."""
        return faults(self._files)

    def list(self) -> list[Entry]:
        """Return every note of every file that can be read, in order of file and row."""
        return entries(self._files)

    def unread(self) -> Collection[str]:
        """Return why files could not be read whose notes are not in the list, a line each."""
        return unread(self._files)

    @contextmanager
    def _locked(self, comparison: Comparison) -> Iterator[Path]:
        """Hold the lock of a comparison's notes file, in a folder that is there."""
        path = self.file(comparison)
        self._files.make_folder()
        with locked(path, self._wait):
            sweep(path)
            yield path

    def _composed(
        self, comparison: Comparison, old: Document, only: Collection[str] | None = None
    ) -> tuple[Document, Comparison]:
        """Return the document with today's facts, and the comparison in canonical order."""
        name, verdicts = name_of(comparison, self._ds), verdicts_of(old)
        if self._compared is None or self._compared[:2] != (name, verdicts):
            pair = canonical(self._ds, comparison.left, comparison.right)
            self._compared = (name, verdicts, compare(self._ds, *pair, verdicts))
        return compose(self._compared[2], name, old, only), self._compared[2]

    def _is_turned(self, comparison: Comparison) -> bool:
        first, _ = canonical(self._ds, comparison.left, comparison.right)
        return (first.force, first.cycle) != (comparison.left.force, comparison.left.cycle)

    def _standing(self, comparison: Comparison, document: Document, row: Table) -> Note | None:
        """Return the note of a row as `read` shows it."""
        finding_rows = tuple(finding_row for finding_row in comparison.finding_rows if finding_row.id == row["id"])
        if finding_rows:
            return self._on_findings(comparison, document, finding_rows).get(row["id"])
        return note_of(row["note"]) if "note" in row else None

    def _on_findings(
        self, comparison: Comparison, own: Document, finding_rows: Collection[FindingRow]
    ) -> dict[str, Note]:
        sides = (comparison.left, comparison.right)
        return notes_on(finding_rows, own, self._files, self.file(comparison), sides)


def _put(path: Path, document: Document, before: bytes) -> None:
    """Write a document, unless the file holds these very bytes."""
    content = toml_text.dump(document)
    if content != before:
        replace_whole(path, content, is_notes=True)
