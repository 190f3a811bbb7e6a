"""Every force in one cycle, item by item: a grade in words a cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from peeldiff.app.country.cell_words import (
    Known,
    basis_words,
    behind_words,
    gap_signs,
    grade_sign,
    grade_words,
    judgments_of,
    source_signs,
)
from peeldiff.app.kit import legend
from peeldiff.app.kit.lines import Line
from peeldiff.app.kit.marks import Marks
from peeldiff.app.kit.widgets.columns import Column, two_lines
from peeldiff.dataset.by_force import JudgmentsByForce
from peeldiff.dataset.framework_model import Item
from peeldiff.dataset.model import Dataset
from peeldiff.vocabulary.words import STATUS_SHORT, STATUS_WORDS

if TYPE_CHECKING:
    import polars as pl


class OneCycle:
    """Forces × the items of one cycle."""

    def __init__(self, ds: Dataset, index: JudgmentsByForce, cycle: str, marks: Marks) -> None:
        """`cycle` is the one that is shown."""
        self._ds, self._index, self._cycle, self._marks = ds, index, ds.cycles[cycle], marks
        self._sources = source_signs(ds, marks)
        self.columns: Sequence[Column] = ()
        self.fits: Mapping[tuple[str, str], Sequence[str]] | None = None
        """The items that fit a filter, by force and cycle; None where none is set."""

    def fit(self, room: int) -> None:
        """Divide the room; a grade in short has to fit."""
        items = self._cycle.items
        width = max(15, min(24, room // max(1, len(items))))
        self.columns = [Column(item.id, item.label, two_lines(item.label, width - 1), width) for item in items]

    def cells(self, force: str) -> list[Line]:
        """Return the grade of each item; what does not fit a filter is left out."""
        judged, wanted = judgments_of(self._index, force), None
        if self.fits is not None:
            wanted = self.fits.get((force, self._cycle.id), ())
        return [
            self._cell(judged.get((self._cycle.id, item.id)), item, self.columns[0].width)
            if wanted is None or item.id in wanted
            else [(" ", "text")]
            for item in self._cycle.items
        ]

    def _cell(self, known: Known | None, item: Item, width: int) -> Line:
        if known is None and item.expected_status is None:
            return [(" ", "muted")]
        if known is None or known.grade is None:
            status = known.status if known else item.without_judgment
            sign = self._marks.of_status(status)
            return [(f" {sign}" if status == "absent" else f" {sign} {STATUS_SHORT.get(status, status)}", "muted")]
        sign, role = grade_sign(self._ds, self._marks, known)
        grade = self._ds.grades[known.grade]
        more = {"carried-over": f" {self._marks.carried}", "revised": " revised"}.get(known.status, "")
        more = f"{behind_words(self._marks, known)}{more}"
        words = grade.label if len(grade.label) + 3 + len(more) <= width else grade.short
        return [(f" {sign} {words}", role), (more, "muted")]

    def legend(self, room: int) -> Line:
        """Say what stands beside a grade or in its place; the grades are words already."""
        carried = (self._marks.carried, "carried over", "muted")
        return legend.of_signs([carried, *gap_signs(self._ds, self._marks), *self._sources], room)

    def ranks(self, column: str) -> pl.DataFrame:
        """Sort by the grade of the item."""
        import polars as pl

        here = self._ds.judgments.filter(cycle=self._cycle.id, item=column)
        return here.select("force", key=pl.col("grade").to_physical())

    def describe_cell(self, force: str, column: str) -> list[Line]:
        """Say item, question and grade in full, and whose it is where it is not the inspectorate's own."""
        item = self._cycle.item(column)
        assert item is not None  # noqa: S101  (a column is an item)
        known = judgments_of(self._index, force).get((self._cycle.id, column))
        due = item.expected_status
        words = grade_words(self._ds, self._marks, known) if known or due is None else STATUS_WORDS[due]
        whose = basis_words(self._marks, [known])
        lines: list[Line] = [
            [
                (f"{self._ds.force_names[force]}, {self._cycle.name}, {item.label}: ", "strong"),
                (words, "text"),
                (f". {whose}" if whose else "", "muted"),
            ]
        ]
        return [*lines, [(item.question, "muted")]] if item.question else lines
