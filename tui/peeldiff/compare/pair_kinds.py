"""The judgments of two inspections, laid on the rows of their comparison, and the kind of each row.

For one pair, in plain Python: starting polars would take longer than all of it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from peeldiff.compare.alignment import AlignedItem, Alignment
from peeldiff.compare.kind_rules import row_of_sides
from peeldiff.dataset.lines import Line
from peeldiff.dataset.model import Dataset
from peeldiff.dataset.queries.names import Inspection
from peeldiff.vocabulary.terms import SEVERAL_ITEMS, UNKNOWN_ORIGIN

_NONE = -1
"""Stands for the place of no grade."""


@dataclass(frozen=True, slots=True)
class PlacedItem:
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


def pair_kinds(
    ds: Dataset,
    alignments: Sequence[Alignment],
    sides: tuple[Placed, Placed],
    cycles: tuple[str, str],
    *,
    one_force: bool,
) -> list[str]:
    """Return the kind of each row, by the rules of `kind_rules`."""
    places = {grade: place for place, grade in enumerate(ds.judgment_grades)}
    kinds = []
    for alignment, left, right in zip(alignments, *sides, strict=True):
        ruling = alignment.ruling
        cells = {"basis": ruling.basis, **_gathered(ds, left, "left"), **_gathered(ds, right, "right")}

        def grade(side: str, cells: Mapping[str, Any] = cells) -> int:
            return places.get(cells[f"{side}_grade"], _NONE)

        def differ(before: int, after: int, *, same: bool = ruling.same_grades) -> bool:
            return not (same and before == after != _NONE)

        row = row_of_sides(
            cells.__getitem__,
            grade,
            differ,
            cycles,
            ds.cycle_order,
            one_force=one_force,
            partly_known=ds.partly_known,
        )
        kinds.append(row.kind)
    return kinds


def _gathered(ds: Dataset, placed: Sequence[PlacedItem], side: str) -> dict[str, Any]:
    """Gather the items of one side of a row; of several there is no grade, and nobody asks where they come from."""
    alone = placed[0] if len(placed) == 1 else None
    origin = alone.origin if alone else None
    looked = ds.cycle_order.get(origin or "")
    gathered = {
        "items": len(placed),
        "grades": sum(item.grade is not None for item in placed),
        "absent": any(item.status == "absent" for item in placed),
        "grade": alone.grade if alone else None,
        "status": alone.status if alone else SEVERAL_ITEMS,
        "looked": math.inf if looked is None else looked,
        "unknown_origin": origin == UNKNOWN_ORIGIN,
    }
    return {f"{side}_{name}": value for name, value in gathered.items()}
