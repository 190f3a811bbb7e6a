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
from peeldiff.importing.imported import Cells
from peeldiff.importing.wording import lower

if TYPE_CHECKING:
    from peeldiff.dataset.model import Dataset

_WHAT = r"(?:this|these|it|the force has|the area for improvement|this area(?: for improvement)?|the recommendation)"
_OUTCOMES = (
    (
        "not-addressed",
        rf"^{_WHAT}\b.{{0,60}}\b(?:not (?:yet )?(?:been )?(?:fully )?(?:addressed|completed|met|acted on)"
        r"|remains? (?:an?|outstanding)\b|still (?:an?|stands|applies|outstanding)\b)",
    ),
    (
        "partly-addressed",
        rf"^{_WHAT}\b.{{0,60}}\b(?:(?:partly|partially|in part) (?:been )?(?:addressed|met|completed)"
        r"|(?:addressed|met) (?:this )?in part|made (?:some|good|clear)? ?progress)",
    ),
    ("addressed", rf"^{_WHAT}\b.{{0,60}}\b(?:addressed|completed|been met|been closed|acted on|resolved)\b"),
)
_PATTERNS = tuple((outcome, re.compile(pattern)) for outcome, pattern in _OUTCOMES)
_LONGEST = 160
_SAME = 0.6
"""How much of the words of two findings are shared where they are one."""


def outcome_of(sentence: str) -> str | None:
    """Return what a sentence says became of the finding before it: it is short, and says nothing else."""
    plain = lower(sentence.strip(" .-–—"))
    if len(plain) > _LONGEST:
        return None
    return next((outcome for outcome, pattern in _PATTERNS if pattern.search(plain)), None)


def divided(text: str) -> tuple[str, str | None]:
    """Return a finding without the sentence that says what became of it, and that outcome."""
    statement, *last = re.sub(r"\.\s*[-–—]\s+(?=[A-Z])", ". ", text).rsplit(". ", 1)
    outcome = outcome_of(last[0]) if last else None
    return (f"{statement}.", outcome) if outcome else (text, None)


def is_outcome(text: str) -> bool:
    """Tell whether a paragraph is nothing but an outcome."""
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
