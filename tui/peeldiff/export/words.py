"""The words that every export for readers shares: headings, judgments and kinds in short."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from peeldiff.compare.comparison import Comparability, Comparison, Side
from peeldiff.compare.rows import FindingRow, FindingSide, Judgment, JudgmentRow, StatedChange
from peeldiff.dataset.framework_model import Grade
from peeldiff.dataset.queries.monitoring import ENGAGE
from peeldiff.vocabulary.signs import BASIS_SIGNS, GAP, change_sign, status_sign
from peeldiff.vocabulary.sources import publisher, source_words
from peeldiff.vocabulary.terms import INDICATIVE, OVER_TIME, PART
from peeldiff.vocabulary.words import (
    COMPARABILITY_WORDS,
    FINDING_KIND_WORDS,
    FINDINGS_COUNTED,
    FINDINGS_OF_TWO_FORCES,
    FINDINGS_OVER_TIME,
    KIND_WORDS,
    STATUS_WORDS,
    STRENGTHS_OVER_TIME,
    carried_over,
    revised,
)


def shade_of(judgment: Judgment) -> str:
    """Return by what a page shades a judgment: its grade or status; one met in part is not the topic's own grade."""
    return PART if judgment.coverage == PART else judgment.grade or judgment.status


def side_name(comparison: Comparison, side: Side) -> str:
    """Name a side by what tells it from the other."""
    if comparison.one_force:
        return side.cycle_name
    return f"{side.force_name}, {side.cycle_name}"


def title(comparison: Comparison) -> str:
    """Name the comparison: `Northamptonshire Police: PEEL 2017 and PEEL 2021/22`."""
    left, right = comparison.left, comparison.right
    if comparison.one_force:
        return f"{left.force_name}: {left.cycle_name} and {right.cycle_name}"
    return f"{left.force_name}, {left.cycle_name} and {right.force_name}, {right.cycle_name}"


def monitoring(comparison: Comparison) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """Return a line for each stay in Engage that touches the years compared, with its sources and whose each is.

    Its end may have a source of its own.
    """
    names = {side.force: side.force_name for side in (comparison.left, comparison.right)}
    return [
        (f"{stay.describe(ENGAGE, names[stay.force])}. {stay.reason}", stay.sources) for stay in comparison.monitoring
    ]


SPLIT = 2
"""Slashes in the id of a topic's only row; one more where lineage splits the topic."""


def comparability(of: Comparability) -> str:
    """Return what two inspections are to each other: `≠ Not comparable`."""
    return f"{BASIS_SIGNS[of.level].unicode} {COMPARABILITY_WORDS[of.level]}"


def change_words(kind: str, basis: str, left: str, right: str) -> str:
    """Return what kind a row is: `⇧ improved, indicative only`, `+ only in PEEL 2017`; the sides by their names."""
    own = {"left-only": f"only in {left}", "right-only": f"only in {right}", "unknown": "a gap in this dataset"}
    hint = ", indicative only" if basis == INDICATIVE and kind in OVER_TIME else ""
    return f"{change_sign(kind, basis)} {own.get(kind, KIND_WORDS[kind])}{hint}"


def row_name(row: JudgmentRow) -> str:
    """Name a row: its topic, or the pillar or item where it is one item against itself."""
    alone = (row.left or row.right)[0].label
    if row.id.startswith("judgment/item/") or row.topic_label is None:
        return alone
    return f"{row.topic_label}: {alone.lower()}" if row.id.count("/") > SPLIT else row.topic_label


def no_item(row: JudgmentRow) -> str:
    """Return what stands on a side without any item: of a framework known in part that is a gap like any other."""
    return f"{GAP.unicode} {STATUS_WORDS['absent']}" if row.kind == "unknown" else "–"


def withheld_reasons(name: str, judgments: Iterable[Judgment]) -> list[str]:
    """Say why an inspection withheld grades, each reason once: nobody shall make up one of their own."""
    notes = dict.fromkeys(judged.note for judged in judgments if judged.status == "withheld" and judged.note)
    return [f"{name}, {STATUS_WORDS['withheld']}: {note.removesuffix('.')}." for note in notes]


def withheld_of_sides(comparison: Comparison, rows: Sequence[JudgmentRow]) -> list[str]:
    """Say it of both sides of some rows."""
    sides = [(comparison.left, [row.left for row in rows]), (comparison.right, [row.right for row in rows])]
    return [
        line for side, held in sides for line in withheld_reasons(side_name(comparison, side), itertools.chain(*held))
    ]


def finding_words(comparison: Comparison, kind: str, words: Mapping[str, str] = FINDINGS_COUNTED) -> str:
    """Return the words for a kind of finding row, as they are read over time or between forces."""
    if not comparison.one_force:
        return FINDINGS_OF_TWO_FORCES[kind]
    if comparison.left_is_later:
        kind = {"left-only": "right-only", "right-only": "left-only"}.get(kind, kind)
    return words[kind]


