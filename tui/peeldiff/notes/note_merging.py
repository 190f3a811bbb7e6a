"""Merges two copies of one note that went their own ways: every state is kept, and what is undecided is marked.

The result is the same whichever copy comes first and however often it is done again: a note is the
set of its states, each with those that it was written over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from peeldiff.notes.note import Note, by_time
from peeldiff.notes.note_table import (
    KNOWN,
    OVER,
    SAME_TEXT,
    Table,
    contested,
    full_history,
    lineage,
    note_of,
    table_of_states,
)
from peeldiff.notes.value_merging import merge_values


def merge_note_tables(base: object, ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> tuple[Table, bool]:
    """Return one table for two copies of a note, and whether two people changed it and one has to decide.

    `base` is the copy from which both began, None where there was none. A copy that did not change
    gives way to the other. Raises OddValueError for a table that is no note.
    """
    if ours == theirs or theirs == base:
        return _in_order_of_keys(ours), False
    if ours == base:
        return _in_order_of_keys(theirs), False
    known = base if isinstance(base, Mapping) else {}
    states = _in_order(lineage(ours), lineage(theirs))
    beside = merge_values(_beside(known), _beside(ours), _beside(theirs))
    of_states: dict[Note, Table] = {}
    for copy in (ours, theirs):
        for entry in full_history(copy):
            state = note_of({key: value for key, value in entry.items() if key != OVER})
            of_states[state] = merge_values({}, of_states.get(state, {}), _beside(entry))
    return table_of_states(states, beside, of_states), bool(contested(states))


def merge_copies(copies: Sequence[Mapping[str, Any]]) -> Table:
    """Return one table for several copies of a note of which nobody knows where they began.

    Raises OddValueError for a table that is no note.
    """
    merged = [dict(copy) for copy in copies]
    while len(merged) > 1:  # two and two, so that none is gone through once for each of the others
        pairs = zip(merged[::2], merged[1::2], strict=False)
        merged = [merge_note_tables(None, *pair)[0] for pair in pairs] + merged[len(merged) // 2 * 2 :]
    return merged[0]


def _in_order(*copies: Mapping[Note, frozenset[str]]) -> dict[Note, frozenset[str]]:
    """Return the states of all copies, the one that stands last, with all that each was written over."""
    every: dict[Note, frozenset[str]] = {}
    for states in copies:
        for state, over in states.items():
            every[state] = every.get(state, frozenset()) | over
    in_time = sorted(every, key=_place)
    written_over = frozenset[str]().union(*every.values())
    standing = [state for state in in_time if state.updated not in written_over] or in_time
    last = standing[-1]  # as a rule the newest; where a stamp was wrong, who has written over it stands all the same
    return {state: every[state] for state in (*(state for state in in_time if state != last), last)}


def _place(state: Note) -> tuple[Any, ...]:
    return *by_time(state), state.text, state.status, state.owner or "", state.due or "", state.author


def _in_order_of_keys(table: Mapping[str, Any]) -> Table:
    """Return a note's table with its keys as a merge has them: where somebody put one by hand makes no difference.

    Raises OddValueError for a history that is none.
    """
    last = (OVER, "history")
    first = [key for key in (SAME_TEXT, *KNOWN) if key in table and key not in last]
    ordered = {key: table[key] for key in (*first, *sorted(table.keys() - {*first, *last}))}
    ordered |= {key: table[key] for key in last if key in table}
    if "history" in ordered:
        full_history(table)  # raises for what is none
        ordered["history"] = [_in_order_of_keys(state) for state in ordered["history"]]
    return ordered


def _beside(table: Mapping[str, Any]) -> Table:
    """Return the keys of a note's table, or of an earlier state's, that peeldiff does not know."""
    return {key: value for key, value in table.items() if key not in KNOWN}
