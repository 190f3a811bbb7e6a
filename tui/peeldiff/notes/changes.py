"""The changes of a comparison as rows of a document: found by id, given a note."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from peeldiff.errors import NotesError
from peeldiff.notes import retired
from peeldiff.notes.facts import all_rows
from peeldiff.notes.finding_notes import row_id
from peeldiff.notes.note import Note, by_time
from peeldiff.notes.note_table import Table, lineage, table_of
from peeldiff.notes.notes_reader import ROW_SECTIONS, Document
from peeldiff.text import find_close, quoted

if TYPE_CHECKING:
    from peeldiff.compare.comparison import Comparison
    from peeldiff.compare.rows import FindingSide


def row_of(comparison: Comparison, document: Document, change: str) -> Table:
    """Return the row of a change in a composed document.

    Raises NotesError for an id that is no change of the comparison; a row that has a note already
    can be noted on whatever it is now.
    """
    changes = [row.id for row in all_rows(comparison) if row.is_change]
    known: dict[str, Table] = {row["id"]: row for section in ROW_SECTIONS for row in document.get(section, [])}
    # Any finding of a row names it: turned round, a comparison of two forces calls it by the other.
    known = {row_id(finding): row for row in known.values() for finding in retired.findings(row)} | known
    row = known.get(change)
    if row is not None and (row["id"] in changes or "note" in row):
        return row
    both = f"{comparison.left.inspection} and {comparison.right.inspection}"
    if row is not None:
        raise NotesError(f"{quoted(change)} {_standing(row)} {both}: a note belongs to a change")
    raise NotesError(f"{quoted(change)} is no change between {both}: {_hint(change, changes)}")


def _standing(row: Table) -> str:
    """Return how it stands with a row that is no change, as the middle of a sentence that ends with both sides."""
    words = {"unknown": "is a gap of the dataset between", "not-graded": "has no grade on either side of"}
    return words.get(str(row.get("kind")), "is the same in")


def put_note(row: Table, note: Note) -> None:
    """Give a row of a composed document its note; keys of others in the old one stay, and so does every state of it."""
    old = row.get("note")
    known = {note.state, *note.history}
    missing = [state for state in lineage(old) if state not in known] if old else []
    if missing:
        note = dataclasses.replace(note, history=tuple(sorted((*note.history, *missing), key=by_time)))
    row["note"] = table_of(note, old)


def check_findings(comparison: Comparison, left: str, right: str, verdict: str) -> None:
    """Raise NotesError unless the two are findings of the left and of the right inspection.

    A shortfall and a strength cannot be called the same.
    """
    positive = []
    for finding, place in ((left, "left"), (right, "right")):
        held: list[FindingSide | None] = [getattr(row, place) for row in comparison.finding_rows]
        known = {side.finding: side.positive for side in held if side is not None}
        if finding not in known:
            whose = getattr(comparison, place).inspection
            raise NotesError(f"{quoted(finding)} is no finding of {whose}: {_hint(finding, list(known))}")
        positive.append(known[finding])
    if verdict == "same" and positive[0] != positive[1]:
        raise NotesError(f"{left} and {right}: one is a shortfall, the other a strength: they are not the same")


def _hint(given: str, known: list[str]) -> str:
    ends = [change for change in known if given and (change.endswith(given) or change.startswith(given))]
    close = list(dict.fromkeys([*ends, *find_close(given, known, 3)]))[:3]
    if close:
        return f"did you mean {' or '.join(close)}?"
    return "peeldiff diff --format json prints the ids" if known else "it has none"
