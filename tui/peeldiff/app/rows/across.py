"""Columns side by side, and which of them are seen where not all fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from peeldiff.app.lines import Line, cut, fit
from peeldiff.app.marks import Marks


@dataclass(frozen=True)
class Column:
    """One column of a wide table."""

    id: str
    label: str
    """Its name in full."""
    heading: tuple[str, str]
    """Its name in the two lines of the heading."""
    width: int
    """Cells, the blank behind it included."""


def seen(widths: Sequence[int], room: int, at: int, first: int) -> range:
    """Return which columns are seen in `room` cells: `at` among them, and `first` the leftmost if that fits."""
    if not widths:
        return range(0)
    first = max(0, min(first, at))
    while sum(widths[first : at + 1]) > room and first < at:
        first += 1
    last, used = first, 0
    while last < len(widths) and used + widths[last] <= room:
        used += widths[last]
        last += 1
    while first and used + widths[first - 1] <= room:
        first -= 1
        used += widths[first]
    return range(first, max(last, first + 1))


def two_lines(label: str, width: int) -> tuple[str, str]:
    """Return a label in two lines, broken at blanks, cut if need be."""
    words = label.split()
    first = [words.pop(0)] if words else []
    while words and cell_len(" ".join((*first, words[0]))) <= width:
        first.append(words.pop(0))
    return cut(" ".join(first), width), cut(" ".join(words), width)


def headings(
    columns: Sequence[Column], shown: range, at: int, names: tuple[str, str], width: int, marks: Marks
) -> list[Line]:
    """Return the two lines of the heading; `names` stand over the first column, `width` cells wide."""
    lines: list[Line] = []
    for row in (0, 1):
        line: Line = [(fit(names[row], width), "heading")]
        for place in shown:
            text = fit(" " + columns[place].heading[row], columns[place].width)
            line.append((text, "tab-on" if place == at and row == 0 and text.strip() else "heading"))
        lines.append(line)
    if shown and shown.start:
        lines[0][0] = (fit(names[0], width - 1) + marks.before, "heading")
    if shown and shown.stop < len(columns):
        lines[0].append((marks.after, "heading"))
    return lines
