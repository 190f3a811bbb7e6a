"""A force's figures over the years, each beside where all forces stood in the same periods."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, cast

from peeldiff.compare.figure_rows import figure_lines, figure_side, in_time
from peeldiff.compare.rows import FigureSide
from peeldiff.compare.spread import FEWEST, Spread, spread
from peeldiff.dataset.lines import Line
from peeldiff.dataset.model import Dataset


@dataclass(frozen=True)
class BandPoint:
    """Where the forces stood in one period; its days are ISO."""

    start: str
    end: str
    values: Sequence[float]
    """Of enough forces for a spread."""

    @cached_property
    def spread(self) -> Spread:
        """Their spread, worked out when it is drawn: text has no need of it."""
        return cast("Spread", spread(self.values))  # None only for too few values


class FigureHistory(NamedTuple):
    """One measure of one force through time."""

    measure: str
    label: str
    unit: str
    better: str
    topic_label: str | None
    definition: str
    own: bool
    """Whether all its values are the force's own figures."""
    values: tuple[FigureSide, ...]
    """In the order of time, plans and targets among them."""
    band: tuple[BandPoint, ...]
    """In the order of time; empty where too few forces have the measure."""


def figure_histories(ds: Dataset, force: str) -> tuple[FigureHistory, ...]:
    """Return every measure of which the dataset has a figure of a force; those with a band first, then by topic."""
    measures = {line["measure"]: line for line in ds.rows("measures")}
    by_measure: dict[str, list[Line]] = {}
    for line in figure_lines(ds, measures, (force,)):
        by_measure.setdefault(line["measure"], []).append(line)
    known = bands(ds, by_measure)
    histories = [_history(ds, line, by_measure[name], known) for name, line in measures.items() if name in by_measure]
    places: dict[str | None, int] = {topic.label: place for place, topic in enumerate(ds.topics.values())}
    return tuple(
        sorted(histories, key=lambda each: (not each.band, each.own, places.get(each.topic_label, len(places))))
    )


def bands(ds: Dataset, measures: Collection[str]) -> Mapping[str, tuple[BandPoint, ...]]:
    """Return where all forces stood on some measures in each period for which the official figures have them."""
    if not ds.deferred:
        return {}
    found: dict[str, tuple[BandPoint, ...]] = {}
    by_end = sorted(ds.official_values(measures), key=lambda entry: (entry[0], entry[2], entry[1]))
    for measure, start, end, values in by_end:
        if len(values) >= FEWEST:
            found[measure] = (*found.get(measure, ()), BandPoint(start, end, values))
    return found


def _history(
    ds: Dataset, measure: Line, lines: list[Line], known: Mapping[str, tuple[BandPoint, ...]]
) -> FigureHistory:
    topic = ds.topics.get(measure["topic"] or "")
    return FigureHistory(
        measure=measure["measure"],
        label=measure["label"],
        unit=measure["unit"],
        better=measure["better"],
        topic_label=topic.label if topic else None,
        definition=measure["definition"],
        own=all(line["whose"] == "force" for line in lines),
        values=tuple(figure_side(line, lines, measure["better"]) for line in sorted(lines, key=in_time)),
        band=known.get(measure["measure"], ()),
    )
