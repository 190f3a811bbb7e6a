"""A comparison as polars frames, for whoever computes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from peeldiff.compare.comparison import Comparison
    from peeldiff.compare.rows import FigureSide, FindingSide

_HEAD = ("id", "topic", "kind", "basis", "why")
_JUDGMENT = (
    *("item", "label", "level", "coverage", "grade", "status", "carried_from", "revised_from"),
    *("revised_on", "published", "source", "source_basis"),
)
_FINDING = ("finding", "kind", "item", "summary", "positive", "source", "source_basis")
_OUTCOME = {"outcome": "outcome", "outcome_cycle": "cycle", "outcome_source": "source"}
"""What became of a finding: the column, and the field of its outcome."""
_FIGURE = (
    "value",
    "period",
    "start",
    "end",
    "kind",
    "late",
    "comparator",
    "comparator_value",
    "source",
    "source_basis",
)

JUDGMENTS = {name: pl.String() for name in (*_HEAD, "side", "force", "cycle", *_JUDGMENT)}
"""A line for each judgment on each side of each row."""

FINDINGS: dict[str, pl.DataType] = {
    **{name: pl.String() for name in ("id", "kind", "topic", "verdict")},
    "score": pl.Float64(),
    "shared_words": pl.List(pl.String()),
    **{
        f"{side}_{name}": pl.Boolean() if name == "positive" else pl.String()
        for side in ("left", "right")
        for name in (*_FINDING, *_OUTCOME)
    },
}
"""A line for each row of findings; what a side lacks is null."""

FIGURES: dict[str, pl.DataType] = {
    **{name: pl.String() for name in ("id", "topic", "measure", "label", "unit", "better", "delta_unit")},
    "own": pl.Boolean(),
    "delta": pl.Float64(),
    **{
        f"{side}_{name}": pl.Float64() if name.endswith("value") else pl.Boolean() if name == "late" else pl.String()
        for side in ("left", "right")
        for name in _FIGURE
    },
}
"""A line for each measure; what a side lacks is null."""


def judgments(comparison: Comparison) -> pl.DataFrame:
    """Return the judgments of a comparison; columns: `JUDGMENTS`."""
    lines = [
        {name: getattr(row, name) for name in _HEAD}
        | {"side": side, "force": whose.force, "cycle": whose.cycle}
        | {name: getattr(judgment, name) for name in _JUDGMENT}
        for row in comparison.judgment_rows
        for side, whose, of_side in (("left", comparison.left, row.left), ("right", comparison.right, row.right))
        for judgment in of_side
    ]
    return pl.DataFrame(lines, schema=JUDGMENTS)


def findings(comparison: Comparison) -> pl.DataFrame:
    """Return the findings of a comparison; columns: `FINDINGS`."""
    lines = [
        {name: getattr(row, name) for name in ("id", "kind", "topic", "verdict", "score")}
        | {"shared_words": list(row.shared_words)}
        | _finding("left", row.left)
        | _finding("right", row.right)
        for row in comparison.finding_rows
    ]
    return pl.DataFrame(lines, schema=FINDINGS)


def figures(comparison: Comparison) -> pl.DataFrame:
    """Return the figures of a comparison; columns: `FIGURES`."""
    own = ("id", "topic", "measure", "label", "unit", "better", "delta_unit", "own", "delta")
    lines = [
        {name: getattr(row, name) for name in own}
        | _side("left", row.left, _FIGURE)
        | _side("right", row.right, _FIGURE)
        for row in comparison.figure_rows
    ]
    return pl.DataFrame(lines, schema=FIGURES)


def _side(name: str, side: FindingSide | FigureSide | None, columns: tuple[str, ...]) -> dict[str, Any]:
    return {f"{name}_{column}": getattr(side, column, None) for column in columns}


def _finding(name: str, side: FindingSide | None) -> dict[str, Any]:
    outcome = side.outcome if side else None
    became = {f"{name}_{column}": getattr(outcome, field, None) for column, field in _OUTCOME.items()}
    return _side(name, side, _FINDING) | became
