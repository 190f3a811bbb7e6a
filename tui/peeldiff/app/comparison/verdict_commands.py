"""What a person says of two findings: that they speak of one subject, or do not; any two can be paired by hand."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from peeldiff.app.comparison.pairing import HandMadePair, Mark, is_here, press
from peeldiff.app.kit import actions
from peeldiff.app.kit.lines import cut_at_word
from peeldiff.app.kit.undo import describe_undone
from peeldiff.compare.comparison import Comparison
from peeldiff.compare.rows import FindingRow
from peeldiff.errors import PeeldiffError
from peeldiff.notes.note import UNSAID

if TYPE_CHECKING:
    from peeldiff.app.comparison.screen import ComparisonScreen
    from peeldiff.app.kit.base_screen import Commands

VERDICT_MESSAGES = {
    "same": "Said: the same.",
    "different": "Said: not the same; each stands for itself now.",
    UNSAID: "Nothing is said of the two any more.",
}
"""What is shown once a verdict is kept."""
_SUMMARY = 32
"""Cells of a summary in a message."""


class VerdictCommands:
    """The commands on two findings."""

    def __init__(self, screen: ComparisonScreen) -> None:
        """`screen` shows the findings."""
        self._screen = screen
        self._turn = threading.Lock()
        self._mark: Mark | None = None

    @property
    def commands(self) -> Commands:
        """The commands."""
        return {
            "same": lambda: self._judge("same"),
            "not-same": lambda: self._judge("different"),
            "pair": self._pair,
        }

    @property
    def mark(self) -> Mark | None:
        """The finding that waits for its partner, if it is one of what is shown."""
        return self._mark if is_here(self._mark, self._screen.compared) else None

    def clear_mark(self) -> bool:
        """Mark nothing any more; tell whether something was."""
        if self.mark is None:
            return False
        self._set_mark(None, "Nothing is marked any more.")
        return True

    def _judge(self, verdict: str) -> None:
        """Say it of the two findings of this row; what was said already is taken back by its own key."""
        row = self._screen.row
        if not isinstance(row, FindingRow) or row.left is None or row.right is None:
            key = self._screen.host.keys.shown(actions.BY_ID["pair"])
            self._screen.show_message(f"A verdict is on two findings side by side; {key} pairs any two.")
            return
        self._set_verdict(
            HandMadePair(row.left.finding, row.right.finding), UNSAID if row.verdict == verdict else verdict
        )

    def _pair(self) -> None:
        """Mark the finding of this row, or pair it with the one that is marked."""
        row = self._screen.row
        if not isinstance(row, FindingRow):
            self._screen.show_message("Findings can be paired: they stand on the second tab.")
            return
        outcome = press(self.mark, row)
        if isinstance(outcome, HandMadePair):
            self._mark = None
            self._set_verdict(outcome, "same")
        elif outcome is None:
            self.clear_mark()
        else:
            side = self._screen.compared.right if outcome.side == "left" else self._screen.compared.left
            whose = side.cycle_name if self._screen.compared.one_force else side.force_name
            key = self._screen.host.keys.shown(actions.BY_ID["pair"])
            words = f'Marked: "{cut_at_word(outcome.summary, _SUMMARY)}". {key} on one of {whose} pairs them.'
            self._set_mark(outcome, words)

    def _set_mark(self, mark: Mark | None, words: str) -> None:
        self._mark = mark
        self._screen.show_rows()
        self._screen.show_message(words)

    def _set_verdict(self, pair: HandMadePair, verdict: str, taken_back: str = "") -> None:
        """Keep what a person says of two findings, compare anew and stay where the cursor is.

        `taken_back` is what this takes back; else it can be taken back itself.
        """
        screen, comparison = self._screen, self._screen.compared

        def settle() -> tuple[Comparison, str]:
            with self._turn:  # one after the other: the last comparison then knows every verdict
                before = screen.session.verdict(comparison, pair.left, pair.right)
                settled = screen.session.set_verdict(comparison, pair.left, pair.right, verdict)
                settled.finding_rows  # noqa: B018  (they are compared here, not where keys are handled)
                return settled, before

        def show(done: tuple[Comparison, str]) -> None:
            settled, before = done
            if _sides(settled) == _sides(screen.compared):
                screen.comparison = settled
            if taken_back:
                self._go_to(pair)
                screen.show_message(describe_undone(taken_back))
                return
            words = f"the verdict on {cut_at_word(_summary(settled, pair.left), _SUMMARY)}"
            taking_back = screen.undoing.record_expected(words, lambda: self._set_verdict(pair, before, words))
            key = screen.host.keys.shown(actions.BY_ID["undo"])
            screen.show_message(taking_back or f"{VERDICT_MESSAGES[verdict]} {key} takes it back.")

        def fail(error: PeeldiffError) -> None:
            if not taken_back:
                screen.undoing.give_up()
            screen.show_error(error)

        if not taken_back:
            screen.undoing.expect()
        screen.in_background(settle, show, group="verdict", exclusive=False, failed=fail)

    def _go_to(self, pair: HandMadePair) -> None:
        """Go to where two findings stand side by side, if they do."""
        for row in self._screen.compared.finding_rows:
            if row.left and row.right and HandMadePair(row.left.finding, row.right.finding) == pair:
                self._screen.go_to_row(row.id)
                return


def _sides(comparison: Comparison) -> tuple[str, str]:
    return comparison.left.inspection, comparison.right.inspection


def _summary(comparison: Comparison, finding: str) -> str:
    """Return what a finding of the left side says."""
    rows = comparison.finding_rows
    return next((f'"{row.left.summary}"' for row in rows if row.left and row.left.finding == finding), finding)
