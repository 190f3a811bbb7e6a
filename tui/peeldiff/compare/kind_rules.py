"""The rules of kind, written once: asked of all rows of a frame, or of the plain values of one row."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, NamedTuple

Value = Any
"""An expression over a frame, or what it is on one row; `&`, `|` and comparisons mean the same of both."""


class Row(NamedTuple):
    """What the rules ask of a row."""

    no_left: Value
    """The left side has no such item."""
    no_right: Value
    ungraded: Value
    """A side has no grade."""
    incomparable: Value
    """No direction may be drawn."""
    before: Value
    """The grade that changes are read from; the right one's is read from the left where two forces meet."""
    after: Value
    gap: Value | None = None
    """A side's judgment is absent; None where that cannot be."""
    not_looked: Value | None = None
    """Nobody looked again between the two; None where that cannot be."""
    one_force: bool = True
    ordered: bool = True
    """Whether the grades stand in an order, best first."""

    def rules(self) -> Iterator[tuple[Value, str]]:
        """Walk over what applies and which kind it makes, the first that fits; the last always does."""
        time = self.one_force
        rules = (
            (self.gap, "unknown"),
            (self.no_right, "left-only"),
            (self.no_left, "right-only"),
            (self.ungraded, "not-graded"),
            (self.incomparable, "not-comparable"),
            (self.not_looked, "carried-over"),
            (self.before == self.after, "unchanged" if time else "same"),
            (self.after < self.before if self.ordered else None, "improved" if time else "higher"),
            (True, "declined" if time else "lower"),
        )
        yield from ((applies, kind) for applies, kind in rules if applies is not None)

    @property
    def kind(self) -> str:
        """The kind, where the values are those of one row."""
        return next(kind for applies, kind in self.rules() if applies)


def row_of_sides(
    cell: Callable[[str], Value],
    grade: Callable[[str], Value],
    differ: Callable[[Value, Value], Value],
    cycles: tuple[str, str],
    order: Mapping[str, int],
    *,
    one_force: bool,
    partly_known: Collection[str] = (),
) -> Row:
    """Return what the rules ask, from what is gathered of the two sides: `left_items`, `left_grades` and so on.

    `cell` returns what is called so, `grade` the place of a side's grade, `differ` whether two of these
    are not one grade of which the dataset says that it means the same. Of a cycle that is `partly_known` nobody can
    say that it has no such item: that is a gap too.
    """

    def gap(side: str) -> Value:
        absent = cell(f"{side}_absent") & (cell(f"{side}_grades") == 0)
        return absent | (cell(f"{side}_items") == 0) if cycles[side == "right"] in partly_known else absent

    sides, earlier_place = ("left", "right"), order[cycles[0]]
    if one_force and order[cycles[0]] > order[cycles[1]]:
        sides, earlier_place = ("right", "left"), order[cycles[1]]
    earlier, later = sides
    not_looked = None
    if one_force and cycles[0] != cycles[1]:
        nobody = cell(f"{later}_unknown_origin") | (cell(f"{later}_looked") <= earlier_place)
        not_looked = (cell(f"{later}_status") == "carried-over") & nobody
    before, after = grade(earlier), grade(later)
    return Row(
        gap=gap("left") | gap("right"),
        no_left=cell("left_items") == 0,
        no_right=cell("right_items") == 0,
        ungraded=(cell("left_grades") == 0) | (cell("right_grades") == 0),
        incomparable=(cell("basis") == "none") & differ(before, after),
        not_looked=not_looked,
        before=before,
        after=after,
        one_force=one_force,
    )
