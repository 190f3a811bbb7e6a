"""CSV: judgments, findings and figures in one table, told apart by the column `section`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from peeldiff.compare.rows import FigureRow, FigureSide, FindingRow, FindingSide, Judgment, JudgmentRow
from peeldiff.export.selection import Selection
from peeldiff.export.sheets import csv_bytes
from peeldiff.vocabulary.words import FIGURE_OWNER_WORDS

_SIDE = (
    "item",
    "value",
    "status",
    "carried_from",
    "revised_from",
    "period",
    "text",
    "source",
    "source_basis",
    "coverage",
)
_JUDGMENT = (
    *("item", "grade", "status", "carried_from", "revised_from", "published", "label", "source"),
    *("source_basis", "coverage"),
)
COLUMNS = (
    *("section", "left", "right", "id", "topic", "kind", "basis"),
    *(f"left_{name}" for name in _SIDE),
    *(f"right_{name}" for name in _SIDE),
    *("stated_change", "stated_source", "stated_source_basis", "delta", "delta_unit", "score", "why"),
)
"""Each row names its two inspections: copied out of the table it still says of whom and when it speaks. Several
judgments on one side are divided by `; `, in the same order in every column."""


def write(selected: Selection) -> bytes:
    """Return the rows asked for as CSV."""
    sides = [f"{side.force}:{side.cycle}" for side in (selected.comparison.left, selected.comparison.right)]
    rows = [
        *map(_judgments, selected.judgments),
        *map(_findings, selected.findings),
        *map(_figures, selected.figures),
    ]
    return csv_bytes(COLUMNS, [[section, *sides, *cells] for section, *cells in rows])


def _judgments(row: JudgmentRow) -> list[Any]:
    change = row.stated_change
    stated: list[str | None] = [None] * 3
    if change:
        stated = [f"{change.direction} since {change.since}: {change.summary}", change.source, change.source_basis]
    head = ["judgment", row.id, row.topic, row.kind, row.basis]
    return [*head, *_judged(row.left), *_judged(row.right), *stated, None, None, None, row.why]


def _judged(judgments: Sequence[Judgment]) -> Iterator[str | None]:
    for name in (
        "item",
        "grade",
        "status",
        "carried_from",
        "revised_from",
        "published",
        "label",
        "source",
        "source_basis",
        "coverage",
    ):
        cells = [str(getattr(judgment, name) or "") for judgment in judgments]
        yield "; ".join(cells) if any(cells) else None


def _findings(row: FindingRow) -> list[Any]:
    head = ["finding", row.id, row.topic, row.kind, None]
    return [*head, *_found(row.left), *_found(row.right), *[None] * 5, row.score, row.verdict]


def _found(side: FindingSide | None) -> list[Any]:
    if side is None:
        return [None] * len(_SIDE)
    strength = "strength" if side.positive else "shortfall"
    return [
        side.item,
        side.finding,
        f"{side.kind}, {strength}",
        None,
        None,
        None,
        side.summary,
        side.source,
        side.source_basis,
        None,
    ]


def _figures(row: FigureRow) -> list[Any]:
    head = ["figure", row.id, row.topic, None, None]
    own = ", the force's own figure" if row.is_own else ""
    planned = (f"{plan.kind} {plan.value:g} ({plan.period})" for plan in row.plans)
    why = "; ".join((f"{row.label}, {row.unit}{own}", *planned))
    return [*head, *_measured(row.left), *_measured(row.right), *[None] * 3, row.delta, row.delta_unit, None, why]


def _measured(side: FigureSide | None) -> list[Any]:
    if side is None:
        return [None] * len(_SIDE)
    met = "" if side.met is None else ", target met" if side.met else ", target missed"
    status = f"{side.kind}, {FIGURE_OWNER_WORDS[side.whose]}{met}"
    beside = None if side.comparator is None else f"{side.comparator}: {side.comparator_value}"
    return [None, side.value, status, None, None, side.period, beside, side.source, side.source_basis, None]
