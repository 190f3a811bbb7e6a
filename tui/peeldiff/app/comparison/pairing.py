"""Pairing two findings by hand: one is marked, then the one of the other side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from peeldiff.compare.comparison import Comparison
from peeldiff.compare.rows import FindingRow, FindingSide

Which = Literal["left", "right"]


@dataclass(frozen=True)
class Mark:
    """The finding that waits for its partner."""

    side: Which
    finding: str
    summary: str


@dataclass(frozen=True)
class HandMadePair:
    """Two findings that a person wants to be the same."""

    left: str
    right: str


def press(mark: Mark | None, row: FindingRow) -> Mark | HandMadePair | None:
    """Return what comes of the key on a row: a mark, two findings to pair, or no mark any more.

    On the row of the marked finding the mark goes from left to right, then away; on a row with a finding of
    the other side it pairs; on a row of the same side alone it moves there.
    """
    if mark is None:
        return _mark(row, "left") or _mark(row, "right")
    if mark == _mark(row, mark.side):
        return _mark(row, "right") if mark.side == "left" else None
    partner = row.right if mark.side == "left" else row.left
    if partner is None:
        return _mark(row, mark.side)
    both = (mark.finding, partner.finding)
    return HandMadePair(*both) if mark.side == "left" else HandMadePair(*both[::-1])


def is_here(mark: Mark | None, comparison: Comparison) -> bool:
    """Tell whether the marked finding is one of the comparison, on that side."""
    return mark is not None and any(mark == _mark(row, mark.side) for row in comparison.finding_rows)


def _mark(row: FindingRow, side: Which) -> Mark | None:
    found: FindingSide | None = row.left if side == "left" else row.right
    return Mark(side, found.finding, found.summary) if found else None
