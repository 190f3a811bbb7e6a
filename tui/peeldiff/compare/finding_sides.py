"""A finding as it stands in a dataset becomes one side of a row, with what a later report says became of it."""

from __future__ import annotations

from peeldiff.compare.rows import FindingOutcome, FindingSide
from peeldiff.dataset.lines import Line
from peeldiff.dataset.model import Dataset


def finding_side(ds: Dataset, line: Line) -> FindingSide:
    """Return the finding of a line."""
    return FindingSide(
        finding=str(line["finding"]),
        kind=str(line["kind"]),
        item=_text(line["item"]),
        summary=str(line["summary"]),
        positive=line["positive"] is True,
        source=str(line["source"]),
        source_basis=_text(line["source_basis"]),
        outcome=_outcome(ds, line),
    )


def findings_followed_up(ds: Dataset, force: str, cycle: str) -> tuple[FindingSide, ...]:
    """Return the earlier findings of a force of which the report of `cycle` says what became."""
    lines = ds.lines("findings", force)
    return tuple(finding_side(ds, line) for line in lines if line["outcome_cycle"] == cycle)


def _outcome(ds: Dataset, line: Line) -> FindingOutcome | None:
    outcome, cycle = _text(line["outcome"]), _text(line["outcome_cycle"])
    if outcome is None:
        return None
    known = ds.cycles.get(cycle) if cycle else None
    return FindingOutcome(outcome, cycle, known.name if known else cycle, _text(line["outcome_source"]))


def _text(cell: str | bool | None) -> str | None:
    return None if cell is None else str(cell)
