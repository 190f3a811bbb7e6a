"""Where a thing that was found is shown: two inspections, and the row of their comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peeldiff.dataset.queries.known_judgments import known_cycles
from peeldiff.dataset.queries.names import Inspection, find_inspection
from peeldiff.dataset.queries.search import Hit

if TYPE_CHECKING:
    from peeldiff.compare.comparison import Comparison
    from peeldiff.compare.rows import JudgmentRow
    from peeldiff.dataset.model import Dataset
    from peeldiff.notes.listing import Entry

Pair = tuple[Inspection, Inspection]


def pair_of(ds: Dataset, found: Hit | Entry, force: str) -> Pair | None:
    """Return the two inspections; `force` stands for an item, which every force has. None if there are no two."""
    if not isinstance(found, Hit):
        return find_inspection(ds, found.left), find_inspection(ds, found.right)
    whose = found.force or force
    known = known_cycles(ds, whose)
    if found.cycle is None:
        graded = [cycle for cycle in known if ds.cycles[cycle].kind == "peel"] or known
        return (Inspection(whose, graded[-2]), Inspection(whose, graded[-1])) if len(graded) > 1 else None
    kind = ds.cycles[found.cycle].kind
    alike = [cycle for cycle in ds.cycles if cycle == found.cycle or (cycle in known and ds.cycles[cycle].kind == kind)]
    at = alike.index(found.cycle)
    if at:
        return Inspection(whose, alike[at - 1]), Inspection(whose, found.cycle)
    return Inspection(whose, found.cycle), Inspection(whose, alike[min(1, len(alike) - 1)])


def row_of(comparison: Comparison, found: Hit | Entry) -> str:
    """Return the row in which it stands; empty if no row has it."""
    if not isinstance(found, Hit):
        return found.change
    if found.kind == "figure":
        return f"figure/{found.id}"
    if found.kind == "finding":
        sides = ((row.id, side) for row in comparison.finding_rows for side in (row.left, row.right))
        return next((row for row, side in sides if side and side.finding == found.id), "")
    return next((row.id for row in comparison.judgment_rows if _has(row, found)), "")


def _has(row: JudgmentRow, found: Hit) -> bool:
    for judgment in (*row.right, *row.left):
        stated = judgment.stated_change
        if (
            judgment.item == found.id
            if found.kind in ("item", "judgment")
            else stated is not None and stated.summary == found.text
        ):
            return True
    return False
