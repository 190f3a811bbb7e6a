"""A note as a TOML table, to and fro. Keys that peeldiff does not know stay in the table."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from peeldiff.notes.note import Note, OddValueError, day, stamp, status

Table = dict[str, Any]
KNOWN = ("text", "status", "owner", "due", "author", "updated", "history", "over")

SAME_TEXT = "same_text"
"""Of an earlier state: its text is that of the state after it, and is not written twice."""

OVER = "over"
"""Of a state: the stamps of the states that it was written over, where that is not the one state before it.

A state that none was written over, and that is not the newest, was written elsewhere at the same
time: about the two a person has to decide.
"""

_LINE = 80
"""A text that is not longer is written twice: the file is easier to read."""


def note_of(table: object) -> Note:
    """Return the note that a table holds; a key that is missing has its empty value.

    Raises OddValueError for a value that does not fit.
    """
    if not isinstance(table, Mapping):
        raise OddValueError("note", table, "expected a table")
    history = tuple(_state(state) for state in full_history(table))
    note = dataclasses.replace(_state(table), history=history)
    if OVER in table or any(OVER in state for state in table.get("history", ())):
        return dataclasses.replace(note, contested=contested(lineage(table)))
    return note


def lineage(table: Mapping[str, Any]) -> dict[Note, frozenset[str]]:
    """Return every state of a note's table, the newest last, each with the stamps of those that it was written over."""
    found: dict[Note, frozenset[str]] = {}
    previous: frozenset[str] = frozenset()
    for entry in (*full_history(table), table):
        state, over = _state(entry), entry.get(OVER)
        is_given = isinstance(over, list) and all(isinstance(stamp, str) for stamp in over)
        found[state] = found.get(state, frozenset()) | (frozenset(over or ()) if is_given else previous)
        previous = frozenset({state.updated})
    return found


def contested(states: Mapping[Note, frozenset[str]]) -> tuple[Note, ...]:
    """Return the states, but the last, that none was written over and that say something else than the last."""
    over = frozenset[str]().union(*states.values())
    *earlier, newest = states
    return tuple(state for state in earlier if state.updated not in over and _words(state) != _words(newest))


def _words(state: Note) -> tuple[str, str, str | None, str | None]:
    return state.text, state.status, state.owner, state.due


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
        try:
            return stamp(value if value.tzinfo else value.replace(tzinfo=dt.UTC))
        except OverflowError as error:  # the first or last day of the calendar, in another zone
            raise OddValueError("updated", value, "expected a time of the calendar, in UTC too") from error
    if not isinstance(value, str):
        raise OddValueError("updated", value, "expected a time in quotes")
    return value


def table_of(note: Note, old: Mapping[str, Any] | None = None) -> Table:
    """Return the table of a note; what `old` has under keys of its own stays, in its earlier states too."""
    before = old or {}
    states = (*note.history, note.state)
    known = lineage(before) if before else {}
    beside_states = {_state(state): _theirs(state) for state in full_history(before)}
    return _table(states, _lineage_after(states, known), _theirs(before), beside_states)


def table_of_states(
    states: Mapping[Note, frozenset[str]],
    beside: Mapping[str, Any],
    beside_states: Mapping[Note, Mapping[str, Any]],
) -> Table:
    """Return the table of a note by its states, the newest last, each with those that it was written over.

    `beside` holds the keys of others in the note, `beside_states` those in its earlier states.
    """
    every = tuple(states)
    return _table(every, _lineage_after(every, states), beside, beside_states)


def _table(
    states: Sequence[Note],
    over: Sequence[Table],
    beside: Mapping[str, Any],
    of_states: Mapping[Note, Mapping[str, Any]],
) -> Table:
    table = _plain(states[-1]) | dict(beside) | over[-1]
    history = [
        _without_text(_plain(state), following.text) | dict(of_states.get(state, {})) | written_over
        for state, following, written_over in zip(states, states[1:], over, strict=False)
    ]
    return table | ({"history": history} if history else {})


def _lineage_after(states: Sequence[Note], known: Mapping[Note, frozenset[str]]) -> list[Table]:
    """Return for each state what its table says of those that it was written over; most need say nothing.

    A state that is new is written over all that nobody has decided about.
    """
    tables: list[Table] = []
    last = len(states) - 1
    for place, state in enumerate(states):
        usual = frozenset({states[place - 1].updated} if place else ())
        over = known.get(state, usual)
        if place == last and state not in known:
            over |= {undecided.updated for undecided in (contested(known) if known else ())}
        tables.append({OVER: sorted(over)} if over != usual else {})
    return tables


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
