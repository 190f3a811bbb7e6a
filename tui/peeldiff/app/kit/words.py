"""The words for judgments and kinds on a screen, in forms from long to short."""

from __future__ import annotations

from collections.abc import Sequence

from peeldiff.app.kit.marks import Graded, Marks
from peeldiff.compare.comparison import Comparison, Judgment, Side
from peeldiff.compare.why import STATUS_WORDS
from peeldiff.dataset.model import Cycle
from peeldiff.export.words import KIND_WORDS, finding_kind

__all__ = ["KIND_WORDS", "finding_kind"]

STATUS_SHORT = {"not-graded": "not graded", "not-inspected": "not inspected", "absent": "not in dataset"}
"""Where a status has to stand in a cell; the others are as short as they are."""
SCALE_WORDS = {"ungraded": "no grades", "not-stated": "scale not stated"}


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


def grade_forms(graded: Graded, marks: Marks, one: Judgment) -> list[str]:
    """Return the words for a grade or for what stands in its place, longest first."""
    grade = graded.grades.get(one.grade) if one.grade else None
    if grade:
        sign = marks.of_grade(graded, grade.id)
        return [f"{sign} {grade.label}", f"{sign} {grade.short}"]
    short = {"pending": "pending", "absent": "not in dataset"}.get(one.status, STATUS_WORDS[one.status])
    return [f"{marks.gap} {STATUS_WORDS[one.status]}", f"{marks.gap} {short}"]


def note_forms(graded: Graded, one: Judgment) -> list[str]:
    """Return what qualifies a judgment (carried over, revised), longest first; empty for nothing."""
    if one.status == "carried-over":
        origin = one.carried_from if one.carried_from not in (None, "unknown") else None
        return (
            [f"carried over from {origin}", f"from {origin}"]
            if origin
            else ["carried over, origin not named", "carried over"]
        )
    if one.status == "revised" and one.revised_on and one.revised_from:
        first = graded.grades.get(one.revised_from)
        was = first.label.lower() if first else one.revised_from
        return [f"revised {short_day(one.revised_on)}, was {was}", f"revised, was {was}", "revised"]
    return []


def short_day(iso: str) -> str:
    """Return an ISO day in short: `8 Aug 2024`."""
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    year, month, day = iso.split("-")
    return f"{int(day)} {months[int(month) - 1]} {year}"


def name_of(one: Judgment) -> str:
    """Return what a judgment is of, as it is told from others in its row."""
    return f"in part: {one.label}" if one.coverage == "part" else one.label


def number_of(one: Judgment) -> str:
    """Return `Q1` for the first question of a pillar; empty without a number."""
    return f"Q{one.number}" if one.level == "question" and one.number else ""


def longest(forms: Sequence[str], width: int) -> str:
    """Return the longest form that fits, else the shortest."""
    return next((form for form in forms if len(form) <= width), forms[-1])
