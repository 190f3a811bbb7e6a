"""`peeldiff notes apply`: a table of notes that was edited in a spreadsheet, row by row, as everybody edits."""

from __future__ import annotations

import argparse
import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from peeldiff.cli import streams
from peeldiff.cli.inputs import dataset, settings
from peeldiff.cli.streams import Exit
from peeldiff.errors import PeeldiffError, UsageError
from peeldiff.text import inert, plural, quoted

if TYPE_CHECKING:
    from peeldiff.compare import Comparison
    from peeldiff.dataset import Dataset
    from peeldiff.notes.note import Note, NoteEdit
    from peeldiff.notes.store import NotesFolder

ANSI = "cp1252"
"""What Excel writes where it says CSV and not CSV UTF-8; a letter that it does not have becomes a question mark."""
_NEEDED = ("left", "right", "id", "updated")
_FIELDS = ("text", "status", "owner", "due")
_LONGEST = 64 * 1024 * 1024
_GUARDED = re.compile(r"'(?=\s*[=+\-@＝＋－＠]|[\t\r\n])")


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
    for row in _changes(Path(given.file), ds, folder):
        if isinstance(row, str):
            refused += 1
            streams.message(f"peeldiff: error: {row}")
            continue
        shown += 1
        streams.data(f"{row.shown}\n".encode())
        if given.yes:
            try:
                folder.set_note(row.comparison, row.change, row.edit, author=in_force.author, seen=row.seen)
                written += 1
            except PeeldiffError as error:
                refused += 1
                streams.message(f"peeldiff: error: {row.place}: {error}")
    if given.yes:
        streams.message(f"peeldiff: {plural(written, 'note')} written")
    elif shown:
        streams.message(f"peeldiff: nothing is written yet: add --yes to change {plural(shown, 'note')}")
    else:
        streams.message("peeldiff: the table says what the notes say: nothing to write")
    return Exit.TROUBLE if refused else Exit.DONE


def _changes(path: Path, ds: Dataset, folder: NotesFolder) -> Iterator[_Row | str]:
    """Walk over the rows that differ from their note, and over why a row cannot be taken."""
    from peeldiff.compare import compare
    from peeldiff.dataset import find_inspection

    listed = {(entry.left, entry.right, entry.change): entry.note for entry in folder.listing().entries}
    compared: dict[tuple[str, str], tuple[Comparison, dict[str, Note]]] = {}
    for line, cells in _table(path):
        place = f"{path}:{line}"
        try:
            pair = cells["left"], cells["right"]
            if pair not in compared:
                left, right = (find_inspection(ds, name) for name in pair)
                comparison = compare(ds, left, right, folder.verdicts(left, right))
                compared[pair] = comparison, folder.read(comparison)
            comparison, notes = compared[pair]
            note = listed.get((*pair, cells["id"])) or notes.get(cells["id"])
            edit = _edit(cells, note)
        except PeeldiffError as error:
            yield f"{place}: {error}"
            continue
        if edit is None:
            continue
        if cells.get("retired", "").casefold() == "true":
            yield f"{place}: {inert(cells['id'])}: its change is no longer there: a retired note cannot be edited"
            continue
        named = " ".join(inert(cells[name]) for name in ("left", "right", "id"))
        shown = f"{named}: {_described(edit, note)}"
        yield _Row(place, comparison, cells["id"], cells["updated"], edit, shown)


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
            parts.append(f"{name} {quoted(before)} → {quoted(value)}" if before else f"{name} {quoted(value)}")
    return ", ".join(parts)


def _table(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Walk over the rows of a table as spreadsheets write it: comma, semicolon or tab, with or without a BOM.

    Raises UsageError that names file, line and what is missing.
    """
    from peeldiff.files import read_whole

    data = read_whole(path, limit=_LONGEST)
    if data is None:
        raise UsageError(f"{path}: no such file: expected what peeldiff notes list --format csv wrote")
    text = _decoded(path, data)
    header = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=header.count))
    try:
        columns = [name.strip().casefold() for name in next(reader, [])]
        missing = [name for name in _NEEDED if name not in columns]
        if missing:
            raise UsageError(f"{path}:1: no column {missing[0]}: expected what peeldiff notes list --format csv wrote")
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield (
                    line,
                    {name: _plain(cell) for name, cell in zip(columns, cells, strict=False)}
                    | {name: "" for name in _NEEDED if columns.index(name) >= len(cells)},
                )
            line = reader.line_num + 1
    except csv.Error as error:
        raise UsageError(f"{path}:{reader.line_num}: not CSV: {error}") from error


def _decoded(path: Path, data: bytes) -> str:
    """Return the text of a table as spreadsheets write it: UTF-8, UTF-16, else Windows-1252, which is said."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    else:
        encoding = "utf-8-sig" if _is_utf8(data) else ANSI
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UsageError(
            f"{path}:{line}: byte 0x{data[error.start]:02x} is not UTF-8: save the table as CSV UTF-8"
        ) from error
    if encoding == ANSI:
        streams.message(
            f"peeldiff: {path}: read as Windows-1252: letters that it does not have stay as the notes have them"
        )
    return text


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _plain(cell: str) -> str:
    """Return a cell as it was before it was guarded from being run as a formula."""
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    return text[1:] if _GUARDED.match(text) else text
