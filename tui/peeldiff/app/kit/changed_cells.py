"""Which cells of a line have to be sent anew, where another line stands in its place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
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
        if found and (at == found[-1][1] or _bytes(new[found[-1][1] : at]) <= _MOVE):
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
        ink, blank = _shown(style)
        cells += [(sign, blank if sign == " " else ink) for sign in _signs(text)]
    return cells


@lru_cache(maxsize=1024)
def _signs(text: str) -> Sequence[str]:
    """Return what stands in each cell: a sign with what is drawn over it, nothing in the second cell of a wide one."""
    if text.isascii():
        return text
    signs: list[str] = []
    for sign in text:
        width = get_character_cell_size(sign)
        if width:
            signs += [sign, *[""] * (width - 1)]
        elif signs:
            signs[-1] += sign
    return signs


@lru_cache(maxsize=256)
def _shown(style: Style | None) -> tuple[object, object]:
    """Return a style, always the same object for equal ones, and what is seen of it where there is no letter.

    That is the paper, unless a line or the ink is seen there.
    """
    if style is None or style.reverse or style.underline or style.strike:
        return style, style
    return style, style.bgcolor


def _bytes(cells: Sequence[Cell]) -> int:
    """Return about how many bytes it takes to send cells."""
    styles = [style for sign, style in cells if sign != " "]
    changes = sum(one is not other for one, other in pairwise(styles))
    return sum(len(sign.encode()) for sign, _ in cells) + _COLOUR * changes
