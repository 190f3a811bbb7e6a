"""What a comparison is: two sides, and their rows in the order in which they are shown.

The names of the fields are those of the JSON that `diff` prints.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from peeldiff.compare.rows import FigureRow, FindingRow, JudgmentRow
from peeldiff.dataset.framework_model import Grade
from peeldiff.dataset.model import described
from peeldiff.dataset.queries.monitoring import MonitoringStay
from peeldiff.vocabulary.sources import is_unofficial, source_words
from peeldiff.vocabulary.terms import FINDING_ROW_KINDS, JUDGMENT_KINDS
from peeldiff.vocabulary.words import COMPARABILITY_WORDS, KIND_WORDS

if TYPE_CHECKING:
    import polars as pl


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
            graded = [judgment for judgment in known if judgment.grade]
            for what, which in (("judgment", known), ("grade", graded)):
                if is_unofficial(judgment.source_basis for judgment in which):
                    whose = dict.fromkeys(source_words(each.source or "", each.source_basis) for each in which)
                    name = f"{side.force_name}, {side.cycle_name}"
                    lines.append(f"No {what} of {name} is from the inspectorate's own page: {'; '.join(whose)}.")
                    break
        return " ".join(lines)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many judgment rows there are of each kind, kinds without a row left out."""
        return count_kinds(row.kind for row in self.judgment_rows)

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
