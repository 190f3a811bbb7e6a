"""The figures of a comparison as lines: measure, both values with their periods, and the difference."""

from __future__ import annotations

from collections.abc import Iterator

from peeldiff.app.comparison.two_sided import Columns, TwoSidedRow
from peeldiff.app.kit.lines import Line, wrap
from peeldiff.app.kit.marks import Marks
from peeldiff.app.kit.widgets.blocks import Block, RowSource
from peeldiff.compare.comparison import Comparison
from peeldiff.compare.rows import FigureRow, FigureSide
from peeldiff.export.figure_words import delta
from peeldiff.vocabulary.quantities import quantity

NAMES = 66
"""The most cells of a measure's name: names are long, and values short."""
GROUP_WORDS = {
    "both": "Known of both sides",
    "own": "The force's own figures",
    "rest": "Known of one side, or of neither inspection",
}
"""What figures stand under, by their group."""
PLOTTED = 3
"""From so many periods on there is something to plot."""


def plot(row: FigureRow, comparison: Comparison, marks: Marks) -> str:
    """Return the measured values of one force as a line of bars, lowest lowest; empty for too few, and in ASCII."""
    values = [value.value for value in row.values if value.kind == "measured"]
    if len(values) < PLOTTED or not comparison.one_force or not marks.bars:
        return ""
    low, high = min(values), max(values)
    steps = len(marks.bars) - 1
    heights = [(value - low) / (high - low) if high > low else 0.5 for value in values]
    return "".join(marks.bars[round(height * steps)] for height in heights)


class FigureSource(RowSource[FigureRow]):
    """Measures that both sides, or one, have a value of."""

    def shown(self, width: int) -> Iterator[Block]:
        """Yield the measures."""
        columns = Columns.for_width(width, self._marks, names=NAMES, wide=False)
        group = ""
        for row in self.rows:
            if row.group != group:
                group = row.group
                yield Block([[(GROUP_WORDS[group], "heading")]], is_entry=False)
            yield Block(list(self._row(columns, row)))

    def _row(self, columns: Columns, row: FigureRow) -> Iterator[Line]:
        own = " (own figure)" if row.own else ""
        name = wrap([(row.label + own, "lead")], columns.topic - 1)
        drawn = plot(row, self.comparison, self._marks)
        if drawn:
            name.append([(drawn, "lead")])
        left, right = _side(row, row.left, columns.left), _side(row, row.right, columns.right)
        if row.delta is not None:
            right += _indented([(f"difference {delta(row)}", _delta_role(row))], columns.right)
        note = self._marks.note if row.id in self._noted else ""
        yield from TwoSidedRow(name, left, right, note=note).lines(columns, self._marks)


def _side(row: FigureRow, side: FigureSide | None, width: int) -> list[Line]:
    if side is None:
        if row.left is None and row.right is None:
            planned = any(value.kind != "measured" for value in row.values)
            return [[("plans only" if planned else "undated", "muted")]]
        return [[("no value", "muted")]]
    kind = "" if side.kind == "measured" else f", {side.kind}"
    met = "" if side.met is None else ", target met" if side.met else ", target missed"
    return [
        *wrap([(quantity(side.value, row.unit), "text")], width),
        *_indented([(f"{side.period}{kind}{met}", "muted")], width),
    ]


def _indented(words: Line, width: int) -> list[Line]:
    return [[("  ", "text"), *line] for line in wrap(words, width - 2)]


def _delta_role(row: FigureRow) -> str:
    """Return the colour of a difference: only where the measure says which direction is better."""
    if not row.delta or row.better not in ("up", "down"):
        return "strong"
    return "better" if (row.delta > 0) == (row.better == "up") else "worse"
