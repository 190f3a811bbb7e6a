"""Searching everything, from any screen, and going to what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.message import Message

from peeldiff.app.kit.main_screen import MainScreen
from peeldiff.errors import PeeldiffError

if TYPE_CHECKING:
    from peeldiff.app.search.results import Found
    from peeldiff.app.session import Session
    from peeldiff.compare.comparison import Comparison
    from peeldiff.dataset.search import Hit
    from peeldiff.notes.listing import Entry


class Searching(MainScreen):
    """A screen from which everything can be searched."""

    session: Session

    class PlaceFound(Message):
        """The comparison in which the thing stands has been made."""

        def __init__(self, comparison: Comparison, row: str) -> None:
            """`row` is where it stands."""
            super().__init__()
            self.comparison = comparison
            self.row = row

    @property
    def force_here(self) -> str:
        """The force that is looked at: an item that was found is shown for it."""
        raise NotImplementedError

    def action_search(self) -> None:
        """Ask what to search for, and go to what is chosen."""
        from peeldiff.app.search.dialog import SearchDialog

        def done(found: Found | None) -> None:
            if found is not None:
                self.go_to(found)

        self.app.push_screen(SearchDialog(self.session), done)

    def go_to(self, found: Found) -> None:
        """Go to what was found: a topic is shown through time, anything else in a comparison that has it."""
        place = found.hit or found.entry
        if found.topic:
            self.show_topic(found.topic)
        elif place:
            self.find_place(place)

    def show_topic(self, topic: str) -> None:
        """Show the force through time, at a topic."""
        from peeldiff.app.timeline.screen import TimelineScreen

        self.go_on(TimelineScreen(self.session, self.force_here, at=topic))

    @work(thread=True, exclusive=True, group="compare")
    def find_place(self, found: Hit | Entry) -> None:
        """Compare what has to be compared to show what was found, off the screen's thread."""
        try:
            place = self.session.place_of(found, self.force_here)
        except PeeldiffError as error:
            self.app.call_from_thread(self.say, self.session.settings.redact(str(error)), "warning")
            return
        if place is None:
            self.app.call_from_thread(self.say, "This dataset has no comparison in which it stands.")
        else:
            self.post_message(self.PlaceFound(*place))

    def on_searching_place_found(self, message: PlaceFound) -> None:
        """Open the comparison there."""
        from peeldiff.app.comparison.screen import ComparisonScreen

        self.go_on(ComparisonScreen(self.session, message.comparison, message.row))
