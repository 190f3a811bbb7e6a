"""The judgments of two inspections, laid on the rows of their comparison, and the kind of each row.

For one pair, in plain Python: starting polars would take longer than all of it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from peeldiff.compare.alignment import AlignedItem, Alignment
from peeldiff.compare.kind_rules import row_of_sides
from peeldiff.dataset.lines import Line
from peeldiff.dataset.model import Dataset
from peeldiff.dataset.queries.names import Inspection
from peeldiff.vocabulary.terms import SEVERAL_ITEMS, UNKNOWN_ORIGIN

_NONE = -1
"""Stands for the place of no grade."""


class PlacedItem(NamedTuple):
    """An item on its row, with the judgment on it."""

    aligned: AlignedItem
    line: Line | None
    """The line of `judgments`; None where there is none."""
    origin: str | None = None
    """The cycle in which a carried-over judgment was last looked at, or `unknown`."""

    @property
    def status(self) -> str:
        """The judgment's status, else what stands for that."""
        return str(self.line["status"]) if self.line else self.aligned.item.without_judgment

    @property
    def grade(self) -> str | None:
        """The grade, if there is one."""
        return self.line["grade"] if self.line else None


Placed = Sequence[Sequence[PlacedItem]]
"""The items of one side, by row."""


def place_items(ds: Dataset, inspection: Inspection, rows: Sequence[Sequence[AlignedItem]]) -> Placed:
    """Return the items of an inspection on their rows, with what is known of each.

    An item that no framework asks for stands only where there is a judgment on it.
    """
    known = {line["item"]: line for line in ds.lines("judgments", inspection.force, inspection.cycle)}
    origins = ds.origins(inspection.force) if any(line["carried_from"] for line in known.values()) else {}
    return [
        [
            PlacedItem(aligned, known.get(aligned.item.id), origins.get((inspection.cycle, aligned.item.id)))
            for aligned in row
            if aligned.item.in_framework or aligned.item.id in known
        ]
        for row in rows
    ]


class PairKinds:
    """The kind of each row of two inspections, by the rules of `kind_rules`, when it is first asked for."""

    def __init__(
        self,
        ds: Dataset,
        alignments: Sequence[Alignment],
        sides: tuple[Placed, Placed],
        cycles: tuple[str, str],
        *,
        one_force: bool,
    ) -> None:
        """`sides` are the items of both, by row."""
        self._ds, self._alignments, self._sides, self._cycles = ds, alignments, sides, cycles
        self._one_force = one_force
        self._places = {grade: place for place, grade in enumerate(ds.judgment_grades)}
        self._found: dict[int, str] = {}

    def __getitem__(self, place: int) -> str:
        """Return the kind of a row."""
        if place not in self._found:
            self._found[place] = self._kind(place)
        return self._found[place]

    def _kind(self, place: int) -> str:
        ruling = self._alignments[place].ruling
        left, right = self._sides[0][place], self._sides[1][place]
        cells = {"basis": ruling.basis, **_gathered(self._ds, left, "left"), **_gathered(self._ds, right, "right")}

        def grade(side: str) -> int:
            return self._places.get(cells[f"{side}_grade"], _NONE)

        def differ(before: int, after: int) -> bool:
            return not (ruling.same_grades and before == after != _NONE)

        return row_of_sides(
            cells.__getitem__,
            grade,
            differ,
            self._cycles,
            self._ds.cycle_order,
            one_force=self._one_force,
            partly_known=self._ds.partly_known,
        ).kind


def _gathered(ds: Dataset, placed: Sequence[PlacedItem], side: str) -> dict[str, Any]:
    """Gather the items of one side of a row; of several there is no grade, and nobody asks where they come from."""
    alone = placed[0] if len(placed) == 1 else None
    origin = alone.origin if alone else None
    looked = ds.cycle_order.get(origin or "")
    return {
        f"{side}_items": len(placed),
        f"{side}_grades": sum(item.grade is not None for item in placed),
        f"{side}_absent": any(item.status == "absent" for item in placed),
        f"{side}_grade": alone.grade if alone else None,
        f"{side}_status": alone.status if alone else SEVERAL_ITEMS,
        f"{side}_looked": math.inf if looked is None else looked,
        f"{side}_unknown_origin": origin == UNKNOWN_ORIGIN,
    }
