"""Searches everything that is loaded, with results as you type."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget
from textual.widgets import Input
from textual.worker import get_current_worker

from peeldiff.app.kit import keys
from peeldiff.app.kit.base_screen import Commands
from peeldiff.app.kit.dialogs.list_dialog import FindDialog
from peeldiff.app.kit.found import Found
from peeldiff.app.kit.widgets.line_view import LineView
from peeldiff.app.kit.widgets.text_field import TextField
from peeldiff.app.search.results import SearchSource, in_dataset, in_notes, in_topics
from peeldiff.errors import PeeldiffError

if TYPE_CHECKING:
    from peeldiff.app.kit.navigation import SearchedHere
    from peeldiff.app.session import Session


Groups = Sequence[tuple[str, Sequence[Found]]]


class SearchDialog(FindDialog[Found]):
    """A line to type in, and what was found: topics and rows at once, the dataset a moment later."""

    KEYS = "search"
    WIDE = True
    BINDINGS: ClassVar = keys.bindings("search")

    def __init__(self, session: Session, needle: str = "", here: SearchedHere | None = None) -> None:
        """`needle` is what was searched for last; `here` finds what the view that asks has of one."""
        super().__init__("Search everything: forces, grades, findings, figures, terms, notes")
        self._session = session
        self._needle = needle
        self._view = here
        self._topics: list[Found] = []
        self._here: Sequence[Found] = ()

    def make_commands(self) -> Commands:
        """Return moving, going to what was found and from heading to heading."""
        return {
            **super().make_commands(),
            "go": self.choose_row,
            "next-section": self._next_section,
        }

    def parts(self) -> Iterable[Widget]:
        """Yield the line and the results."""
        yield TextField(self._needle, placeholder="Type words", select_on_focus=True)
        yield LineView(id="found")

    def on_mount(self) -> None:
        """Find what was searched for last."""
        self.find(self._needle)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find anew."""
        self.find(event.value.strip())

    def find(self, needle: str) -> None:
        """Find in the comparison at once, and start finding everywhere."""
        self._topics = in_topics(self._session.dataset, needle)
        self._here = self._view.find(needle, self._topics) if self._view else ()
        self.lines.show(SearchSource(self._found_here(), "Searching the dataset." if needle else ""))
        if needle:
            self.search(needle)

    def search(self, needle: str) -> None:
        """Search the dataset and every note."""
        from peeldiff.dataset.queries.not_held import coverage_line, not_held
        from peeldiff.dataset.queries.search import read_sought, search

        session, ds, marks, room = self._session, self._session.dataset, self.host.marks, self.lines.room
        found_here = self._found_here()

        def find() -> SearchSource:
            worker = get_current_worker()
            sought = read_sought(ds, needle)
            hits = list(search(ds, sought))
            if worker.is_cancelled:  # more has been typed: the notes are gone through for that
                return SearchSource([], "")
            try:
                noted = in_notes(session.every_note().entries, needle)
            except PeeldiffError:
                noted = []  # what is wrong with the notes is said where they are shown
            groups = in_dataset(ds, hits, needle, coverage_line(ds, sought), marks)
            named: Groups = [*found_here, ("In every note", noted), *groups]
            source = SearchSource(named, "Nothing has all of these words.", list(not_held(ds, sought, hits)))
            source.lay_out(room)
            return source

        def show(source: SearchSource) -> None:
            if needle == self.typed.value.strip():  # nothing else is sought by now
                self.lines.show(source, self.lines.cursor)

        self.in_background(find, show, group="search")

    def _found_here(self) -> Groups:
        """Return what is found without the dataset, under its headings."""
        view = self._view
        here = [topic for topic in self._topics if view is None or view.has_topic(topic.topic)]
        elsewhere = [topic for topic in self._topics if topic not in here]
        return [("Topics", here), ("In this comparison", self._here), ("Topics not in this comparison", elsewhere)]

    def _next_section(self) -> None:
        """To the next heading of the results."""
        source = self.lines.source
        if isinstance(source, SearchSource):
            self.lines.move_to(source.next_section(self.lines.cursor))

    def choose_row(self) -> None:
        """Go to what the cursor stands on; without a word the search is cleared."""
        source = self.lines.source
        needle = self.typed.value.strip()
        results = source.results if isinstance(source, SearchSource) else []
        if results:
            self.dismiss(results[self.lines.cursor])
        elif not needle:
            self.dismiss(Found(""))
