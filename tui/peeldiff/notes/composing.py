"""Composes a notes file: the facts of today and every word that people wrote before."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from peeldiff.compare.comparison import Comparison
from peeldiff.notes import retired
from peeldiff.notes.facts import HEADS, ROWS, Shape, all_rows, extras, facts, refreshed
from peeldiff.notes.note_merging import merge_copies
from peeldiff.notes.note_table import Table
from peeldiff.notes.notes_reader import SECTIONS, Document, rows
from peeldiff.notes.verdicts import merge_verdicts


def compose(
    comparison: Comparison, name: str, old: Document | None = None, only: Collection[str] | None = None
) -> Document:
    """Return the document of a comparison in canonical order, called `name`.

    What people wrote in `old` (a document that `notes_reader` let pass) is in it. A note whose row
    is gone moves to `retired`, and back when the row returns. `only` holds the ids of the rows
    to write, all of them without it.
    """
    before: Document = old or {}
    fresh = facts(comparison, name, frozenset(only) if only is not None else None)
    composed: Document = {key: refreshed(fresh[key], before.get(key), shape) for key, shape in HEADS.items()}
    waiting = rows_by_id(before, "retired", None)
    here = {row.id for row in all_rows(comparison)}
    removed: list[Table] = []
    for section, shape in ROWS.items():
        written = rows_by_id(before, section, shape)
        composed[section] = [
            refreshed(row, _with_returned(written.pop(row["id"], None), waiting.pop(row["id"], None)), shape)
            for row in fresh[section]
        ]
        removed += [
            retired.entry(row, theirs)
            for change, row in written.items()
            if change not in here and (theirs := extras(row, shape))
        ]
    composed["verdicts"] = merge_verdicts(rows(before, "verdicts"))
    composed["retired"] = _retired(waiting, removed)
    for section in SECTIONS:
        if not composed[section]:
            del composed[section]
    known = {*HEADS, *SECTIONS}
    return composed | {key: value for key, value in before.items() if key not in known}


def rows_by_id(before: Document, section: str, shape: Shape | None) -> dict[str, Mapping[str, Any]]:
    """Return the rows of a section by id (of `retired` without a shape); what stands twice is made one."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for place, row in enumerate(rows(before, section)):
        change = row.get("id")
        key = change if isinstance(change, str) else f"{section} {place + 1} without an id"
        found.setdefault(key, []).append(row)
    return {
        key: first if not more else _joined(first, *(extras(row, shape) if shape else row for row in more))
        for key, (first, *more) in found.items()
    }


def _joined(*tables: Mapping[str, Any]) -> Table:
    """Return what people wrote at one change in several places; notes become one with all in it."""
    joined: Table = {}
    for table in tables:
        joined |= table
    notes = [table["note"] for table in tables if "note" in table]
    if notes:
        joined["note"] = merge_copies(notes)
    return joined


def _with_returned(written: Mapping[str, Any] | None, kept: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """Return the row as it was written before, with what was retired while it was gone."""
    return written if kept is None else _joined(written or {}, retired.theirs(kept))


def _retired(waiting: Mapping[str, Mapping[str, Any]], removed: list[Table]) -> list[Table]:
    """Return the retired entries: those that wait still, then the new ones."""
    entries = {key: dict(kept) for key, kept in waiting.items()}
    for entry in removed:
        key = str(entry.get("id", f"gone {len(entries)} without an id"))
        known = entries.get(key)
        entries[key] = entry if known is None else {**entry, **_joined(known, retired.theirs(entry))}
    return list(entries.values())


def merge_documents(first: Document, second: Document) -> Document:
    """Return what people wrote in two files on one comparison, as one document to compose from."""
    both: Document = {**first, **second}
    for key in HEADS:
        if isinstance(first.get(key), Mapping) and isinstance(second.get(key), Mapping):
            both[key] = {**first[key], **second[key]}
    for section in SECTIONS:
        both[section] = [*rows(first, section), *rows(second, section)]
    return both
