"""Writing what was decided, once a person has seen it and said yes; and leaving, which waits for that."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from peeldiff.app.kit.dialogs.question import Question
from peeldiff.app.review.review_words import plan_lines
from peeldiff.text import inert, plural

if TYPE_CHECKING:
    from peeldiff.app.review.decisions import Review
    from peeldiff.app.review.review_session import ReviewSession
    from peeldiff.app.review.screen import ReviewScreen
    from peeldiff.errors import PeeldiffError
    from peeldiff.importing import Plan


class Writing:
    """What is on its way to the disk, and whether the review is left behind it."""

    def __init__(self, screen: ReviewScreen, left: Callable[[bool], object] | None) -> None:
        """`left` is called when a person leaves, with whether something was written; else the app ends."""
        self._screen = screen
        self._left = left
        self._is_under_way = self._leaves_next = False

    def write(self) -> None:
        """Show what would be written, and write it once a person says yes."""
        screen, desk = self._screen, self._screen.desk
        plan, review = desk.plan, desk.review
        if not (plan.count or plan.drafts):
            screen.show_message("There is nothing to write.")
            return

        def done(yes: bool | None) -> None:
            if yes:
                self._write(plan, review)

        lines = plan_lines(desk.session.dataset, review, desk.states, plan)
        screen.app.push_screen(Question("Write this?", lines), done)

    def _write(self, plan: Plan, review: Review) -> None:
        """Write what a person has seen, unless another window decided meanwhile."""
        screen, desk = self._screen, self._screen.desk
        session = desk.session

        def write() -> ReviewSession | None:
            has_news = screen.taking_up.keeper.has_news()
            return None if has_news or desk.plan is not plan else session.write(plan)

        def written(after: ReviewSession | None) -> None:
            self._is_under_way = False
            if after is None:  # nobody has seen what would be written
                screen.taking_up.take_up_others()
                return
            desk.written(after, review)
            screen.show_rows(screen.at or 0)
            drafts = f" and {plural(len(plan.drafts), 'draft')}" if plan.drafts else ""
            where = inert(str(session.folder))
            screen.show_message(f"Written: {plural(plan.count, 'row')}{drafts} to {where}", "better")
            if self._leaves_next:
                self.leave()

        def failed(error: PeeldiffError) -> None:
            self._is_under_way = self._leaves_next = False
            screen.show_error(error)

        self._is_under_way = True
        screen.in_background(write, written, group="write", failed=failed)

    def leave(self) -> None:
        """Leave; what was decided and not written is asked about once, and what is being written is waited for."""
        screen = self._screen
        self._leaves_next = self._is_under_way
        if self._is_under_way:
            screen.show_message("Still writing: leaves when all is on the disk.")
            return
        if screen.desk.review.is_undecided:
            self._go()
            return

        def done(yes: bool | None) -> None:
            if yes:
                self._go()

        count = plural(screen.desk.undecided_count, "decision")
        words = f"{count} not written: kept for the next review of these files. Leave without writing?"
        screen.app.push_screen(Question("Leave?", [[(words, "text")]]), done)

    def _go(self) -> None:
        """Go back to where the review was opened from."""
        if self._left is None:
            self._screen.app.exit(return_code=0)
        else:
            self._left(self._screen.desk.has_written)
