"""Figures of two inspections: the same measure against itself, each value with its own period.

Left is the latest value known when the left inspection was published, right the latest at the
right one's; where nothing is that old the earliest known stands there, marked as late. A value
without a date stands on a side only if that inspection's own pages give it. Plans and targets are
kept apart, and values over periods of another length, or undated beside dated, are never subtracted.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from peeldiff.compare.comparison import FigureRow, FigureSide, Side
from peeldiff.compare.spread import FEWEST, Spread, spread
from peeldiff.dataset.model import Dataset

Line = Mapping[str, Any]
_SAME_LENGTH = 10
"""Days by which two periods may differ and still be of one length: leap days, uneven months."""


def figure_rows(ds: Dataset, left: Side, right: Side) -> tuple[FigureRow, ...]:
    """Return a row for each measure that the dataset has of either force.

    By topic; in it measures with a value on both sides first, those with plans alone last.
    """
    by_measure: dict[str, list[Line]] = {}
    everybody: dict[str, list[Line]] = {}
    for line in ds.tables["figures"].iter_rows(named=True):
        everybody.setdefault(line["measure"], []).append(line)
        if line["force"] in (left.force, right.force):
            by_measure.setdefault(line["measure"], []).append(line)
    places: dict[str | None, int] = {topic: place for place, topic in enumerate(ds.topics)}
    measures = [one for one in ds.tables["measures"].iter_rows(named=True) if one["measure"] in by_measure]
    sides = (_Inspected.of(ds, left), _Inspected.of(ds, right))
    rows = [
        replace(
            _row(ds, one, by_measure[one["measure"]], *sides),
            spread=_spread(everybody[one["measure"]], sides[1].published),
        )
        for one in measures
    ]
    rows.sort(key=lambda row: (places.get(row.topic, len(places)), (row.left is None) + (row.right is None)))
    return tuple(rows)


def _spread(lines: Sequence[Line], published: datetime.date | None) -> Spread | None:
    """Return how all forces stand on a measure when the right side was published.

    Each force's latest measured value counts; nothing where SciPy is not there to test with.
    """
    forces = dict.fromkeys(line["force"] for line in lines if line["kind"] == "measured")
    if len(forces) < FEWEST:
        return None
    standing = [_standing(lines, _Inspected(force, published, frozenset())) for force in forces]
    try:
        return spread([float(one[0]["value"]) for one in standing if one is not None and not one[1]])
    except ImportError:
        return None


@dataclass(frozen=True)
class _Inspected:
    """What of a side decides which of its values stands there."""

    force: str
    published: datetime.date | None
    pages: frozenset[str]
    """The addresses of the inspection's own pages."""

    @classmethod
    def of(cls, ds: Dataset, side: Side) -> _Inspected:
        """Look a side up."""
        return cls(side.force, _published(ds, side), _pages(ds, side))


def _row(ds: Dataset, measure: Line, lines: Sequence[Line], left: _Inspected, right: _Inspected) -> FigureRow:
    second = _standing(lines, right)
    first = _standing(lines, left, like=second)
    if left.force == right.force and first is not None and second is not None and first[0] is second[0]:
        # One value cannot be two: it belongs to the side at whose publication it was known.
        first, second = (None, second) if first[1] >= second[1] else (first, None)
    sides = [_side(*chosen) if chosen else None for chosen in (first, second)]
    topic = ds.topics.get(measure["topic"] or "")
    delta = _delta(first, second)
    return FigureRow(
        id=f"figure/{measure['measure']}",
        measure=measure["measure"],
        label=measure["label"],
        unit=measure["unit"],
        better=measure["better"],
        own=any((line["whose"] or measure["whose"]) == "force" for line in lines),
        left=sides[0],
        right=sides[1],
        delta=delta,
        delta_unit=None if delta is None else _delta_unit(measure["unit"]),
        values=tuple(_side(line, late=False) for line in sorted(lines, key=_in_time)),
        topic=topic.id if topic else None,
        topic_label=topic.label if topic else None,
        definition=measure["definition"],
    )


def _published(ds: Dataset, side: Side) -> datetime.date | None:
    """Return when a side was published, or the end of its cycle's publication; None if neither is known."""
    if side.published:
        return datetime.date.fromisoformat(side.published)
    last = ds.cycles[side.cycle].published_to
    return datetime.date.fromisoformat(last) if last and len(last) == len("2017-11-09") else None


def _pages(ds: Dataset, side: Side) -> frozenset[str]:
    """Return the addresses of an inspection's own pages."""
    asked = {"force": side.force, "cycle": side.cycle, "source_basis": "report"}
    sources = [ds.tables[name].filter(**asked)["source"] for name in ("judgments", "findings")]
    return frozenset(pl.concat(sources))


def _standing(
    lines: Iterable[Line], side: _Inspected, like: tuple[Line, bool] | None = None
) -> tuple[Line, bool] | None:
    """Return the value that stood when an inspection was published, and whether it is late.

    With `like`, values over a period as long as that one's come first, of those that could stand there.
    """
    measured = [line for line in lines if line["force"] == side.force and line["kind"] == "measured"]
    dated = sorted((line for line in measured if line["end"] is not None), key=_in_time)
    known = [line for line in dated if side.published is None or line["end"] <= side.published]
    as_long = [line for line in known or dated if like is not None and _as_long(line, like[0])]
    if known:
        return (as_long or known)[-1], False
    own = [line for line in measured if line["end"] is None and line["source"] in side.pages]
    if own:
        return own[0], False
    late = [*as_long, *dated]
    # The other side's very own value says nothing here while an earlier one is known.
    chosen = dated if like is not None and late and late[0] is like[0] else late
    return (chosen[0], True) if chosen else None


def _in_time(line: Line) -> tuple[datetime.date, int, str]:
    """Order values by the end of their period, the shorter before the longer, the undated first."""
    end = line["end"] or datetime.date.min
    return end, _days(line) or 0, line["period"]


def _days(line: Line) -> int | None:
    if line["start"] is None or line["end"] is None:
        return None
    return int((line["end"] - line["start"]).days)


def _as_long(one: Line, other: Line) -> bool:
    """Tell whether two dated periods are of one length."""
    days = _days(one), _days(other)
    return days[0] is not None and days[1] is not None and abs(days[0] - days[1]) <= _SAME_LENGTH


def _delta(first: tuple[Line, bool] | None, second: tuple[Line, bool] | None) -> float | None:
    if first is None or second is None or not _as_long(first[0], second[0]):
        return None
    return round(float(second[0]["value"] - first[0]["value"]), 6)


def _delta_unit(unit: str) -> str:
    """Shares differ by points, never by per cent."""
    return "points" if unit.startswith("percent") else unit


def _side(line: Line, late: bool) -> FigureSide:
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
        late=late,
    )
