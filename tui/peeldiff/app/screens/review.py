"""The review: the rows that were read, beside the lines of their file, and what a person decides of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.containers import Container, Vertical
from textual.message import Message
from textual.widget import Widget

from peeldiff.app import keys
from peeldiff.app.dialogs.correction import Correction, Given
from peeldiff.app.dialogs.question import Question
from peeldiff.app.lines import Line
from peeldiff.app.rows.choosing import step
from peeldiff.app.rows.correction import completed, fields_of
from peeldiff.app.rows.file_text import FileText
from peeldiff.app.rows.headings import over
from peeldiff.app.rows.review import STATES, Entry, Review, State, counts, wanting
from peeldiff.app.rows.review_source import ReviewSource
from peeldiff.app.rows.review_words import label, plan_lines, told
from peeldiff.app.screens.main_screen import MainScreen
from peeldiff.app.widgets.bars import Bar, KeyBar
from peeldiff.app.widgets.detail_pane import DetailPane
from peeldiff.app.widgets.file_view import FileView
from peeldiff.app.widgets.line_view import LineView
from peeldiff.errors import PeeldiffError
from peeldiff.importing import Plan
from peeldiff.text import inert, plural

if TYPE_CHECKING:
    from peeldiff.app.review_session import ReadFile, ReviewSession


class ReviewScreen(MainScreen):
    """The rows, the file, and the decisions."""

    KEYS = "review"
    BINDINGS: ClassVar = keys.bindings("review")
    HORIZONTAL_BREAKPOINTS = [(0, "-too-narrow"), (60, "-fits-across"), (120, "-beside")]  # noqa: RUF012  (Textual's)

    class Written(Message):
        """The rows have been written."""

        def __init__(self, session: ReviewSession, plan: Plan, steps: int) -> None:
            """`session` has the dataset as it is now; so many decisions went into the plan."""
            super().__init__()
            self.session = session
            self.plan = plan
            self.steps = steps

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
        found = told(self.review, entry, self.states[at]) if at is not None and entry is not None else []
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

    def action_accept(self) -> None:
        """Accept the row, unless a rule speaks against it."""
        at, entry = self.at, self.entry
        if at is None or entry is None:
            return
        state = self.states[at]
        correct = self.owner.keys.shown(keys.BY_ID["correct"])
        if state.word == "known":
            self.say("This stands already: there is nothing to do.")
        elif state.word == "later":
            self.say("Its cycle is not in the dataset: complete the draft, and import again.")
        elif state.word == "unplaced" or (entry.row is None and state.row is None and entry.sort != "draft"):
            self.say(f"This was not placed: {correct} makes a row of it.")
        elif state.word == "conflict":
            self.say(f"What stands is not overruled: {correct} makes this a revision of it, if it is one.", "warning")
        elif state.word == "written":
            self.say("This will be written.")
        elif state.planned and state.planned.said.endswith("not known"):
            self.say(f"{state.planned.said.capitalize()}: {correct} completes it.", "warning")
        else:
            self.decided(self.review.accept(at), at)

    def action_drop(self) -> None:
        """Leave the row out."""
        at = self.at
        if at is None:
            return
        word = self.states[at].word
        if word in ("dropped", "known", "later", "unplaced"):
            self.say("This is not written anyway.")
        else:
            self.decided(self.review.drop(at), at)

    def action_undo(self) -> None:
        """Take the last decision back, and go there."""
        if self.review.is_undecided:
            self.say("What was decided is written." if self.review.steps else "Nothing was decided yet.")
            return
        at, decision = self.review.steps[-1]
        self.decided(self.review.undo(), at)
        self.say(f"No longer {decision.word}.")

    def action_correct(self) -> None:
        """Correct the row in a form; a line that was not placed can become a judgment."""
        at, entry = self.at, self.entry
        if at is None or entry is None:
            return
        if entry.sort == "draft":
            self.say("A draft is completed in its file, once it is written.")
            return
        report = self.review.reports[entry.report]
        if report.draft or report.cycle not in self.session.dataset.cycles or report.force is None:
            why = "its cycle is not in the dataset" if report.draft else "its file is not the inspectorate's"
            self.say(f"No row can be made of this: {why}.")
            return
        row = self.states[at].row
        table = entry.sort if entry.row else "judgments"
        before = row.values if row else blank(report.force, report.cycle, report.published, report.source)
        ds = self.session.dataset

        def wrong(given: Mapping[str, str]) -> Mapping[str, str]:
            return self.session.wrong(table, completed(ds, table, before, given))

        def done(given: Given | None) -> None:
            if given is not None:
                self.decided(self.review.correct(at, completed(ds, table, before, given)), at)

        title = f"Correct: {label(ds, report, entry, row.values if row else None)}"
        self.app.push_screen(Correction(title, fields_of(ds, table, report.cycle), before, wrong), done)

    def on_line_view_chosen(self, message: LineView.Chosen) -> None:
        """A click on the row of the cursor corrects it."""
        message.stop()
        self.action_correct()

    def action_next_undecided(self) -> None:
        """To the next row that wants a decision."""
        self._go(1)

    def action_previous_undecided(self) -> None:
        """To the previous row that wants a decision."""
        self._go(-1)

    def _go(self, by: int) -> None:
        found = step(wanting(self.states), self.at if self.at is not None else 0, by)
        if found is None:
            self.say("Nothing wants a decision." if not wanting(self.states) else "There are no more this way.")
        else:
            self.lines.move_to(self._shown.index(found))

    def action_undecided(self) -> None:
        """Show only what wants a decision, or everything."""
        at = self.at or 0
        self.only_undecided = not self.only_undecided
        self.show_rows(at)

    def action_file_down(self) -> None:
        """Scroll the file down."""
        self.query_one(FileView).scroll_by(1)

    def action_file_up(self) -> None:
        """Scroll the file up."""
        self.query_one(FileView).scroll_by(-1)

    def action_write(self) -> None:
        """Show what would be written, and write it once a person says yes."""
        plan = self.plan
        if not (plan.count or plan.drafts):
            self.say("There is nothing to write.")
            return
        said = plan_lines(self.session.dataset, self.review, self.states, plan)

        def done(yes: bool | None) -> None:
            if yes:
                self.write(plan, len(self.review.steps))

        self.app.push_screen(Question("Write this?", said), done)

    @work(thread=True, exclusive=True, group="write")
    def write(self, plan: Plan, steps: int) -> None:
        """Write what so many decisions led to, off the screen's thread."""
        try:
            session = self.session.write(plan)
        except PeeldiffError as error:
            self.app.call_from_thread(self.say, self.session.settings.told(str(error)), "warning")
        else:
            self.post_message(self.Written(session, plan, steps))

    def on_review_screen_written(self, message: Written) -> None:
        """Show what stands now."""
        self.session = message.session
        self.decided(self.review.written(message.steps), self.at or 0)
        drafts = f" and {plural(len(message.plan.drafts), 'draft')}" if message.plan.drafts else ""
        self.say(f"Written: {plural(message.plan.count, 'row')}{drafts} to {inert(str(self.session.folder))}", "better")

    def action_back(self) -> None:
        """Show everything again."""
        if self.only_undecided:
            self.action_undecided()

    def action_quit(self) -> None:
        """Leave; what was decided and not written is asked about once."""
        if self.review.is_undecided:
            self.app.exit(return_code=0)
            return
        many = plural(len(self.review.steps) - self.review.settled, "decision")

        def done(yes: bool | None) -> None:
            if yes:
                self.app.exit(return_code=0)

        said = f"{many} not written. Leave without writing?"
        self.app.push_screen(Question("Leave?", [[(said, "text")]]), done)


def words_of(entry: Entry) -> str:
    """Return words that stand in the line of an entry, where it is known which."""
    if entry.left is not None:
        return entry.left.text
    return str(entry.row.values.get("summary") or "") if entry.row else ""


def blank(force: str, cycle: str | None, published: str | None, source: str) -> dict[str, str | None]:
    """Return the judgment to begin with where a person makes one of a line that was not placed."""
    from peeldiff.dataset.schema import TABLES

    empty: dict[str, str | None] = dict.fromkeys(column.name for column in TABLES["judgments"].columns)
    given = {"force": force, "cycle": cycle, "published": published, "source": source}
    return empty | given | {"status": "graded", "source_basis": "report"}
