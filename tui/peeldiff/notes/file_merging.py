"""Merges two copies of a notes file that went their own ways, as git has them: no word and no key is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from peeldiff.errors import NotesError, PeeldiffError
from peeldiff.notes import retired
from peeldiff.notes.composing import compose, rows_by_id
from peeldiff.notes.facts import HEADS, ROWS, Shape, extras, refreshed
from peeldiff.notes.naming import canonical as canonical_pair
from peeldiff.notes.naming import pair_name
from peeldiff.notes.note_merging import merge_note_tables
from peeldiff.notes.note_table import Table
from peeldiff.notes.notes_reader import ROW_SECTIONS, SECTIONS, Document, rows
from peeldiff.notes.value_merging import canonical, merge_values
from peeldiff.notes.verdicts import merge_verdicts, verdicts_of
from peeldiff.text import quoted

if TYPE_CHECKING:
    from peeldiff.dataset.model import Dataset

_OURS = frozenset({"id", "about"})


@dataclass(frozen=True, slots=True)
class MergedFile:
    """Two copies as one."""

    document: Document
    contested: tuple[str, ...]
    """The ids of the changes whose note two people changed: both texts are kept, and a person has to decide."""


def merge_files(base: Document, ours: Document, theirs: Document, ds: Dataset | None = None) -> MergedFile:
    """Return one document for two copies of the notes on one comparison; `base` is what both began with, or {}.

    Facts are those of `ds`, where it knows both inspections, else of the copy with the newer dataset.
    The result does not depend on which copy is ours. Raises NotesError for notes on two comparisons.
    """
    names = [copy["notes"]["comparison"] for copy in (ours, theirs)]
    if names[0] != names[1]:
        raise NotesError(f"these are the notes of {quoted(names[0])} and of {quoted(names[1])}: they do not merge")
    newer = max((ours, theirs), key=_facts_order)
    contested: list[str] = []
    merged: Document = {key: _head(key, shape, newer, base, ours, theirs) for key, shape in HEADS.items()}
    copies = [_Copy(copy) for copy in (base, ours, theirs)]
    ahead = copies[1] if newer is ours else copies[2]
    active, waiting = _homes(ahead, copies)
    for section, shape in ROWS.items():
        merged[section] = [_row(change, section, shape, ahead, copies, contested) for change in active[section]]
    merged["verdicts"] = _verdicts(ours, theirs)
    merged["retired"] = [_retired(change, ahead, copies, contested) for change in waiting]
    merged = {key: value for key, value in merged.items() if key not in SECTIONS or value}
    known = {*HEADS, *SECTIONS}
    merged |= merge_values(
        *({key: value for key, value in copy.items() if key not in known} for copy in (base, ours, theirs))
    )
    return MergedFile(_refreshed(merged, names[0], ds), tuple(sorted(contested)))


def _verdicts(ours: Document, theirs: Document) -> list[Table]:
    """Return what both say of pairs of findings, the newest of each pair, by pair."""
    first = ("left", "right", "verdict", "author", "updated")
    return [
        {key: entry[key] for key in first if key in entry}
        | {key: value for key, value in sorted(entry.items()) if key not in (*first, "history")}
        | {key: entry[key] for key in ("history",) if key in entry}
        for entry in sorted(
            merge_verdicts([*rows(ours, "verdicts"), *rows(theirs, "verdicts")]),
            key=lambda entry: (entry["left"], entry["right"]),
        )
    ]


def _facts_order(copy: Document) -> tuple[str, str, str]:
    """Return by which of two copies has the newer facts: the dataset's date, then anything that tells them apart."""
    card = copy["notes"].get("dataset")
    date = card.get("date") if isinstance(card, Mapping) else None
    facts = {key: copy.get(key) for key in (*HEADS, *ROW_SECTIONS)}
    return str(date or ""), canonical(card), canonical(facts)


