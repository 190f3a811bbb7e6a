"""All notes: of one comparison, or of every one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on

from peeldiff.app.kit import actions, keys
from peeldiff.app.kit.base_screen import Commands
from peeldiff.app.kit.navigation import ComparisonRequested, NoteRequested, NoteSaved, TabRequested
from peeldiff.app.kit.rows import Row
from peeldiff.app.kit.saved_notes import report_saved
from peeldiff.app.kit.screens.comparison_tab import ComparisonTab
from peeldiff.app.kit.widgets.bars import Bar
from peeldiff.app.kit.widgets.line_view import LineView
from peeldiff.app.kit.words import pair_words
from peeldiff.app.notes.order_commands import OrderCommands
from peeldiff.app.notes.rows import ORDERS, NoteSource, Shown, describe_entry, is_overdue, unread_words
from peeldiff.notes.listing import Listing
from peeldiff.text import plural

if TYPE_CHECKING:
    from peeldiff.app.session import Session
    from peeldiff.compare.comparison import Comparison
    from peeldiff.errors import PeeldiffError
    from peeldiff.notes.listing import Entry

ROW_GONE = "What this note was about is no longer there."


class NotesScreen(ComparisonTab):
    """The list of notes."""

    KEYS = "notes"
    TAB = "notes"
    BARS = ("tabs",)
    BINDINGS: ClassVar = keys.bindings("notes")

    def __init__(self, session: Session, comparison: Comparison | None = None) -> None:
        """Show the notes of a comparison first, or of every one."""
        super().__init__(session, comparison)
        self.shown = Shown()
        self.here_only = comparison is not None
        self._all: Listing | None = None
        self._listed: list[Entry] = []

    def make_commands(self) -> Commands:
        """Return what can be done with the notes."""
        return {
            **super().make_commands(),
            "go-to-note": self._go_to_row,
            "edit-note": self._edit_note,
            **OrderCommands(self).commands,
        }

    @property
    def entry(self) -> Entry | None:
        """The note under the cursor."""
        return self._listed[self.lines.cursor] if self.lines.cursor < len(self._listed) else None

    def on_mount(self) -> None:
        """Begin in the list."""
        self.lines.focus()
        self.watch(self.lines, "cursor", self.follow, init=False)
        self.show_top()

    def on_resize(self) -> None:
        """Fit the bars."""
        self.show_top()
        self.show_status()

    @on(events.ScreenResume)
    def read(self) -> None:
        """Read every note, again when one comes back; nothing is drawn if nothing changed, and the rest stays."""

        def show(listing: Listing) -> None:
            if listing != self._all:
                self._all = listing
                self.show_notes()

        def fail(error: PeeldiffError) -> None:
            show(Listing((), (self.host.settings.describe(error),), 0))

        self.in_background(lambda: self.session.every_note(self.comparison), show, group="notes", failed=fail)

    def show_notes(self) -> None:
        """Draw the notes that are wanted."""
        self.status.clear_message()
        keep = self.entry
        every = self._all or Listing((), (), 0)
        here = [entry for entry in every.entries if not self.here_only or self._is_here(entry)]
        self._listed = self.shown.of(here)
        at = self._listed.index(keep) if keep in self._listed else 0
        unread = [self.host.settings.redact(line) for line in unread_words(every.problems, every.files_unread)]
        host = self.host
        source = NoteSource(
            self._listed,
            self.shown,
            host.today(),
            host.marks,
            self._below(len(here)),
            unread,
            partial(pair_words, self.session.dataset, between=self.host.marks.beside),
        )
        self.lines.show(source, at)
        self.show_top()
        self.follow()

    def _is_here(self, entry: Entry) -> bool:
        compared = self.comparison
        return compared is not None and {entry.left, entry.right} == {
            compared.left.inspection,
            compared.right.inspection,
        }

    def _below(self, wanted: int) -> str:
        keys_of, table = self.host.keys, actions.BY_ID
        hidden = wanted - len(self._listed)
        hints = []
        if hidden and self.shown.contested:
            hints.append(f"{hidden} with one text ({keys_of.shown(table['contested'])} shows)")
        elif hidden:
            hints.append(f"{hidden} finished ({keys_of.shown(table['unfinished'])} shows)")
        every = len(self._all.entries) if self._all else 0
        if self.here_only and every > wanted:
            elsewhere = plural(every - wanted, "note")
            hints.append(f"{elsewhere} in other comparisons ({keys_of.shown(table['everywhere'])} shows)")
        if not hints and not self._listed and not (self._all and self._all.problems):
            write = keys_of.shown(table["note"])
            hints.append(f"No note is written yet. A note belongs to a change: open a comparison and press {write}.")
        return ", ".join(hints)

    def show_top(self) -> None:
        """Write whose notes they are, and the tabs."""
        compared = self.comparison
        here = (compared.left.inspection, compared.right.inspection) if compared and self.here_only else None
        of = pair_words(self.session.dataset, *here, "and") if here else ""
        self.query_one("#title", Bar).show(
            [(" Notes", "title"), (f" of {of}" if of else " of every comparison", "bar")], [("peeldiff ", "bar")]
        )
        self.show_tabs()

    def show_status(self) -> None:
        """Write the message, how many notes there are, and their order."""
        today = self.host.today()
        late = sum(is_overdue(entry.note, today) for entry in self._listed)
        overdue = f", {late} overdue" if late else ""
        several = sum(bool(entry.note.contested) for entry in self._listed)
        contested = f", {several} to be decided" if several else ""
        unread = f"; {plural(self._all.files_unread, 'file')} not read" if self._all and self._all.files_unread else ""
        facts = f"{plural(len(self._listed), 'note')}{overdue}{contested}, by {ORDERS[self.shown.order]}{unread}"
        self.status.show_facts(facts)

    def follow(self) -> None:
        """Follow the cursor."""
        self.status.clear_message()
        self.show_status()
        key = self.host.keys.shown(actions.BY_ID["edit-note"])
        named = partial(pair_words, self.session.dataset, between=self.host.marks.beside)
        found = describe_entry(self.entry, self.host.today(), key, named) if self.entry else []
        self.detail_pane.show(found)

    def on_line_view_chosen(self, message: LineView.Chosen) -> None:
        """A click on the note of the cursor goes to its row."""
        message.stop()
        self._go_to_row()

    def _entry_with_row(self) -> Entry | None:
        """Return the note under the cursor; of one whose row is gone, say so."""
        if self.entry is not None and self.entry.is_retired:
            self.show_message(ROW_GONE)
            return None
        return self.entry

    def _go_to_row(self) -> None:
        """Go to the row that the note is about."""
        entry = self._entry_with_row()
        if entry is None:
            return
        if self._is_here(entry):
            self.ask(TabRequested(self.comparison, "", row=entry.change))
        else:
            self.ask(ComparisonRequested(entry.left, entry.right, at=entry.change))

    def _edit_note(self) -> None:
        """Open the editor of this note, or the choice between several texts, as they stand now."""
        entry = self._entry_with_row()
        if entry is None:
            return
        session = self.session

        def look() -> NoteRequested | None:
            comparison = session.compare(*session.find((entry.left, entry.right)))
            rows: list[Row] = [*comparison.judgment_rows, *comparison.finding_rows, *comparison.figure_rows]
            row = next((row for row in rows if row.id == entry.change), None)
            notes = session.note_desk(comparison).read().notes
            return NoteRequested(comparison, row, notes.get(row.id)) if row else None

        def show(wanted: NoteRequested | None) -> None:
            if wanted is None:
                self.show_message(ROW_GONE)
            else:
                self.ask(wanted)

        self.in_background(look, show, group="compare")

    def on_note_saved(self, message: NoteSaved) -> None:
        """Read again, and keep how to take it back."""
        report_saved(self, self.undoing, message)
        self.read()
