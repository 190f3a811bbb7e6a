"""What the paper is about: a comparison, what the dataset knows besides, and what people noted, read over time."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from peeldiff.compare.comparison import Comparison, Side
from peeldiff.compare.rows import FindingRow, FindingSide, Judgment, JudgmentRow, Sourced
from peeldiff.compare.rows import whose_source as whose
from peeldiff.dataset.model import Dataset
from peeldiff.export import words
from peeldiff.export.brief.paper import Reference
from peeldiff.export.noted import NotedChange
from peeldiff.vocabulary.terms import HOME

LONGEST = 150
"""Letters of a summary or a note; a longer one is cut, with a sign."""


@dataclass(frozen=True)
class Subject:
    """All that the paper is made from. `first` and `second` are the sides in the order of time, or left and right."""

    comparison: Comparison
    ds: Dataset
    notes: Mapping[str, NotedChange]
    """By the id of their change."""
    today: dt.date

    @property
    def is_turned(self) -> bool:
        """Whether the left side of one force is the later one, and stands second here."""
        return self.comparison.one_force and self.comparison.left_is_later

    @property
    def sides(self) -> tuple[Side, Side]:
        """The first and the second side."""
        pair = (self.comparison.left, self.comparison.right)
        return (pair[1], pair[0]) if self.is_turned else pair

    @property
    def names(self) -> tuple[str, str]:
        """What tells the first and the second side apart."""
        first, second = (words.side_name(self.comparison, side) for side in self.sides)
        return first, second

    def judgments(self, row: JudgmentRow) -> tuple[tuple[Judgment, ...], tuple[Judgment, ...]]:
        """Return the judgments of the first and of the second side that are at home in a row."""
        pair = (_at_home(row.left), _at_home(row.right))
        return (pair[1], pair[0]) if self.is_turned else pair

    def findings(self, row: FindingRow) -> tuple[FindingSide | None, FindingSide | None]:
        """Return the findings of the first and of the second side."""
        return (row.right, row.left) if self.is_turned else (row.left, row.right)

    def command(self, only: str = "") -> str:
        """Return the command that lists the rows, or those of some kinds."""
        left, right = self.comparison.left.inspection, self.comparison.right.inspection
        return f"peeldiff diff {left} {right}{only and f' --only {only}'}"

    def who(self, change: str) -> str:
        """Return what people noted on a change, to stand behind it; empty where nobody did."""
        note = self.notes.get(change)
        if note is None:
            return ""
        text = f": {shortened(note.text)}" if note.text else ""
        return f" ({note.who}{text})"


def _at_home(judgments: Sequence[Judgment]) -> tuple[Judgment, ...]:
    """Leave out what only touches the row: a grade stands once, under its own heading."""
    return tuple(judgment for judgment in judgments if judgment.coverage == HOME)


def shortened(text: str, most: int = LONGEST) -> str:
    """Return text in a line, cut at a word where it is too long for the page."""
    return textwrap.shorten(text, most, placeholder=" …")


def reference(sourced: Sourced | None) -> Reference | None:
    """Return the source of a fact, None where it has none."""
    if sourced is None or not sourced.source:
        return None
    return Reference(sourced.source, whose(sourced))
