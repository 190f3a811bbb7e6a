"""Which forces of the country are shown, in which way and order, and where the cursor is among them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from peeldiff.app.country.country_bars import Named
from peeldiff.app.country.country_view import CountryView
from peeldiff.app.country.force_rows import CountrySource, ForceQuery, arranged
from peeldiff.app.country.judgment_filter import Filtered, JudgmentFilter
from peeldiff.app.country.one_cycle import OneCycle
from peeldiff.app.country.overview import Overview
from peeldiff.app.kit.found import timeline_row
from peeldiff.app.kit.widgets.columns import visible_columns
from peeldiff.dataset.queries.names import Inspection

if TYPE_CHECKING:
    import polars as pl

    from peeldiff.app.country.change_view import Change
    from peeldiff.app.kit.marks import Marks
    from peeldiff.app.session import Session


@dataclass(frozen=True)
class Wanted(ForceQuery):
    """What a person chose: which forces, in which order, and the inspections that are marked."""

    left: Inspection | None = None
    right: Inspection | None = None


class ShownForces:
    """The country as a person wants to see it."""

    def __init__(self, session: Session, marks: Marks, left: Inspection | None, force: str | None) -> None:
        """`left` is the left side if it was named; else the cursor starts at `force`, the first if there is none."""
        names = session.dataset.force_names
        self._session, self._marks = session, marks
        wanted = left.force if left else force
        self.force: str = wanted if wanted is not None and wanted in names else next(iter(names), "")
        self.wanted = Wanted(left=left)
        self._columns: dict[str, str] = {}
        """The column under the cursor, by way; of the overview only one that is no cycle."""
        self.cycle = self.beside(left) if left else self._latest()
        self.kind = "overview"
        """The way in which the country is shown: overview, cycle or change."""
        self.change: Change | None = None
        self.pair = self.proposed_pair()
        """The cycles between which change is looked for."""
        self._first = 0
        self._one_cycle: tuple[str, OneCycle] | None = None
        self._filter = JudgmentFilter(session.dataset)
        self._arranged: tuple[object, Sequence[int]] | None = None
        self._ranks: tuple[CountryView, dict[str, pl.DataFrame]] | None = None
        """By what the forces stand in the columns of one view."""

    @property
    def cycle(self) -> str:
        """The cycle of the cursor, which in the overview is its column, unless that is another column."""
        return self._cycle

    @cycle.setter
    def cycle(self, cycle: str) -> None:
        self._cycle = cycle
        self._columns.pop("overview", None)

    def _is_known(self, force: str, cycle: str) -> bool:
        return bool(self._session.known.get((force, cycle)))

    def _latest(self) -> str:
        """Return the last cycle in which the force is known."""
        cycles = list(self._session.dataset.cycles)
        known = [cycle for cycle in cycles if self._is_known(self.force, cycle)]
        return known[-1] if known else cycles[-1]

    def beside(self, left: Inspection) -> str:
        """Return the next cycle in which the force of a left side is known, else the one before."""
        cycles = list(self._session.dataset.cycles)
        at = cycles.index(left.cycle)
        others = (*cycles[at + 1 :], *cycles[:at][::-1])
        return next((cycle for cycle in others if self._is_known(left.force, cycle)), left.cycle)

    @property
    def graded_cycles(self) -> list[str]:
        """The cycles in which anything is graded."""
        known = {cycle for _, cycle in self._session.known}
        return [cycle for cycle in self._session.dataset.cycles if cycle in known]

    def proposed_pair(self) -> tuple[str, str]:
        """Return two cycles between which to look for change: the one of the cursor, and that before it."""
        graded = self.graded_cycles
        if self.cycle not in graded or len(graded) < 2:
            return (graded[-2], graded[-1]) if len(graded) > 1 else (self.cycle, self.cycle)
        at = max(1, graded.index(self.cycle))
        return graded[at - 1], graded[at]

    def stepped_pair(self, side: int, by: int) -> tuple[str, str] | None:
        """Return the pair with one side (0 left, 1 right) a cycle further; None where there is none."""
        cycles, now = self.graded_cycles, self.pair[side]
        at = cycles.index(now) if now in cycles else len(cycles) - 1
        ahead = cycles[at + 1 :] if by > 0 else cycles[:at][::-1]
        nearest = next((cycle for cycle in ahead if cycle != self.pair[1 - side]), None)
        if nearest is None:
            return None
        return (nearest, self.pair[1]) if side == 0 else (self.pair[0], nearest)

    def step_cycle(self, by: int) -> None:
        """Go to the next or previous cycle in which anything is graded."""
        cycles = self.graded_cycles
        at = cycles.index(self.cycle) if self.cycle in cycles else len(cycles) - 1
        self.cycle = cycles[max(0, min(at + by, len(cycles) - 1))]

    @property
    def here(self) -> Inspection:
        """The inspection under the cursor."""
        return Inspection(self.force, self.cycle)

    def named(self, inspection: Inspection) -> Named:
        """Return an inspection with its names."""
        ds = self._session.dataset
        known = self._is_known(inspection.force, inspection.cycle)
        name = ds.force_names.get(inspection.force, inspection.force)
        return Named(name, ds.cycles[inspection.cycle], known=known)

    @cached_property
    def _overview(self) -> Overview:
        session = self._session
        return Overview(session.dataset, session.by_force, session.findings_known, self._marks)

    @property
    def view(self) -> CountryView:
        """The view that makes the cells."""
        if self.kind == "change" and self.change is not None:
            return self.change
        if self.kind == "cycle":
            view = self._view_of(self.cycle)
            view.fits = self.filtered.cells
            return view
        self._overview.marked = (self.wanted.left, self.wanted.right)
        self._overview.fits = self.filtered.cells
        return self._overview

    def _view_of(self, cycle: str) -> OneCycle:
        if self._one_cycle is None or self._one_cycle[0] != cycle:
            made = OneCycle(self._session.dataset, self._session.by_force, cycle, self._marks)
            self._one_cycle = (cycle, made)
        return self._one_cycle[1]

    def show_kind(self, kind: str) -> None:
        """Show the country in another way."""
        self.kind, self._first = kind, 0

    @property
    def query(self) -> ForceQuery:
        """What is wanted of the forces."""
        return self.wanted

    def ask(self, **changed: object) -> None:
        """Change what is wanted; what is asked for anew is where the cursor goes in every view."""
        if "text" in changed or "fits" in changed:
            self._columns.clear()
        self.wanted = dataclasses.replace(self.wanted, **changed)  # type: ignore[arg-type]  # a field by its name

    @property
    def marked_pair(self) -> tuple[Inspection, Inspection] | None:
        """The left and the right side that are compared: those marked, else the cursor's; None if none is marked."""
        left, right = self.wanted.left, self.wanted.right
        return (left or self.here, right or self.here) if left or right else None

    @property
    def timeline_row(self) -> str:
        """The row of a timeline that the item under the cursor stands in; empty where there is none."""
        item = self._columns.get("cycle", "") if self.kind == "cycle" else ""
        return timeline_row(self._session.dataset, self.cycle, item) if item else ""

    def next_order(self, column: str) -> dict[str, object]:
        """Return the order after this by a column: best first, worst first, by name."""
        if self.query.sort != column:
            return {"sort": column, "worst_first": False}
        return {"worst_first": True} if not self.query.worst_first else {"sort": "", "worst_first": False}

    @property
    def column(self) -> int:
        """The place of the column under the cursor: where it was put, else the first that is asked for."""
        columns = self.view.columns
        wanted = self._columns.get(self.kind, self.cycle if self.kind == "overview" else "")
        if not wanted and (subjects := self.filtered.subjects):
            of = (place for place, column in enumerate(columns) if not subjects.isdisjoint(column.id.split("/")))
            return next(of, 0)
        return next((place for place, column in enumerate(columns) if column.id == wanted), 0)

    def go_to_column(self, place: int) -> None:
        """Put the cursor on another column."""
        column = self.view.columns[place].id
        if self.kind == "overview" and column in self._session.dataset.cycles:
            self.cycle = column
        else:
            self._columns[self.kind] = column

    @property
    def cycles_here(self) -> tuple[str, ...]:
        """The cycle of the cursor, or the two between which change is shown."""
        return self.pair if self.kind == "change" else (self.cycle,)

    @property
    def filtered(self) -> Filtered:
        """What fits, in the cycles that are shown."""
        cycles = {"cycle": [self.cycle], "change": self.pair}.get(self.kind, ())
        return self._filter.apply(self.query, frozenset(cycles))

    def go_to_cycle_asked(self) -> None:
        """Put the cursor on the cycle that is asked for, where it is one."""
        asked = self.filtered.query
        if self.kind == "overview" and asked is not None and len(asked.cycles) == 1:
            (self.cycle,) = asked.cycles

    def has_ranks(self, column: str) -> bool:
        """Whether the forces can be sorted by a column of this view without reading a table."""
        return self._ranks is not None and self._ranks[0] is self.view and column in self._ranks[1]

    def ranks(self, view: CountryView, column: str) -> pl.DataFrame:
        """Return by what the forces stand in a column; the first time this reads a table, with polars."""
        if self._ranks is None or self._ranks[0] is not view:
            self._ranks = (view, {})
        held = self._ranks[1]
        if column not in held:
            held[column] = view.ranks(column)
        return held[column]

    def _arrange(self) -> Sequence[int]:
        """Return the forces that are wanted; the same ones are not looked for twice."""
        view, query, filtered = self.view, self.query, self.filtered
        sort = query.sort if any(column.id == query.sort for column in view.columns) else ""
        key = (query, view, sort, filtered)
        if self._arranged is None or self._arranged[0] != key:
            ranks = self.ranks(view, sort) if sort else None
            self._arranged = (key, arranged(self._session.dataset.force_index, filtered.forces, query, ranks))
        return self._arranged[1]

    def source(self, room: int, names: int) -> tuple[CountrySource, int]:
        """Return the lines and the place of the cursor; a name has `names` cells, the columns `room`."""
        view = self.view
        view.fit(room)
        at = self.column
        shown = visible_columns([column.width for column in view.columns], room, at, self._first)
        self._first = shown.start
        source = CountrySource(
            self._session.dataset.force_index, self._arrange(), view, shown, at, names, by_region=self.query.by_region
        )
        place = source.place_of(self.force)
        if place is None and source.entries:
            self.force, place = source.force(0), 0
        return source, place or 0
