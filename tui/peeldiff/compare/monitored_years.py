"""Which stays in Engage touch the years that a comparison is about."""

from __future__ import annotations

from collections.abc import Iterable

from peeldiff.compare.comparison import Side
from peeldiff.dataset.model import Dataset
from peeldiff.dataset.queries.monitoring import MonitoringStay, monitoring_stays


def stays_of_sides(ds: Dataset, left: Side, right: Side) -> tuple[MonitoringStay, ...]:
    """Return the stays that touch the years of the two inspections, of one force also those between the two.

    Of two forces each counts in the years of its own inspection. In the order of time.
    """
    found: list[MonitoringStay] = []
    for force in dict.fromkeys((left.force, right.force)):
        years = [year for side in (left, right) if side.force == force for year in _years(ds, side)]
        if years:
            found += [stay for stay in monitoring_stays(ds, force) if stay.touches(min(years), max(years))]
    return tuple(sorted(found, key=lambda stay: stay.start))


def stays_of_cycles(ds: Dataset, force: str, cycles: Iterable[str]) -> tuple[MonitoringStay, ...]:
    """Return the stays of a force that touch the years in which cycles, and those between them, were published."""
    found = [ds.cycles[cycle] for cycle in cycles]
    days = [day for cycle in found for day in (cycle.published_from, cycle.published_to) if day]
    years = [int(day[:4]) for day in days]
    return tuple(stay for stay in monitoring_stays(ds, force) if years and stay.touches(min(years), max(years)))


def _years(ds: Dataset, side: Side) -> tuple[int, ...]:
    """Return the first and last year in which an inspection was published: its own, else those of its cycle.

    The cycle of somebody else's table has none.
    """
    cycle = ds.cycles[side.cycle]
    last = cycle.published_to or cycle.published_from
    if side.published:
        # A grade that was read from the page of a later cycle carries that page's day.
        year = int(min(side.published[:4], cycle.published_to[:4]) if cycle.published_to else side.published[:4])
        return year, year
    return (int(cycle.published_from[:4]), int(last[:4])) if cycle.published_from else ()
