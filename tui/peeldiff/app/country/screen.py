"""The country: every force in every cycle, one cycle in detail, or the change between two; from here one goes on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from peeldiff.app.country import country_bars
from peeldiff.app.country.choice_commands import ChoiceCommands
from peeldiff.app.country.force_input import ForceInput
from peeldiff.app.country.force_rows import CountrySource
from peeldiff.app.country.shown_forces import ShownForces
from peeldiff.app.country.view_commands import ViewCommands
from peeldiff.app.kit import keys
from peeldiff.app.kit.bars import Bar, KeyBar
from peeldiff.app.kit.base_screen import Commands
from peeldiff.app.kit.columns import headings, targets
from peeldiff.app.kit.detail_pane import DetailPane
from peeldiff.app.kit.line_view import GUTTER, LineView
from peeldiff.app.kit.lines import Line
from peeldiff.app.kit.list_screen import ListScreen
from peeldiff.app.kit.navigation import NotesRequested, TimelineRequested
from peeldiff.app.kit.status_bar import StatusBar
from peeldiff.dataset.model import described
from peeldiff.dataset.names import Inspection
from peeldiff.text import plural

if TYPE_CHECKING:
    from peeldiff.app.session import Session

NAMES = {180: 42, 140: 34, 0: 20}
"""Cells of a force's name, by the width from which on there are so many."""