def finding_kind(comparison: Comparison, row: FindingRow) -> str:
    """Return the words for a finding row; a pair that is only suggested is asked, not said."""
    doubt = "?" if row.kind == "both" and row.verdict is None else ""
    positive = any(side.positive for side in (row.left, row.right) if side)
    words = STRENGTHS_OVER_TIME if positive else FINDINGS_OVER_TIME
    return finding_words(comparison, row.kind, words) + doubt


class Outcome(Protocol):
    """What is known of a judgment: a judgment of a comparison, or one of a list."""

    @property
    def grade(self) -> str | None:
        """The grade that stands."""

    @property
    def status(self) -> str:
        """What kind of judgment it is."""

    @property
    def carried_from(self) -> str | None:
        """The cycle that a carried-over grade comes from."""

    @property
    def revised_from(self) -> str | None:
        """The first grade of a revised one."""

    @property
    def revised_on(self) -> str | None:
        """The ISO day on which it was revised."""


def outcome_words(grades: Mapping[str, Grade], judged: Outcome) -> str:
    """Return a grade with where it comes from: `● Good, carried over from 2016`."""
    grade = grades.get(judged.grade) if judged.grade else None
    origin = carried_over(judged.carried_from)[0] if judged.status == "carried-over" else ""
    if grade:
        words = f"{grade.mark} {grade.label}{', ' if origin else ''}{origin}"
    else:
        words = f"{status_sign(judged.status).unicode} {origin or STATUS_WORDS[judged.status]}"
    if judged.status == "revised":
        first = grades.get(judged.revised_from or "")
        words += f", {revised(judged.revised_on, first.in_sentence if first else judged.revised_from)[0]}"
    return words


@dataclass(frozen=True)
class _Recorded:
    """The outcome that a row of a dataset records."""

    grade: str | None
    status: str
    carried_from: str | None
    revised_from: str | None
    revised_on: str | None


def recorded_words(grades: Mapping[str, Grade], row: Mapping[str, Any]) -> str:
    """Return the words for a row of plain values with the columns of judgments, days as ISO text."""
    return outcome_words(grades, _Recorded(**{name: row[name] for name in _Recorded.__dataclass_fields__}))


def stating(change: StatedChange, report: str, about: str | None = None) -> str:
    """Name who says how something changed: `PEEL 2021/22 says`, `a commissioner says of PEEL 2023-25`.

    Only what stands in a `report` is said by it; of anything else the publisher of the source is named. `about` is what
    changed, where no row says so.
    """
    if change.source_basis in (None, "report"):
        return f"{report} says of {about}" if about else f"{report} says"
    return f"{publisher(change.source)} says of {about or report}"


def stating_of_row(comparison: Comparison, change: StatedChange) -> str:
    """Name who says it of a row: whoever speaks of the later side."""
    return stating(change, side_name(comparison, comparison.left if comparison.left_is_later else comparison.right))


def stated_direction(cycle_names: Mapping[str, str], change: StatedChange) -> str:
    """Return how something changed, and since when: that need not be the cycle that it stands beside."""
    return f"{change.direction} since {cycle_names.get(change.since, change.since)}"


def stated_words(cycle_names: Mapping[str, str], change: StatedChange) -> str:
    """Return what is said of change, and since when: `improved since PEEL 2018/19: Standards are better.`"""
    return f"{stated_direction(cycle_names, change)}: {change.summary}"


def judgment_words(comparison: Comparison, judged: Judgment) -> str:
    """Return a grade with what qualifies it: `● Good, carried over from 2016`, `▽ Inadequate (press, 2 Feb 2016)`."""
    words = outcome_words(comparison.grades, judged)
    if judged.source and judged.source_basis != "report":
        words += f" ({source_words(judged.source, judged.source_basis, judged.published)})"
    return words


def judgment_with_item(comparison: Comparison, judged: Judgment, *, alone: bool, whose: bool = True) -> str:
    """Return a judgment with its item where several stand in a row or it is met in part.

    What is met in part begins with that, so that nobody takes it for the grade of the row's topic. `whose` is false
    where the link to its source says whose it is.
    """
    words = judgment_words(comparison, judged) if whose else outcome_words(comparison.grades, judged)
    if judged.coverage == PART:
        return f"in part, {judged.label}: {words}"
    return words if alone else f"{words} ({judged.label})"


def finding_words_of_kind(side: FindingSide) -> str:
    """Return what kind a finding is, and whose where it is not the inspectorate's own page."""
    strength = "strength, " if side.positive else ""
    whose = "" if side.source_basis in (None, "report") else f", {source_words(side.source, side.source_basis)}"
    return f"{strength}{FINDING_KIND_WORDS[side.kind]}{whose}"
