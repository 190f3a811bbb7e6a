"""Deciding on imported rows: accepted, corrected or dropped, one by one or many; and going to what is undecided."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from peeldiff.app.kit import actions
from peeldiff.app.kit.base_screen import Commands
from peeldiff.app.kit.row_filter import step
from peeldiff.app.kit.undo import describe_undone
from peeldiff.app.review.correction_dialog import Correction, Given
from peeldiff.app.review.decisions import wanting
from peeldiff.app.review.review_desk import CannotDecideError
from peeldiff.app.review.review_words import why_not
from peeldiff.text import plural

if TYPE_CHECKING:
    from peeldiff.app.review.screen import ReviewScreen


class DecisionCommands:
    """The commands that decide on rows."""

    def __init__(self, screen: ReviewScreen) -> None:
        """`screen` shows the rows."""
        self._screen = screen

    @property
    def commands(self) -> Commands:
        """The commands."""
        return {
            "accept": self._accept,
            "drop": lambda: self._decide(self._screen.desk.drop),
            "correct": self.correct,
            "accept-page": lambda: self._accept_many(self._screen.desk.accept_page, "on this page"),
            "accept-kind": lambda: self._accept_many(self._screen.desk.accept_kind, "of this kind"),
            "undo": self._undo,
            "next-undecided": lambda: self._step(1),
            "previous-undecided": lambda: self._step(-1),
        }

    def _decide(self, decide: Callable[[int], None]) -> None:
        """Decide on the row under the cursor, or say why that cannot be."""
        at = self._screen.at
        if at is None:
            return
        try:
            decide(at)
        except CannotDecideError as error:
            self._screen.show_message(str(error))
        else:
            self._screen.show_rows(at)

    def _accept(self) -> None:
        """Accept the row, unless a rule speaks against it."""

        def accept(at: int) -> None:
            correct = self._screen.host.keys.shown(actions.BY_ID["correct"])
            reason = why_not(self._screen.desk.review.entries[at], self._screen.desk.states[at], correct)
            if reason:
                raise CannotDecideError(reason)
            self._screen.desk.take(self._screen.desk.review.accept(at))

        self._decide(accept)

    def _accept_many(self, accept: Callable[[int], int], which: str) -> None:
        """Accept the rows of medium confidence of this page or kind, and say how many and what is left."""
        at = self._screen.at
        if at is None:
            return
        count = accept(at)
        self._screen.show_rows(at)
        left = plural(len(wanting(self._screen.desk.states)), "row")
        self._screen.show_message(f"Accepted {plural(count, 'row')} {which}; still wanting a decision: {left}.")

    def _undo(self) -> None:
        """Take the last decision back, and go there."""
        try:
            at, what = self._screen.desk.undo()
        except CannotDecideError as error:
            self._screen.show_message(str(error))
        else:
            self._screen.show_rows(at)
            self._screen.show_message(describe_undone(what))

    def correct(self) -> None:
        """Correct the row in a form; a line that was not placed can become a judgment."""
        at = self._screen.at
        if at is None:
            return
        try:
            correction = self._screen.desk.correction(at)
        except CannotDecideError as error:
            self._screen.show_message(str(error))
            return

        def done(given: Given | None) -> None:
            if given is not None:
                correction.take(given, self._screen.host.today())
                self._screen.show_rows(at)

        form = Correction(correction.title, correction.fields, correction.before, correction.problems)
        self._screen.app.push_screen(form, done)

    def _step(self, by: int) -> None:
        """To the next or previous row that wants a decision."""
        wanted = wanting(self._screen.desk.states)
        found = step(wanted, self._screen.at or 0, by)
        if found is None:
            self._screen.show_message("There are no more this way." if wanted else "Nothing wants a decision.")
        else:
            self._screen.lines.move_to(self._screen.desk.shown.index(found))
