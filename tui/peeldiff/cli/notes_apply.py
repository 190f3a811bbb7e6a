"""`peeldiff notes apply`: a table of notes that was edited in a spreadsheet, row by row, as everybody edits."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from peeldiff.cli import streams
from peeldiff.cli.edited_sheet import ANSI, edited_rows
from peeldiff.cli.inputs import dataset, settings
from peeldiff.cli.streams import Exit
from peeldiff.errors import NotesError, PeeldiffError
from peeldiff.text import inert, plural, quoted
from peeldiff.vocabulary.words import NOTE_STATUS_WORDS, spoken_day

if TYPE_CHECKING:
    from peeldiff.compare import Comparison
    from peeldiff.dataset import Dataset
    from peeldiff.notes.note import Note, NoteEdit
    from peeldiff.notes.store import NotesFolder

_FIELDS = ("text", "status", "owner", "due")
_MOST_SHOWN = 20
"""So many rows are refused with a line each; then they are counted."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the table that says something else than its note."""

    place: str
    comparison: Comparison
    change: str
    seen: str
    edit: NoteEdit
    shown: str


def run(given: argparse.Namespace) -> int:
    """Show what a table would change, and with `--yes` write it. Rows that are refused are said; the others stand."""
    from peeldiff.notes.store import NotesFolder

    in_force = settings(given)
    ds = dataset(in_force)
    folder = NotesFolder(in_force.notes, ds)
    refused, written, shown = 0, 0, 0

    def refuse(why: str) -> None:
        nonlocal refused
        refused += 1
        if refused <= _MOST_SHOWN:
            streams.message(f"peeldiff: error: {why}")

    for row in _changes(Path(given.file), ds, folder):
        if isinstance(row, str):
            refuse(row)
            continue
        shown += 1
        streams.data(f"{row.shown}\n".encode())
        if given.yes:
            try:
                folder.set_note(row.comparison, row.change, row.edit, author=in_force.author, seen=row.seen)
                written += 1
            except PeeldiffError as error:
                refuse(f"{row.place}: {error}")
    if refused > _MOST_SHOWN:
        streams.message(f"peeldiff: error: {refused - _MOST_SHOWN:,} more rows are refused")
    if given.yes:
        streams.message(f"peeldiff: {plural(written, 'note')} written")
    elif shown:
        streams.message(f"peeldiff: nothing is written yet: add --yes to change {plural(shown, 'note')}")
    elif not refused:
        streams.message("peeldiff: the table says what the notes say: nothing to write")
    return Exit.TROUBLE if refused else Exit.DONE


class _Compared:
    """Two inspections of the table, set side by side once."""

    def __init__(self, ds: Dataset, folder: NotesFolder, pair: tuple[str, str]) -> None:
        """Raises PeeldiffError for a name of no inspection."""
        from peeldiff.compare import compare
        from peeldiff.dataset import find_inspection
        from peeldiff.notes.facts import all_rows

        left, right = (find_inspection(ds, name) for name in pair)
        self.comparison = compare(ds, left, right, folder.verdicts(left, right))
        self.notes = folder.read(self.comparison)
        rows = all_rows(self.comparison)
        findings = {
            f"finding/{side.finding}"
            for row in self.comparison.finding_rows
            for side in (row.left, row.right)
            if side is not None
        }
        self._changes = {*self.notes, *findings, *(row.id for row in rows if row.is_change)}

    def check(self, change: str) -> None:
        """Raise NotesError for an id of no change."""
        if change not in self._changes:
            sides = f"{self.comparison.left.inspection} and {self.comparison.right.inspection}"
            raise NotesError(f"{quoted(change)} is no change between {sides}: expected an id as the list has it")


def _changes(path: Path, ds: Dataset, folder: NotesFolder) -> Iterator[_Row | str]:
    """Walk over the rows that differ from their note, and over why a row cannot be taken."""
    from peeldiff.export.words import title

    listed = {(entry.left, entry.right, entry.change): entry.note for entry in folder.listing().entries}
    compared: dict[tuple[str, str], _Compared | PeeldiffError] = {}
    lines: dict[tuple[str, str, str], int] = {}
    for line, cells in edited_rows(path):
        place, pair = f"{path}:{line}", (cells["left"], cells["right"])
        try:
            if pair not in compared:
                compared[pair] = _compared(ds, folder, pair)
            known = compared[pair]
            if isinstance(known, PeeldiffError):
                raise known
            note = listed.get((*pair, cells["id"])) or known.notes.get(cells["id"])
            edit = _edit(cells, note)
            if edit is None:
                continue
            if cells.get("retired", "").casefold() == "true":
                raise NotesError(
                    f"{inert(cells['id'])}: its change is no longer there: a retired note cannot be edited"
                )
            known.check(cells["id"])
            first = lines.setdefault((*pair, cells["id"]), line)
            if first != line:
                raise NotesError(f"{inert(cells['id'])}: line {first} changes this note already: keep one of the two")
        except PeeldiffError as error:
            yield f"{place}: {error}"
            continue
        named = f"{title(known.comparison)}: {inert(cells.get('about') or cells['id'])}"
        shown = f"{named}: {_described(edit, note)}"
        yield _Row(place, known.comparison, cells["id"], cells["updated"], edit, shown)


def _compared(ds: Dataset, folder: NotesFolder, pair: tuple[str, str]) -> _Compared | PeeldiffError:
    """Return two inspections side by side, or why there are none of these names: both are found out once."""
    try:
        return _Compared(ds, folder, pair)
    except PeeldiffError as error:
        return error


def _edit(cells: dict[str, str], note: Note | None) -> NoteEdit | None:
    """Return what a row changes of its note, None where it changes nothing. Raises NotesError for odd values."""
    from peeldiff.notes.note import Note, NoteEdit, day, status

    standing = note or Note()
    before = {
        "text": standing.text,
        "status": standing.status,
        "owner": standing.owner or "",
        "due": standing.due or "",
    }
    given = {name: cells[name] for name in _FIELDS if name in cells}
    if given.get("status"):
        given["status"] = status(given["status"].strip())
    if given.get("due"):
        given["due"] = day(given["due"])
    # The list shows what is inert; a cell that still shows the note as it is was not edited.
    changed = {
        name: value
        for name, value in given.items()
        if value not in _shown_as(before[name], lines=name == "text") and (value or name != "status")
    }
    return NoteEdit(**changed) if changed else None


def _shown_as(before: str, *, lines: bool) -> set[str]:
    """Return how a spreadsheet may write a value that nobody edited: as it is, inert, or without some letters."""
    shown = {before, inert(before, lines=lines)}
    return shown | {each.encode(ANSI, "replace").decode(ANSI) for each in shown}


def _described(edit: NoteEdit, note: Note | None) -> str:
    parts = []
    for name in _FIELDS:
        value, before = getattr(edit, name), getattr(note, name, None) or ""
        if value is not None:
            earlier, later = (quoted(_spoken(name, words)) for words in (before, value))
            parts.append(f"{name} {earlier} → {later}" if before else f"{name} {later}")
    return ", ".join(parts)


def _spoken(field: str, value: str) -> str:
    """Return what a field of a note says to a reader: a day as it is spoken, a status in words."""
    return spoken_day(value) if field == "due" else NOTE_STATUS_WORDS.get(value, value) if field == "status" else value
