"""What the review shows: the rows that were read, beside the lines of their file, and how it stands with each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Container, Vertical
from textual.widget import Widget

from peeldiff.app.comparison.headings import over
from peeldiff.app.kit import keys
from peeldiff.app.kit.bars import Bar, KeyBar
from peeldiff.app.kit.detail_pane import DetailPane
from peeldiff.app.kit.line_view import LineView
from peeldiff.app.kit.lines import Line
from peeldiff.app.kit.main_screen import MainScreen
from peeldiff.app.review.decisions import STATES, Entry, Review, State, counts, wanting
from peeldiff.app.review.file_text import FileText
from peeldiff.app.review.file_view import FileView
from peeldiff.app.review.review_words import told
from peeldiff.app.review.rows import ReviewSource
from peeldiff.text import inert, plural

if TYPE_CHECKING:
    from peeldiff.app.review.review_session import ReadFile, ReviewSession


class ReviewView(MainScreen):
    """The rows, the file, and what is said of them."""

    KEYS = "review"
    BINDINGS: ClassVar = keys.bindings("review")
    HORIZONTAL_BREAKPOINTS = [(0, "-too-narrow"), (60, "-fits-across"), (120, "-beside")]  # noqa: RUF012  (Textual's)

    def __init__(self, session: ReviewSession, files: Sequence[ReadFile], failures: Sequence[str] = ()) -> None:
        """`failures` say of each file that could not be read why not."""
        super().__init__()
        self.session = session
        self.review = Review.of(one.report for one in files)
        self.plan = session.plan(self.review.reviewed())
        self.states: Sequence[State] = self.review.states(self.plan)
        self.only_undecided = False
        self._texts = [one.text for one in files]
        self._drafts: dict[int, FileText] = {}
        self._failures = failures
        self._shown: list[int] = []
        self._message: tuple[str, str] | None = None

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
        return self.review.entries[self.at] if self.at is not None else None

    def parts(self) -> Iterable[Widget]:
        """Yield the bars, the rows, the file and what is said of the row."""
        yield Bar(id="title")
        with Container(id="both"):
            yield LineView(id="rows")
            with Vertical(id="beside"):
                yield Bar(id="file-title", role="rule")
                yield FileView(id="file")
        yield Bar(id="status", role="rule")
        yield DetailPane(id="row-told")
        yield KeyBar(keys.footer(self.KEYS), self.owner.keys, id="keys")

    def on_mount(self) -> None:
        """Show everything, with the cursor on what wants a decision first."""
        self.lines.focus()
        self.watch(self.lines, "cursor", self.follow, init=False)
        self.show_rows(next(iter(wanting(self.states)), 0))

    def on_resize(self) -> None:
        """Fit the bars."""
        self._show_title()
        self.call_after_refresh(self.show_here)

    def decided(self, review: Review, at: int) -> None:
        """Take the next state of the review, and show it."""
        self.review = review
        self.replan()
        self.show_rows(at)

    def replan(self) -> None:
        """Ask anew what writing would do."""
        self.plan = self.session.plan(self.review.reviewed())
        self.states = self.review.states(self.plan)

    def show_rows(self, at: int) -> None:
        """Draw the rows that are wanted, with the cursor on an entry or the one after it."""
        self._shown = wanting(self.states) if self.only_undecided else list(range(len(self.review.entries)))
        source = ReviewSource(
            self.session.dataset, self.review, self.states, self._shown, self.owner.marks, self._failures
        )
        place = next((place for place, one in enumerate(self._shown) if one >= at), len(self._shown) - 1)
        self.lines.show(source, max(0, place))
        self._show_title()
        self.follow()

    def _show_title(self) -> None:
        files = plural(len(self.review.reports), "file")
        line: Line = [(f" Import of {files}", "title"), (f"  to {inert(str(self.session.folder))}", "bar")]
        self.query_one("#title", Bar).say(line, [("peeldiff ", "bar")])

    def follow(self) -> None:
        """Follow the cursor."""
        self._message = None
        self.show_here()

    def show_here(self) -> None:
        """Show the file's lines, and what is said of the row."""
        entry = self.entry
        if entry is not None:
            text = self._text(entry)
            self.query_one(FileView).show(text, text.paragraph(entry.place, words_of(entry)))
            where = f", line {entry.place}" if entry.place else ""
            name = inert(text.name).rpartition("/")[2]
            self._show_over_file(f"{name}{where}")
        self.show_told()
        self.show_status()

    def _show_over_file(self, words: str) -> None:
        level, bar = self.owner.marks.level, self.query_one("#file-title", Bar)
        line: Line = [(level, "rule"), (f" {words} ", "muted")]
        bar.say(over(line, [(level * (bar.size.width or self.size.width), "rule")]))

    def _text(self, entry: Entry) -> FileText:
        """Return the file of an entry, or the drafted framework that it is."""
        draft = self.review.reports[entry.report].draft
        if entry.sort != "draft" or draft is None:
            return self._texts[entry.report]
        return self._drafts.setdefault(entry.report, FileText.of_text(draft.name, draft.toml))

    def show_told(self) -> None:
        """Say how it stands with the row, or show the message."""
        at, entry = self.at, self.entry
        found: Sequence[Line] = []
        if at is not None and entry is not None:
            found = told(self.review, entry, self.states[at], self.owner.keys.shown(keys.BY_ID["correct"]))
        self.query_one("#row-told", DetailPane).show([[self._message]] if self._message else found)

    def show_status(self) -> None:
        """Write how many rows there are of each state."""
        marks = self.owner.marks
        said = ", ".join(f"{count} {STATES[word]}" for word, count in counts(self.states).items())
        line: Line = [(marks.level, "rule"), (f" {said} ", "strong")]
        self.query_one("#status", Bar).say(over(line, [(marks.level * self.size.width, "rule")]))

    def say(self, message: str, role: str = "strong") -> None:
        """Show a message in the place of what is said of the row, until the cursor moves."""
        self._message = (message, role)
        self.show_told()


def words_of(entry: Entry) -> str:
    """Return words that stand in the line of an entry, where it is known which."""
    if entry.left is not None:
        return entry.left.text
    return str(entry.row.values.get("summary") or "") if entry.row else ""
