"""What was decided and not written, last time or in another window of the same review, taken up here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peeldiff.app.kit.background import JobDone
from peeldiff.app.review.other_windows import describe_others
from peeldiff.app.review.review_keeper import ReviewKeeper
from peeldiff.settings import paths
from peeldiff.text import plural

if TYPE_CHECKING:
    from peeldiff.app.review.review_session import ReviewSession
    from peeldiff.app.review.screen import ReviewScreen


class TakingUp:
    """Brings what the keeper knows onto the desk, and says so."""

    def __init__(self, screen: ReviewScreen) -> None:
        """`screen` shows the rows; what is decided on its desk is kept from now on."""
        self._screen = screen
        self.keeper = ReviewKeeper(paths.user_state() / "reviews", screen.desk.session.folder, self._report)
        screen.desk.keep = self.keeper.keep

    def begin(self) -> None:
        """Read what was decided last time, and take it up."""
        self._screen.in_background(self.keeper.read, lambda _: self._recall(), group="kept")

    def _recall(self) -> None:
        screen = self._screen
        taken = self.keeper.take_up(screen.desk.review)
        if taken.rows:
            screen.desk.take(taken.review)
            screen.show_rows(screen.at or 0)
            screen.show_message(f"Here again, not written yet: {plural(len(taken.rows), 'decision')} of last time.")
        screen.in_background(self.keeper.remove_old, lambda _: None, group="kept")

    def _report(self) -> None:
        """Have what another window decided taken up; called from any thread."""
        self._screen.post_message(JobDone(self.take_up_others))

    def take_up_others(self) -> None:
        """Take up what other windows of this review decided later, and say so."""
        screen, desk = self._screen, self._screen.desk
        taken = self.keeper.take_up(desk.review)
        desk.take(taken.review)
        screen.show_rows(screen.at or 0)
        screen.show_message(describe_others(desk.session.dataset, desk.review, taken), "warning")
        if taken.has_written:
            screen.in_background(desk.session.reloaded, self._go_on_with, group="reload")

    def _go_on_with(self, session: ReviewSession) -> None:
        """Go on with the dataset as another window has written it; what was said stays."""
        screen, message = self._screen, self._screen.message
        screen.desk.go_on_with(session)
        screen.show_rows(screen.at or 0)
        if message:
            screen.show_message(*message)
