"""What a dataset knows of a force, gaps included: one line for each item of each framework."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from peeldiff.dataset.lines import Line
from peeldiff.dataset.model import Dataset

_RECORDED = (
    *("grade", "status", "carried_from", "revised_from", "revised_on"),
    *("published", "source_basis", "source", "note"),
)


def known_judgments(ds: Dataset, force: str, cycles: Iterable[str]) -> Iterator[Line]:
    """Walk over the judgments of a force, one line for each item of the frameworks of `cycles`.

    Columns: cycle, item, label, grade, status, carried_from, revised_from, revised_on, published,
    source_basis, source, note; in the order of the cycles given, then of the framework. What the
    dataset does not know has the status `absent`, or the one that the framework gives; what no
    framework asks for is not there.
    """
    known = {(line["cycle"], line["item"]): line for line in ds.lines("judgments", force)}
    for cycle in cycles:
        for item in ds.cycles[cycle].items:
            line = known.get((cycle, item.id))
            recorded = {name: line[name] if line else None for name in _RECORDED}
            recorded["status"] = recorded["status"] or item.expected_status
            if recorded["status"]:
                yield {"cycle": cycle, "item": item.id, "label": item.label, **recorded}


def known_cycles(ds: Dataset, force: str) -> list[str]:
    """Return the cycles of which the dataset has a judgment or finding of a force, oldest first."""
    known = {line["cycle"] for table in ("judgments", "findings") for line in ds.lines(table, force)}
    return [cycle for cycle in ds.cycles if cycle in known]


def cycles_through_time(ds: Dataset, force: str) -> list[str]:
    """Return the known cycles of a force, and those between two of one kind of which the dataset knows nothing.

    Such a one is a gap of the dataset: left out, it would read as if nobody had inspected the force then. What no
    framework asks for (a thematic inspection of few forces, a table of somebody else's) is no gap.
    """
    known = {*known_cycles(ds, force)}
    order = [cycle for cycle in ds.cycles.values() if cycle.id in known or cycle.kind == "peel"]
    peel = [place for place, cycle in enumerate(order) if cycle.id in known and cycle.kind == "peel"]
    between = range(peel[0], peel[-1]) if peel else range(0)
    return [cycle.id for place, cycle in enumerate(order) if cycle.id in known or place in between]
