"""Figures of two inspections: the same measure against itself, each value with its own period.

Left is the latest value known when the left inspection was published, right the latest at the right
one's; where nothing was known by then nothing stands there. A value without a date stands on a side only
if that inspection's own pages give it. Plans and targets are kept apart, and values over periods of
another length, or undated beside dated, are never subtracted.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from peeldiff.compare.comparison import Side
from peeldiff.compare.rows import FIGURE_GROUPS, FigureRow, FigureSide
from peeldiff.compare.spread import FEWEST, Spread, spread
from peeldiff.dataset.lines import Line
from peeldiff.dataset.model import NATIONAL_FIGURES, Dataset
from peeldiff.dataset.time.periods import period_of, span_of

_SAME_LENGTH = 10
"""Days by which two periods may differ and still be of one length: leap days, uneven months."""


def figure_rows(ds: Dataset, left: Side, right: Side) -> tuple[FigureRow, ...]:
    """Return a row for each measure that the dataset has of either force.

    What both sides have first, the forces' own measures apart, then the rest; by topic in each. A measure
    of the forces' own with a value on both sides comes before their others.
    """
    measures = {line["measure"]: line for line in ds.rows("measures")}
    by_measure: dict[str, list[Line]] = {}
    for line in figure_lines(ds, measures, (left.force, right.force)):
        by_measure.setdefault(line["measure"], []).append(line)
    sides = (_Inspected.of(ds, left), _Inspected.of(ds, right))
    rows = [_row(ds, measures[measure], by_measure[measure], *sides) for measure in measures if measure in by_measure]
    places: dict[str | None, int] = {topic: place for place, topic in enumerate(ds.topics)}

    def place(row: FigureRow) -> tuple[int, int, int]:
        missing = (row.left is None) + (row.right is None)
        return FIGURE_GROUPS.index(row.group), places.get(row.topic, len(places)), missing

    return tuple(sorted(rows, key=place))


def figure_lines(ds: Dataset, measures: Mapping[str, Line], forces: Sequence[str]) -> Iterator[Line]:
    """Walk over the figures of some forces, dated where their period says when it was."""
    for line in (line for force in dict.fromkeys(forces) for line in ds.lines("figures", force)):
        start, end = line["start"], line["end"]
        if start is None and end is None:
            start, end = span_of(line["period"]) or (None, None)
        whose = line["whose"] or measures[line["measure"]]["whose"]
        yield {**line, "start": start, "end": end, "whose": whose}
    if ds.deferred:
        empty = {
            "comparator": None,
            "comparator_value": None,
            "kind": "measured",
            "note": None,
            "whose": "official",
            "source_basis": None,
        }
        for line in (line for force in dict.fromkeys(forces) for line in ds.lines(NATIONAL_FIGURES, force)):
            yield {**line, **empty, "period": period_of(line["start"], line["end"])}


@dataclass(frozen=True)
class _Inspected:
    """What of a side decides which of its values stands there."""

    force: str
    published: datetime.date
    pages: frozenset[str]
    """The addresses of the inspection's own pages."""

    @classmethod
    def of(cls, ds: Dataset, side: Side) -> _Inspected:
        """Look a side up."""
        return cls(side.force, _published(ds, side), _pages(ds, side))


def _row(ds: Dataset, measure: Line, lines: Sequence[Line], left: _Inspected, right: _Inspected) -> FigureRow:
    second = _standing(lines, right)
    first = _standing(lines, left, like=second)
    topic = ds.topics.get(measure["topic"] or "")
    delta = _delta(first, second)
    better = measure["better"]
    return FigureRow(
        id=f"figure/{measure['measure']}",
        measure=measure["measure"],
        label=measure["label"],
        unit=measure["unit"],
        better=better,
        own=all(line["whose"] == "force" for line in lines),
        left=figure_side(first, lines, better) if first else None,
        right=figure_side(second, lines, better) if second else None,
        delta=delta,
        delta_unit=None if delta is None else _delta_unit(measure["unit"]),
        values=tuple(figure_side(line, lines, better) for line in sorted(lines, key=in_time)),
        topic=topic.id if topic else None,
        topic_label=topic.label if topic else None,
        definition=measure["definition"],
        spread=_spread(ds, measure["measure"], second or first),
    )


def _published(ds: Dataset, side: Side) -> datetime.date:
    """Return when a side was published, at the latest on the last day of its cycle's publication.

    A grade that was read from the page of a later cycle carries that page's day. The cycle of somebody else's
    table has no day: whatever is known counts.
    """
    cycle = ds.cycles[side.cycle]
    days = [_last_day(day) for day in (side.published, cycle.published_to) if day]
    if not days and not cycle.published_from:
        return datetime.date.max
    return min(days) if days else _last_day(cycle.published_from)


