"""Compares two inspections: the kinds of the engine, dressed with labels, reasons and sources."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from peeldiff.compare.alignment import Alignment, align
from peeldiff.compare.basis import RowBasis, best_between, cited
from peeldiff.compare.comparison import Comparability, Comparison, DatasetCard, LateRows, Side
from peeldiff.compare.inspection_facts import InspectionFacts
from peeldiff.compare.monitored_years import stays_of_sides
from peeldiff.compare.pair_kinds import PairKinds, Placed
from peeldiff.compare.rows import Judgment, JudgmentRow
from peeldiff.dataset.model import Dataset
from peeldiff.dataset.queries.names import Inspection, find_inspection
from peeldiff.vocabulary.terms import NONE

if TYPE_CHECKING:
    from peeldiff.compare.finding_pairs import Verdicts
    from peeldiff.compare.rows import FigureRow, FindingRow


def compare(
    ds: Dataset, left: str | Inspection, right: str | Inspection, verdicts: Verdicts | None = None
) -> Comparison:
    """Compare two inspections, each named as `force:cycle` or loosely.

    `verdicts` are what people said of two findings, by the findings' ids: `same` or `different`.
    Raises UnknownNameError or AmbiguousNameError for a name that is not one inspection.
    """
    ours = left if isinstance(left, Inspection) else find_inspection(ds, left)
    theirs = right if isinstance(right, Inspection) else find_inspection(ds, right)
    return InspectionPair(ds, InspectionFacts(ds, ours), InspectionFacts(ds, theirs), verdicts).comparison


class InspectionPair:
    """Two inspections on the rows where their items meet; each part is worked out when it is first asked for.

    A row goes by its place among the alignments: what kind it is can be asked without its sentences and sources.
    """

    def __init__(
        self, ds: Dataset, left: InspectionFacts, right: InspectionFacts, verdicts: Verdicts | None = None
    ) -> None:
        """Nothing is compared yet."""
        self._ds = ds
        self._facts = (left, right)
        self._verdicts = verdicts

    @property
    def left(self) -> Side:
        """The left side."""
        return self._facts[0].side

    @property
    def right(self) -> Side:
        """The right side."""
        return self._facts[1].side

    @property
    def _cycles(self) -> tuple[str, str]:
        ours, theirs = self._facts
        return ours.inspection.cycle, theirs.inspection.cycle

    @property
    def _forces(self) -> tuple[str, str]:
        ours, theirs = self._facts
        return ours.inspection.force, theirs.inspection.force

    @property
    def _one_force(self) -> bool:
        return self._forces[0] == self._forces[1]

    @property
    def _left_is_later(self) -> bool:
        ours, theirs = self._cycles
        return self._ds.cycle_order[ours] > self._ds.cycle_order[theirs]

    @cached_property
    def alignments(self) -> tuple[Alignment, ...]:
        """What meets on each row."""
        return align(self._ds, *self._cycles, one_force=self._one_force)

    @cached_property
    def _left_placed(self) -> Placed:
        return self._facts[0].place([alignment.left for alignment in self.alignments])

    @cached_property
    def _right_placed(self) -> Placed:
        return self._facts[1].place([alignment.right for alignment in self.alignments])

    @cached_property
    def kinds(self) -> PairKinds:
        """The kind of each row."""
        placed = (self._left_placed, self._right_placed)
        return PairKinds(self._ds, self.alignments, placed, self._cycles, one_force=self._one_force)

    def is_left_graded(self, place: int) -> bool:
        """Tell whether every judgment that stands on the left of a row has a grade."""
        return all(item.grade is not None for item in self._left_placed[place])

    def ruling(self, place: int) -> RowBasis:
        """Return the basis of a row, as it is for its kind."""
        return self.alignments[place].ruling.of_kind(self.kinds[place])

    @cached_property
    def left_judgments(self) -> list[tuple[Judgment, ...]]:
        """The judgments of the left side, by row."""
        return self._facts[0].judgments(self.alignments, self._left_placed)

    @cached_property
    def right_judgments(self) -> list[tuple[Judgment, ...]]:
        """The judgments of the right side, by row."""
        return self._facts[1].judgments(self.alignments, self._right_placed)

    @cached_property
    def rows(self) -> dict[int, JudgmentRow]:
        """The rows with a judgment on either side, whole, by their places."""
        judged = zip(self.left_judgments, self.right_judgments, strict=True)
        return {place: self._row(place, pair) for place, pair in enumerate(judged) if any(pair)}

    @cached_property
    def _best(self) -> RowBasis:
        ours, theirs = (facts.cycle for facts in self._facts)
        return best_between(self._ds, (ours, theirs), one_force=self._one_force)

    @property
    def breaks(self) -> bool:
        """Whether no row of the two can have a direction."""
        return self._best.basis == NONE

    @cached_property
    def comparability(self) -> Comparability:
        """The best basis possible between the two, as it is cited for their forces."""
        best = cited(self._ds, self._best, self._forces)
        return Comparability(best.basis, best.reason, best.official, best.sources)

    @cached_property
    def comparison(self) -> Comparison:
        """The whole comparison; findings and figures are compared when they are first looked at."""
        ds = self._ds
        return Comparison(
            dataset=DatasetCard(ds.name, ds.version, ds.digest, ds.date, ds.attribution),
            left=self.left,
            right=self.right,
            comparability=self.comparability,
            judgment_rows=tuple(self.rows.values()),
            late=self._late_rows(),
            monitoring=stays_of_sides(ds, self.left, self.right),
            grades=ds.grades,
            cycle_names={cycle.id: cycle.name for cycle in ds.cycles.values()},
            left_is_later=self._left_is_later,
        )

    def _late_rows(self) -> LateRows:
        """Return how to compare findings and figures, of which nothing is even imported before."""

        def findings() -> tuple[FindingRow, ...]:
            from peeldiff.compare.finding_pairs import finding_rows

            ours, theirs = self._facts
            return finding_rows(self._ds, ours.inspection, theirs.inspection, self._verdicts)

        def figures() -> tuple[FigureRow, ...]:
            from peeldiff.compare.figure_rows import figure_rows

            return figure_rows(self._ds, self.left, self.right)

        return LateRows(findings, figures)

    def _row(self, place: int, judged: tuple[tuple[Judgment, ...], tuple[Judgment, ...]]) -> JudgmentRow:
        # Nobody who asks only for kinds needs the sentences.
        from peeldiff.compare.why import RowContext, why

        ds, alignment, ruling = self._ds, self.alignments[place], self.ruling(place)
        later = judged[0 if self._left_is_later else 1]
        note = ""
        if alignment.topic is None and later and later[0].level == "pillar":
            sides = (self.left, self.right)
            note = _mostly_carried(ds, sides, judged, (self.left_judgments, self.right_judgments))
        topic = ds.topics[alignment.topic] if alignment.topic else None
        return JudgmentRow(
            id=alignment.id,
            topic=alignment.topic,
            topic_label=topic.label if topic else None,
            kind=self.kinds[place],
            basis=ruling.basis,
            why=why(RowContext(ds, (self.left, self.right), ruling, self.kinds[place]), *judged, note),
            left=judged[0],
            right=judged[1],
            stated_change=next((judgment.stated_change for judgment in later if judgment.stated_change), None),
            basis_reason=ruling.reason,
            basis_sources=cited(ds, ruling, self._forces).sources,
        )


def _mostly_carried(
    ds: Dataset,
    sides: tuple[Side, Side],
    judged: tuple[tuple[Judgment, ...], tuple[Judgment, ...]],
    all_judged: Sequence[Sequence[tuple[Judgment, ...]]],
) -> str:
    """Say so when most known grades of the questions under a pillar were carried over."""
    notes = []
    for side, of_row, known in zip(sides, judged, all_judged, strict=True):
        if not of_row:
            continue
        under = {
            judgment.item: judgment
            for row in known
            for judgment in row
            if judgment.grade and (item := ds.cycles[side.cycle].item(judgment.item)) and item.pillar == of_row[0].item
        }
        carried = sum(judgment.status == "carried-over" for judgment in under.values())
        if carried * 2 > len(under):
            whose = side.cycle_name if sides[0].force == sides[1].force else side.force_name
            notes.append(f"In {whose}, {carried} of its {len(under)} known question grades were carried over.")
    return " ".join(notes)
