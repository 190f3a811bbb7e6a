"""What a person decides of imported rows, what writing them would do, and which of them are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from peeldiff.app.review.correction_fields import Field, blank, completed, fields_of, signed, unsigned
from peeldiff.app.review.decisions import Entry, Review, State, wanting
from peeldiff.app.review.file_text import FileText
from peeldiff.app.review.review_words import label, why_not
from peeldiff.vocabulary.words import short_day

if TYPE_CHECKING:
    import datetime as dt

    from peeldiff.app.review.review_session import ReadFile, ReviewSession
    from peeldiff.importing import Plan

Values = Mapping[str, str | None]
NOT_WRITTEN = ("dropped", "known", "later", "unplaced")
"""The states of rows that are not written anyway."""


class CannotDecideError(Exception):
    """This cannot be decided; the message says why."""


class ReviewDesk:
    """The rows that were read, and what is decided of them."""

    def __init__(self, session: ReviewSession, files: Sequence[ReadFile]) -> None:
        """Nothing is decided yet."""
        self.session = session
        self.review = Review.of(file.report for file in files)
        self.plan: Plan
        self.states: Sequence[State]
        self._replan()
        self.only_undecided = False
        self.keep: Callable[[Review], object] = lambda _: None
        """Called with each next state of the review, to keep what is not written."""
        self.has_written = False
        """Whether something was written in this sitting."""
        self._texts = [file.text for file in files]
        self._drafts: dict[int, FileText] = {}

    def _replan(self) -> None:
        """Ask anew what writing would do."""
        self.plan = self.session.plan(self.review.reviewed())
        self.states = self.review.states(self.plan)

    def take(self, review: Review) -> None:
        """Take the next state of the review."""
        self.review = review
        self._replan()
        self.keep(review)

    @property
    def shown(self) -> list[int]:
        """The places of the entries that are shown."""
        return wanting(self.states) if self.only_undecided else list(range(len(self.review.entries)))

    @property
    def undecided_count(self) -> int:
        """How many decisions are not written."""
        return len(self.review.steps) - self.review.settled

    def drop(self, at: int) -> None:
        """Leave a row out. Raises CannotDecideError for one that is not written anyway."""
        if self.states[at].word in NOT_WRITTEN:
            raise CannotDecideError("This is not written anyway.")
        self.take(self.review.drop(at))

    def accept_page(self, at: int) -> int:
        """Accept every row of medium confidence of this entry's page that waits; return how many."""
        report = self.review.entries[at].report
        return self._accept_all(lambda entry: entry.report == report)

    def accept_kind(self, at: int) -> int:
        """Accept every row of medium confidence of this entry's table that waits, on any page; return how many."""
        sort = self.review.entries[at].sort
        return self._accept_all(lambda entry: entry.sort == sort)

    def _accept_all(self, wanted: Callable[[Entry], bool]) -> int:
        """Accept what is wanted by one step. Rows of low confidence and with gaps are left to a look."""
        places = [
            at
            for at, (entry, state) in enumerate(zip(self.review.entries, self.states, strict=True))
            if entry.row is not None and entry.row.confidence == "medium" and state.word == "waiting"
            if wanted(entry) and not why_not(entry, state, "")
        ]
        if places:
            self.take(self.review.accept_all(places))
        return len(places)

    def undo(self) -> tuple[int, str]:
        """Take back what was decided last; return where it begins and what it was. Raises CannotDecideError."""
        if self.review.is_undecided:
            raise CannotDecideError("What was decided is written." if self.review.steps else "Nothing was decided yet.")
        last = self.review.last
        at, decision = last[0]
        self.take(self.review.undo())
        return at, (f"that {len(last)} rows were accepted" if len(last) > 1 else f"that this was {decision.word}")

    def correction(self, at: int) -> RowCorrection:
        """Return the correction of a row, or of a line that was not placed. Raises CannotDecideError."""
        return RowCorrection(self, at)

    def text(self, entry: Entry) -> FileText:
        """Return the file of an entry, or the drafted framework that it is."""
        draft = self.review.reports[entry.report].draft
        if entry.sort != "draft" or draft is None:
            return self._texts[entry.report]
        return self._drafts.setdefault(entry.report, FileText.of_text(draft.name, draft.toml))

    def written(self, session: ReviewSession, review: Review) -> None:
        """Go on with the dataset as it is now that the decisions of a state of the review are written."""
        self.has_written = True
        self.review = self.review.written(review)
        self.go_on_with(session)

    def go_on_with(self, session: ReviewSession) -> None:
        """Go on with the dataset as it is now."""
        self.session = session
        self.take(self.review)


class RowCorrection:
    """The fields in which a row is corrected, or a judgment made of a line."""

    def __init__(self, desk: ReviewDesk, at: int) -> None:
        """Raises CannotDecideError where no row can be made."""
        self._desk, self._at = desk, at
        self._entry = entry = desk.review.entries[at]
        if entry.sort == "draft":
            raise CannotDecideError("A draft is completed in its file, once it is written.")
        self._report = report = desk.review.reports[entry.report]
        if report.draft or report.cycle not in desk.session.dataset.cycles or report.force is None:
            why = "its cycle is not in the dataset" if report.draft else "no judgment is taken of its file"
            raise CannotDecideError(f"No row can be made of this: {why}.")
        self._cycle = report.cycle
        self._row = row = desk.states[at].row
        self._table = entry.sort if entry.row else "judgments"
        before = (
            row.values
            if row
            else blank(report.force, report.cycle, report.published, report.source, report.source_basis)
        )
        self.before: Values = {**before, "note": unsigned(before["note"])}

    @property
    def title(self) -> str:
        """What is corrected."""
        row = self._row.values if self._row else None
        return f"Correct: {label(self._desk.session.dataset, self._report, self._entry, row)}"

    @property
    def fields(self) -> Sequence[Field]:
        """The fields of the form."""
        return fields_of(self._desk.session.dataset, self._table, self._cycle)

    def problems(self, given: Mapping[str, str]) -> Mapping[str, str]:
        """Return what is wrong with what was given, by column."""
        session = self._desk.session
        return session.wrong(self._table, completed(session.dataset, self._table, self.before, given))

    def take(self, given: Mapping[str, str], today: dt.date) -> None:
        """Decide that the row shall say this."""
        session = self._desk.session
        values = completed(session.dataset, self._table, self.before, given)
        day = short_day(today.isoformat())
        named = signed(session.dataset, self._entry, values, session.settings.author, day)
        self._desk.take(self._desk.review.correct(self._at, named))


def words_in_line(entry: Entry) -> str:
    """Return words that stand in the line of an entry, where it is known which."""
    if entry.left is not None:
        return entry.left.text
    return str(entry.row.values.get("summary") or "") if entry.row else ""
