"""The findings of a comparison as lines: whose and what kind on the left, the summary wrapped beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from peeldiff.app.lines import Line, fit, padded, wrap
from peeldiff.app.marks import Marks
from peeldiff.app.rows.blocks import Block, BlockSource
from peeldiff.app.rows.judgments import Columns
from peeldiff.app.rows.words import finding_kind
from peeldiff.compare.model import Comparison, FindingRow, FindingSide
from peeldiff.export.words import FINDING_KIND_WORDS

SHOWN_LINES = 3
"""Lines of a summary in the list; the detail pane has all of it."""


class FindingSource(BlockSource):
    """Findings of both sides; what may be the same subject stands side by side."""

    def __init__(
        self,
        comparison: Comparison,
        rows: Sequence[FindingRow],
        marks: Marks,
        *,
        noted: frozenset[str] = frozenset(),
        hidden: str = "",
    ) -> None:
        """`noted` are the ids of rows with a note; `hidden` says what is filtered away."""
        super().__init__()
        self.comparison = comparison
        self.rows = rows
        self._marks = marks
        self._noted = noted
        self._hidden = hidden

    @property
    def entries(self) -> int:
        """How many rows are shown."""
        return len(self.rows)

    def blocks(self, width: int) -> Iterator[Block]:
        """Yield the rows."""
        columns = Columns.for_width(width, self._marks, wide=False)
        topic: str | None = None
        for row in self.rows:
            if row.topic_label != topic:
                topic = row.topic_label
                yield self._heading(columns, topic or "Without a topic")
            yield Block(list(self._row(columns, row)))
        if self._hidden:
            yield Block([[(self._hidden, "muted")]], is_entry=False)

    def _heading(self, columns: Columns, words: str) -> Block:
        room = columns.topic + columns.mark + 3 + columns.left
        return Block([[(fit(words, room), "heading"), (f" {self._marks.upright} ", "rule")]], is_entry=False)

    def _row(self, columns: Columns, row: FindingRow) -> Iterator[Line]:
        name = wrap([(finding_kind(self.comparison, row), "lead")], columns.topic - 1)
        left, right = self._side(row.left, columns.left), self._side(row.right, columns.right)
        bar = (f" {self._marks.upright} ", "rule")
        for at in range(max(len(name), len(left), len(right))):
            topic = name[at][0][0] if at < len(name) and name[at] else ""
            sign = self._marks.of_row(row) if at == 0 else ""
            note = self._marks.note if at == 0 and row.id in self._noted else ""
            line: Line = [
                (fit(topic, columns.topic), "lead"),
                (fit(sign, columns.mark - 1), "neutral" if sign else "text"),
                (fit(note, 1), "note"),
                bar,
                *padded(left[at] if at < len(left) else [], columns.left),
                bar,
                *padded(right[at] if at < len(right) else [], columns.right),
            ]
            yield line

    def _side(self, side: FindingSide | None, width: int) -> list[Line]:
        if side is None:
            return []
        kind = FINDING_KIND_WORDS.get(side.kind, side.kind)
        head: Line = [(f"{kind}{' (strength)' if side.positive else ''}", "muted")]
        text = wrap([(side.summary, "text")], width)
        if len(text) > SHOWN_LINES:
            last = text[SHOWN_LINES - 1]
            text = [*text[: SHOWN_LINES - 1], [(fit(last[0][0] + " " * width + "x", width), "text")]]
        return [head, *text]
