"""What stands on the screen while pages are fetched; what came of them is the review, or said here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult

from peeldiff.app.kit import keys
from peeldiff.app.kit.base_screen import BaseScreen, Commands
from peeldiff.app.kit.lines import Line
from peeldiff.app.kit.widgets.bars import Bar, KeyBar
from peeldiff.app.kit.widgets.detail_pane import DetailPane
from peeldiff.text import inert, plural

if TYPE_CHECKING:
    from peeldiff.app.review.update_run import UpdateResult, UpdateRun
    from peeldiff.errors import PeeldiffError


class UpdateScreen(BaseScreen[None], inherit_bindings=False):
    """How far the fetching is."""

    KEYS = "fetching"
    BINDINGS: ClassVar = keys.bindings("fetching")

    def __init__(self, run: UpdateRun, title: str, review: Callable[[UpdateResult], object]) -> None:
        """`title` names the inspections; `review` is called with what came, where something did."""
        super().__init__()
        self.fetching = run
        self._title = title
        self._review = review
        self._is_over = False
        self._at = (0, "")

    def make_commands(self) -> Commands:
        """Return stopping; it leaves once all is over."""
        return {"stop-fetching": self._stop}

    def compose(self) -> ComposeResult:
        """Draw the lines."""
        title = Bar(id="title")
        title.show([(f" Update of {self._title}", "title")], [("peeldiff ", "bar")])
        yield title
        yield DetailPane(id="progress")
        yield KeyBar(keys.footer(self.KEYS), self.host.keys, id="keys")

    def on_mount(self) -> None:
        """Begin."""
        self.show_message("Asking the inspectorate's site", "muted")
        self.set_interval(0.3, self._show_progress)
        self.in_background(lambda: self.fetching.run(self._note_progress), self._show, group="fetch")

    def _note_progress(self, place: int, address: str) -> None:
        """Keep how far it is; the screen looks from time to time, so that a fast run costs no bytes."""
        self._at = (place, address)

    def _show_progress(self) -> None:
        place, address = self._at
        if place and not self._is_over:
            words = f"Fetching {place} of {plural(len(self.fetching.targets), 'page')}: {inert(address)}"
            self.show_message(words, "muted")

    def show_message(self, message: str, role: str = "strong") -> None:
        """Show a message in place of what stands there."""
        self._show_lines([message], role)

    def _show_lines(self, lines: Sequence[str], role: str) -> None:
        shown: list[Line] = [[(f" {inert(line)}", role)] for line in lines]
        self.query_one("#progress", DetailPane).show(shown)

    def show_error(self, error: PeeldiffError) -> None:
        """Say what went wrong; nothing more comes."""
        self._is_over = True
        self._offer_way_back()
        super().show_error(error)

    def _show(self, result: UpdateResult) -> None:
        self._is_over = True
        if result.files:
            self._review(result)
            return
        tried = result.messages or ("None of the pages has what is lacking.",)
        self._show_lines(["Nothing came.", *tried], "text")
        self._offer_way_back()

    def _offer_way_back(self) -> None:
        """Let the footer say that the key which stopped now leaves."""
        offered = (
            replace(action, label="back") if action.id == "stop-fetching" else action
            for action in keys.footer(self.KEYS)
        )
        self.query_one("#keys", KeyBar).offer(tuple(offered))

    def _stop(self) -> None:
        """Stop what is fetched, which shows what came; or leave where nothing is."""
        if self._is_over:
            self.app.pop_screen()
        else:
            self.show_message("Stopping: what came is kept.")
            self.fetching.stop()

    def on_unmount(self) -> None:
        """Ask for nothing more where nobody waits for it."""
        if not self._is_over:
            self.fetching.stop()
