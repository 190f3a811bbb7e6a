"""The words for judgments and kinds on a screen, in forms from long to short."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from peeldiff.app.kit.marks import Graded, Marks
from peeldiff.compare.comparison import Comparison, Side
from peeldiff.compare.rows import Judgment, StatedChange
from peeldiff.dataset.framework_model import Cycle
from peeldiff.dataset.model import Dataset
from peeldiff.text import inert
from peeldiff.vocabulary.sources import publisher
from peeldiff.vocabulary.words import SCALE_WORDS, STATUS_SHORT, STATUS_WORDS, carried_over, revised

KIND_ROLES: Mapping[str, str] = {
    "improved": "better",
    "higher": "better",
    "declined": "worse",
    "lower": "worse",
    "left-only": "neutral",
    "right-only": "neutral",
    "not-comparable": "neutral",
}
"""The colour of a kind: of what is better and worse, and of what only one side has."""


def short_cycle(name: str) -> str:
    """Return a cycle's name without the word that all share: `2021/22`."""
    return name.removeprefix("PEEL ")


def cycle_heading(cycle: Cycle) -> str:
    """Return a cycle's name in a few cells: `18/19` for `PEEL 2018/19`."""
    short = short_cycle(cycle.name)
    if cycle.kind != "peel" and len(short) > 6:
        initials = "".join(word[0] for word in short.split()[:-1] if word)
        return f"{initials[:2].upper()}{short[-2:]}"
    return short.removeprefix("20") if len(short) > 6 else short


def pair_words(ds: Dataset, left: str, right: str, between: str) -> str:
    """Name two inspections, each `force:cycle`, by what tells them apart; what a dataset does not know as it stands."""
    (force, cycle), (other, later) = (inspection.partition(":")[::2] for inspection in (left, right))
    names = [short_force(ds.force_names.get(slug, slug)) for slug in (force, other)]
    cycles = [short_cycle(ds.cycles[slug].name) if slug in ds.cycles else slug for slug in (cycle, later)]
    second = cycles[1] if force == other else f"{names[1]} {cycles[1]}"
    return inert(f"{names[0]} {cycles[0]} {between} {second}")


def short_force(name: str) -> str:
    """Return a force's name without the words that all share."""
    for word in (" Police Service", " Constabulary", " Police"):
        name = name.removesuffix(word)
    return name


def column(comparison: Comparison, side: Side) -> list[str]:
    """Return the heading of a side, longest form first."""
    cycle = short_cycle(side.cycle_name)
    scale = f" ({SCALE_WORDS.get(side.scale, side.scale)})"
    if comparison.one_force:
        return [cycle + scale, cycle]
    short = short_force(side.force_name)
    return [f"{side.force_name} {cycle}{scale}", f"{short} {cycle}{scale}", f"{short} {cycle}"]


def grade_forms(graded: Graded, marks: Marks, judgment: Judgment) -> list[str]:
    """Return the words for a grade or for what stands in its place, longest first."""
    grade = graded.grades.get(judgment.grade) if judgment.grade else None
    if grade:
        sign = marks.of_grade(graded, grade.id)
        return [f"{sign} {grade.label}", f"{sign} {grade.short}"]
    return [f"{marks.of_status(judgment.status)} {words[judgment.status]}" for words in (STATUS_WORDS, STATUS_SHORT)]


def gap_forms(marks: Marks) -> list[str]:
    """Return the words for a gap of the dataset, longest first."""
    return [f"{marks.gap} {words['absent']}" for words in (STATUS_WORDS, STATUS_SHORT)]


def source_suffix(marks: Marks, judgment: Judgment) -> str:
    """Return the sign behind a judgment that does not stand in a report of the inspectorate; empty for one that does.

    Where signs are letters, a blank stands before it.
    """
    sign = marks.of_source(judgment.source_basis)
    return f" {sign}" if sign and marks.ascii else sign


def stated_forms(change: StatedChange) -> list[str]:
    """Return who says how something changed, longest first."""
    who = publisher(change.source)
    short = who.removeprefix("the ").removeprefix("a ")
    shortest = "report" if short == "inspectorate" else short
    return [f"{words}: {change.direction}" for words in (f"{who} says", short, shortest)]


def note_forms(graded: Graded, judgment: Judgment) -> list[str]:
    """Return what qualifies a judgment (carried over, revised), longest first; empty for nothing."""
    if judgment.status == "carried-over":
        return list(carried_over(judgment.carried_from))
    if judgment.status == "revised":
        first = graded.grades.get(judgment.revised_from or "")
        return list(revised(judgment.revised_on, first.in_sentence if first else judgment.revised_from))
    return []


def name_of(judgment: Judgment) -> str:
    """Return what a judgment is of, as it is told from others in its row."""
    return f"in part: {judgment.label}" if judgment.coverage == "part" else judgment.label


def number_of(judgment: Judgment) -> str:
    """Return `Q1` for the first question of a pillar; empty without a number."""
    return f"Q{judgment.number}" if judgment.level == "question" and judgment.number else ""


def longest(forms: Sequence[str], width: int) -> str:
    """Return the longest form that fits, else the shortest."""
    return next((form for form in forms if len(form) <= width), forms[-1])
