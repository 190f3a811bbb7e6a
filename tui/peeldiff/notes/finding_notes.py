"""A finding's note belongs to the finding: it shows in every comparison that has it."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from peeldiff.errors import FileError
from peeldiff.notes import retired
from peeldiff.notes.naming import mentions
from peeldiff.notes.note import Note, merge_notes
from peeldiff.notes.note_table import note_of
from peeldiff.notes.notes_files import NotesFiles
from peeldiff.notes.notes_reader import Document, rows

if TYPE_CHECKING:
    from peeldiff.compare.comparison import Side
    from peeldiff.compare.rows import FindingRow


@dataclass(frozen=True, slots=True)
class FindingNote:
    """A note on findings, and where it stands."""

    change: str
    findings: frozenset[str]
    note: Note
    is_own: bool
    is_retired: bool

    def is_of(self, held: frozenset[str]) -> bool:
        """Tell whether the note belongs to a row that holds these findings.

        A row of this very comparison is known by its id, which names one of its findings (between
        two forces another one when the comparison is turned).
        """
        if self.is_own and not self.is_retired:
            return self.change in row_ids(held)
        return bool(self.findings & held)


def find_finding_notes(document: Document, origin: str | None = None) -> Iterator[FindingNote]:
    """Walk over the notes on findings in a document; `origin` is the file's name if it is another's."""
    for section in ("findings", "retired"):
        for row in rows(document, section):
            held = retired.findings(row)
            if held and "note" in row:
                note = dataclasses.replace(note_of(row["note"]), origin=origin)
                change = str(row.get("id", ""))
                yield FindingNote(change, frozenset(held), note, origin is None, section == "retired")


def row_id(finding: str) -> str:
    """Return the id that a row of findings has by one of its findings."""
    return f"finding/{finding}"


def row_ids(held: frozenset[str]) -> frozenset[str]:
    """Return every id that a row of these findings can have: where a finding stands in several, its partner follows."""
    pairs = (f"{row_id(finding)}/{partner}" for finding in held for partner in held if partner != finding)
    return frozenset({*map(row_id, held), *pairs})


def findings_of(row: FindingRow) -> frozenset[str]:
    """Return the ids of the one or two findings of a row."""
    return frozenset(side.finding for side in (row.left, row.right) if side is not None)


def notes_on(
    finding_rows: Collection[FindingRow],
    own: Document,
    files: NotesFiles,
    mine: Path,
    sides: tuple[Side, Side],
) -> dict[str, Note]:
    """Return the note of each row of findings that has one: the newest, the others in its history.

    `own` is the document of the comparison, whose file is `mine`; the other files on one of its
    two inspections are looked through too.
    """
    if not finding_rows:
        return {}
    several = list(find_finding_notes(own))
    others = [path for path in files.paths() if path != mine and mentions(path.name, sides)]
    for path, noted in files.look_through(others):
        if not isinstance(noted, FileError):  # `check` says so; here it must not hide the notes that can be read
            several += find_finding_notes(noted.document, path.name)
    notes = {}
    for row in finding_rows:
        held = findings_of(row)
        note = merge_notes(finding_note.note for finding_note in several if finding_note.is_of(held))
        if note is not None:
            notes[row.id] = note
    return notes
