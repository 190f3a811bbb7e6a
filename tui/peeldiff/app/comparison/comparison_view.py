"""The comparison on the screen: bars, rows, detail; tabs, filter and fold. Its actions stand beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.reactive import reactive

from peeldiff.app.comparison import headings
from peeldiff.app.comparison.tabs import TABS, Tab, tab_of
from peeldiff.app.kit import keys
from peeldiff.app.kit.bars import Bar
from peeldiff.app.kit.details import Row, detail
from peeldiff.app.kit.line_view import LineView
from peeldiff.app.kit.list_screen import ListScreen
from peeldiff.app.kit.row_filter import Choice, changes, hidden_words, position, step
from peeldiff.compare.comparison import Comparison

if TYPE_CHECKING:
    from peeldiff.app.session import Session
    from peeldiff.notes.note import Note


class ComparisonView(ListScreen):
    """What is shown of a comparison, and moving about in it."""

    BARS = ("basis", "tabs", "columns", "rule")

    comparison: reactive[Comparison | None] = reactive(None, init=False)

    def __init__(self, session: Session, comparison: Comparison, at: str = "") -> None:
        """Show a comparison of the session's dataset, with the cursor on the row `at`."""
        super().__init__()
        self.session = session
        self.set_reactive(ComparisonView.comparison, comparison)
        self.tab: Tab = tab_of(at)
        self._at = at
        self.choices: dict[str, Choice] = {}
        self._left_at: dict[str, str] = {}
        """The row on which the cursor stood when a tab was left, by tab."""
        self.notes: Mapping[str, Note] = {}
        self.needle = ""
        self.rows: Sequence[Row] = ()
        self._message: tuple[str, str, int] | None = None
        self._elsewhere = False

    @property
    def shown(self) -> Comparison:
        """The comparison that is shown."""
        assert self.comparison is not None  # noqa: S101  (set before the screen is composed)
        return self.comparison

    @property
    def choice(self) -> Choice:
        """What is chosen to be seen on this tab."""
        return self.choices.get(self.tab.id, Choice())

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
        self._recall()
        self.show_rows(self._at)

    def _recall(self) -> None:
        """Show the last comparison as it was; without a row to go to."""
        last, sides = self.owner.memory, (self.shown.left.inspection, self.shown.right.inspection)
        if self._at or (last.left, last.right) != sides:
            return
        self.tab = next((tab for tab in TABS if tab.id == last.tab), self.tab)
        for tab in TABS:
            self.choices[tab.id] = Choice(frozenset(last.hidden.get(tab.id, ())), tab.id in last.folded)

    def _remember(self) -> None:
        """Remember what is shown, and how, for next time."""
        self.owner.remember(
            left=self.shown.left.inspection,
            right=self.shown.right.inspection,
            tab=self.tab.id,
            hidden={tab: sorted(choice.hidden) for tab, choice in self.choices.items() if choice.hidden},
            folded=sorted(tab for tab, choice in self.choices.items() if choice.folded),
            force=self.shown.left.force,
        )

    def on_resize(self) -> None:
        """Size the words anew."""
        self.show_bars()

    def on_screen_suspend(self) -> None:
        """Remember whether one goes to another screen, or only answers a dialog."""
        self._elsewhere = not self.app.screen.is_modal

    def on_screen_resume(self) -> None:
        """Tell who has to know that one comes back from another screen."""
        if self._elsewhere:
            self._elsewhere = False
            self.look_again()

    def look_again(self) -> None:
        """Something may have been written meanwhile; what it means to each is written there."""

    def watch_comparison(self) -> None:
        """Show another comparison."""
        self.show_rows()

    def read_notes(self) -> object:
        """Read the notes on what is shown; the notes' own actions know how."""
        raise NotImplementedError

    def show_rows(self, keep: str = "") -> None:
        """Show the rows that are chosen; the cursor stays on the row `keep`, or on the same row."""
        self._message = None
        keep = keep or self.row_id
        everything = self.tab.rows(self.shown)
        self.rows = [row for row in everything if self.choice.shows(row)]
        at = next((place for place, row in enumerate(self.rows) if row.id == keep), 0)
        fold, kinds = (self.owner.keys.shown(keys.BY_ID[one]) for one in ("fold", "filter"))
        source = self.tab.source(
            self.shown,
            self.rows,
            self.owner.marks,
            noted=frozenset(self.notes),
            hidden=hidden_words(self.choice, everything, fold, kinds) or self.tab.empty(self.shown),
        )
        self.lines.show(source, at)
        self.show_bars()
        self.show_detail()
        self._remember()

    def show_bars(self) -> None:
        """Write title, comparability, tabs and column headings for the width there is."""
        if not self.is_mounted:
            return
        width, marks, shown = self.size.width, self.owner.marks, self.shown
        self.query_one("#title", Bar).say(*headings.title(shown, marks, width))
        why = self.owner.keys.shown(keys.BY_ID["why"])
        self.query_one("#basis", Bar).say(*headings.basis(shown, marks, width, why, self.session.known))
        tabs = self.query_one("#tabs", Bar)
        tabs.say(*headings.tabs(shown, self.tab, self.choice, marks, self.owner.keys, width))
        self.query_one("#columns", Bar).say(headings.columns(shown, self.tab, marks, width))
        self.query_one("#rule", Bar).say(headings.rule(self.tab, marks, width, marks.crossing))
        self.show_status()

    def show_status(self) -> None:
        """Write the message, if there is one, and which change this is."""
        marks = self.owner.marks
        where = position(self.rows, self.lines.cursor)
        rule = headings.rule(self.tab, marks, self.size.width, marks.stop)
        message = self._message[:2] if self._message else None
        line = headings.status(where if self.rows else "", message, marks, self.size.width)
        self.query_one("#status", Bar).say(headings.over(line, rule))

    def show_detail(self) -> None:
        """Write what there is to say of the row under the cursor."""
        row = self.row
        found = detail(self.shown, row, self.owner.marks, self.notes.get(row.id)) if row else []
        self.detail_pane.show(found, self.needle)

    def say(self, message: str, role: str = "strong") -> None:
        """Show a message in the status line until the cursor moves."""
        self._message = (message, role, self.lines.cursor)
        self.show_status()

    def hush(self) -> None:
        """Show no message any more: what was said is over."""
        self._message = None
        self.show_status()

    def follow(self) -> None:
        """Follow the cursor."""
        if self._message and self._message[2] != self.lines.cursor:
            self._message = None
        self.show_status()
        self.show_detail()

    def on_line_view_chosen(self, message: LineView.Chosen) -> None:
        """Show more of a row that was clicked twice."""
        message.stop()
        self.action_detail()

    def on_bar_pressed(self, message: Bar.Pressed) -> None:
        """Change the tab, or show and hide a kind."""
        message.stop()
        what, _, which = message.target.partition(":")
        if what == "kind":
            self.choose(self.choice.toggled(which))
        else:
            self.show_tab(which)

    def choose(self, choice: Choice) -> None:
        """Show what is chosen now."""
        self.choices[self.tab.id] = choice
        self.show_rows()

    def show_tab(self, name: str) -> None:
        """Show another tab."""
        if name == "timeline":
            self.action_timeline()
        elif name == "notes":
            self.action_notes()
        else:
            self._turn_to(next(tab for tab in TABS if tab.id == name))
            self.show_rows(self._left_at.get(name, ""))

    def _turn_to(self, tab: Tab) -> None:
        """Leave this tab for another, and know where one was."""
        self._left_at[self.tab.id] = self.row_id
        self.tab = tab

    def go_to_row(self, row: str) -> None:
        """Put the cursor on a row, whatever its tab; nothing that is hidden stays hidden for it."""
        self._turn_to(tab_of(row))
        if not any(one.id == row and self.choice.shows(one) for one in self.tab.rows(self.shown)):
            self.choices.pop(self.tab.id, None)
        self.show_rows(row)

    def action_timeline(self) -> None:
        """Show the force of the left side through time."""
        from peeldiff.app.timeline.screen import TimelineScreen

        self.go_on(TimelineScreen(self.session, self.shown.left.force, self.shown))

    def action_notes(self) -> None:
        """Show the notes of this comparison."""
        from peeldiff.app.notes.screen import NotesScreen

        self.go_on(NotesScreen(self.session, self.shown))

    def action_judgments(self) -> None:
        """Show the judgments."""
        self.show_tab("judgments")

    def action_findings(self) -> None:
        """Show the findings."""
        self.show_tab("findings")

    def action_figures(self) -> None:
        """Show the figures."""
        self.show_tab("figures")

    def action_fold(self) -> None:
        """Fold away what did not change, or unfold it."""
        choice = self.choice
        self.choose(Choice(choice.hidden, not choice.folded))
        self.say("Unfolded: every row is shown." if choice.folded else "Folded: only changes are shown.")

    def action_filter(self) -> None:
        """Ask which kinds to show."""
        from peeldiff.app.comparison.kind_filter import KindFilter

        counts = self.tab.counts(self.shown)
        if not counts:
            self.say("There are no kinds to filter by here.")
            return

        def done(hidden: frozenset[str] | None) -> None:
            if hidden is not None and hidden != self.choice.hidden:
                self.choose(Choice(hidden, self.choice.folded))

        self.app.push_screen(KindFilter(counts, self.tab.kind_words(self.shown), self.choice.hidden), done)

    def action_next_change(self) -> None:
        """To the next change."""
        self._step_to(step(changes(self.rows), self.lines.cursor, 1), "This is the last change.")

    def action_previous_change(self) -> None:
        """To the previous change."""
        self._step_to(step(changes(self.rows), self.lines.cursor, -1), "This is the first change.")

    def _step_to(self, place: int | None, otherwise: str) -> None:
        if place is None:
            self.say(otherwise if changes(self.rows) else "There is no change here.")
        else:
            self.lines.move_to(place)

    def action_detail(self) -> None:
        """Make the detail pane taller, or as it was."""
        self.toggle_class("-detail")
