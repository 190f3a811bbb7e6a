"""What a person decides of imported rows: a small state that never changes, only gives the next one.

A row of high confidence is accepted from the start; every other waits until a person accepts, corrects
or drops it. What the rows of a state are worth (new, known, in conflict) the plan of `importing` says.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from peeldiff.importing import ImportedReport, ImportedRow, Plan, PlannedRow, Unplaced

STATES: Mapping[str, str] = {
    "written": "to write",
    "dropped": "dropped",
    "waiting": "waiting",
    "conflict": "in conflict",
    "known": "known",
    "later": "later",
    "unplaced": "not placed",
}
"""What can be the matter with an entry, and how that is called."""


@dataclass(frozen=True)
class Entry:
    """Something that was read: a row of a table, a line that could not be placed, or a drafted framework."""

    report: int
    """The place of its report."""
    sort: str
    """A table's name, `unplaced` or `draft`."""
    place: str
    row: ImportedRow | None = None
    left: Unplaced | None = None


@dataclass(frozen=True)
class Decision:
    """What a person said of an entry."""

    word: str
    """`accepted`, `dropped` or `corrected`."""
    row: ImportedRow | None = None
    """The row as it was corrected."""
    batch: int = 0
    """What was decided by one key has one number, and is taken back by one; nought for what was decided alone."""


@dataclass(frozen=True)
class State:
    """What becomes of an entry."""

    word: str
    """One of `STATES`."""
    row: ImportedRow | None = None
    """The row as it stands now, with what was corrected."""
    planned: PlannedRow | None = None
    decision: Decision | None = None

    @property
    def wants_decision(self) -> bool:
        """Whether a person has something to decide: where the dataset tells a finding in its own words, nobody has."""
        if self.word == "conflict":
            return self.planned is not None and self.planned.standing is not None
        return self.word == "waiting"


