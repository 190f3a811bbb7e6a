"""The facts of a comparison as the tables of a notes file, and which keys in it are facts.

A key that is no fact of its table is a person's (or a later peeldiff's) and is kept when the
facts are refreshed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from peeldiff.compare.comparison import Comparability, Comparison, DatasetCard, Side
from peeldiff.compare.record import record
from peeldiff.compare.rows import (
    FigureRow,
    FigureSide,
    FindingOutcome,
    FindingRow,
    FindingSide,
    Judgment,
    JudgmentRow,
    StatedChange,
)
from peeldiff.notes.finding_notes import findings_of, row_id
from peeldiff.notes.note_table import Table
from peeldiff.notes.notes_reader import FORMAT
from peeldiff.vocabulary.terms import FINDING_ROW_KINDS, JUDGMENT_KINDS

Row = JudgmentRow | FindingRow | FigureRow


@dataclass(frozen=True)
class Shape:
    """The keys of a table that are facts, and the tables within it."""

    known: frozenset[str]
    tables: Mapping[str, Shape] = field(default_factory=dict)
    lists: Mapping[str, Shape] = field(default_factory=dict)
    identity: tuple[str, ...] = ()
    """The keys by which a table in a list is known again."""


def _of(model: type, identity: tuple[str, ...] = (), **within: Shape) -> Shape:
    """Return the shape of a dataclass; a shape with an identity stands in a list."""
    return Shape(
        frozenset(column.name for column in dataclasses.fields(model)),
        {key: shape for key, shape in within.items() if not shape.identity},
        {key: shape for key, shape in within.items() if shape.identity},
        identity,
    )


_STATED = _of(StatedChange)
_JUDGMENT = _of(Judgment, ("item",), stated_change=_STATED)
_FIGURE = _of(FigureSide)
_FIGURES = _of(FigureSide, ("force", "period", "source"))
_FINDING = _of(FindingSide, outcome=_of(FindingOutcome))
_KINDS = Shape(frozenset(JUDGMENT_KINDS))
_BASES = ("direct", "indicative", "none")

ROWS: Mapping[str, Shape] = {
    "judgments": _of(JudgmentRow, ("id",), left=_JUDGMENT, right=_JUDGMENT, stated_change=_STATED),
    "findings": _of(FindingRow, ("id",), left=_FINDING, right=_FINDING),
    "figures": _of(FigureRow, ("id",), left=_FIGURE, right=_FIGURE, values=_FIGURES),
}
HEADS: Mapping[str, Shape] = {
    "notes": Shape(frozenset({"format", "comparison", "dataset"}), {"dataset": _of(DatasetCard)}),
    "left": _of(Side),
    "right": _of(Side),
    "comparability": _of(Comparability),
    "summary": Shape(
        frozenset({"judgments", "judgments_by_basis", "findings", "figures"}),
        {
            "judgments": _KINDS,
            "judgments_by_basis": Shape(frozenset(_BASES), dict.fromkeys(_BASES, _KINDS)),
            "findings": Shape(frozenset(FINDING_ROW_KINDS)),
        },
    ),
}


def facts(comparison: Comparison, name: str, only: frozenset[str] | None = None) -> Table:
    """Return the tables of the file `name`, with None where a fact is not known.

    `only` holds the ids of the rows to take; the summary counts those.
    """

    def wanted(row: Row) -> bool:
        if only is None or row.id in only:
            return True
        # Turned round, a comparison of two forces calls the row by its other finding.
        return isinstance(row, FindingRow) and any(row_id(finding) in only for finding in findings_of(row))

    plain = record(
        comparison,
        tuple(filter(wanted, comparison.judgment_rows)),
        tuple(filter(wanted, comparison.finding_rows)),
        tuple(filter(wanted, comparison.figure_rows)),
    )
    head = {"format": FORMAT, "comparison": name, "dataset": plain["dataset"]}
    return {"notes": head} | {key: plain[key] for key in (*HEADS, *ROWS) if key != "notes"}


def all_rows(comparison: Comparison) -> tuple[Row, ...]:
    """Return every row of a comparison, in the order of the file."""
    return (*comparison.judgment_rows, *comparison.finding_rows, *comparison.figure_rows)


def refreshed(fresh: Mapping[str, Any] | None, old: object, shape: Shape) -> Table:
    """Return the fresh facts of a table with the keys of the old one that are no facts."""
    before: Mapping[str, Any] = old if isinstance(old, Mapping) else {}
    table: Table = {}
    for key, value in (fresh if fresh is not None else dict.fromkeys(shape.tables)).items():
        if key in shape.tables:
            within = refreshed(value, before.get(key), shape.tables[key])
            if within or value is not None:
                table[key] = within
        elif key in shape.lists:
            table[key] = _refreshed_list(value or (), before.get(key), shape.lists[key])
        elif value is not None:
            table[key] = value
    return table | {key: value for key, value in extras(before, shape).items() if key not in table}


def _refreshed_list(fresh: Sequence[Mapping[str, Any]], old: object, shape: Shape) -> list[Table]:
    before = {}
    for table in old if isinstance(old, list) else ():
        if isinstance(table, Mapping):
            before[tuple(str(table.get(key)) for key in shape.identity)] = table
    tables = []
    for facts_now in fresh:
        known = before.pop(tuple(str(facts_now[key]) for key in shape.identity), None)
        tables.append(refreshed(facts_now, known, shape))
    for table in before.values():
        tables += _named(table, shape)
    return tables


def extras(table: Mapping[str, Any], shape: Shape) -> Table:
    """Return what of a table, and of the tables within it, is no fact: a person's note, every key not known."""
    theirs = {key: value for key, value in table.items() if key not in shape.known}
    for key, within in shape.tables.items():
        inner = table.get(key)
        if isinstance(inner, Mapping) and (kept := extras(inner, within)):
            theirs[key] = kept
    for key, within in shape.lists.items():
        several = table.get(key)
        listed = [inner for inner in several if isinstance(inner, Mapping)] if isinstance(several, list) else []
        if kept_of := [kept for inner in listed for kept in _named(inner, within)]:
            theirs[key] = kept_of
    return theirs


def _named(table: Mapping[str, Any], shape: Shape) -> list[Table]:
    """Return what of a table in a list is no fact, with the keys by which it is known again; none if all is."""
    theirs = extras(table, shape)
    return [{key: table[key] for key in shape.identity if key in table} | theirs] if theirs else []