def _head(key: str, shape: Shape, newer: Document, *copies: Document) -> Table:
    table = newer.get(key)
    facts = _facts(table, shape) if isinstance(table, Mapping) else {}
    return refreshed(facts, merge_values(*(_extras(copy.get(key), shape) for copy in copies)), shape)


def _extras(table: object, shape: Shape) -> Table:
    return extras(table, shape) if isinstance(table, Mapping) else {}


def _facts(table: Mapping[str, Any], shape: Shape) -> Table:
    return {key: value for key, value in table.items() if key in shape.known}


class _Copy:
    """One copy, its rows and retired entries by id."""

    def __init__(self, document: Document) -> None:
        self.rows = {section: rows_by_id(document, section, shape) for section, shape in ROWS.items()}
        self.retired = rows_by_id(document, "retired", None)

    def written(self, change: str, section: str, shape: Shape) -> Table:
        """Return what people wrote on a change, whether it is there or retired."""
        row, kept = self.rows[section].get(change), self.retired.get(change)
        return (extras(row, shape) if row else {}) | (retired.theirs(kept) if kept else {})


def _homes(ahead: _Copy, copies: Iterable[_Copy]) -> tuple[dict[str, list[str]], list[str]]:
    """Return which changes are rows, by section, and which are retired: as the newer facts have it."""
    _, ours, theirs = copies
    other = theirs if ahead is ours else ours
    active = {section: list(ahead.rows[section]) for section in ROWS}
    for section in ROWS:
        more = [
            change
            for change in other.rows[section]
            if change not in ahead.rows[section] and change not in ahead.retired
        ]
        active[section] += sorted(more)
    standing = {change for changes in active.values() for change in changes}
    return active, sorted({*ours.retired, *theirs.retired} - standing)


def _row(change: str, section: str, shape: Shape, ahead: _Copy, copies: list[_Copy], contested: list[str]) -> Table:
    found = [copy.rows[section].get(change) for copy in (ahead, *copies[1:])]
    facts = next(row for row in found if row is not None)
    written = [copy.written(change, section, shape) for copy in copies]
    return refreshed(_facts(facts, shape), _merge_written(change, written, contested), shape)


def _retired(change: str, ahead: _Copy, copies: list[_Copy], contested: list[str]) -> Table:
    """Return the entry of a change that is no longer there, with what people wrote on it wherever it was then."""
    written = []
    for copy in copies:
        section = next((name for name in ROWS if change in copy.rows[name]), "judgments")
        written.append(copy.written(change, section, ROWS[section]))
    entries = [copy.retired[change] for copy in (ahead, *copies[1:]) if change in copy.retired]
    about = {key: value for key, value in entries[0].items() if key in _OURS}
    return about | _merge_written(change, written, contested)


def _merge_written(change: str, written: list[Table], contested: list[str]) -> Table:
    """Return what people wrote on a change in two copies, as one."""
    base, ours, theirs = ({key: value for key, value in copy.items() if key != "note"} for copy in written)
    merged: Table = merge_values(base, ours, theirs)
    before, mine, other = (copy.get("note") for copy in written)
    if mine is None or other is None:
        note = mine if other is None else other  # a note is cleared, and never taken away
        return merged if note is None else merged | {"note": note}
    note, is_contested = merge_note_tables(before, mine, other)
    contested += [change] if is_contested else []
    return merged | {"note": note}


def _refreshed(merged: Document, name: str, ds: Dataset | None) -> Document:
    """Return the document with the facts of a dataset, as it is where that does not know the comparison."""
    if ds is None:
        return merged
    from peeldiff.compare import compare
    from peeldiff.dataset.queries.names import Inspection

    try:
        left, right = (Inspection(merged[side]["force"], merged[side]["cycle"]) for side in ("left", "right"))
        pair = canonical_pair(ds, left, right)
        if pair_name(*pair) != name:
            return merged
        composed = compose(compare(ds, *pair, verdicts_of(merged)), name, merged)
    except (KeyError, TypeError, PeeldiffError):
        return merged
    if "retired" in composed:
        composed["retired"].sort(key=lambda kept: str(kept.get("id", "")))
    return composed
