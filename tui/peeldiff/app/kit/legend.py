"""Signs with their words, in one line: what a view draws has to be known where it is drawn."""

from __future__ import annotations

from collections.abc import Iterable

from peeldiff.app.kit.lines import Line, width_of
from peeldiff.app.kit.marks import Graded, Marks

Sign = tuple[str, str, str]
"""A sign, its words, and the role of the sign."""
SOURCE_WORDS = {"secondary": "second-hand", "narrative": "in prose", "deduced": "deduced"}
"""What the signs of sources say, in a word."""


def of_grades(graded: Graded, marks: Marks, others: Iterable[Sign], room: int) -> Line:
    """Return every grade, then as many others as there is room for; empty if grades have none.

    In full where all of it fits, else the grades in short: what no word explains is explained first.
    """
    rest = [*others]
    for brief, needed in ((False, rest), (True, [])):
        known = [
            (marks.of_grade(graded, grade.id), grade.short if brief else grade.in_sentence, grade.id)
            for grade in graded.grades.values()
        ]
        if width_of(of_signs([*known, *needed])) <= room:
            return of_signs([*known, *rest], room)
    return []


def source_signs(marks: Marks, bases: Iterable[str | None]) -> list[Sign]:
    """Return the signs of the sources that are there, in words."""
    present = set(bases)
    return [(marks.of_source(basis), words, "muted") for basis, words in SOURCE_WORDS.items() if basis in present]


def of_signs(signs: Iterable[Sign], room: int | None = None) -> Line:
    """Return the signs, the first ones first, as many as there is room for."""
    line: Line = []
    for sign, words, role in signs:
        more: Line = [(" " if line else "", "muted"), (sign, role), (f" {words}", "muted")]
        if room is not None and width_of(line) + width_of(more) > room:
            break
        line += more
    return line
