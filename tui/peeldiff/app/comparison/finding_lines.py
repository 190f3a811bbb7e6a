"""The findings of a comparison as lines: whose and what kind on the left, the summary wrapped beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from peeldiff.app.comparison.two_sided import Columns, TwoSidedRow
from peeldiff.app.kit.lines import Line, cut_at_word, cut_line, fit, width_of, wrap
from peeldiff.app.kit.widgets.blocks import Block, RowSource
from peeldiff.compare.rows import FindingRow, FindingSide
from peeldiff.export.words import finding_kind
from peeldiff.vocabulary.words import FINDING_KIND_SHORT, FINDING_KIND_WORDS, FINDING_OUTCOME_WORDS

NAMES = 15
"""The most cells of what kind a finding is; the summaries have the rest."""
SHOWN_LINES = 3
"""Lines of a summary in the list; the detail pane has all of it."""


class FindingSource(RowSource[FindingRow]):
    """Findings of both sides; what may be the same subject stands side by side."""

    def shown(self, width: int) -> Iterator[Block]:
        """Yield the rows."""
        columns = Columns.for_width(width, self._marks, names=NAMES, wide=False)
        topic: str | None = None
        for row in self.rows:
            if row.topic_label != topic:
                topic = row.topic_label
                yield self._heading(columns, topic or "Without a topic")
            yield Block(list(self._row(columns, row)))

    def _heading(self, columns: Columns, words: str) -> Block:
        room = columns.topic + columns.mark + 3 + columns.left
        return Block([[(fit(words, room), "heading"), (f" {self._marks.upright} ", "rule")]], is_entry=False)

    def _row(self, columns: Columns, row: FindingRow) -> Iterator[Line]:
        name = wrap([(finding_kind(self.comparison, row), "lead")], columns.topic - 1)
        left, right = self._side(row.left, columns.left), self._side(row.right, columns.right)
        sign = (self._marks.of_row(row), "neutral")
        note = self._marks.note if row.id in self._noted else ""
        yield from TwoSidedRow(name, left, right, sign, note).lines(columns, self._marks)

    def _side(self, side: FindingSide | None, width: int) -> list[Line]:
        if side is None:
            return []
        head = self._head(side, FINDING_KIND_WORDS)
        if side.outcome and width_of(head) > width:  # what became of it says more than what kind it is
            head = self._head(side, FINDING_KIND_SHORT)
        if side.finding == self._marked:
            head = [(f"{self._marks.chosen} ", "strong"), *head]
        head = cut_line(head, width, cut_at_word)
        text = wrap([(side.summary, "text")], width)
        if len(text) > SHOWN_LINES:
            last = text[SHOWN_LINES - 1]
            text = [*text[: SHOWN_LINES - 1], [(fit(last[0][0] + " " * width + "x", width), "text")]]
        return [head, *text]

    @staticmethod
    def _head(side: FindingSide, kinds: Mapping[str, str]) -> Line:
        head: Line = [(f"{kinds.get(side.kind, side.kind)}{' (strength)' if side.positive else ''}", "muted")]
        if side.outcome:
            head += [(f", {FINDING_OUTCOME_WORDS[side.outcome.outcome]}", "stated")]
        return head