@dataclass(frozen=True)
class Review:
    """The reports that were read, and every decision in its order."""

    reports: tuple[ImportedReport, ...]
    entries: tuple[Entry, ...]
    steps: tuple[tuple[int, Decision], ...] = ()
    settled: int = 0
    """So many of the decisions have been written, and cannot be taken back."""

    @classmethod
    def of(cls, reports: Iterable[ImportedReport]) -> Review:
        """Begin with everything as it was read."""
        reports = tuple(reports)
        return cls(reports, tuple(entry for at, report in enumerate(reports) for entry in _entries(at, report)))

    @cached_property
    def decisions(self) -> Mapping[int, Decision]:
        """The last decision on each entry, by its place."""
        return dict(self.steps)

    @property
    def is_undecided(self) -> bool:
        """Whether nothing was decided since the last writing."""
        return len(self.steps) == self.settled

    def accept(self, at: int) -> Review:
        """Take a row as it stands now."""
        earlier = self.decisions.get(at)
        return self._with(at, Decision("accepted", earlier.row if earlier else None))

    def accept_all(self, places: Iterable[int]) -> Review:
        """Take several rows at once: taken back, none of them stays."""
        review, batch = self, len(self.steps) + 1
        for at in places:
            earlier = review.decisions.get(at)
            review = review._with(at, Decision("accepted", earlier.row if earlier else None, batch))
        return review

    def drop(self, at: int) -> Review:
        """Leave an entry out."""
        earlier = self.decisions.get(at)
        return self._with(at, Decision("dropped", earlier.row if earlier else None))

    def correct(self, at: int, values: Mapping[str, str | None]) -> Review:
        """Put other values in the place of a row's, or make a row of a line that could not be placed."""
        entry = self.entries[at]
        if entry.row is not None:
            row = dataclasses.replace(entry.row, values=values, confidence="high")
        else:
            row = ImportedRow(values, entry.place, "high", "placed by a person")
        return self._with(at, Decision("corrected", row))

    @property
    def last(self) -> tuple[tuple[int, Decision], ...]:
        """What was decided last and is not written: one decision, or all that one key made."""
        open_steps = self.steps[self.settled :]
        batch = open_steps[-1][1].batch if open_steps else 0
        alone = next(
            (place for place, (_, made) in enumerate(open_steps[::-1]) if made.batch != batch), len(open_steps)
        )
        return open_steps[-alone:] if batch else open_steps[-1:]

    def undo(self) -> Review:
        """Take back what was decided last, unless it has been written."""
        return self if self.is_undecided else dataclasses.replace(self, steps=self.steps[: -len(self.last)])

    def written(self, review: Review) -> Review:
        """Take the decisions of an earlier state as settled; those that were made since are not."""
        since = tuple(step for step in self.steps if step not in review.steps)
        return dataclasses.replace(self, steps=(*review.steps, *since), settled=len(review.steps))

    def _with(self, at: int, decision: Decision) -> Review:
        return dataclasses.replace(self, steps=(*self.steps, (at, decision)))

    @cached_property
    def rows(self) -> Mapping[int, ImportedRow]:
        """The rows that are not dropped, by the place of their entry; of low confidence what waits for a person."""
        return {at: row for at in range(len(self.entries)) if (row := self._row(at)) is not None}

    def _row(self, at: int) -> ImportedRow | None:
        entry, decision = self.entries[at], self.decisions.get(at)
        if decision and decision.word == "dropped":
            return None
        row = decision.row if decision and decision.row else entry.row
        if row is None:
            return None
        sure = decision is not None or row.confidence == "high"
        is_accepted = decision is not None and decision.word == "accepted"
        return dataclasses.replace(row, confidence="high" if sure else "low", replaces_own=is_accepted)

    def reviewed(self) -> list[ImportedReport]:
        """Return the reports with the rows as they stand now, to plan what writing them would do."""
        mine: dict[tuple[int, str], list[ImportedRow]] = {}
        dropped = {at for at, decision in self.decisions.items() if decision.word == "dropped"}
        for at, row in self.rows.items():
            entry = self.entries[at]
            mine.setdefault((entry.report, entry.sort if entry.row else "judgments"), []).append(row)
        without = {self.entries[at].report for at in dropped if self.entries[at].sort == "draft"}
        return [
            dataclasses.replace(
                report,
                judgments=tuple(mine.get((at, "judgments"), ())),
                findings=tuple(mine.get((at, "findings"), ())),
                figures=tuple(mine.get((at, "figures"), ())),
            )
            for at, report in enumerate(self.reports)
            if at not in without
        ]

    def states(self, plan: Plan) -> list[State]:
        """Return what becomes of each entry by the plan of `reviewed`."""
        planned = {id(plan_row.row): plan_row for plan_row in plan.rows}
        return [self._state(at, planned, plan) for at in range(len(self.entries))]

    def _state(self, at: int, planned: Mapping[int, PlannedRow], plan: Plan) -> State:
        entry, decision, row = self.entries[at], self.decisions.get(at), self.rows.get(at)
        if decision and decision.word == "dropped":
            return State("dropped", decision.row or entry.row, None, decision)
        if entry.sort == "draft":
            return State("written" if self.reports[entry.report].draft in plan.drafts else "known")
        if row is None:
            return State("unplaced")
        plan_row = planned.get(id(row))
        if plan_row is None:
            return State("later", row, None, decision)
        word = {"add": "written", "doubtful": "waiting"}.get(plan_row.outcome, plan_row.outcome)
        return State(word, row, plan_row, decision)


def _entries(at: int, report: ImportedReport) -> Iterable[Entry]:
    if report.draft is not None:
        yield Entry(at, "draft", "")
    for name, rows in report.tables().items():
        yield from (Entry(at, name, row.place, row) for row in rows)
    yield from (Entry(at, "unplaced", left.place, left=left) for left in report.unplaced)


def wanting(states: Sequence[State]) -> list[int]:
    """Return the places of the entries that want a decision."""
    return [at for at, state in enumerate(states) if state.wants_decision]


def counts(states: Iterable[State]) -> dict[str, int]:
    """Return how many entries there are of each state, in the order of `STATES`; the first four always."""
    found = Counter(state.word for state in states)
    return {word: found[word] for place, word in enumerate(STATES) if place < 4 or found[word]}
