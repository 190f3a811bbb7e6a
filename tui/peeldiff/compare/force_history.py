"""One force through every cycle that is known of it, each set beside the one before.

Nothing is decided here: each pair of cycles is an ordinary comparison, and a cell holds the row
of it in which its judgments stand on the later side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from peeldiff.compare.comparison import Comparison, Side
from peeldiff.compare.finding_sides import findings_followed_up
from peeldiff.compare.inspection_facts import InspectionFacts
from peeldiff.compare.inspection_pair import InspectionPair
from peeldiff.compare.monitored_years import stays_of_sides
from peeldiff.compare.rows import FindingSide, Judgment, JudgmentRow
from peeldiff.dataset.framework_model import Grade
from peeldiff.dataset.model import Dataset
from peeldiff.dataset.queries.known_judgments import cycles_through_time, known_cycles
from peeldiff.dataset.queries.monitoring import MonitoringStay, monitoring_stays
from peeldiff.dataset.queries.names import Inspection
from peeldiff.vocabulary.terms import HOME

_ALONE = ("thematic", "other")
"""Kinds of cycle that continue no other: each is an inspection of its own."""


class Entry(NamedTuple):
    """One judgment of a cell, and the row in which it is compared with the cycle before."""

    judgment: Judgment
    pair: InspectionPair | None = None
    """The two cycles; None in the first one, and for a judgment that no row of the comparison has."""
    place: int = 0
    """The place of the row."""

    @property
    def kind(self) -> str | None:
        """The kind of the row; None without one."""
        return None if self.pair is None else self.pair.kinds[self.place]

    @property
    def basis(self) -> str | None:
        """The basis of the row; None without one."""
        return None if self.pair is None else self.pair.ruling(self.place).basis

    @property
    def row(self) -> JudgmentRow | None:
        """The whole row; None without one."""
        return None if self.pair is None else self.pair.rows[self.place]


class TimelineColumn(NamedTuple):
    """One inspection of the force."""

    side: Side
    before: int | None
    """The column that it is compared with; None for the first one of its kind."""
    pair: InspectionPair | None
    """It beside that one; None without one."""
    cells: Mapping[str, tuple[Entry, ...]]
    """By the id of the row."""

    monitoring: tuple[MonitoringStay, ...] = ()
    """The stays in Engage that touch the years of the inspection."""
    followed_up: tuple[FindingSide, ...] = ()
    """The earlier findings of which this inspection's report says what became."""

    @property
    def comparison(self) -> Comparison | None:
        """The whole comparison with the column before, made when it is first asked for."""
        return None if self.pair is None else self.pair.comparison

    @property
    def breaks(self) -> bool:
        """Whether nothing in it can be compared with the column before."""
        return self.pair is not None and self.pair.breaks


class TimelineRow(NamedTuple):
    """A pillar, a topic, or an item without a topic."""

    id: str
    label: str
    kind: str
    """`pillar`, `topic` or `item`."""


class Timeline(NamedTuple):
    """A force through time; columns stand in the order of the cycles, pillars before topics."""

    force: str
    force_name: str
    columns: tuple[TimelineColumn, ...]
    rows: tuple[TimelineRow, ...]
    grades: Mapping[str, Grade]
    monitoring: tuple[MonitoringStay, ...] = ()
    """Every stay of the force in Engage, in the order of time."""


def timeline(ds: Dataset, force: str, cycles: Sequence[str] | None = None) -> Timeline:
    """Return what is known of a force, cycle by cycle; of some `cycles` alone where they are named, known or not.

    A cycle of which nothing is known stands as a gap between others, and none is compared with it.
    """
    columns: list[TimelineColumn] = []
    inspected: list[InspectionFacts] = []
    known = {*known_cycles(ds, force)}
    for cycle in cycles_through_time(ds, force) if cycles is None else cycles:
        kind = ds.cycles[cycle].kind
        earlier = [facts.inspection.cycle for facts in inspected]
        same = [at for at, name in enumerate(earlier) if name in known and ds.cycles[name].kind == kind]
        before = same[-1] if same and kind not in _ALONE else None
        inspected.append(InspectionFacts(ds, Inspection(force, cycle)))
        columns.append(_column(ds, inspected, before))
    rows = _rows(ds, columns)
    return Timeline(force, ds.force_names[force], tuple(columns), rows, ds.grades, monitoring_stays(ds, force))


def _column(ds: Dataset, inspected: Sequence[InspectionFacts], before: int | None) -> TimelineColumn:
    """Return the column of the last of some inspections, beside an earlier one; without one it stands by itself."""
    here = inspected[-1]
    force, cycle = here.inspection.force, here.inspection.cycle
    laid_out = InspectionPair(ds, here if before is None else inspected[before], here)
    pair = None if before is None else laid_out
    by_item: dict[str, tuple[str, Entry]] = {}
    for place, (alignment, judgments) in enumerate(zip(laid_out.alignments, laid_out.right_judgments, strict=True)):
        for judgment in judgments:
            if judgment.coverage == HOME:
                key = f"topic/{alignment.topic}" if alignment.topic else alignment.id.removeprefix("judgment/")
                by_item[judgment.item] = (key, Entry(judgment, pair, place))
    cells: dict[str, tuple[Entry, ...]] = {}
    for key, entry in by_item.values():
        cells[key] = (*cells.get(key, ()), entry)
    _add_partial(ds, cycle, {item: entry for item, (_, entry) in by_item.items()}, cells)
    monitoring = stays_of_sides(ds, here.side, here.side)
    return TimelineColumn(here.side, before, pair, cells, monitoring, findings_followed_up(ds, force, cycle))


def _add_partial(ds: Dataset, cycle: str, known: Mapping[str, Entry], cells: dict[str, tuple[Entry, ...]]) -> None:
    """Show an item also under the topics that it touches and where nothing is at home."""
    home = set(cells)
    for item in ds.cycles[cycle].items:
        for topic in item.touches:
            key = f"topic/{topic}"
            if key not in home and item.id in known:
                partly = replace(known[item.id].judgment, coverage="part")
                cells[key] = (*cells.get(key, ()), Entry(partly))


def _rows(ds: Dataset, columns: list[TimelineColumn]) -> tuple[TimelineRow, ...]:
    """Return the rows where at least one column has an item at home: pillars, topics, other items."""
    found: dict[str, TimelineRow] = {}
    for column in columns:
        for key, entries in column.cells.items():
            judgment = entries[0].judgment
            if judgment.coverage == "home" and key not in found:
                kind, _, name = key.partition("/")
                found[key] = TimelineRow(key, ds.topics[name].label if kind == "topic" else judgment.label, kind)
    places = {f"topic/{topic}": place for place, topic in enumerate(ds.topics)}
    order = {"pillar": 0, "topic": 1, "item": 2}
    return tuple(sorted(found.values(), key=lambda row: (order[row.kind], places.get(row.id, len(places)))))
