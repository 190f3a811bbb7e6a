"""The two sides of a comparison, and which other inspections can take their places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from peeldiff.dataset.queries.names import Inspection

if TYPE_CHECKING:
    from peeldiff.compare.comparison import Comparison, Side
    from peeldiff.dataset.model import Dataset

Which = Literal["left", "right"]
Pair = tuple[Inspection, Inspection]


class NoOtherInspectionError(Exception):
    """There is nothing to put in the place of a side; the message says why."""


class Sides:
    """The sides of one comparison."""

    def __init__(self, ds: Dataset, known: Mapping[tuple[str, str], int], comparison: Comparison) -> None:
        """`known` is how many judgments are known, by force and cycle."""
        self._cycles = list(ds.cycles)
        self._known = known
        self._comparison = comparison

    def __getitem__(self, which: Which) -> Inspection:
        """Return the inspection of a side."""
        side = self._side(which)
        return Inspection(side.force, side.cycle)

    @property
    def pair(self) -> Pair:
        """Both, left and right."""
        return self["left"], self["right"]

    @property
    def swapped(self) -> Pair:
        """Both, the other way round."""
        return self["right"], self["left"]

    def replaced(self, which: Which, chosen: Inspection) -> Pair:
        """Return both with another in the place of one. Raises NoOtherInspectionError if it is the other side."""
        left, right = self.pair
        if chosen == (right if which == "left" else left):
            raise NoOtherInspectionError("That is the other side already: choose another.")
        return (chosen, right) if which == "left" else (left, chosen)

    def stepped(self, which: Which, by: int) -> Pair:
        """Return both with a side's force in its next (`by` 1) or previous (-1) cycle that is known.

        The cycle of the other side is passed over. Raises NoOtherInspectionError where there is none.
        """
        side, other = self._side(which), self["right" if which == "left" else "left"]
        cycles = self._cycles[::by]
        ahead = (Inspection(side.force, cycle) for cycle in cycles[cycles.index(side.cycle) + 1 :])
        found = next(
            (
                inspection
                for inspection in ahead
                if inspection != other and self._known.get((inspection.force, inspection.cycle))
            ),
            None,
        )
        if found is None:
            raise NoOtherInspectionError(
                f"{side.force_name} has no {'later' if by > 0 else 'earlier'} inspection here."
            )
        return self.replaced(which, found)

    def _side(self, which: Which) -> Side:
        return self._comparison.left if which == "left" else self._comparison.right
