"""The country on the screen: its forces, the way they are shown, and moving about in it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl
from textual.widget import Widget
from textual.widgets import Input

from peeldiff.app.comparison.headings import over, status
from peeldiff.app.country import country_bars
from peeldiff.app.country.cycle_views import CountryView, OneCycle, Overview
from peeldiff.app.country.force_input import ForceInput
from peeldiff.app.country.force_rows import CountrySource, ForceQuery, arranged, searched
from peeldiff.app.kit import keys
from peeldiff.app.kit.bars import Bar, KeyBar
from peeldiff.app.kit.columns import headings, seen, targets
from peeldiff.app.kit.detail_pane import DetailPane
from peeldiff.app.kit.line_view import GUTTER, LineView
from peeldiff.app.kit.lines import Line, width_of
from peeldiff.app.kit.list_screen import ListScreen
from peeldiff.dataset.model import described
from peeldiff.dataset.names import Inspection
from peeldiff.text import plural

if TYPE_CHECKING:
    from peeldiff.app.country.change_view import Change
    from peeldiff.app.session import Session

NAMES = {180: 42, 140: 34, 0: 20}
"""Cells of a force's name, by the width from which on there are so many."""


class ForceList(ListScreen):
    """What is shown of the country."""

    def __init__(self, session: Session, force: str | None = None) -> None:
        """`force` is where the cursor starts; the first one if there is none."""
        super().__init__()
        self.session = session
        names = session.dataset.force_names
        self.force: str = force if force is not None and force in names else next(iter(names), "")
        self.cycle = self._latest()
        self.left: Inspection | None = None
        self.kind = "overview"
        self.wish = ForceQuery()
        self.change: Change | None = None
        self.item: dict[str, str] = {}
        """The item under the cursor, by kind of view."""
        self._message: tuple[str, str] | None = None
        self._first = 0
        self._shown_cycle: tuple[str, OneCycle] | None = None
        self._arranged: tuple[object, pl.DataFrame] | None = None

    def _latest(self) -> str:
        """Return the last cycle in which the force is known."""
        cycles = list(self.session.dataset.cycles)
        known = [one for one in cycles if self.session.known.get((self.force, one))]
        return known[-1] if known else cycles[-1]

    @property
    def force_here(self) -> str:
        """The force under the cursor."""
        return self.force

    @property
    def source(self) -> CountrySource | None:
        """What the list shows."""
        found = self.lines.source
        return found if isinstance(found, CountrySource) else None

    def parts(self) -> Iterable[Widget]:
        """Yield what is loaded, what to choose, and the matrix."""
        yield Bar(id="title")
        yield ForceInput(digits=bool(self._forces["words"].str.contains(r"\d").any()))
        yield Bar(id="columns", role="text")
        yield Bar(id="columns-below", role="text")
        yield LineView(id="forces")
        yield Bar(id="status", role="rule")
        yield Bar(id="choice", role="text")
        yield DetailPane(keys=self.scroll_keys, id="told")
        yield DetailPane(id="about")
        yield KeyBar(keys.footer(self.KEYS), self.owner.keys, id="keys")

    @property
    def scroll_keys(self) -> tuple[str, str]:
        """The keys that scroll what is said of the cell; those that are no letters, which find a force."""
        down, up = (self.owner.keys.wordless(keys.BY_ID[one]) for one in ("detail-down", "detail-up"))
        return down, up

    def on_mount(self) -> None:
        """Type at once, or move: both work."""
        self.query_one(ForceInput).focus()
        self.watch(self.lines, "cursor", self.follow, init=False)
        self.show_forces()

    def on_resize(self) -> None:
        """Fit the columns anew."""
        self.show_forces()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter as one types."""
        self.ask(text=event.value)

    @cached_property
    def _forces(self) -> pl.DataFrame:
        return searched(self.session.dataset.forces)

    @cached_property
    def overview(self) -> Overview:
        """Every cycle in brief."""
        session = self.session
        return Overview(session.dataset, session.by_force, session.findings_known, self.owner.marks)

    @property
    def view(self) -> CountryView:
        """The way in which the country is shown now."""
        if self.kind == "change" and self.change is not None:
            return self.change
        if self.kind == "cycle":
            return self._one_cycle(self.cycle)
        self.overview.left = self.left
        return self.overview

    def _one_cycle(self, cycle: str) -> OneCycle:
        if self._shown_cycle is None or self._shown_cycle[0] != cycle:
            made = OneCycle(self.session.dataset, self.session.by_force, cycle, self.owner.marks)
            self._shown_cycle = (cycle, made)
        return self._shown_cycle[1]

    @property
    def column(self) -> int:
        """The place of the column under the cursor."""
        wanted = self.cycle if self.kind == "overview" else self.item.get(self.kind, "")
        columns = self.view.columns
        return next((place for place, one in enumerate(columns) if one.id == wanted), 0)

    @property
    def names(self) -> int:
        """How many cells a force's name has."""
        return next(cells for width, cells in NAMES.items() if self.size.width >= width)

    def ask(self, **changed: object) -> None:
        """Change what is wanted of the forces."""
        import dataclasses

        self.wish = dataclasses.replace(self.wish, **changed)  # type: ignore[arg-type]
        self.show_forces()

    def _found(self) -> pl.DataFrame:
        """Return the forces that are wanted; the same ones are not looked for twice."""
        view = self.view
        sort = self.wish.sort if any(one.id == self.wish.sort for one in view.columns) else ""
        key = (self.wish, view, sort)
        if self._arranged is None or self._arranged[0] != key:
            self._arranged = (key, arranged(self._forces, self.wish, view.ranks(sort) if sort else None))
        return self._arranged[1]

    def show_forces(self) -> None:
        """Draw everything for what is wanted now."""
        if not self.is_mounted or not self.size.width:
            return
        self.set_class(self.kind == "change", "-change")
        self._message = None
        view, room = self.view, self.size.width - GUTTER - self.names
        view.fit(room - 1)
        at = self.column
        shown = seen([one.width for one in view.columns], room - 1, at, self._first)
        self._first = shown.start
        found = self._found()
        source = CountrySource(found, view, shown, at, self.names, by_region=self.wish.by_region)
        place = source.place_of(self.force)
        if place is None and source.entries:
            self.force, place = source.force(0), 0
        self.lines.show(source, place or 0)
        self._title()
        self.show_here()

    def _title(self) -> None:
        ds, width = self.session.dataset, self.size.width
        line, targets = country_bars.title(self.kind, width)
        covered = f"{ds.judgments.height:,} judgments in {len(self.session.known):,} inspections "
        self.query_one("#title", Bar).say(line, [(covered, "bar")] if width >= 100 else [], targets)
        about = described(ds.name, ds.version, ds.date, ds.attribution)
        self.query_one("#about", DetailPane).show([[(about, "muted")]])

    def show_here(self) -> None:
        """Say where the cursor is: headings, status, question, and the cell in words."""
        source, marks = self.source, self.owner.marks
        if source is None:
            return
        columns = self.view.columns
        names = self._corner()
        above, below = headings(
            columns, source.shown, source.at, names, GUTTER + self.names, marks, room=self.size.width
        )
        clicked = targets(columns, source.shown, GUTTER + self.names)
        self.query_one("#columns", Bar).say(above, (), clicked)
        self.query_one("#columns-below", Bar).say(below, (), clicked)
        self.query_one("#status", Bar).say(self._status(source))
        self.query_one("#choice", Bar).say(self.question())
        told = self.view.told(self.force, columns[source.at].id) if source.entries and columns else []
        self.query_one("#told", DetailPane).show(told)

    def _corner(self) -> tuple[str, str]:
        """Return what stands over the names."""
        cycles = self.session.dataset.cycles
        if self.kind == "cycle":
            return " force", f" {cycles[self.cycle].name}"
        return " force", ""

    def _status(self, source: CountrySource) -> Line:
        marks, everybody = self.owner.marks, self._forces.height
        many = plural(everybody, "force")
        many = many if source.entries == everybody else f"{source.entries:,} of {many}"
        said = [many]
        sort = next((one for one in self.view.columns if one.id == self.wish.sort), None)
        if sort:
            said.append(f"by {sort.label}, {'worst' if self.wish.worst_first else 'best'} first")
        if self.wish.by_region:
            said.append("by region")
        line = status(", ".join(said), self._message, marks, self.size.width)
        if self._message is None:
            line += [(" ", "text"), *self.view.legend(self.size.width - width_of(line) - 1), (" ", "text")]
        return over(line, [(marks.level * self.size.width, "rule")])

    def question(self) -> Line:
        """Return what is asked now."""
        raise NotImplementedError

    def say(self, message: str, role: str = "strong") -> None:
        """Show a message in the status line until something else is shown."""
        self._message = (message, role)
        if self.source is not None:
            self.query_one("#status", Bar).say(self._status(self.source))

    def follow(self) -> None:
        """Follow the cursor to another force."""
        if self.source is not None and self.source.entries:
            self._message = None
            self.force = self.source.force(self.lines.cursor)
            self.show_here()

    def go_to_column(self, place: int) -> None:
        """Put the cursor on another column, and scroll sideways if need be."""
        columns, source = self.view.columns, self.source
        if source is None or not columns:
            return
        place = max(0, min(place, len(columns) - 1))
        if self.kind == "overview":
            self.cycle = columns[place].id
        else:
            self.item[self.kind] = columns[place].id
        if place not in source.shown:
            self.show_forces()
            return

        def change() -> None:
            source.at = place

        self._message = None
        self.lines.show_column(change)
        self.show_here()