class CountryScreen(ListScreen):
    """The country and what can be done in it."""

    KEYS = "country"
    BINDINGS: ClassVar = keys.bindings("country")

    def __init__(self, session: Session, left: Inspection | None = None, force: str | None = None) -> None:
        """`left` is the left side if it was named already; `force` is where the cursor starts otherwise."""
        super().__init__()
        self.session = session
        self.ways = ViewCommands(self)
        self._start = (left, force)
        self.shown: ShownForces
        """What is shown; it is made once the signs in force are known."""

    def make_commands(self) -> Commands:
        """Return what can be done in the country."""
        return {
            **super().make_commands(),
            "country": lambda: self.show_message("This is the country."),
            "timeline": self._show_timeline,
            "notes": lambda: self.ask(NotesRequested()),
            **ChoiceCommands(self).commands,
            **self.ways.commands,
            "find": lambda: self.query_one(ForceInput).focus(),
            "column-left": lambda: self.go_to_column(self.shown.column - 1),
            "column-right": lambda: self.go_to_column(self.shown.column + 1),
        }

    @property
    def force_here(self) -> str:
        """The force under the cursor."""
        return self.shown.force

    @property
    def source(self) -> CountrySource | None:
        """What the list shows."""
        found = self.lines.source
        return found if isinstance(found, CountrySource) else None

    @property
    def names(self) -> int:
        """How many cells a force's name has."""
        return next(cells for width, cells in NAMES.items() if self.size.width >= width)

    @property
    def scroll_keys(self) -> tuple[str, str]:
        """The keys that scroll what is said of the cell; those that are no letters, which find a force."""
        down, up = (self.host.keys.wordless(keys.BY_ID[action]) for action in ("detail-down", "detail-up"))
        return down, up

    def parts(self) -> Iterable[Widget]:
        """Yield what is loaded, what to choose, and the matrix."""
        self.shown = ShownForces(self.session, self.host.marks, *self._start)
        yield Bar(id="title")
        yield ForceInput(digits=bool(self.shown.forces["words"].str.contains(r"\d").any()))
        yield Bar(id="columns", role="text")
        yield Bar(id="columns-below", role="text")
        yield LineView(id="forces")
        yield StatusBar(id="status")
        yield Bar(id="choice", role="text")
        yield DetailPane(keys=self.scroll_keys, id="told")
        yield DetailPane(id="about")
        yield KeyBar(keys.footer(self.KEYS), self.host.keys, id="keys")

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
        self.shown.ask(text=event.value)
        self.show_forces()

    def show_forces(self) -> None:
        """Draw everything for what is wanted now."""
        if not self.is_mounted or not self.size.width:
            return
        self.set_class(self.shown.kind == "change", "-change")
        self.status.clear_message()
        source, place = self.shown.source(self.size.width - GUTTER - self.names - 1, self.names)
        self.lines.show(source, place)
        self._show_title()
        self.show_here()

    def _show_title(self) -> None:
        ds, width = self.session.dataset, self.size.width
        line, clicked = country_bars.title(self.shown.kind, width)
        covered = f"{ds.judgments.height:,} judgments in {len(self.session.known):,} inspections "
        self.query_one("#title", Bar).show(line, [(covered, "bar")] if width >= 100 else [], clicked)
        about = described(ds.name, ds.version, ds.date, ds.attribution)
        self.query_one("#about", DetailPane).show([[(about, "muted")]])

    def show_here(self) -> None:
        """Say where the cursor is: headings, status, question, and the cell in words."""
        source, shown = self.source, self.shown
        if source is None:
            return
        columns, width = shown.view.columns, GUTTER + self.names
        corner = f" {self.session.dataset.cycles[shown.cycle].name}" if shown.kind == "cycle" else ""
        above, below = headings(
            columns, source.shown, source.at, (" force", corner), width, self.host.marks, room=self.size.width
        )
        clicked = targets(columns, source.shown, width)
        self.query_one("#columns", Bar).show(above, (), clicked)
        self.query_one("#columns-below", Bar).show(below, (), clicked)
        self.status.show_facts(self._facts(source), legend=shown.view.legend)
        self.query_one("#choice", Bar).show(self._question())
        cell = shown.view.told(shown.force, columns[source.at].id) if source.entries and columns else []
        self.query_one("#told", DetailPane).show(cell)

    def _facts(self, source: CountrySource) -> str:
        """Return how many forces are shown, and in which order."""
        shown, everybody = self.shown, self.shown.forces.height
        many = plural(everybody, "force")
        facts = [many if source.entries == everybody else f"{source.entries:,} of {many}"]
        sort = next((column for column in shown.view.columns if column.id == shown.query.sort), None)
        if sort:
            facts.append(f"by {sort.label}, {'worst' if shown.query.worst_first else 'best'} first")
        if shown.query.by_region:
            facts.append("by region")
        return ", ".join(facts)

    def _question(self) -> Line:
        """Say which cycles are compared, or ask for a left side, then for a right one."""
        shown, width, host = self.shown, self.size.width, self.host
        choose, back = (host.keys.shown(keys.BY_ID[action]) for action in ("choose", "back"))
        if shown.kind == "change":
            left, right = (self.session.dataset.cycles[cycle].name for cycle in shown.pair)
            over_time = host.marks.over_time
            return [(f" {left}  {over_time}  {right}   ", "strong"), (f"{choose} compares this force", "muted")]
        here = shown.named(shown.here)
        if shown.left is None:
            return country_bars.left_question(here, choose, width)
        right_side = None if shown.here == shown.left else here
        return country_bars.right_question(shown.named(shown.left), right_side, choose, back, width, host.marks)

    def follow(self) -> None:
        """Follow the cursor to another force."""
        if self.source is not None and self.source.entries:
            self.status.clear_message()
            self.shown.force = self.source.force(self.lines.cursor)
            self.show_here()

    def go_to_column(self, place: int) -> None:
        """Put the cursor on another column, and scroll sideways if need be."""
        columns, source = self.shown.view.columns, self.source
        if source is None or not columns:
            return
        place = max(0, min(place, len(columns) - 1))
        self.shown.go_to_column(place)
        if place not in source.shown:
            self.show_forces()
            return

        def change() -> None:
            source.at = place

        self.status.clear_message()
        self.lines.show_column(change)
        self.show_here()

    # What is typed and clicked

    def on_input_submitted(self) -> None:
        """Choose."""
        self.commands["choose"]()

    def on_line_view_chosen(self, message: LineView.Chosen) -> None:
        """A click on the force of the cursor chooses."""
        message.stop()
        self.commands["choose"]()

    def on_line_view_column_chosen(self, message: LineView.ColumnChosen) -> None:
        """A click on a cell of another column goes there."""
        message.stop()
        self.go_to_column(message.column)

    @on(Bar.Pressed, "#title")
    def view_pressed(self, message: Bar.Pressed) -> None:
        """Show the country in the way that was clicked."""
        message.stop()
        self.ways.show_kind(message.target.partition(":")[2])

    @on(Bar.Pressed, "#columns, #columns-below")
    def heading_pressed(self, message: Bar.Pressed) -> None:
        """A click on the heading of a column goes there; on that of the cursor's column it sorts."""
        message.stop()
        place = int(message.target.partition(":")[2])
        if place == self.shown.column:
            self.commands["sort"]()
        else:
            self.go_to_column(place)

    def _show_timeline(self) -> None:
        """Show this force through time."""
        self.host.remember(force=self.shown.force)
        self.ask(TimelineRequested(self.shown.force))

    def back(self) -> None:
        """Out of the typing, out of the left side that was chosen, out of the change, else out of this screen."""
        typed, shown = self.query_one(ForceInput), self.shown
        self.workers.cancel_group(self, "country")
        if typed.has_focus and (typed.value or shown.left is None):
            typed.value = ""
            self.lines.focus()
            self.show_forces()
        elif shown.left is not None:
            shown.left = None
            self.show_forces()
        elif shown.kind != "overview":
            self.ways.show_kind("overview")
        else:
            super().back()
