"""What a comparison is: frozen rows, in the order in which they are shown.

The names of the fields are those of the JSON that `diff` prints.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from peeldiff.compare.spread import Spread
from peeldiff.dataset.model import Grade, described
from peeldiff.dataset.monitoring import MonitoringStay
from peeldiff.dataset.page_addresses import PageAddress
from peeldiff.vocabulary.signs import HOLLOW_SIGNS, change_sign
from peeldiff.vocabulary.sources import FORCE, is_unofficial, publisher, source_words
from peeldiff.vocabulary.terms import BASES, FINDING_ROW_KINDS, INDICATIVE, JUDGMENT_KINDS, QUIET
from peeldiff.vocabulary.words import COMPARABILITY_WORDS, FINDING_OUTCOME_WORDS, KIND_WORDS

if TYPE_CHECKING:
    import polars as pl


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


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many rows there are of a kind."""

    kind: str
    hint: bool
    """Whether their direction is only indicative."""
    rows: int


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two inspections."""

    force: str
    force_name: str
    cycle: str
    cycle_name: str
    scale: str
    published: str | None
    source: str | None
    source_basis: str | None = None
    """Whose the source is."""

    @property
    def inspection(self) -> str:
        """Written as `force:cycle`."""
        return f"{self.force}:{self.cycle}"


@dataclass(frozen=True, slots=True)
class Comparability:
    """The best basis possible between the two inspections, and who says so."""

    level: str
    reason: str
    official: bool
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DatasetCard:
    """Which dataset a comparison was made from."""

    name: str
    version: str
    digest: str
    date: str = ""
    attribution: str = ""

    @property
    def about(self) -> str:
        """Name, version, date and attribution in a line; of a table the name alone."""
        return described(self.name, self.version, self.date, self.attribution)


@dataclass(frozen=True, slots=True)
class LateRows:
    """The rows that are compared when somebody looks at them."""

    findings: Callable[[], tuple[FindingRow, ...]]
    figures: Callable[[], tuple[FigureRow, ...]]


@dataclass(frozen=True)
class Comparison:
    """Two inspections side by side."""

    dataset: DatasetCard
    left: Side
    right: Side
    comparability: Comparability
    judgment_rows: tuple[JudgmentRow, ...]
    late: LateRows = field(default_factory=lambda: LateRows(tuple, tuple), repr=False, compare=False)
    monitoring: tuple[MonitoringStay, ...] = ()
    """The stays in Engage that touch the years of the two inspections, in the order of time."""
    grades: Mapping[str, Grade] = field(default_factory=dict)
    cycle_names: Mapping[str, str] = field(default_factory=dict)
    """What the cycles of the dataset are called, by their ids."""
    left_is_later: bool = False
    """Whether the left cycle is the later one; changes are read over time all the same."""

    def __repr__(self) -> str:
        """Say in a few lines what was compared and what came of it."""
        of = self.comparability
        judged = ", ".join(f"{rows} {KIND_WORDS[kind]}" for kind, rows in self.counts.items())
        found = ", ".join(f"{rows} {kind}" for kind, rows in self.finding_counts.items())
        return (
            f"<Comparison: {self.left.force_name}, {self.left.cycle_name} and "
            f"{self.right.force_name}, {self.right.cycle_name}\n"
            f"  {COMPARABILITY_WORDS[of.level]}: {of.reason}\n"
            f"  {len(self.judgment_rows)} rows of judgments: {judged or 'none'}\n"
            f"  {len(self.finding_rows)} of findings: {found or 'none'}; {len(self.figure_rows)} figures\n"
            "  frames: judgments, findings, figures>"
        )

    @cached_property
    def finding_rows(self) -> tuple[FindingRow, ...]:
        """The findings of both sides, compared when they are first looked at."""
        return self.late.findings()

    @cached_property
    def figure_rows(self) -> tuple[FigureRow, ...]:
        """The figures of both sides, compared when they are first looked at."""
        return self.late.figures()

    def compare_rest(self) -> None:
        """Compare findings and figures now, so that nobody waits for them later: off the interface's thread."""
        _ = self.finding_rows, self.figure_rows

    @property
    def one_force(self) -> bool:
        """Whether one force is compared over time (else two forces)."""
        return self.left.force == self.right.force

    def grade_label(self, grade: str) -> str:
        """Return the words for a grade."""
        known = self.grades.get(grade)
        return known.label if known else grade

    @cached_property
    def unofficial(self) -> str:
        """Say which side rests on none of the inspectorate's own pages, and on whose; empty if none does.

        It stands at the top of whatever shows the comparison, once.
        """
        lines = []
        for side, rows in (
            (self.left, [row.left for row in self.judgment_rows]),
            (self.right, [row.right for row in self.judgment_rows]),
        ):
            known = {
                judgment.item: judgment for judgments in rows for judgment in judgments if judgment.source
            }.values()
            if is_unofficial(judgment.source_basis for judgment in known):
                whose = dict.fromkeys(source_words(judgment.source or "", judgment.source_basis) for judgment in known)
                name = f"{side.force_name}, {side.cycle_name}"
                lines.append(f"No judgment of {name} is from the inspectorate's own page: {'; '.join(whose)}.")
        return " ".join(lines)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many judgment rows there are of each kind, kinds without a row left out."""
        return count_kinds(row.kind for row in self.judgment_rows)

    @cached_property
    def counts_by_basis(self) -> dict[str, dict[str, int]]:
        """The same, by basis."""
        bases = dict.fromkeys(row.basis for row in self.judgment_rows)
        return {
            basis: count_kinds(row.kind for row in self.judgment_rows if row.basis == basis)
            for basis in BASES
            if basis in bases
        }

    @cached_property
    def counts_apart(self) -> tuple[KindCount, ...]:
        """The counts as they are shown: an indicative direction is counted apart."""
        return count_apart(self.judgment_rows)

    @cached_property
    def finding_counts(self) -> dict[str, int]:
        """How many finding rows there are of each kind."""
        return count_kinds((row.kind for row in self.finding_rows), FINDING_ROW_KINDS)

    @property
    def judgments(self) -> pl.DataFrame:
        """One line for each judgment of each row; columns: `frames.JUDGMENTS`."""
        from peeldiff.compare import frames

        return frames.judgments(self)

    @property
    def findings(self) -> pl.DataFrame:
        """One line for each finding row; columns: `frames.FINDINGS`."""
        from peeldiff.compare import frames

        return frames.findings(self)

    @property
    def figures(self) -> pl.DataFrame:
        """One line for each measure; columns: `frames.FIGURES`."""
        from peeldiff.compare import frames

        return frames.figures(self)


def count_apart(rows: Iterable[JudgmentRow]) -> tuple[KindCount, ...]:
    """Count rows by kind, in the order of kinds, those of which the direction is only indicative after the others."""
    counted = Counter((row.kind, row.is_hint) for row in rows)
    return tuple(
        KindCount(kind, hint, counted[kind, hint])
        for kind in JUDGMENT_KINDS
        for hint in (False, True)
        if counted[kind, hint]
    )


def count_kinds(kinds: Iterable[str], order: tuple[str, ...] = JUDGMENT_KINDS) -> dict[str, int]:
    """Count kinds, in their order."""
    counted = Counter(kinds)
    return {kind: counted[kind] for kind in order if counted[kind]}
