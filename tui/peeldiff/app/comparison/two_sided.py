"""A row with two sides: the columns that divide a width, their headings and rules, and a row in lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from peeldiff.app.kit.lines import Line, Span, fit, padded
from peeldiff.app.kit.marks import Marks
from peeldiff.app.kit.words import longest

NAMES = 44
"""The most cells of a pillar's or topic's name: those of the longest."""
WIDE = 140
"""From here on there is a column with publication and basis."""


@dataclass(frozen=True)
class Columns:
    """The widths of the columns, without the bars between them."""

    topic: int
    mark: int
    """The kind's sign and the note's."""
    left: int
    right: int
    extra: int

    @classmethod
    def for_width(cls, width: int, marks: Marks, *, names: int = NAMES, wide: bool = True) -> Columns:
        """Divide a width: both sides get the same, a name at most `names`; only with `wide` there is an extra."""
        extra = 26 if width >= WIDE and wide else 0
        mark = 4 if marks.ascii else 2
        rest = width - extra - mark - 6 - (3 if extra else 0)
        topic = min(names, max(18, rest * 25 // 71))
        side = (rest - topic) // 2
        return cls(rest - 2 * side, mark, side, side, extra)


def heading_line(columns: Columns, marks: Marks, words: Sequence[Sequence[str]]) -> Line:
    """Return the column headings; `words` are the forms for topic, left and right."""
    topic, left, right = words
    bar = (f" {marks.upright} ", "rule")
    line: Line = [
        (" " + fit(longest(topic, columns.topic), columns.topic + columns.mark), "heading"),
        bar,
        (fit(longest(left, columns.left), columns.left), "heading"),
        bar,
        (fit(longest(right, columns.right), columns.right), "heading"),
    ]
    if columns.extra:
        line += [bar, (fit("published, basis", columns.extra), "heading")]
    return line


def rule_line(columns: Columns, marks: Marks, crossing: str) -> Line:
    """Return the rule above or below the rows, with its crossings."""
    widths = [columns.topic + columns.mark + 2, columns.left + 2, columns.right + 1]
    if columns.extra:
        widths[2] += 1
        widths.append(columns.extra + 1)
    return [(crossing.join(marks.level * width for width in widths), "rule")]


@dataclass(frozen=True)
class TwoSidedRow:
    """What stands in a row: each part in lines."""

    name: Sequence[Line]
    left: Sequence[Line]
    right: Sequence[Line]
    sign: Span = ("", "text")
    """The kind's sign with its colour."""
    note: str = ""
    """The sign of a note on it."""
    extra: Sequence[str] = ()
    """What stands in the column that a wide terminal has."""

    def lines(self, columns: Columns, marks: Marks) -> Iterator[Line]:
        """Yield the row, as many lines as its highest part."""
        bar: Span = (f" {marks.upright} ", "rule")
        sign, role = self.sign
        for at in range(max(len(self.name), len(self.left), len(self.right), 1)):
            first = at == 0
            line: Line = [
                (fit(_text(self.name, at), columns.topic), "lead"),
                (fit(sign if first else "", columns.mark - 1), role if sign and first else "text"),
                (fit(self.note if first else "", 1), "note"),
                bar,
                *padded(_line(self.left, at), columns.left),
                bar,
                *padded(_line(self.right, at), columns.right),
            ]
            if columns.extra:
                line += [bar, (fit(self.extra[at] if at < len(self.extra) else "", columns.extra), "muted")]
            yield line


def _line(lines: Sequence[Line], at: int) -> Line:
    return lines[at] if at < len(lines) else []


def _text(lines: Sequence[Line], at: int) -> str:
    line = _line(lines, at)
    return line[0][0] if line else ""
