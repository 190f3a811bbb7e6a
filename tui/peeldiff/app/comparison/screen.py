"""The comparison: both sides by topic, the detail of a row, and everything that can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.reactive import reactive

from peeldiff.app.comparison import headings
from peeldiff.app.comparison.choice_commands import ChoiceCommands
from peeldiff.app.comparison.figure_pictures import figure_picture
from peeldiff.app.comparison.look_up import LookUp
from peeldiff.app.comparison.note_commands import NoteCommands
from peeldiff.app.comparison.row_detail import describe_row
from peeldiff.app.comparison.search_commands import SearchCommands
from peeldiff.app.comparison.shown_rows import ShownRows, place_to_stay
from peeldiff.app.comparison.side_commands import SideCommands
from peeldiff.app.comparison.sides import Sides
from peeldiff.app.comparison.tabs import tab_of
from peeldiff.app.comparison.verdict_commands import VerdictCommands
from peeldiff.app.kit import actions, keys, legend
from peeldiff.app.kit.base_screen import Commands
from peeldiff.app.kit.found import Found
from peeldiff.app.kit.navigation import (
    NoteSaved,
    NotesRead,
    NotesRequested,
    NotesWanted,
    SearchRequested,
    TimelineRequested,
)
from peeldiff.app.kit.row_filter import changes, hidden_words, position, step
from peeldiff.app.kit.rows import Row
from peeldiff.app.kit.saved_notes import report_saved
from peeldiff.app.kit.screens.list_screen import ListScreen
from peeldiff.app.kit.undo import UndoStack
from peeldiff.app.kit.widgets.bars import Bar
from peeldiff.app.kit.widgets.line_view import LineView
from peeldiff.compare.comparison import Comparison
from peeldiff.compare.rows import FigureRow, JudgmentRow

if TYPE_CHECKING:
    from peeldiff.app.session import Session
    from peeldiff.notes.note import Note


def inspections(comparison: Comparison) -> set[str]:
    """Return what is compared, whichever side it stands on."""
    return {comparison.left.inspection, comparison.right.inspection}


class ComparisonScreen(ListScreen):
    """The comparison of two inspections."""

    KEYS = "comparison"
    BINDINGS: ClassVar = keys.bindings("comparison")
    BARS = ("basis", "notice", "tabs", "columns", "rule")

    comparison: reactive[Comparison | None] = reactive(None, init=False, always_update=True)
    """Two comparisons of the same inspections count as equal, whatever was said of their findings."""

    def __init__(self, session: Session, comparison: Comparison, at: str = "") -> None:
        """Show a comparison of the session's dataset, with the cursor on the row `at`."""
        super().__init__()
        self.session = session
        self.set_reactive(ComparisonScreen.comparison, comparison)
        self.shown = ShownRows(comparison, tab_of(at))
        self.searching = SearchCommands(self)
        self.choosing = ChoiceCommands(self)
        self.verdicts = VerdictCommands(self)
        self.undoing = UndoStack()
        self.notes: Mapping[str, Note] = {}
        self.rows: Sequence[Row] = ()
        self._at = at
        self._elsewhere = False

    def make_commands(self) -> Commands:
        """Return what can be done with a comparison."""
        return {
            **super().make_commands(),
            **{tab: self._opening(tab) for tab in ("judgments", "findings", "figures", "timeline", "notes")},
            **LookUp(self).commands,
            **SideCommands(self).commands,
            **NoteCommands(self).commands,
            **self.searching.commands,
            **self.choosing.commands,
            **self.verdicts.commands,
            "next-change": lambda: self._step_change(1, "This is the last change."),
            "previous-change": lambda: self._step_change(-1, "This is the first change."),
            "detail": lambda: self.toggle_class("-detail"),
            "undo": lambda: self.show_message(self.undoing.undo()),
        }

    @property
    def compared(self) -> Comparison:
        """The comparison that is shown."""
        return self.shown.comparison

    @property
    def force_here(self) -> str:
        """The force of the left side."""
        return self.compared.left.force

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self.rows[self.lines.cursor] if self.lines.cursor < len(self.rows) else None

    @property
    def row_id(self) -> str:
        """The id of the row under the cursor; empty where there is none."""
        return self.row.id if self.row else ""

    def on_mount(self) -> None:
        """Fill everything in."""
        self.lines.focus()
        self.watch(self.lines, "cursor", self.follow, init=False)
        last, sides = self.host.memory, (self.compared.left.inspection, self.compared.right.inspection)
        if not self._at and (last.left, last.right) == sides:
            self.shown.recall(last)
        self.show_rows(self._at)
        self.call_after_refresh(self.ask, NotesWanted(self.compared))

    def on_resize(self) -> None:
        """Size the words anew."""
        self.show_bars()

    def on_screen_suspend(self) -> None:
        """Remember whether one goes to another screen, or only answers a dialog."""
        self._elsewhere = not self.app.screen.is_modal

    @on(events.ScreenResume)
    def look_again(self) -> None:
        """Read anew what may have been written on another screen: notes, and verdicts on findings."""
        if not self._elsewhere:
            return
        self._elsewhere = False
        self.ask(NotesWanted(self.compared))
        before = self.compared

        def look() -> Comparison | None:
            """Return the comparison as it is now; None where nothing else was said of findings."""
            again = self.session.compare(*Sides(self.session.dataset, {}, before).pair)
            return again if again.finding_rows != before.finding_rows else None

        def show(again: Comparison | None) -> None:
            if again is not None and before is self.compared:
                self.comparison = again

        # Reading the notes says what is wrong with them.
        self.in_background(look, show, group="compare", failed=lambda _: None)

    def watch_comparison(self, comparison: Comparison) -> None:
        """Show another comparison; one of the same inspections has the same notes."""
        if inspections(comparison) != inspections(self.compared):
            self.notes = {}
        self.shown.comparison = comparison
        self.show_rows()
        self.ask(NotesWanted(self.compared))

    def show_rows(self, keep: str = "") -> None:
        """Show the rows that are chosen; the cursor stays on the row `keep`, or as nearly as can be where it is."""
        self.status.clear_message()
        shown, host, before = self.shown, self.host, self.row
        self.rows = shown.rows
        at = place_to_stay(self.rows, keep, before, self.lines.cursor)
        fold, kinds = (host.keys.shown(actions.BY_ID[action]) for action in ("fold", "filter"))
        hidden = hidden_words(shown.choice, shown.every, fold, kinds) or shown.tab.empty(self.compared)
        noted = frozenset(change for change, note in self.notes.items() if not note.is_blank)
        mark = self.verdicts.mark
        marked = mark.finding if mark else ""
        source = shown.tab.source(self.compared, self.rows, host.marks, noted=noted, hidden=hidden, marked=marked)
        self.lines.show(source, at)
        self.show_bars()
        self.show_row()
        host.remember(**shown.remembered())

    def show_bars(self) -> None:
        """Write title, comparability, tabs and column headings for the width there is."""
        if not self.is_mounted:
            return
        width, host, shown = self.size.width, self.host, self.compared
        marks, tab = host.marks, self.shown.tab
        self.query_one("#title", Bar).show(*headings.title(shown, marks, width))
        why = host.keys.shown(actions.BY_ID["why"])
        self.query_one("#basis", Bar).show(*headings.basis(shown, marks, width, why, self.session.known))
        notice = self.query_one("#notice", Bar)
        words = headings.notice(shown, width)
        notice.display = bool(words)
        notice.show(words)
        tabs = headings.tabs(shown, tab, self.shown.choice, marks, host.keys, width)
        self.query_one("#tabs", Bar).show(*tabs)
        self.query_one("#columns", Bar).show(headings.columns(shown, tab, marks, width))
        self.query_one("#rule", Bar).show(headings.rule(tab, marks, width, marks.crossing))
        self._show_position()

    def _show_position(self) -> None:
        """Write which change this is."""
        marks, tab = self.host.marks, self.shown.tab
        ((rule, _),) = headings.rule(tab, marks, self.size.width, marks.stop)
        bases = {
            judgment.source_basis
            for row in self.rows
            if isinstance(row, JudgmentRow)
            for judgment in (*row.left, *row.right)
        }
        self.status.show_facts(
            position(self.rows, self.lines.cursor) if self.rows else "",
            rule=rule,
            legend=lambda room: legend.of_signs(legend.source_signs(marks, bases), room),
        )

    def show_row(self) -> None:
        """Write what there is to say of the row under the cursor."""
        row = self.row
        picture = figure_picture(self, row) if isinstance(row, FigureRow) else []
        found = describe_row(self.compared, row, self.host.marks, self.notes.get(row.id), picture) if row else []
        self.detail_pane.show(found, self.searching.sought.needle)

    def follow(self) -> None:
        """Follow the cursor."""
        self.status.clear_message()
        self.searching.sought.moved()
        self._show_position()
        self.show_row()

    def on_line_view_chosen(self, message: LineView.Chosen) -> None:
        """Show more of a row that was clicked twice."""
        message.stop()
        self.commands["detail"]()

    def on_bar_pressed(self, message: Bar.Pressed) -> None:
        """Change the tab, or show and hide a kind."""
        message.stop()
        what, _, which = message.target.partition(":")
        if what == "kind":
            self.choosing.toggle(which)
        else:
            self.show_tab(which)

    # Tabs and rows

    def _opening(self, tab: str) -> Callable[[], object]:
        return lambda: self.show_tab(tab)

    def show_tab(self, name: str) -> None:
        """Show another tab; two of them are views of their own."""
        if name == "timeline":
            self.ask(TimelineRequested(self.force_here, self.compared))
        elif name == "notes":
            self.ask(NotesRequested(self.compared))
        else:
            self.show_rows(self.shown.open_tab(name, self.row_id))

    def go_to_row(self, row: str) -> None:
        """Put the cursor on a row, whatever its tab; nothing that is hidden stays hidden for it."""
        self.shown.open_at(row, self.row_id)
        self.show_rows(row)

    def _step_change(self, by: int, otherwise: str) -> None:
        """To the next or previous change."""
        stops = changes(self.rows)
        place = step(stops, self.lines.cursor, by)
        if place is None:
            self.show_message(otherwise if stops else "There is no change here.")
        else:
            self.lines.move_to(place)

    # Notes and searching

    def on_notes_read(self, message: NotesRead) -> None:
        """Show which rows have a note."""
        if message.comparison is self.compared and message.notes != self.notes:
            self.notes = message.notes
            self.show_rows()

    def on_note_saved(self, message: NoteSaved) -> None:
        """Show the note, if it is on what is shown."""
        if inspections(message.comparison) == inspections(self.compared):
            self.notes = {**self.notes, message.change: message.note}
            self.show_rows()
        report_saved(self, self.undoing, message)

    def search(self) -> None:
        """Search everything, this comparison first."""
        self.ask(SearchRequested(self.force_here, self.searching.sought.needle, here=self.searching))

    def show_found(self, found: Found) -> bool:
        """Go to what was found if it is a row of this comparison."""
        return self.searching.show_found(found)

    def back(self) -> None:
        """Let a mark go, clear the search, go back to where it began, make the detail small again, else leave."""
        if self.verdicts.clear_mark() or self.searching.back():
            return
        if self.has_class("-detail"):
            self.toggle_class("-detail")
        else:
            super().back()
