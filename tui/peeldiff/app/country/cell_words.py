"""A judgment in a cell of the country: its sign, its words, and the sign of whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from peeldiff.app.kit.legend import Sign
from peeldiff.app.kit.lines import Line, fit, padded
from peeldiff.app.kit.marks import Marks
from peeldiff.dataset.by_force import JudgmentsByForce
from peeldiff.dataset.model import Dataset
from peeldiff.vocabulary.signs import SOURCE_SIGNS
from peeldiff.vocabulary.words import NO_ITEM, SOURCE_BASIS_WORDS, STATUS_WORDS, short_day


class Known(NamedTuple):
    """What the country shows of a judgment; the fields of `by_force.JUDGMENT_FIELDS` behind cycle and item."""

    grade: str | None
    status: str
    carried_from: str | None
    revised_from: str | None
    revised_on: object
    source_basis: str | None


Judged = Mapping[tuple[str, str], Known]
"""By cycle and item."""


def judgments_of(index: JudgmentsByForce, force: str) -> Judged:
    """Return the judgments of a force."""
    return {(str(row[0]), str(row[1])): Known(*row[2:]) for row in index.rows(force)}  # type: ignore[arg-type]  # as the index lists them


def grade_sign(ds: Dataset, marks: Marks, known: Known | None) -> tuple[str, str]:
    """Return the sign of a grade or of what stands in its place, with its role."""
    if known is None and not ds.has_frameworks:  # nothing is due, so nothing is lacking
        return " ", "muted"
    if known is None or known.grade is None:
        return marks.of_status(known.status if known else "absent"), "muted"
    return marks.of_grade(ds, known.grade), known.grade


def source_sign(marks: Marks, judged: Iterable[Known | None], room: int) -> str:
    """Return the signs of the sources of some judgments; empty where the inspectorate says all of them.

    Where several have no room, the sign that there are several: which they are stands in the words of the cell.
    """
    bases = {known.source_basis for known in judged if known}
    found = "".join(marks.of_source(basis) for basis in SOURCE_SIGNS if basis in bases)
    return found if len(found) <= max(1, room) else marks.several


def behind_words(marks: Marks, known: Known | None) -> str:
    """Return the sign of a source as it stands behind words, of which a letter must not become a part."""
    sign = marks.of_source(known.source_basis) if known else ""
    return f" [{sign}]" if sign and marks.ascii else sign


def source_signs(ds: Dataset, marks: Marks) -> Sequence[Sign]:
    """Return every sign of a source that a dataset has, for a legend."""
    words = {"secondary": "second-hand", "narrative": "in prose", "deduced": "deduced"}
    return [(marks.of_source(basis), words[basis], "muted") for basis in SOURCE_SIGNS if basis in ds.source_bases]


def gap_signs(ds: Dataset, marks: Marks) -> Sequence[Sign]:
    """Return the sign of a gap, for a legend; none of somebody else's table, which has no gaps."""
    return [(marks.gap, STATUS_WORDS["absent"], "muted")] if ds.has_frameworks else []


def grade_words(ds: Dataset, marks: Marks, known: Known | None) -> str:
    """Return a judgment in words, with where it was carried over from or what it was before."""
    if known is None and not ds.has_frameworks:
        return NO_ITEM
    sign, _ = grade_sign(ds, marks, known)
    if known is None or known.grade is None:
        return f"{sign} {STATUS_WORDS[known.status if known else 'absent']}"
    words = f"{sign} {ds.grade_in_sentence(known.grade)}"
    if known.status == "carried-over":
        origin = f" from {known.carried_from}" if known.carried_from and known.carried_from != "unknown" else ""
        return f"{words} (carried over{origin})"
    if known.status == "revised" and not known.revised_from:
        return f"{words} (revised)"
    if known.status == "revised" and known.revised_from:
        when = f" {short_day(known.revised_on.isoformat())}" if hasattr(known.revised_on, "isoformat") else ""
        return f"{words} (revised{when}, was {ds.grade_in_sentence(known.revised_from)})"
    return words


def basis_words(marks: Marks, judged: Iterable[Known | None]) -> str:
    """Say what the signs of sources behind some judgments mean; empty where there are none."""
    bases = {known.source_basis for known in judged if known}
    return "; ".join(
        f"{marks.of_source(basis)} {SOURCE_BASIS_WORDS[basis]}" for basis in SOURCE_SIGNS if basis in bases
    )


def padded_cell(cell: Line, width: int) -> Line:
    """Return a cell exactly `width` cells wide."""
    return [(fit(cell[0][0], width), cell[0][1])] if len(cell) == 1 else padded(cell, width)
