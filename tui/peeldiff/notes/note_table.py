"""A note as a TOML table, to and fro. Keys that peeldiff does not know stay in the table."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from peeldiff.notes.note import Note, OddValueError, day, merge_notes, stamp, status

Table = dict[str, Any]
KNOWN = ("text", "status", "owner", "due", "author", "updated", "history")


def note_of(table: object) -> Note:
    """Return the note that a table holds; a key that is missing has its empty value.

    Raises OddValueError for a value that does not fit.
    """
    if not isinstance(table, Mapping):
        raise OddValueError("note", table, "expected a table")
    history = table.get("history", [])
    if not isinstance(history, list) or not all(isinstance(state, Mapping) for state in history):
        raise OddValueError("history", history, "expected tables")
    return dataclasses.replace(_state(table), history=tuple(_state(state) for state in history))


def _state(table: Mapping[str, Any]) -> Note:
    return Note(
        text=_text(table, "text"),
        status=status(_text(table, "status") or "open"),
        owner=_text(table, "owner") or None,
        due=_due(table.get("due")),
        author=_text(table, "author"),
        updated=_updated(table.get("updated", "")),
    )


def _text(table: Mapping[str, Any], key: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise OddValueError(key, value, "expected text in quotes")
    return value


def _due(value: object) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value.isoformat()  # written by hand, without quotes
    if not isinstance(value, str):
        raise OddValueError("due", value, "expected a day, such as 2026-11-30")
    return day(value)


def _updated(value: object) -> str:
    if isinstance(value, dt.datetime):
        return stamp(value)
    if not isinstance(value, str):
        raise OddValueError("updated", value, "expected a time in quotes")
    return value


def table_of(note: Note, old: Mapping[str, Any] | None = None) -> Table:
    """Return the table of a note; what `old` has under keys of its own stays, in its earlier states too."""
    before = old or {}
    table = _plain(note) | _theirs(before)
    if note.history:
        known = {_state(state): _theirs(state) for state in before.get("history", [])}
        table["history"] = [_plain(state) | known.get(state, {}) for state in note.history]
    return table


def _theirs(table: Mapping[str, Any]) -> Table:
    return {key: value for key, value in table.items() if key not in KNOWN}


def _plain(note: Note) -> Table:
    values = {"text": note.text, "status": note.status, "owner": note.owner, "due": note.due}
    values |= {"author": note.author, "updated": note.updated}
    return {key: value for key, value in values.items() if value is not None}


def merge_tables(tables: Sequence[Mapping[str, Any]]) -> Table:
    """Return one table for several notes on one change: the newest, the others in its history."""
    if all(table == tables[0] for table in tables):
        return dict(tables[0])
    theirs: Table = {}
    for table in tables:
        theirs |= table
    theirs["history"] = [state for table in tables for state in table.get("history", [])]
    note = merge_notes(note_of(table) for table in tables)
    return table_of(note or Note(), theirs)
