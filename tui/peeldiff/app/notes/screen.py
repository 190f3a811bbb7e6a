"""All notes: of one comparison, or of every one."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.message import Message

from peeldiff.app.comparison.headings import over, status
from peeldiff.app.kit import keys
from peeldiff.app.kit.bars import Bar
from peeldiff.app.kit.comparison_tab import BesideComparison
from peeldiff.app.kit.line_view import LineView
from peeldiff.app.notes.rows import ORDERS, NoteSource, Shown, is_overdue, told
from peeldiff.errors import PeeldiffError
from peeldiff.text import plural

if TYPE_CHECKING:
    from peeldiff.app.session import Session
    from peeldiff.compare.comparison import Comparison
    from peeldiff.notes.listing import Entry


class NotesScreen(BesideComparison):
    """The list of notes."""

    KEYS = "notes"
    PLACE = "notes"
    BARS = ("tabs",)
    BINDINGS: ClassVar = keys.bindings("notes")

    class NotesListed(Message):
        """The notes have been read."""

        def __init__(self, entries: Sequence[Entry]) -> None:
            """`entries` in the order of the files."""
            super().__init__()
            self.entries = entries

    def __init__(self, session: Session, comparison: Comparison | None = None) -> None:
        """Show the notes of a comparison first, or of every one."""
        super().__init__(session, comparison)
        self.shown = Shown()
        self.here_only = comparison is not None
        self._all: Sequence[Entry] | None = None
        self._listed: list[Entry] = []

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

    @work(thread=True, exclusive=True, group="notes")
    def read(self) -> None:
        """Read every note, off the screen's thread."""
        try:
            self.post_message(self.NotesListed(self.session.every_note(self.comparison)))
        except PeeldiffError as error:
            self.app.call_from_thread(self.say, self.session.settings.redact(str(error)), "warning")

    def on_notes_screen_notes_listed(self, message: NotesListed) -> None:
        """Show them, unless nothing changed: then what is shown stays as it is, and as far as it was read."""
        if message.entries != self._all:
            self._all = message.entries
            self.show_notes()

    def show_notes(self) -> None:
        """Draw the notes that are wanted."""
        self.message = None
        keep = self.entry
        everything = self._all or ()
        here = [one for one in everything if not self.here_only or self._is_here(one)]
        self._listed = self.shown.of(here)
        at = self._listed.index(keep) if keep in self._listed else 0
        self.lines.show(
            NoteSource(self._listed, self.shown, self.owner.today(), self.owner.marks, self._below(len(here))), at
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
        keys_of, table = self.owner.keys, keys.BY_ID
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
        self.query_one("#title", Bar).say(
            [(" Notes", "title"), (f" of {of}" if of else " of every comparison", "bar")], [("peeldiff ", "bar")]
        )
        self.show_tabs()

    def show_status(self) -> None:
        """Write the message, how many notes there are, and their order."""
        marks, today = self.owner.marks, self.owner.today()
        late = sum(is_overdue(one.note, today) for one in self._listed)
        overdue = f", {late} overdue" if late else ""
        said = f"{plural(len(self._listed), 'note')}{overdue}, by {ORDERS[self.shown.order]}"
        line = status(said, self.message, marks, self.size.width)
        self.query_one("#status", Bar).say(over(line, [(marks.level * self.size.width, "rule")]))

    def follow(self) -> None:
        """Follow the cursor."""
        self.message = None
        self.show_status()
        found = told(self.entry, self.owner.today()) if self.entry else []
        self.detail_pane.show(found)

    def on_line_view_chosen(self, message: LineView.Chosen) -> None:
        """A click on the note of the cursor goes to its row."""
        message.stop()
        self.action_go_to_note()

    def action_go_to_note(self) -> None:
        """Go to the row that the note is about."""
        from peeldiff.app.comparison.comparison_view import ComparisonView

        entry = self.entry
        if entry is None:
            return
        if entry.is_retired:
            self.say("What this note was about is no longer there.")
            return
        below = self.app.screen_stack[-2]
        if self._is_here(entry) and isinstance(below, ComparisonView):
            self.app.pop_screen()
            below.go_to_row(entry.change)
            return
        try:
            self.open_comparison(*self.session.find((entry.left, entry.right)), at=entry.change)
        except PeeldiffError as error:
            self.say(str(error), "warning")

    def action_order(self) -> None:
        """Order by something else."""
        orders = list(ORDERS)
        self.shown = dataclasses.replace(self.shown, order=orders[(orders.index(self.shown.order) + 1) % len(orders)])
        self.show_notes()

    def action_unfinished(self) -> None:
        """Leave out what is done, or show it again."""
        self.shown = dataclasses.replace(self.shown, unfinished=not self.shown.unfinished)
        self.show_notes()

    def action_everywhere(self) -> None:
        """The notes of this comparison, or of every one."""
        if self.comparison is None:
            self.say("These are the notes of every comparison.")
            return
        self.here_only = not self.here_only
        self.show_notes()

    def action_notes(self) -> None:
        """They are shown already."""
        self.say("These are the notes.")
