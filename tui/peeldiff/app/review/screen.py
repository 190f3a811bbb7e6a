"""The review: the rows that were read beside the lines of their file, and what is decided of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Container, Vertical
from textual.widget import Widget

from peeldiff.app.kit import actions, keys
from peeldiff.app.kit.base_screen import Commands
from peeldiff.app.kit.lines import Line, width_of
from peeldiff.app.kit.motions import motions
from peeldiff.app.kit.screens.main_screen import MainScreen
from peeldiff.app.kit.widgets.bars import Bar, KeyBar
from peeldiff.app.kit.widgets.detail_pane import DetailPane
from peeldiff.app.kit.widgets.line_view import LineView
from peeldiff.app.kit.widgets.status_bar import StatusBar
from peeldiff.app.review.decision_commands import DecisionCommands
from peeldiff.app.review.decisions import STATES, Entry, counts, wanting
from peeldiff.app.review.file_view import FileView
from peeldiff.app.review.review_desk import ReviewDesk, words_in_line
from peeldiff.app.review.review_words import describe_entry
from peeldiff.app.review.rows import ReviewSource
from peeldiff.app.review.taking_up import TakingUp
from peeldiff.app.review.writing import Writing
from peeldiff.text import inert, plural

if TYPE_CHECKING:
    from peeldiff.app.review.review_session import ReadFile, ReviewSession


class ReviewScreen(MainScreen):
    """The rows, the file, and what is said of them."""

    KEYS = "review"
    BINDINGS: ClassVar = keys.bindings("review")
    HORIZONTAL_BREAKPOINTS = [(0, "-too-narrow"), (60, "-fits-across"), (120, "-beside")]  # noqa: RUF012  (Textual's)

    def __init__(
        self,
        session: ReviewSession,
        files: Sequence[ReadFile],
        failures: Sequence[str] = (),
        *,
        left: Callable[[bool], object] | None = None,
    ) -> None:
        """`failures` say of each file that could not be read why not.

        `left` is called when a person leaves, with whether something was written; else the app ends.
        """
        super().__init__()
        self.desk = ReviewDesk(session, files)
        self.taking_up = TakingUp(self)
        self.deciding = DecisionCommands(self)
        self.writing = Writing(self, left)
        self._failures = failures
        self._shown: list[int] = []
        self.message: tuple[str, str] | None = None
        """What is said in the place of the row, and its role."""

    def make_commands(self) -> Commands:
        """Return what can be done in the review."""
        return {
            **super().make_commands(),
            **motions(self.lines),
            **self.deciding.commands,
            "undecided": self._toggle_undecided,
            "write": self.writing.write,
            "file-down": lambda: self.query_one(FileView).scroll_by(1),
            "file-up": lambda: self.query_one(FileView).scroll_by(-1),
        }

    @property
    def lines(self) -> LineView:
        """The rows."""
        return self.query_one("#rows", LineView)

    @property
    def at(self) -> int | None:
        """The place of the entry under the cursor."""
        return self._shown[self.lines.cursor] if self.lines.cursor < len(self._shown) else None

    @property
    def entry(self) -> Entry | None:
        """The entry under the cursor."""
        return self.desk.review.entries[self.at] if self.at is not None else None

    def parts(self) -> Iterable[Widget]:
        """Yield the bars, the rows, the file and what is said of the row."""
        yield Bar(id="title")
        with Container(id="both"):
            yield LineView(id="rows")
            with Vertical(id="beside"):
                yield Bar(id="file-title", role="rule")
                yield FileView(id="file")
        yield StatusBar(id="status")
        yield DetailPane(id="row-detail")
        yield KeyBar(keys.footer(self.KEYS), self.host.keys, id="keys")

    def on_mount(self) -> None:
        """Show everything, with the cursor on what wants a decision first."""
        self.lines.focus()
        self.watch(self.lines, "cursor", self.follow, init=False)
        self.show_rows(next(iter(wanting(self.desk.states)), 0))
        self.taking_up.begin()

    def keep_last_words(self) -> None:
        """Put what is decided and not written on the disk now."""
        self.taking_up.keeper.flush()

    def on_resize(self) -> None:
        """Fit the bars."""
        self._show_title()
        self.call_after_refresh(self.show_here)

    def show_rows(self, at: int) -> None:
        """Draw the rows that are wanted, with the cursor on an entry or the one after it."""
        desk = self.desk
        self._shown = desk.shown
        marks = self.host.marks
        source = ReviewSource(desk.session.dataset, desk.review, desk.states, self._shown, marks, self._failures)
        place = next((place for place, entry in enumerate(self._shown) if entry >= at), len(self._shown) - 1)
        self.lines.show(source, max(0, place))
        self._show_title()
        self.follow()

    def _show_title(self) -> None:
        reports = self.desk.review.reports
        is_fetched = all(report.file.startswith("https://") for report in reports)
        files = plural(len(reports), "page" if is_fetched else "file")
        folder = inert(str(self.desk.session.folder))
        line: Line = [(f" Import of {files}", "title"), (f"  to {folder}", "bar")]
        self.query_one("#title", Bar).show(line, [("peeldiff ", "bar")])

    def follow(self) -> None:
        """Follow the cursor."""
        self.message = None
        self.show_here()

    def show_here(self) -> None:
        """Show the file's lines, what is said of the row, and how many rows there are of each state."""
        entry = self.entry
        if entry is not None:
            text = self.desk.text(entry)
            self.query_one(FileView).show(text, text.paragraph(entry.place, words_in_line(entry)))
            where = f", line {entry.place}" if entry.place else ""
            self._show_over_file(f"{inert(text.name).rpartition('/')[2]}{where}")
        self._show_row()
        facts = ", ".join(f"{count} {STATES[word]}" for word, count in counts(self.desk.states).items())
        self.status.show_facts(facts, role="strong")

    def _show_over_file(self, words: str) -> None:
        level, bar = self.host.marks.level, self.query_one("#file-title", Bar)
        line: Line = [(level, "rule"), (f" {words} ", "muted")]
        rule = level * (bar.size.width or self.size.width)
        bar.show([*line, (rule[width_of(line) :], "rule")])

    def _show_row(self) -> None:
        """Say how it stands with the row, or show the message."""
        at, entry, desk = self.at, self.entry, self.desk
        found: Sequence[Line] = []
        if at is not None and entry is not None:
            correct = self.host.keys.shown(actions.BY_ID["correct"])
            found = describe_entry(desk.session.dataset, desk.review, entry, desk.states[at], correct, self.host.marks)
        self.query_one("#row-detail", DetailPane).show([[self.message]] if self.message else found)

    def show_message(self, message: str, role: str = "strong") -> None:
        """Show a message in the place of what is said of the row, until the cursor moves."""
        self.message = (message, role)
        self._show_row()

    def on_line_view_chosen(self, message: LineView.Chosen) -> None:
        """A click on the row of the cursor corrects it."""
        message.stop()
        self.deciding.correct()

    def _toggle_undecided(self) -> None:
        """Show only what wants a decision, or everything."""
        at = self.at or 0
        self.desk.only_undecided = not self.desk.only_undecided
        self.show_rows(at)

    def back(self) -> None:
        """Show everything again."""
        if self.desk.only_undecided:
            self._toggle_undecided()

    def quit(self) -> None:
        """Leave, once what is being written is on the disk."""
        self.writing.leave()
