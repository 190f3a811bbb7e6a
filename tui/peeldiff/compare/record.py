"""A comparison as plain dictionaries: the one record that JSON, TOML and the others are written from.

The keys, their order and their words are a contract; a fact that is not known is None.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from peeldiff.compare.comparison import Comparison, Side, count_kinds
from peeldiff.compare.rows import FigureRow, FigureSide, FindingRow, FindingSide, Judgment, JudgmentRow, StatedChange
from peeldiff.compare.spread import Spread
from peeldiff.vocabulary.terms import BASES, FINDING_ROW_KINDS

Record = dict[str, Any]
FORMAT = 1


def record(
    comparison: Comparison,
    judgments: tuple[JudgmentRow, ...] | None = None,
    findings: tuple[FindingRow, ...] | None = None,
    figures: tuple[FigureRow, ...] | None = None,
) -> Record:
    """Return the whole comparison, or only the rows given; the summary counts the rows that are there."""
    rows = comparison.judgment_rows if judgments is None else judgments
    found = comparison.finding_rows if findings is None else findings
    measured = comparison.figure_rows if figures is None else figures
    card = comparison.dataset
    by_basis = {basis: count_kinds(row.kind for row in rows if row.basis == basis) for basis in BASES}
    return {
        "format": FORMAT,
        "dataset": dataclasses.asdict(card),
        "left": _head(comparison.left),
        "right": _head(comparison.right),
        "comparability": dataclasses.asdict(comparison.comparability)
        | {"sources": list(comparison.comparability.sources)},
        "summary": {
            "judgments": count_kinds(row.kind for row in rows),
            "judgments_by_basis": {basis: counts for basis, counts in by_basis.items() if counts},
            "findings": count_kinds((row.kind for row in found), FINDING_ROW_KINDS),
            "figures": len(measured),
        },
        "judgments": [_judgment_row(row) for row in rows],
        "findings": [_finding_row(row) for row in found],
        "figures": [_figure_row(row) for row in measured],
    }


def _head(side: Side) -> Record:
    """Return what a side is; whose its source is stands with its judgments."""
    return {name: value for name, value in dataclasses.asdict(side).items() if name != "source_basis"}


def _judgment_row(row: JudgmentRow) -> Record:
    return {
        "id": row.id,
        "topic": row.topic,
        "topic_label": row.topic_label,
        "kind": row.kind,
        "basis": row.basis,
        "why": row.why,
        "left": [_judgment(judgment) for judgment in row.left],
        "right": [_judgment(judgment) for judgment in row.right],
        "stated_change": _stated(row.stated_change),
    }


def _judgment(judgment: Judgment) -> Record:
    names = (
        *("item", "label", "question", "level", "coverage", "grade", "status", "carried_from"),
        *("revised_from", "revised_on", "published", "source", "source_basis", "note"),
    )
    return {name: getattr(judgment, name) for name in names} | {"stated_change": _stated(judgment.stated_change)}


def _stated(stated: StatedChange | None) -> Record | None:
    return None if stated is None else _plain(stated)


def _finding_row(row: FindingRow) -> Record:
    return {
        "id": row.id,
        "kind": row.kind,
        "topic": row.topic,
        "score": row.score,
        "shared_words": list(row.shared_words),
        "verdict": row.verdict,
        "left": _finding(row.left),
        "right": _finding(row.right),
    }


def _finding(side: FindingSide | None) -> Record | None:
    if side is None:
        return None
    outcome = side.outcome
    known = None if outcome is None else {name: getattr(outcome, name) for name in ("outcome", "cycle", "source")}
    return _plain(side) if known is None else _plain(side) | {"outcome": known}


def _figure_row(row: FigureRow) -> Record:
    names = ("id", "measure", "label", "unit", "better")
    return {name: getattr(row, name) for name in names} | {
        "own": row.is_own,
        "left": _figure(row.left),
        "right": _figure(row.right),
        "delta": row.delta,
        "delta_unit": row.delta_unit,
        "values": [_figure(value) for value in row.values],
        "spread": None if row.spread is None else _plain(row.spread),
    }


def _figure(side: FigureSide | None) -> Record | None:
    return None if side is None else _plain(side)


def _plain(flat: FigureSide | FindingSide | Spread | StatedChange) -> Record:
    """Return the fields of a flat dataclass by name; `asdict` copies deeply, which takes ten times as long."""
    return {field: getattr(flat, field) for field in flat.__slots__}
