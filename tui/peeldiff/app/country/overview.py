"""Every force in every cycle: a strip of grades a cell, or what fits a filter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from peeldiff.app.country.cell_words import (
    Judged,
    Known,
    basis_words,
    behind_words,
    gap_signs,
    grade_sign,
    grade_words,
    judgments_of,
    source_sign,
    source_signs,
)
from peeldiff.app.country.strip import in_brief, letters
from peeldiff.app.kit import legend
from peeldiff.app.kit.lines import Line
from peeldiff.app.kit.marks import Marks
from peeldiff.app.kit.widgets.columns import Column
from peeldiff.app.kit.words import cycle_heading
from peeldiff.dataset.by_force import JudgmentsByForce
from peeldiff.dataset.framework_model import Cycle, Item
from peeldiff.dataset.model import Dataset
from peeldiff.dataset.queries.names import Inspection
from peeldiff.vocabulary.words import NO_ITEM

if TYPE_CHECKING:
    import polars as pl

STRIP = 14
"""So many grades in a row can still be read; more are counted."""


class Overview:
    """Forces × cycles."""

    def __init__(
        self, ds: Dataset, index: JudgmentsByForce, findings: Mapping[tuple[str, str], int], marks: Marks
    ) -> None:
        """`findings` are counted by force and cycle: a cycle without grades shows them."""
        self._ds, self._index, self._findings, self._marks = ds, index, findings, marks
        self._items = {cycle.id: in_brief(cycle) for cycle in ds.cycles.values()}
        self._letters = {cycle: letters([item.label for item in items]) for cycle, items in self._items.items()}
        self._sources = source_signs(ds, marks)
        self._known = {cycle for _, cycle in ds.counts("judgments")}
        self.columns: Sequence[Column] = ()
        self.marked: Sequence[Inspection | None] = ()
        """The inspections that are marked."""
        self.fits: Mapping[tuple[str, str], Sequence[str]] | None = None
        """The items that fit a filter, by force and cycle; None where none is set."""

    def fit(self, room: int) -> None:
        """Give each cycle what its strip needs, and what is left over to all of them."""
        cycles = list(self._ds.cycles.values())
        wide = [self._column(cycle) for cycle in cycles]
        some = [
            column
            for column, cycle in zip(wide, cycles, strict=True)
            if cycle.id in self._known or cycle.kind == "peel"
        ]
        self.columns = wide if sum(column.width for column in wide) <= room else some
        spare = (room - sum(column.width for column in self.columns)) // max(1, len(self.columns))
        if spare > 0:
            more = min(4, spare)
            self.columns = [
                Column(column.id, column.label, column.heading, column.width + more) for column in self.columns
            ]

    def _column(self, cycle: Cycle) -> Column:
        """Return the column of a cycle; the letters stand over the signs of its strip."""
        heading, above = cycle_heading(cycle), self._letters[cycle.id]
        strip = min(len(above), STRIP)
        above = above if len(above) <= STRIP else "items"
        width = max(strip + 2, len(heading) + 1, len(above) + 1)
        return Column(cycle.id, cycle.name, (heading, "fits" if self.fits is not None else above), width)

    def cells(self, force: str) -> list[Line]:
        """Return a strip of signs for each cycle; what is marked has a sign before it."""
        judged = judgments_of(self._index, force)
        return [self._cell(force, column, judged) for column in self.columns]

    def _cell(self, force: str, column: Column, judged: Judged) -> Line:
        cycle = column.id
        chosen = Inspection(force, cycle) in self.marked
        head: Line = [(self._marks.chosen if chosen else " ", "better" if chosen else "text")]
        if self.fits is not None:
            fitting = [judged.get((cycle, item)) for item in self.fits.get((force, cycle), ())]
            return head + self._strip(fitting, column.width - 2, column.width) if fitting else head
        items = self._items[cycle]
        found = [judged.get((cycle, item.id)) for item in items]
        if not any(found):
            count = self._findings.get((force, cycle), 0)
            return [*head, (f"{count} f", "muted") if count and not items else grade_sign(self._ds, self._marks, None)]
        return head + self._strip(found, STRIP, column.width)

    def _strip(self, found: Sequence[Known | None], room: int, width: int) -> Line:
        """Return the signs of some judgments, or how many there are of each, and the signs of whose they are."""
        source = source_sign(self._marks, found, width - 1 - len(found))
        if len(found) <= room:
            signs = [grade_sign(self._ds, self._marks, known) for known in found]
            return [*signs, (source, signs[-1][1])] if source else signs  # another colour would cost bytes a line
        grades = [known.grade for known in found if known]
        counted = [
            (f"{self._marks.of_grade(self._ds, grade)}{grades.count(grade)}", grade)
            for grade in self._ds.grades
            if grade in grades
        ]
        return [*counted, (source, "muted")]

    def legend(self, room: int) -> Line:
        """Say every grade, and what stands where there is none."""
        others = (
            *self._sources,
            (self._marks.no_grade, "no grade", "muted"),
            *gap_signs(self._ds, self._marks),
        )
        return legend.of_grades(self._ds, self._marks, others, room)

    def ranks(self, column: str) -> pl.DataFrame:
        """Sort by the first item's grade, then by the second's, and so on."""
        import polars as pl

        here = self._ds.judgments.filter(cycle=column)
        grade = pl.col("grade").to_physical()
        keys = [grade.filter(pl.col("item") == item.id).first().alias(item.id) for item in self._items[column]]
        return here.group_by("force").agg(*keys)

    def describe_cell(self, force: str, column: str) -> list[Line]:
        """Say every grade of the cell in words, the worst first and those of one grade together."""
        judged = judgments_of(self._index, force)
        items, wanted = self._items[column], self.fits
        if wanted is not None:
            fitting = wanted.get((force, column), ())
            items = [item for item in self._ds.cycles[column].items if item.id in fitting]
            if not items:
                return [self._elsewhere(force)]
        elif not any((column, item.id) in judged for item in items):
            count = self._findings.get((force, column), 0)
            return [[(f"No judgment in this dataset, {count} findings." if count else self._nothing, "text")]]
        line = self._together([(item, judged.get((column, item.id))) for item in items], column)
        return [line]

    @property
    def _nothing(self) -> str:
        """What is said of an inspection of which nothing is known: a gap, unless a table just has no row of it."""
        return "Nothing known." if self._ds.has_frameworks else f"{NO_ITEM.capitalize()}."

    def _elsewhere(self, force: str) -> Line:
        """Say in which cycles something fits, where nothing does in this one."""
        cycles = [cycle.name for cycle in self._ds.cycles.values() if self.fits and self.fits.get((force, cycle.id))]
        return [(f"Nothing fits in this cycle; it does in {', '.join(cycles)}.", "muted")]

    def _together(self, items: Sequence[tuple[Item, Known | None]], column: str) -> Line:
        """Return the items by their grade, each behind its letter, then what the signs of sources mean.

        In one colour: it is said anew at each key, and colours would double what that costs on a line.
        """
        ranks = {grade: -place for place, grade in enumerate(self._ds.grades)}
        last = len(ranks)
        ordered = sorted(items, key=lambda pair: ranks.get(pair[1].grade or "", last) if pair[1] else last + 1)
        of_item = dict(zip((item.id for item in self._items[column]), self._letters[column], strict=True))
        line: list[str] = []
        previous = ""
        for item, known in ordered:
            words = grade_words(self._ds, self._marks, known)
            line.append(f"{'; ' if line else ''}{words}: " if words != previous else ", ")
            previous = words
            label = f"{of_item.get(item.id, '')} {item.label}".lstrip()
            line.append(f"{label}{behind_words(self._marks, known)}")
        meaning = basis_words(self._marks, [known for _, known in items])
        return [("".join(line) + (f". {meaning}." if meaning else "."), "text")]
