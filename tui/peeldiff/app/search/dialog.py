"""Searches everything that is loaded, with results as you type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import get_current_worker

from peeldiff.app.kit import keys
from peeldiff.app.kit.dialog import Dialog
from peeldiff.app.kit.line_view import LineView
from peeldiff.app.kit.motions import Motions
from peeldiff.app.search.results import (
    Found,
    SearchSource,
    in_comparison,
    in_dataset,
    in_notes,
    in_topics,
    row_of_topic,
)
from peeldiff.errors import PeeldiffError

if TYPE_CHECKING:
    from peeldiff.app.session import Session
    from peeldiff.compare.comparison import Comparison
    from peeldiff.notes.note import Note

_EMPTY: Mapping[str, Note] = {}


class SearchDialog(Motions, Dialog[Found]):
    """A line to type in, and what was found: topics and rows at once, the dataset a moment later."""

    KEYS = "search"
    TALL = True
    BINDINGS: ClassVar = keys.bindings("search")

    class Searched(Message):
        """The dataset and the notes have been searched."""

        def __init__(self, needle: str, groups: Sequence[tuple[str, Sequence[Found]]]) -> None:
            """`groups` are headings with what was found."""
            super().__init__()
            self.needle = needle
            self.groups = groups

    def __init__(
        self,
        session: Session,
        now: str = "",
        comparison: Comparison | None = None,
        notes: Mapping[str, Note] = _EMPTY,
        tab: str = "",
    ) -> None:
        """`now` is what was searched for last; `comparison` is what is open, with its notes and the tab shown."""
        super().__init__("Search in topics, reasons, findings, figures and notes")
        self._session = session
        self._now = now
        self._comparison = comparison
        self._notes = notes
        self._tab = tab
        self._topics: list[Found] = []
        self._here: list[Found] = []

    @property
    def lines(self) -> LineView:
        """The results."""
        return self.query_one(LineView)

    def parts(self) -> Iterable[Widget]:
        """Yield the line and the results."""
        typed = Input(self._now, placeholder="Type words", select_on_focus=True)
        typed.cursor_blink = False
        yield typed
        yield LineView(id="found")

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(Input).focus()
        self.find(self._now)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find anew."""
        self.find(event.value.strip())

    def find(self, needle: str) -> None:
        """Find in the comparison at once, and start finding everywhere."""
        self._topics = in_topics(self._session.dataset, needle)
        shown = self._comparison
        self._here = in_comparison(shown, self._notes, needle, self._tab, self._topics) if shown else []
        self._show([], "Searching the dataset." if needle else "")
        if needle:
            self.search(needle)

    @work(thread=True, exclusive=True, group="search")
    def search(self, needle: str) -> None:
        """Search the dataset and every note, off the screen's thread."""
        from peeldiff.dataset.search import search

        worker = get_current_worker()
        ds = self._session.dataset
        found = in_dataset(ds, search(ds, needle), needle)
        if worker.is_cancelled:  # more has been typed: the notes are gone through for that
            return
        try:
            noted = in_notes(self._session.every_note(), needle)
        except PeeldiffError:
            noted = []  # what is wrong with the notes is said where they are shown
        if not worker.is_cancelled:
            self.post_message(self.Searched(needle, [("In every note", noted), ("In the whole dataset", found)]))

    def on_search_dialog_searched(self, message: Searched) -> None:
        """Show what was found, unless something else is sought by now."""
        if message.needle == self.query_one(Input).value.strip():
            self._show(message.groups, "Nothing has all of these words.")

    def _show(self, groups: Sequence[tuple[str, Sequence[Found]]], otherwise: str) -> None:
        shown = self._comparison
        here = [one for one in self._topics if shown is None or row_of_topic(shown, one.topic)]
        elsewhere = [one for one in self._topics if one not in here]
        named = [("Topics", here), ("In this comparison", self._here), ("Topics not in this comparison", elsewhere)]
        source = SearchSource([*named, *groups], otherwise)
        at = self.lines.cursor if groups else 0
        self.lines.show(source, at)

    def on_input_submitted(self) -> None:
        """Go to what the cursor stands on."""
        self.action_go()

    def on_line_view_chosen(self, message: LineView.Chosen) -> None:
        """Go to what was clicked."""
        message.stop()
        self.action_go()

    def action_next_section(self) -> None:
        """To the next heading of the results."""
        source = self.lines.source
        if isinstance(source, SearchSource):
            self.lines.move_to(source.next_section(self.lines.cursor))

    def action_go(self) -> None:
        """Go to what the cursor stands on; without a word the search is cleared."""
        source = self.lines.source
        needle = self.query_one(Input).value.strip()
        results = source.results if isinstance(source, SearchSource) else []
        if results:
            self.dismiss(results[self.lines.cursor])
        elif not needle:
            self.dismiss(Found(""))
