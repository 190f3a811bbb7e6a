"""A figure over the years as inline SVG: a line for each force amid the band of all forces.

Only values over periods of one length make a line. The picture says in words what it shows, and a table
with the same numbers stands beside it: it is never the only place where a value can be read.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from peeldiff.compare.figure_history import BandPoint
from peeldiff.compare.rows import FigureSide, whose_source
from peeldiff.compare.spread import Spread
from peeldiff.export.markup import Html, element, join
from peeldiff.export.page import link, table, table_cell, table_row
from peeldiff.vocabulary.quantities import number, unit_words

_WIDTH, _HEIGHT = 420, 200
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 14, 12, 26
_SAME_LENGTH = 10
"""Days by which two periods may differ and still be of one length."""
_FEWEST = 2
"""A line needs two values."""
_TICKS, _YEARS = 4, 6
"""About so many numbers stand beside an axis, at most so many below it."""

ALL_FORCES = "all forces: mean (one standard deviation)"
Point = tuple[float, float]
"""When a period ends, in years, and the value."""


@dataclass(frozen=True, slots=True)
class ChartLine:
    """The values of one force."""

    name: str
    values: tuple[FigureSide, ...]
    """In the order of time, each with its last day."""

    @property
    def points(self) -> tuple[Point, ...]:
        """Where its values stand."""
        return tuple((_year(str(side.end)), float(side.value)) for side in self.values)


def chart_line(name: str, values: Sequence[FigureSide], force: str) -> ChartLine | None:
    """Return the line of a force: what was measured over periods as long as its latest; None for fewer than two."""
    measured = [side for side in values if side.kind == "measured" and side.force == force and side.end]
    if not measured:
        return None
    length = _days(measured[-1].start, measured[-1].end)
    alike = [side for side in measured if _is_alike(_days(side.start, side.end), length)]
    by_end = {str(side.end): side for side in alike}
    return ChartLine(name, tuple(by_end[end] for end in sorted(by_end))) if len(by_end) >= _FEWEST else None


def numbers_table(lines: Sequence[ChartLine], band: Sequence[BandPoint], unit: str) -> Html:
    """Return what a picture shows as numbers: a period a row, a force a column, then all forces."""
    periods = {side.end: side.period for line in lines for side in line.values}
    around = {point.end: point.spread for point in band}
    by_end = [{side.end: side for side in line.values} for line in lines]
    rows = []
    for end in sorted(periods, key=str):
        spread = around.get(end or "")
        cells = [table_cell(line.name, _number(sides.get(end))) for line, sides in zip(lines, by_end, strict=True)]
        cells.append(table_cell("all forces", describe_spread(spread)))
        rows.append(table_row([element("th", periods[end], scope="row"), *cells]))
    return table((f"Period ({unit_words(unit)})", *(line.name for line in lines), ALL_FORCES), rows, "figures")


def describe_spread(spread: Spread | None) -> str:
    """Return where all forces stood: `303.9 (105 to 488.2)`."""
    return f"{number(spread.mean)} ({number(spread.low)} to {number(spread.high)})" if spread else "–"


def _number(side: FigureSide | None) -> Html | None:
    return join(number(side.value), " ", link(side.source, whose_source(side))) if side else None


def draw_chart(
    label: str, unit: str, lines: Sequence[ChartLine], band: Sequence[BandPoint], *, titled: bool = False
) -> Html:
    """Return the figure: its picture, and under it what line and band are, below its label where it is `titled`.

    Needs at least one line.
    """
    first = min(line.points[0][0] for line in lines)
    last = max(line.points[-1][0] for line in lines)
    around = [point for point in band if first <= _year(point.end) <= last]
    low = [(_year(point.end), point.spread.low) for point in around]
    high = [(_year(point.end), point.spread.high) for point in around]
    mean = [(_year(point.end), point.spread.mean) for point in around]
    values = [value for line in lines for _, value in line.points] + [value for _, value in (*low, *high, *mean)]
    scale = _Scale(first, last, *_ends(min(values), max(values)))
    drawn = [
        *scale.axes(),
        element("polygon", class_="band", points=scale.path([*low, *reversed(high)]))
        if len(around) >= _FEWEST
        else None,
        element("polyline", class_="mean", points=scale.path(mean)) if len(around) >= _FEWEST else None,
        *(mark for place, line in enumerate(lines) for mark in _line(scale, line, place)),
    ]
    described = f"{label}, {unit_words(unit)}. " + " ".join(_describe(line) for line in lines)
    picture = element(
        "svg",
        *drawn,
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        role="img",
        aria_label=f"{described} The numbers stand in the table.",
    )
    return element(
        "figure",
        picture,
        element(
            "figcaption", element("b", f"{label}, {unit_words(unit)}. ") if titled else None, _legend(lines, around)
        ),
        class_="chart",
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    first: float
    last: float
    low: float
    high: float

    def x(self, year: float) -> float:
        """Return where a year stands."""
        share = (year - self.first) / (self.last - self.first) if self.last > self.first else 0.5
        return round(_LEFT + share * (_WIDTH - _LEFT - _RIGHT), 1)

    def y(self, value: float) -> float:
        """Return where a value stands."""
        return round(_HEIGHT - _BOTTOM - (value - self.low) / (self.high - self.low) * (_HEIGHT - _TOP - _BOTTOM), 1)

    def path(self, points: Sequence[Point]) -> str:
        """Return points as SVG has them."""
        return " ".join(f"{self.x(year)},{self.y(value)}" for year, value in points)

    def axes(self) -> list[Html]:
        """Return the lines and numbers of both axes."""
        step = _step(self.high - self.low)
        marks: list[Html] = []
        for place in range(round((self.high - self.low) / step) + 1):
            value = self.low + place * step
            y = str(self.y(value))
            marks.append(element("line", class_="grid", x1=str(_LEFT), x2=str(_WIDTH - _RIGHT), y1=y, y2=y))
            marks.append(element("text", number(round(value, 6)), x=str(_LEFT - 6), y=y, dy="4", text_anchor="end"))
        years = range(math.ceil(self.first), math.floor(self.last) + 1)
        shown = years[:: max(1, math.ceil(len(years) / _YEARS))]
        marks += [
            element("text", str(year), x=str(self.x(year)), y=str(_HEIGHT - 8), text_anchor="middle") for year in shown
        ]
        return marks


def _line(scale: _Scale, line: ChartLine, place: int) -> list[Html]:
    """Return the marks of a line; the second force's is broken and its points are squares."""
    kind = "first" if place == 0 else "second"
    marks = [element("polyline", class_=f"line {kind}", points=scale.path(line.points))]
    for year, value in line.points:
        x, y = scale.x(year), scale.y(value)
        if place == 0:
            marks.append(element("circle", class_=kind, cx=str(x), cy=str(y), r="3.2"))
        else:
            marks.append(
                element("rect", class_=kind, x=str(round(x - 3, 1)), y=str(round(y - 3, 1)), width="6", height="6")
            )
    return marks


