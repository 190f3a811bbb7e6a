"""The country: every force in every cycle, one cycle in detail, or the change between two; from here one goes on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from peeldiff.app.country import country_bars
from peeldiff.app.country.changes import Changes
from peeldiff.app.country.choice_commands import ChoiceCommands
from peeldiff.app.country.find_commands import FindCommands
from peeldiff.app.country.find_line import FindLine
from peeldiff.app.country.force_rows import CountrySource
from peeldiff.app.country.shown_forces import ShownForces
from peeldiff.app.country.view_commands import ViewCommands
from peeldiff.app.kit import actions, keys
from peeldiff.app.kit.base_screen import Commands
from peeldiff.app.kit.lines import Line
from peeldiff.app.kit.navigation import NotesRequested
from peeldiff.app.kit.screens.list_screen import ListScreen
from peeldiff.app.kit.widgets.bars import Bar, KeyBar
from peeldiff.app.kit.widgets.columns import headings, targets
from peeldiff.app.kit.widgets.detail_pane import DetailPane
from peeldiff.app.kit.widgets.line_view import GUTTER, LineView
from peeldiff.app.kit.widgets.status_bar import StatusBar
from peeldiff.compare.monitored_years import stays_of_cycles
from peeldiff.dataset.model import described
from peeldiff.dataset.queries.judgment_query import JudgmentQuery
from peeldiff.dataset.queries.names import Inspection
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
        self.finding = FindCommands(self)
        self.changes = Changes(self)
        self._start = (left, force)
        self.shown: ShownForces
        """What is shown; it is made once the signs in force are known."""

    def make_commands(self) -> Commands:
        """Return what can be done in the country."""
        return {
            **super().make_commands(),
            "country": lambda: self.show_message("This is the country."),
            "notes": lambda: self.ask(NotesRequested()),
            **ChoiceCommands(self).commands,
            **self.ways.commands,
            **self.finding.commands,
            "undo": self.changes.undo,
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

    def parts(self) -> Iterable[Widget]:
        """Yield what is loaded, what to choose, and the matrix."""
        self.shown = ShownForces(self.session, self.host.marks, *self._start)
        yield Bar(id="title")
        yield FindLine(classes="-unused")
        yield Bar(id="columns", role="text")
        yield Bar(id="columns-below", role="text")
        yield LineView(id="forces")
        yield StatusBar(id="status")
        yield Bar(id="choice", role="text")
        yield DetailPane(keys=self.scroll_keys, id="cell-detail")
        yield DetailPane(id="about")
        yield KeyBar(keys.footer(self.KEYS), self.host.keys, id="keys")

    def on_mount(self) -> None:
        """Move at once; there is a line to type in when it is asked for."""
        self.lines.focus()
        self.watch(self.lines, "cursor", self.follow, init=False)
        self.show_forces()

    def on_resize(self) -> None:
        """Fit the columns anew."""
        self.show_forces()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find as one types."""
        self.finding.typed(event.value)

    def show_forces(self) -> None:
        """Draw everything for what is wanted now."""
        if not self.is_mounted or not self.size.width:
            return
        self.set_class(self.shown.kind == "change", "-change")
        self.status.clear_message()
        self.finding.show_kept()
        source, place = self.shown.source(self.size.width - GUTTER - self.names - 1, self.names)
        self.lines.show(source, place)
        self._show_title()
        self.show_here()

    def _show_title(self) -> None:
        ds, width = self.session.dataset, self.size.width
        line, clicked = country_bars.title(self.shown.kind, width)
        covered = f"{ds.height('judgments'):,} judgments in {len(self.session.known):,} inspections "
        self.query_one("#title", Bar).show(line, [(covered, "bar")] if width >= 100 else [], clicked)
        about = described(ds.name, ds.version, ds.date, ds.attribution)
        remarks: list[Line] = [[(f"{remark}.", "warning")] for remark in ds.remarks]
        pane = self.query_one("#about", DetailPane)
        pane.set_class(bool(remarks), "-remarked")
        pane.show([*remarks, [(about, "muted")]])

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
        cell = shown.view.describe_cell(shown.force, columns[source.at].id) if source.entries and columns else []
        self.query_one("#cell-detail", DetailPane).show([*self._monitored(), *cell] if cell else [])

    def _monitored(self) -> Iterable[Line]:
        """Say when the force was in Engage, where that touches the years of what is shown."""
        shown = self.shown
        for stay in stays_of_cycles(self.session.dataset, shown.force, shown.cycles_here):
            yield [(f"{stay.describe()}.", "text")]

    def _facts(self, source: CountrySource) -> str:
        """Return how many forces are shown, and in which order."""
        shown, everybody = self.shown, len(self.session.dataset.force_names)
        many = plural(everybody, "force")
        facts = [many if source.entries == everybody else f"{source.entries:,} of {many}"]
        sort = next((column for column in shown.view.columns if column.id == shown.query.sort), None)
        if sort:
            facts.append(f"by {sort.label}, {'worst' if shown.query.worst_first else 'best'} first")
        if shown.query.by_region:
            facts.append("by region")
        fits = shown.filtered.in_words(self.session.dataset)
        return "; ".join([", ".join(facts), *([fits] if fits else [])])

    def _question(self) -> Line:
        """Say which cycles are compared, or ask for a left side, then for a right one."""
        shown, width, host = self.shown, self.size.width, self.host
        open_key, left, right = (
            host.keys.shown(actions.BY_ID[action]) for action in ("choose", "mark-left", "mark-right")
        )
        if shown.kind == "change":
            cycles = (self.session.dataset.cycles[cycle].name for cycle in shown.pair)
            words = f"  {host.marks.over_time}  ".join(cycles)
            return [(f" {words}   ", "strong"), (f"{open_key} compares this force", "muted")]
        if (pair := shown.marked_pair) is None:
            return country_bars.nothing_marked(shown.named(shown.here), (open_key, left, right), width)
        marked = (shown.wanted.left is not None, shown.wanted.right is not None)
        back = host.keys.shown(actions.BY_ID["undo"])
        sides = (shown.named(pair[0]), shown.named(pair[1]))
        return country_bars.sides(sides, marked, open_key, back, width, host.marks)

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

    def on_line_view_chosen(self, message: LineView.Chosen) -> None:
        """A click on the force of the cursor opens it."""
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

    def back(self) -> None:
        """Out of the marks, out of the filter, out of the change or the cycle, else out of this screen."""
        wanted = self.shown.wanted
        self.workers.cancel_group(self, "country")
        if wanted.left is not None or wanted.right is not None:
            self.changes.make("that the marks were removed", left=None, right=None)
        elif wanted.text or wanted.fits != JudgmentQuery():
            self.changes.make("that every force was shown again", text="", fits=JudgmentQuery())
        elif self.shown.kind != "overview":
            self.ways.show_kind("overview")
        else:
            super().back()
