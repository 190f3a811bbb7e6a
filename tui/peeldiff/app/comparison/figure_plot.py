"""A figure over the years drawn in cells: a point for each value of a force, amid the band of all forces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from peeldiff.app.kit.lines import Line, fit, width_of
from peeldiff.app.kit.marks import Marks
from peeldiff.compare.comparison import Comparison
from peeldiff.compare.figure_history import BandPoint
from peeldiff.compare.rows import FigureRow
from peeldiff.vocabulary.quantities import number

HEIGHT = 6
"""Lines of the picture, without the years below it."""
FEWEST = 2
"""So many periods make a picture."""
_NARROWEST, _WIDEST = 4, 8
"""Cells of a period: a year and a blank at the least."""
BAND_WORDS = "all forces: mean and one standard deviation either side"


@dataclass(frozen=True)
class PlottedLine:
    """The values of one force, by the ISO day on which their period ends."""

    name: str
    values: Mapping[str, float]


Band = Mapping[str, tuple[float, float]]
"""The lowest and the highest value of most forces, by the ISO day on which their period ends."""


def draw_figure(lines: Sequence[PlottedLine], band: Band, room: int, marks: Marks) -> list[Line]:
    """Return the picture in lines of at most `room` cells, the latest periods where not all fit; empty for too few."""
    ends = sorted({end for line in lines for end in line.values})
    values = [value for line in lines for value in line.values.values()]
    if len(ends) < FEWEST:
        return []
    shown = {end: band[end] for end in ends if end in band}
    every = [*values, *(limit for limits in shown.values() for limit in limits)]
    low, high = min(every), max(every)
    labels = {HEIGHT - 1: number(high), 0: number(low)}
    axis = max(map(len, labels.values())) + 1
    width = max(_NARROWEST, min(_WIDEST, (room - axis - 1) // len(ends)))
    ends = ends[-max(FEWEST, (room - axis - 1) // width) :]

    def level(value: float) -> int:
        return round((value - low) / (high - low) * (HEIGHT - 1)) if high > low else HEIGHT // 2

    picture: list[Line] = []
    for at in reversed(range(HEIGHT)):
        cells: Line = [(labels.get(at, "").rjust(axis - 1) + " ", "muted"), (marks.upright, "rule")]
        for end in ends:
            limits = shown.get(end)
            inside = limits is not None and level(limits[0]) <= at <= level(limits[1])
            points = [place for place, line in enumerate(lines) if end in line.values and level(line.values[end]) == at]
            cells += _cell(marks, width, points, inside=inside)
        picture.append(cells)
    years: Line = [(" " * (axis + 1) + "".join(fit(f" {end[:4]}", width) for end in ends), "muted")]
    return [*picture, years, *_legend(lines, marks, room, banded=bool(shown))]


def draw_row(comparison: Comparison, row: FigureRow, band: Sequence[BandPoint], room: int, marks: Marks) -> list[Line]:
    """Return the picture of a measure's values of either force amid the band of all; empty for too few values.

    Only values over periods of one length make a line.
    """
    from peeldiff.export.figure_chart import chart_line

    names = {side.force: side.force_name for side in (comparison.left, comparison.right)}
    drawn = (chart_line(name, row.values, force) for force, name in names.items())
    lines = [PlottedLine(line.name, {str(side.end): side.value for side in line.values}) for line in drawn if line]
    return draw_figure(lines, {point.end: (point.spread.low, point.spread.high) for point in band}, room, marks)


def _cell(marks: Marks, width: int, points: Sequence[int], *, inside: bool) -> Line:
    """Return a period at one height: the band where it is, the points on it."""
    ground = (marks.band if inside else " ") * width
    if not points:
        return [(ground, "rule")]
    signs = "".join(marks.points[place % len(marks.points)] for place in points)
    before = (width - len(signs)) // 2
    return [(ground[:before], "rule"), (signs, "strong"), (ground[before + len(signs) :], "rule")]


def _legend(lines: Sequence[PlottedLine], marks: Marks, room: int, *, banded: bool) -> list[Line]:
    """Say which point is whose, and what the band is."""
    entries: list[Line] = [
        [(f"{marks.points[place % len(marks.points)]} ", "strong"), (line.name, "muted")]
        for place, line in enumerate(lines)
    ]
    if banded:
        entries.append([(f"{marks.band} ", "rule"), (BAND_WORDS, "muted")])
    rows: list[Line] = [[]]
    for words in entries:
        gap: Line = [("   ", "text")] if rows[-1] else []
        if rows[-1] and width_of(rows[-1]) + width_of(gap) + width_of(words) > room:
            rows.append([])
            gap = []
        rows[-1] += [*gap, *words]
    return rows
