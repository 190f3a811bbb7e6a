"""Which cells of a line have to be sent anew, where another line stands in its place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rich.cells import get_character_cell_size
from rich.style import Style
from textual.strip import Strip

Cell = tuple[str, object]
"""A sign (empty for the second cell of a wide one) and all that is seen of its style."""
_MOVE, _COLOUR = 8, 11
"""Bytes, about, that it takes to step over cells, and to change the colour."""


def changed_cells(before: Strip, after: Strip) -> list[tuple[int, int]]:
    """Return the first and the end cell of each run that differs; what is cheaper sent than stepped over is in it."""
    old, new = _cells(before), _cells(after)
    if not len(old) == len(new) == after.cell_length:  # signs that are drawn as one, or another width
        return [(0, after.cell_length)]
    found: list[tuple[int, int]] = []
    for at, (was, now) in enumerate(zip(old, new, strict=True)):
        if was == now:
            continue
        if found and _bytes(new[found[-1][1] : at]) <= _MOVE:
            found[-1] = (found[-1][0], at + 1)
        else:
            found.append((at, at + 1))
    return [(start - (new[start][0] == ""), end + _is_cut(new, end)) for start, end in found]


def _is_cut(cells: Sequence[Cell], end: int) -> bool:
    """Tell whether a wide sign has its second cell at `end`."""
    return end < len(cells) and cells[end][0] == ""


def _cells(strip: Strip) -> list[Cell]:
    cells: list[Cell] = []
    for text, style, _ in strip:
        blank = _of_blank(style)
        for sign in text:
            width = get_character_cell_size(sign)
            if not width:
                cells[-1:] = [(text + sign, shown) for text, shown in cells[-1:]]
            else:
                cells += [(sign, blank if sign == " " else style), *[("", style)] * (width - 1)]
    return cells


def _of_blank(style: Style | None) -> object:
    """Return what is seen of a style where there is no letter: the paper, unless a line or ink is."""
    if style is None or style.reverse or style.underline or style.strike:
        return style
    return style.bgcolor


def _bytes(cells: Sequence[Cell]) -> int:
    """Return about how many bytes it takes to send cells."""
    styles = [style for sign, style in cells if sign != " "]
    changes = sum(style != other for style, other in pairwise(styles))
    return sum(len(sign.encode()) for sign, _ in cells) + _COLOUR * changes