def _legend(lines: Sequence[ChartLine], band: Sequence[BandPoint]) -> Html:
    named = [element("span", sign, f" {line.name}") for sign, line in zip(("●", "■"), lines, strict=False)]
    if len(band) >= _FEWEST:
        forces = sorted({point.spread.forces for point in band})
        many = f"{forces[0]} to {forces[-1]}" if len(forces) > 1 else str(forces[0])
        named.append(
            element("span", f"band: one standard deviation either side of the mean (broken line) of {many} forces")
        )
    return join(*named, between=" · ")


def _describe(line: ChartLine) -> str:
    (first, start), (last, end) = line.points[0], line.points[-1]
    return f"{line.name}: {number(start)} in {int(first)}, {number(end)} in {int(last)}."


def _ends(low: float, high: float) -> tuple[float, float]:
    """Return round numbers below and above what is drawn."""
    step = _step((high - low) or abs(high) or 1.0)
    bottom, top = math.floor(low / step) * step, math.ceil(high / step) * step
    return (bottom, top) if top > bottom else (bottom - step, top + step)


def _step(span: float) -> float:
    """Return a round step of which a few make the span."""
    rough = span / _TICKS
    size: float = 10 ** math.floor(math.log10(rough))
    return next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= rough)


def _year(day: str) -> float:
    date = dt.date.fromisoformat(day)
    return date.year + (date.timetuple().tm_yday - 1) / 366


def _days(start: str | None, end: str | None) -> int | None:
    return (dt.date.fromisoformat(end) - dt.date.fromisoformat(start)).days if start and end else None


def _is_alike(days: int | None, other: int | None) -> bool:
    if days is None or other is None:
        return days is other
    return abs(days - other) <= _SAME_LENGTH
