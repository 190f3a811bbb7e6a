"""The folder of notes: reads and writes what people noted, safe for many writers at once."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from peeldiff.compare import compare
from peeldiff.errors import FileError, NotesError
from peeldiff.files import WAIT, read_whole
from peeldiff.notes import changes, toml_text
from peeldiff.notes.composing import compose, merge_documents
from peeldiff.notes.facts import all_rows
from peeldiff.notes.finding_notes import notes_on
from peeldiff.notes.listing import Entry, Listing, entries, faults, listing, unread
from peeldiff.notes.naming import ENDING, canonical, name_of, pair_name
from peeldiff.notes.note import Note, NoteChangedError, NoteEdit, edited
from peeldiff.notes.note_table import Table, note_of
from peeldiff.notes.notes_files import MAX_FILE, NotedFile, NotesFiles, fresh
from peeldiff.notes.notes_reader import Document, readable, rows
from peeldiff.notes.rewriting import put_document, rewrite
from peeldiff.notes.verdicts import Verdicts, verdicts_of, with_verdict
from peeldiff.text import inert

if TYPE_CHECKING:
    from peeldiff.compare.comparison import Comparison
    from peeldiff.compare.rows import FindingRow
    from peeldiff.dataset.model import Dataset
    from peeldiff.dataset.queries.names import Inspection

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class NotesRead:
    """What people wrote on a comparison."""

    comparison: Comparison
    notes: Mapping[str, Note]
    """By the id of their change."""
    problems: tuple[str, ...] = ()
    """Why notes could not be read, a line each with file and line."""


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

    def look(self, comparison: Comparison) -> NotesRead:
        """Return what people wrote on a comparison, and what of it could not be read. Raises nothing.

        The note of a finding is the newest of all comparisons that have it; `origin` says where
        it stands if that is another file.
        """
        path = self.file(comparison)
        try:
            noted = self._files.look(path, path.stem) or NotedFile({})
        except FileError as error:
            noted = NotedFile({}, (str(error),))
        own, problems = noted.document, noted.problems
        here = {row.id for row in all_rows(comparison)}
        notes = {
            row["id"]: note_of(row["note"])
            for section in ("retired", "judgments", "figures")
            for row in rows(own, section)
            if "note" in row and row.get("id") in here
        }
        try:
            notes |= self._on_findings(comparison, own, comparison.finding_rows)
        except FileError as error:  # the folder itself
            problems = (*problems, str(error))
        return NotesRead(comparison, notes, problems)

    def read(self, comparison: Comparison) -> dict[str, Note]:
        """Return the notes of a comparison by the id of their change; raises FileError if they cannot be read."""
        path = self.file(comparison)
        self._files.look(path, path.stem)
        return dict(self.look(comparison).notes)

    def verdicts(self, left: Inspection, right: Inspection) -> Verdicts:
        """Return what people said of the findings of two inspections, to be compared with.

        Comparing needs no notes: where they cannot be read, nothing was said. `verdict_problems` says why.
        """
        return verdicts_of(self._noted_of(left, right).document)

    def verdict_problems(self, left: Inspection, right: Inspection) -> tuple[str, ...]:
        """Return why notes of two inspections cannot be read, a line each; none if all can."""
        return self._noted_of(left, right).problems

    def _noted_of(self, left: Inspection, right: Inspection) -> NotedFile:
        path = self.path / (pair_name(*canonical(self._ds, left, right)) + ENDING)
        try:
            return self._files.look(path, path.stem) or NotedFile({})
        except FileError as error:
            return NotedFile({}, (str(error),))

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

        def edit_note(old: Document) -> tuple[Document, Note]:
            document, current = self._composed(comparison, old)
            row = changes.row_of(current, document, change)
            before = self._standing(current, document, row)
            if seen is not None and seen != (before.updated if before else ""):
                raise NoteChangedError(change, before)
            note = edited(before, edit, author=author, now=now)
            if note is not before:
                changes.put_note(row, note)
            return (document if note is not before else old), note

        return self._rewrite(comparison, edit_note)

    def set_verdict(self, comparison: Comparison, left: str, right: str, verdict: str, *, author: str) -> None:
        """Keep what a person says of two findings: `same`, `different`, or `unsaid` to take it back.

        `left` is a finding of the comparison's left inspection, `right` one of its right.
        """
        changes.check_findings(comparison, left, right, verdict)
        pair = (right, left) if self._is_turned(comparison) else (left, right)

        def with_this(old: Document) -> tuple[Document, None]:
            entries = with_verdict(old, pair, verdict, author=author)
            return self._composed(comparison, {**old, "verdicts": entries})[0], None

        self._rewrite(comparison, with_this)

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
            self._rewrite(comparison, lambda old: (self._composed(comparison, old, only)[0], None))
            return own

        def joined(theirs: Document) -> tuple[Document, None]:
            both = merge_documents(theirs, fresh(own, own.stem)[0] or {})
            return self._composed(comparison, both, only)[0], None

        if path.name == own.name:
            rewrite(path, joined, self._wait)
        else:  # another peeldiff keeps notes only in files of that name: here no lock is left lying
            theirs, data = fresh(path, own.stem)
            put_document(path, joined(theirs or {})[0], data)
        return path

    def document(self, comparison: Comparison, only: Collection[str] | None = None) -> bytes:
        """Return what `export` would write into the folder, without writing: of the notes, what can be read."""
        path = self.file(comparison)
        try:
            data = read_whole(path, limit=MAX_FILE)
            old = {} if data is None else readable(path, data, path.stem)[0]
        except FileError:
            old = {}
        return toml_text.dump(self._composed(comparison, old, only)[0])

    def make_folder(self) -> None:
        """Make the folder where it is missing. Raises FileError."""
        self._files.make_folder()

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

    def listing(self) -> Listing:
        """Return every note of the folder, and what could not be read. Raises FileError for the folder itself."""
        return listing(self._files)

    def _rewrite(self, comparison: Comparison, change: Callable[[Document], tuple[Document, T]]) -> T:
        self._files.make_folder()
        return rewrite(self.file(comparison), change, self._wait, lambda: self._files.is_closed)

    def _composed(
        self, comparison: Comparison, old: Document, only: Collection[str] | None = None
    ) -> tuple[Document, Comparison]:
        """Return the document with today's facts, and the comparison in canonical order."""
        name, verdicts = name_of(comparison, self._ds), verdicts_of(old)
        compared = self._compared  # another thread may put another comparison there at any moment
        if compared is None or compared[:2] != (name, verdicts):
            pair = canonical(self._ds, comparison.left, comparison.right)
            compared = self._compared = (name, verdicts, compare(self._ds, *pair, verdicts))
        return compose(compared[2], name, old, only), compared[2]

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
