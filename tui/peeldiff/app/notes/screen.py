"""All notes: of one comparison, or of every one."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from peeldiff.app.kit import keys
from peeldiff.app.kit.bars import Bar
from peeldiff.app.kit.base_screen import Commands
from peeldiff.app.kit.comparison_tab import ComparisonTab
from peeldiff.app.kit.line_view import LineView
from peeldiff.app.kit.navigation import ComparisonRequested, TabRequested
from peeldiff.app.notes.rows import ORDERS, NoteSource, Shown, is_overdue, told
from peeldiff.text import plural

if TYPE_CHECKING:
    from peeldiff.app.session import Session
    from peeldiff.compare.comparison import Comparison
    from peeldiff.notes.listing import Entry


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
        self._all: Sequence[Entry] | None = None
        self._listed: list[Entry] = []

    def make_commands(self) -> Commands:
        """Return what can be done with the notes."""
        return {
            **super().make_commands(),
            "go-to-note": self._go_to_row,
            "order": self._order,
            "unfinished": self._show_unfinished,
            "everywhere": self._show_everywhere,
        }

    @property
    def entry(self) -> Entry | None:
        """The note under the cursor."""
        return self._listed[self.lines.cursor] if self.lines.cursor < len(self._listed) else None

    def on_mount(self) -> None:
        """Read the notes."""
        self.lines.focus()
        self.watch(self.lines, "cursor", self.follow, init=False)
        self.show_top()
        self.read()

    def on_screen_resume(self) -> None:
        """Read them again: a note may have been written meanwhile."""
        self.read()

    def on_resize(self) -> None:
        """Fit the bars."""
        self.show_top()
        self.show_status()

    def read(self) -> None:
        """Read every note; nothing is drawn if nothing changed, and what is shown stays as far as it was read."""

        def show(entries: Sequence[Entry]) -> None:
            if entries != self._all:
                self._all = entries
                self.show_notes()

        self.in_background(lambda: self.session.every_note(self.comparison), show, group="notes")

    def show_notes(self) -> None:
        """Draw the notes that are wanted."""
        self.status.clear_message()
        keep = self.entry
        everything = self._all or ()
        here = [one for one in everything if not self.here_only or self._is_here(one)]
        self._listed = self.shown.of(here)
        at = self._listed.index(keep) if keep in self._listed else 0
        self.lines.show(
            NoteSource(self._listed, self.shown, self.host.today(), self.host.marks, self._below(len(here))), at
        )
        self.show_top()
        self.follow()

    def _is_here(self, entry: Entry) -> bool:
        compared = self.comparison
        return compared is not None and {entry.left, entry.right} == {
            compared.left.inspection,
            compared.right.inspection,
        }

    def _below(self, wanted: int) -> str:
        keys_of, table = self.host.keys, keys.BY_ID
        finished = wanted - len(self._listed)
        said = []
        if finished:
            said.append(f"{finished} finished ({keys_of.shown(table['unfinished'])} shows)")
        every = len(self._all or ())
        if self.here_only and every > wanted:
            elsewhere = plural(every - wanted, "note")
            said.append(f"{elsewhere} in other comparisons ({keys_of.shown(table['everywhere'])} shows)")
        if not said and not self._listed:
            said.append("No note is written yet. A note belongs to a change: open a comparison and press e.")
        return ", ".join(said)

    def show_top(self) -> None:
        """Write whose notes they are, and the tabs."""
        compared = self.comparison
        of = f"{compared.left.inspection} and {compared.right.inspection}" if compared and self.here_only else ""
        self.query_one("#title", Bar).show(
            [(" Notes", "title"), (f" of {of}" if of else " of every comparison", "bar")], [("peeldiff ", "bar")]
        )
        self.show_tabs()

    def show_status(self) -> None:
        """Write the message, how many notes there are, and their order."""
        today = self.host.today()
        late = sum(is_overdue(one.note, today) for one in self._listed)
        overdue = f", {late} overdue" if late else ""
        said = f"{plural(len(self._listed), 'note')}{overdue}, by {ORDERS[self.shown.order]}"
        self.status.show_facts(said)

    def follow(self) -> None:
        """Follow the cursor."""
        self.status.clear_message()
        self.show_status()
        found = told(self.entry, self.host.today()) if self.entry else []
        self.detail_pane.show(found)

    def on_line_view_chosen(self, message: LineView.Chosen) -> None:
        """A click on the note of the cursor goes to its row."""
        message.stop()
        self._go_to_row()

    def _go_to_row(self) -> None:
        """Go to the row that the note is about."""
        entry = self.entry
        if entry is None:
            return
        if entry.is_retired:
            self.show_message("What this note was about is no longer there.")
        elif self._is_here(entry):
            self.ask(TabRequested(self.comparison, "", row=entry.change))
        else:
            self.ask(ComparisonRequested(entry.left, entry.right, at=entry.change))

    def _order(self) -> None:
        """Order by something else."""
        orders = list(ORDERS)
        self.shown = dataclasses.replace(self.shown, order=orders[(orders.index(self.shown.order) + 1) % len(orders)])
        self.show_notes()

    def _show_unfinished(self) -> None:
        """Leave out what is done, or show it again."""
        self.shown = dataclasses.replace(self.shown, unfinished=not self.shown.unfinished)
        self.show_notes()

    def _show_everywhere(self) -> None:
        """The notes of this comparison, or of every one."""
        if self.comparison is None:
            self.show_message("These are the notes of every comparison.")
            return
        self.here_only = not self.here_only
        self.show_notes()
