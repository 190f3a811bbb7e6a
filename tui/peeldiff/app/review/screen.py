"""The review: what a person decides of the rows that were read, and the writing of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message

from peeldiff.app.kit import keys
from peeldiff.app.kit.line_view import LineView
from peeldiff.app.kit.question import Question
from peeldiff.app.kit.row_filter import step
from peeldiff.app.review.correction_dialog import Correction, Given
from peeldiff.app.review.correction_fields import blank, completed, fields_of, signed, unsigned
from peeldiff.app.review.decisions import wanting
from peeldiff.app.review.file_view import FileView
from peeldiff.app.review.review_view import ReviewView
from peeldiff.app.review.review_words import label, plan_lines, why_not
from peeldiff.errors import PeeldiffError
from peeldiff.importing import Plan
from peeldiff.text import inert, plural
from peeldiff.vocabulary.words import short_day

if TYPE_CHECKING:
    from peeldiff.app.review.review_session import ReviewSession


class ReviewScreen(ReviewView):
    """What can be done in the review."""

    class Written(Message):
        """The rows have been written."""

        def __init__(self, session: ReviewSession, plan: Plan, steps: int) -> None:
            """`session` has the dataset as it is now; so many decisions went into the plan."""
            super().__init__()
            self.session = session
            self.plan = plan
            self.steps = steps

    def action_accept(self) -> None:
        """Accept the row, unless a rule speaks against it."""
        at, entry = self.at, self.entry
        if at is None or entry is None:
            return
        said = why_not(entry, self.states[at], self.owner.keys.shown(keys.BY_ID["correct"]))
        if said:
            self.say(said)
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
        before = (
            row.values
            if row
            else blank(report.force, report.cycle, report.published, report.source, report.source_basis)
        )
        before = {**before, "note": unsigned(before["note"])}
        ds = self.session.dataset

        def wrong(given: Mapping[str, str]) -> Mapping[str, str]:
            return self.session.wrong(table, completed(ds, table, before, given))

        def done(given: Given | None) -> None:
            if given is not None:
                author, day = self.session.settings.author, short_day(self.owner.today().isoformat())
                values = signed(ds, entry, completed(ds, table, before, given), author, day)
                self.decided(self.review.correct(at, values), at)

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
            self.app.call_from_thread(self.say, self.session.settings.redact(str(error)), "warning")
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
