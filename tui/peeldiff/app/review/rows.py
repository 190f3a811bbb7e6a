"""Imported rows as lines: under their reports, each with its sign, what it says, how sure it is and its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from peeldiff.app.kit.lines import Line, cut_line, fit, wrap
from peeldiff.app.kit.marks import Marks
from peeldiff.app.kit.widgets.blocks import Block, BlockSource
from peeldiff.app.kit.words import longest
from peeldiff.app.review.decisions import Review, State
from peeldiff.app.review.review_words import HEADINGS, ROLES, heading, label, under, value_forms
from peeldiff.text import inert

if TYPE_CHECKING:
    from peeldiff.dataset.model import Dataset

_SIGN, _GAP, _SURE, _WIDEST_VALUE = 2, 1, 8, 34
"""Cells of the sign, of the gap behind a name, of the confidence, and the most for a grade or value."""


class ReviewSource(BlockSource):
    """The rows that are shown."""

    def __init__(
        self,
        ds: Dataset,
        review: Review,
        states: Sequence[State],
        shown: Sequence[int],
        marks: Marks,
        failures: Sequence[str] = (),
    ) -> None:
        """`shown` are the places of the entries; `failures` say which files could not be read."""
        super().__init__()
        self._ds = ds
        self._review = review
        self._states = states
        self._shown = shown
        self._marks = marks
        self._failures = failures
        self._place = max((len(review.entries[at].place) for at in shown), default=0)

    @property
    def entries(self) -> int:
        """How many entries are shown."""
        return len(self._shown)

    def blocks(self, width: int) -> Iterator[Block]:
        """Yield the entries, under the headings of their reports and tables."""
        for line in self._failures:
            yield _head([("! ", "worse"), (line, "warning")], width)
        report, sort = -1, ""
        for at in self._shown:
            entry = self._review.entries[at]
            if entry.report != report:
                yield from self._report(entry.report, width)
                report, sort = entry.report, ""
            if entry.sort != sort:
                sort = entry.sort
                yield _head([(f"  {HEADINGS[sort]}", "heading")], width)
            yield Block(self._entry(at, width))
        if not self._shown:
            yield _head([("Nothing wants a decision.", "muted")], width)

    def _report(self, at: int, width: int) -> Iterator[Block]:
        report = self._review.reports[at]
        name = inert(report.file).rpartition("/")[2]
        yield _head([(name, "strong"), (f"  {heading(self._ds, report)}", "muted")], width)
        for notice in report.notices:
            yield _head([(notice, "muted")], width, indent=2)

    def _entry(self, at: int, width: int) -> list[Line]:
        entry, state = self._review.entries[at], self._states[at]
        values = state.row.values if state.row else None
        marks = self._marks
        forms, role = value_forms(self._ds, entry, values, marks)
        room = width - _SIGN - _SURE - self._place
        value_width = min(_WIDEST_VALUE, room * 2 // 5) if forms[0] else 0
        sign = marks.note if state.decision and state.decision.word == "corrected" else marks.of_review(state.word)
        words = label(self._ds, self._review.reports[entry.report], entry, values)
        muted = state.word in ("dropped", "known", "unplaced", "later")
        line: Line = [
            (fit(sign, _SIGN), ROLES.get(state.word, "muted")),
            (fit(words, room - value_width - _GAP) + " " * _GAP, "lead"),
            (fit(longest(forms, value_width), value_width), "muted" if muted else role),
            (fit(f" {entry.row.confidence if entry.row else ''}", _SURE), "muted"),
            (fit(entry.place.rjust(self._place), self._place), "muted"),
        ]
        below = under(self._ds, entry, state, marks)
        return [line, cut_line([("    ", "text"), *below], width)] if below else [line]


def _head(line: Line, width: int, *, indent: int = 0) -> Block:
    """Return what is no entry, wrapped."""
    return Block([[(" " * indent, "text"), *part] for part in wrap(line, width - indent)], is_entry=False)