def _last_day(given: str) -> datetime.date:
    """Return the last day of an ISO day, month or year."""
    year, month, day = (*map(int, given.split("-")), 0, 0)[:3]
    month = month or 12
    return datetime.date(year, month, day or calendar.monthrange(year, month)[1])


def _pages(ds: Dataset, side: Side) -> frozenset[str]:
    """Return the addresses of an inspection's own pages."""
    lines = (line for name in ("judgments", "findings") for line in ds.lines(name, side.force, side.cycle))
    return frozenset(line["source"] for line in lines if line["source_basis"] == "report")


def _standing(lines: Iterable[Line], side: _Inspected, like: Line | None = None) -> Line | None:
    """Return the value that stood when an inspection was published.

    With `like`, values over a period as long as that one's come first, of those that could stand there.
    """
    measured = [line for line in lines if line["force"] == side.force and line["kind"] == "measured"]
    dated = sorted((line for line in measured if line["end"] is not None), key=in_time)
    known = [line for line in dated if line["end"] <= side.published]
    as_long = [line for line in known if like is not None and _as_long(line, like)]
    if known:
        return (as_long or known)[-1]
    return next((line for line in measured if line["end"] is None and line["source"] in side.pages), None)


def _spread(ds: Dataset, measure: str, standing: Line | None) -> Spread | None:
    """Return how all forces stand on a measure in the very period of the value that stands on a side."""
    if standing is None or days_of(standing) is None:
        return None
    table = NATIONAL_FIGURES if standing["whose"] == "official" else "figures"
    values = ds.values_in(table, measure, standing["start"], standing["end"])
    return spread(values) if len(values) >= FEWEST else None


def in_time(line: Line) -> tuple[datetime.date, int, str, str]:
    """Order values by the end of their period, the shorter before the longer, the undated first."""
    end = line["end"] or datetime.date.min
    return end, days_of(line) or 0, line["period"], line["force"]


def days_of(line: Line) -> int | None:
    """Return the length of a period; None where it is not dated at both ends."""
    if line["start"] is None or line["end"] is None:
        return None
    return int((line["end"] - line["start"]).days)


def _as_long(line: Line, other: Line) -> bool:
    """Tell whether two dated periods are of one length."""
    days = days_of(line), days_of(other)
    return days[0] is not None and days[1] is not None and abs(days[0] - days[1]) <= _SAME_LENGTH


def _delta(first: Line | None, second: Line | None) -> float | None:
    """Return the difference of two values over periods of one length; one value on both sides has none."""
    if first is None or second is None or first is second or not _as_long(first, second):
        return None
    return round(float(second["value"] - first["value"]), 6)


def _delta_unit(unit: str) -> str:
    """Shares differ by points, never by per cent."""
    return "points" if unit.startswith("percent") else unit


def _target(line: Line, lines: Iterable[Line]) -> float | None:
    """Return the target of a measured value: the one printed beside it, else the force's own for that very period."""
    if line["kind"] != "measured":
        return None
    if line["comparator"] and line["comparator"].casefold().startswith("target"):
        return None if line["comparator_value"] is None else float(line["comparator_value"])
    period = (line["force"], line["start"], line["end"])
    targets = (other for other in lines if other["kind"] == "target" and other["end"] is not None)
    return next(
        (float(other["value"]) for other in targets if (other["force"], other["start"], other["end"]) == period), None
    )


def _is_met(value: float, target: float | None, better: str) -> bool | None:
    """Tell whether a target was met; None where there is none, or the measure has no better direction."""
    if target is None or better not in ("up", "down"):
        return None
    return value >= target if better == "up" else value <= target


def figure_side(line: Line, lines: Iterable[Line], better: str) -> FigureSide:
    """Return a value as it stands in a comparison; `lines` are those of its measure, `better` its better direction."""
    target = _target(line, lines)
    return FigureSide(
        period=line["period"],
        start=str(line["start"]) if line["start"] else None,
        end=str(line["end"]) if line["end"] else None,
        value=line["value"],
        comparator=line["comparator"],
        comparator_value=line["comparator_value"],
        source=line["source"],
        source_basis=line["source_basis"],
        kind=line["kind"],
        note=line["note"],
        force=line["force"],
        whose=line["whose"],
        target=target,
        met=_is_met(line["value"], target, better),
    )
