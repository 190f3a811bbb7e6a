"""A note as a TOML table, to and fro. Keys that peeldiff does not know stay in the table."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from peeldiff.notes.note import Note, OddValueError, day, merge_notes, stamp, status

Table = dict[str, Any]
KNOWN = ("text", "status", "owner", "due", "author", "updated", "history")

SAME_TEXT = "same_text"
"""Of an earlier state: its text is that of the state after it, and is not written twice."""

_LINE = 80
"""A text that is not longer is written twice: the file is easier to read."""


def note_of(table: object) -> Note:
    """Return the note that a table holds; a key that is missing has its empty value.

    Raises OddValueError for a value that does not fit.
    """
    if not isinstance(table, Mapping):
        raise OddValueError("note", table, "expected a table")
    return dataclasses.replace(_state(table), history=tuple(_state(state) for state in full_history(table)))


def full_history(table: Mapping[str, Any]) -> list[Table]:
    """Return the earlier states in a note's table, each with its own text. Raises OddValueError for what is none."""
    history = table.get("history", [])
    if not isinstance(history, list) or not all(isinstance(state, Mapping) for state in history):
        raise OddValueError("history", history, "expected tables")
    text = table.get("text", "")
    states: list[Table] = []
    for state in reversed(history):
        text = text if state.get(SAME_TEXT) is True else state.get("text", "")
        states.append({key: value for key, value in state.items() if key != SAME_TEXT} | {"text": text})
    return states[::-1]


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
        return stamp(value if value.tzinfo else value.replace(tzinfo=dt.UTC))
    if not isinstance(value, str):
        raise OddValueError("updated", value, "expected a time in quotes")
    return value


def table_of(note: Note, old: Mapping[str, Any] | None = None) -> Table:
    """Return the table of a note; what `old` has under keys of its own stays, in its earlier states too."""
    before = old or {}
    table = _plain(note) | _theirs(before)
    if note.history:
        known = {_state(state): _theirs(state) for state in full_history(before)}
        table["history"] = [
            _without_text(_plain(state), following.text) | known.get(state, {})
            for state, following in zip(note.history, (*note.history[1:], note), strict=True)
        ]
    return table


def _without_text(state: Table, following: str) -> Table:
    """Return the table of an earlier state without its text if the state after it has the same, and it is long."""
    if state["text"] != following or len(following) <= _LINE:
        return state
    return {SAME_TEXT: True} | {key: value for key, value in state.items() if key != "text"}


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
    theirs["history"] = [state for table in tables for state in full_history(table)]
    note = merge_notes(note_of(table) for table in tables)
    return table_of(note or Note(), theirs)
