"""What a later report says became of an earlier finding, `this has been addressed`, and which finding that is.

Pages of 2018/19 repeat the areas for improvement of the inspection before, each with what became of it in its
line or the next: that is the earlier finding's outcome with its source, not a new finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from peeldiff.dataset.framework_model import Cycle
from peeldiff.dataset.reading.overlay import OUTCOME_COLUMNS
from peeldiff.importing.cleaning import likeness, sentences, stems
from peeldiff.importing.extraction.outcome_words import DEMAND, UNCLEAR, outcome_of
from peeldiff.importing.imported import Cells

if TYPE_CHECKING:
    from peeldiff.dataset.model import Dataset

_SAME = 0.6
"""How much of the words of two findings are shared where they are one."""


def divided(text: str) -> tuple[str, str | None]:
    """Return a finding without the last sentences that say outright what became of it, and what they say.

    `UNCLEAR`, with the whole text, where a sentence speaks of it otherwise, or two do not say the same.
    """
    parts = re.sub(r"\.\s*[-–—]\s+(?=[A-Z])", ". ", text).split(". ")
    spoken = [outcome_of(part) for part in parts[1:]]
    outcomes = {outcome for outcome in spoken if outcome not in (None, DEMAND)}
    if not outcomes:
        return text, None
    outcome, first = outcomes.pop(), next(place for place, found in enumerate(spoken) if found)
    if outcomes or outcome == UNCLEAR or any(found != outcome for found in spoken[first:]):
        return text, UNCLEAR
    return ". ".join(parts[: first + 1]) + ".", outcome


def outcome_below(text: str) -> str | None:
    """Return what a paragraph that speaks of nothing else says became of the finding above it."""
    outcome = outcome_of(text) if is_outcome(text) else None
    return None if outcome == DEMAND else outcome


def is_outcome(text: str) -> bool:
    """Tell whether a paragraph speaks of nothing but what became of the finding before it, or is to."""
    return len(sentences(text)) == 1 and outcome_of(text) is not None


def standing_finding(ds: Dataset, force: str, kind: str, text: str, before: Sequence[Cycle]) -> Cells | None:
    """Return the row of the earlier finding that a text repeats, if one is much nearer than any other."""
    cycles, wanted = {cycle.id for cycle in before}, stems(text)
    near = sorted(
        (
            (likeness(wanted, stems(str(row["summary"]))), place, row)
            for place, row in enumerate(_rows(ds, force, kind))
            if row["cycle"] in cycles
        ),
        reverse=True,
    )
    if not near or near[0][0] < _SAME or (len(near) > 1 and near[1][0] > near[0][0] - 0.1):
        return None
    return near[0][2]


def _rows(ds: Dataset, force: str, kind: str) -> Iterator[dict[str, str | None]]:
    for row in ds.tables["findings"].filter(force=force, kind=kind).iter_rows(named=True):
        yield {name: _cell(cell) for name, cell in row.items()}


def _cell(cell: object) -> str | None:
    return None if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)


def with_outcome(values: Cells, outcome: str, cycle: str, source: str) -> Cells:
    """Return the row of a finding with its outcome, in which cycle and where it is said."""
    return {**values, **dict(zip(OUTCOME_COLUMNS, (outcome, cycle, source), strict=True))}
