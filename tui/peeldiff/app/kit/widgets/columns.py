"""Columns side by side, and which of them are seen where not all fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from peeldiff.app.kit.lines import Line, cut, cut_at_word, fit, padded, width_of
from peeldiff.app.kit.marks import Marks


@dataclass(frozen=True)
class Column:
    """One column of a wide table."""

    id: str
    """A cycle or an item, or, of any other column, a name that none of these can have."""
    label: str
    """Its name in full."""
    heading: tuple[str, str]
    """Its name in the two lines of the heading."""
    width: int
    """Cells, the blank behind it included."""
    brief: str = ""
    """The second line of the heading in fewer cells, where something has to stand beside it."""


def visible_columns(widths: Sequence[int], room: int, at: int, first: int) -> range:
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


def cells(columns: Sequence[Column], shown: range, start: int) -> dict[int, range]:
    """Return the cells of each column that is seen, by its place; the first of them begins at `start`."""
    found = {}
    for place in shown:
        found[place] = range(start, start + columns[place].width)
        start += columns[place].width
    return found


def other_column(columns: Sequence[Column], shown: range, start: int, cell: int, at: int) -> int | None:
    """Return the column that has a cell, unless it is the one at which one is."""
    found = cells(columns, shown, start).items()
    return next((place for place, covered in found if cell in covered and place != at), None)


def targets(columns: Sequence[Column], shown: range, start: int) -> list[tuple[int, int, str]]:
    """Return what can be clicked in a heading: each column, named by its place."""
    return [(cell.start, cell.stop, f"column:{place}") for place, cell in cells(columns, shown, start).items()]


def two_lines(label: str, width: int) -> tuple[str, str]:
    """Return a label in two lines, broken at blanks, cut if need be; a single long word is broken with a hyphen."""
    words = label.split()
    if len(words) == 1 and width < cell_len(label) < 2 * width:
        words = [f"{label[: width - 1]}-", label[width - 1 :]]
    first = [words.pop(0)] if words else []
    while words and cell_len(" ".join((*first, words[0]))) <= width:
        first.append(words.pop(0))
    return cut(" ".join(first), width), cut_at_word(" ".join(words), width)


def headings(
    columns: Sequence[Column],
    shown: range,
    at: int,
    names: tuple[str, str],
    width: int,
    marks: Marks,
    *,
    room: int,
    hidden: tuple[str, str] = ("more", "more"),
) -> list[Line]:
    """Return the two lines of the heading; `names` stand over the first column, `width` cells wide.

    The column of the cursor has the cursor's sign. Where not all columns fit into the `room` of the
    line, both ends say how many there are further on; `hidden` is what those are called.
    """
    lines: list[Line] = []
    for row in (0, 1):
        line: Line = [(fit(names[row], width), "heading")]
        for place in shown:
            here = place == at and row == 0
            text = fit((marks.cursor if here else " ") + columns[place].heading[row], columns[place].width)
            line.append((text, "tab-on" if here else "heading"))
        lines.append(line)
    if shown and shown.start:
        sign = f"{marks.before} {shown.start} {hidden[0]}"
        lines[0][0] = (fit(names[0], width - cell_len(sign) - 1) + sign + " ", "heading")
    if shown and shown.stop < len(columns):
        _append_count(lines, columns[shown[-1]], len(columns) - shown.stop, hidden[1], room, marks)
    return lines


def _append_count(lines: list[Line], last: Column, count: int, word: str, room: int, marks: Marks) -> None:
    """Put how many columns follow at the right end of the line that has room for it, in the longest form that fits."""
    long, short = f"{count} {word} {marks.after}", f"{count} {marks.after}"
    brief = fit(f" {last.brief}", last.width) if last.brief else lines[1][-1][0]
    for sign, row, text in (
        (long, 0, lines[0][-1][0]),
        (long, 1, lines[1][-1][0]),
        (long, 1, brief),
        (short, 0, lines[0][-1][0]),
        (short, 1, brief),
    ):
        line = [*lines[row][:-1], (text.rstrip(), lines[row][-1][1])]
        if width_of(line) + 1 + cell_len(sign) <= room:
            lines[row] = [*padded(line, room - cell_len(sign), "heading"), (sign, "heading")]
            return
