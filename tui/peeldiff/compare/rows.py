"""What the rows of a comparison are: frozen, one class for judgments, for findings and for figures.

The names of the fields are those of the JSON that `diff` prints.
"""

from __future__ import annotations

from dataclasses import dataclass

from peeldiff.compare.spread import Spread
from peeldiff.dataset.queries.page_addresses import PageAddress
from peeldiff.vocabulary.signs import HOLLOW_SIGNS, change_sign
from peeldiff.vocabulary.sources import FORCE, publisher, source_words
from peeldiff.vocabulary.terms import INDICATIVE, QUIET
from peeldiff.vocabulary.words import FINDING_OUTCOME_WORDS


@dataclass(frozen=True, slots=True)
class StatedChange:
    """What the report itself says of change."""

    direction: str
    since: str
    summary: str
    source: str
    source_basis: str | None = None


@dataclass(frozen=True, slots=True)
class Judgment:
    """The outcome for one item on one side of a row."""

    item: str
    label: str
    question: str | None
    level: str
    coverage: str
    """`home`, or `part` where the item only touches the topic."""
    grade: str | None
    status: str
    carried_from: str | None
    revised_from: str | None
    revised_on: str | None
    published: str | None
    source: str | None
    source_basis: str | None
    note: str | None
    stated_change: StatedChange | None
    number: str | None = None
    wording: str = "verbatim"
    item_note: str | None = None
    """What the framework says of the item; not exported."""
    pages: tuple[PageAddress, ...] = ()
    """Where the inspectorate publishes what this dataset lacks, best first; empty unless the status is `absent`."""


@dataclass(frozen=True, slots=True)
class JudgmentRow:
    """One row of a comparison: the judgments of both sides on one pillar, topic or item."""

    id: str
    topic: str | None
    topic_label: str | None
    kind: str
    basis: str
    why: str
    left: tuple[Judgment, ...]
    right: tuple[Judgment, ...]
    stated_change: StatedChange | None
    basis_reason: str = ""
    basis_sources: tuple[str, ...] = ()

    @property
    def is_hint(self) -> bool:
        """Whether the row's direction is only indicative."""
        return self.basis == INDICATIVE and self.kind in HOLLOW_SIGNS

    @property
    def mark(self) -> str:
        """The sign of the row's kind, hollow where the direction is only indicative."""
        return change_sign(self.kind, self.basis)

    @property
    def is_change(self) -> bool:
        """Whether the change keys stop here and a note can belong to it."""
        if self.kind == "not-graded":
            return any(judgment.grade for judgment in (*self.left, *self.right))
        return self.kind not in QUIET


@dataclass(frozen=True, slots=True)
class FindingOutcome:
    """What a later report says became of a finding."""

    outcome: str
    """One of FINDING_OUTCOMES."""
    cycle: str | None
    """The cycle of the report that says so."""
    cycle_name: str | None
    source: str | None

    @property
    def sentence(self) -> str:
        """Who says what: `PEEL 2018/19 says: addressed in part`."""
        return f"{self.cycle_name or 'A later report'} says: {FINDING_OUTCOME_WORDS[self.outcome]}"


@dataclass(frozen=True, slots=True)
class FindingSide:
    """One finding of one inspection."""

    finding: str
    kind: str
    item: str | None
    summary: str
    positive: bool
    source: str
    source_basis: str | None = None
    outcome: FindingOutcome | None = None
    """What a later report says became of it; None while none says anything."""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """Two findings that may speak of the same subject, or one that stands alone."""

    id: str
    kind: str
    topic: str | None
    topic_label: str | None
    score: float | None
    shared_words: tuple[str, ...]
    verdict: str | None
    left: FindingSide | None
    right: FindingSide | None
    near: tuple[tuple[str, float], ...] = ()
    """Other findings of the opposite side with a score close to the best, and the score."""

    @property
    def is_change(self) -> bool:
        """Every finding is news of a kind: it comes back, is new or has no match."""
        return True


FIGURE_GROUPS = ("both", "own", "rest")
"""The groups of figures in their order: a value on both sides; only the force's own figures; everything else."""


@dataclass(frozen=True, slots=True)
class FigureSide:
    """The value of a measure that stood when one inspection was published."""

    period: str
    start: str | None
    end: str | None
    value: float
    comparator: str | None
    comparator_value: float | None
    source: str
    kind: str = "measured"
    note: str | None = None
    source_basis: str | None = None
    force: str = ""
    whose: str = "inspectorate"
    """Whose figure it is: the `inspectorate`'s, the `force`'s own, or `official` statistics."""
    target: float | None = None
    """The target for that period, where one is known."""
    met: bool | None = None
    """Whether the target was met; None where there is none, or where neither direction is the better one."""


Sourced = StatedChange | Judgment | FindingSide | FigureSide
"""What has a source and knows whose that is."""


def whose_source(sourced: Sourced) -> str:
    """Return whose the source is, with its day where that is known; empty without a source."""
    published = sourced.published if isinstance(sourced, Judgment) else None
    return source_words(sourced.source, sourced.source_basis, published) if sourced.source else ""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One measure on both sides."""

    id: str
    measure: str
    label: str
    unit: str
    better: str
    own: bool
    """Whether all its values are the force's own figures."""
    left: FigureSide | None
    right: FigureSide | None
    delta: float | None
    delta_unit: str | None
    values: tuple[FigureSide, ...]
    """Every value of the measure for the two forces' sides, in the order of time."""
    topic: str | None = None
    topic_label: str | None = None
    definition: str = ""
    spread: Spread | None = None
    """Where the forces stand on it in the period of the right side's value, else the left's; None for fewer than
    three forces."""

    @property
    def group(self) -> str:
        """Where it stands among the rows: one of FIGURE_GROUPS."""
        if self.is_own:
            return "own"
        return "rest" if self.left is None or self.right is None else "both"

    @property
    def plans(self) -> tuple[FigureSide, ...]:
        """The plans and targets of either force, in the order of time."""
        return tuple(value for value in self.values if value.kind != "measured")

    @property
    def is_own(self) -> bool:
        """Whether it is the force's own figure, or the values are known from the force's own paper alone."""
        sides = [side for side in (self.left, self.right) if side]
        return self.own or (
            bool(sides) and all(side.source_basis == "secondary" and publisher(side.source) == FORCE for side in sides)
        )

    @property
    def is_change(self) -> bool:
        """Whether both sides have a value and they differ."""
        return bool(self.delta)
