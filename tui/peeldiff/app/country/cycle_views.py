"""What the country shows: every cycle in brief, or one cycle item by item. A view makes the cells of a force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import polars as pl

from peeldiff.app.kit import legend
from peeldiff.app.kit.columns import Column, two_lines
from peeldiff.app.kit.lines import Line, fit
from peeldiff.app.kit.marks import Marks
from peeldiff.app.kit.words import cycle_heading
from peeldiff.dataset.by_force import ByForce
from peeldiff.dataset.model import Cycle, Dataset, Item
from peeldiff.dataset.names import Inspection
from peeldiff.vocabulary.words import STATUS_SHORT, STATUS_WORDS, short_day

Known = Mapping[tuple[str, str], tuple[Any, ...]]
"""Grade, status, origin, first grade and day of revision, by cycle and item."""
PILLARS = 4
"""So few items are told one by one."""
STRIP = 14
"""So many grades in a row can still be read; more are counted."""


class CountryView(Protocol):
    """A way to show the country."""

    columns: Sequence[Column]

    def fit(self, room: int) -> None:
        """Size the columns to the cells there are."""

    def cells(self, force: str) -> list[Line]:
        """Return the cells of a force, one a column, not padded."""

    def ranks(self, column: str) -> pl.DataFrame:
        """Return what to sort by. Columns: force, then keys, the best first."""

    def told(self, force: str, column: str) -> list[Line]:
        """Return what there is to say of a cell."""

    def legend(self, room: int) -> Line:
        """Return what its signs mean."""


def in_brief(cycle: Cycle) -> list[Item]:
    """Return the items by which a cycle is told in brief: its pillars, else its areas; those that are graded."""
    graded = [item for item in cycle.items if item.graded != "none"]
    return [item for item in graded if item.level == "pillar"] or graded


def _known(index: ByForce, force: str) -> Known:
    return {(str(row[0]), str(row[1])): row[2:] for row in index.rows(force)}


class Overview:
    """Forces × cycles, each cell a strip of grades."""

    def __init__(self, ds: Dataset, index: ByForce, findings: Mapping[tuple[str, str], int], marks: Marks) -> None:
        """`findings` are counted by force and cycle: a cycle without grades shows them."""
        self._ds, self._index, self._findings, self._marks = ds, index, findings, marks
        self._items = {cycle.id: in_brief(cycle) for cycle in ds.cycles.values()}
        self.columns: Sequence[Column] = ()
        self.left: Inspection | None = None
        """The left side, once it is marked."""

    def fit(self, room: int) -> None:
        """Give each cycle what its strip needs, and what is left over to all of them."""
        cycles = list(self._ds.cycles.values())
        known = set(self._ds.judgments["cycle"].unique())
        wide = [self._column(cycle) for cycle in cycles]
        some = [one for one, cycle in zip(wide, cycles, strict=True) if cycle.id in known or cycle.kind == "peel"]
        self.columns = wide if sum(one.width for one in wide) <= room else some
        spare = (room - sum(one.width for one in self.columns)) // max(1, len(self.columns))
        if spare > 0:
            more = min(4, spare)
            self.columns = [Column(one.id, one.label, one.heading, one.width + more) for one in self.columns]

    def _column(self, cycle: Cycle) -> Column:
        items, heading = self._items[cycle.id], cycle_heading(cycle)
        pillars = all(item.level == "pillar" for item in items)
        below = "".join(item.label[:1] for item in items) if pillars else "areas"
        strip = min(len(items), STRIP)
        return Column(cycle.id, cycle.name, (heading, below), max(strip + 2, len(heading) + 1, len(below) + 1))

    def cells(self, force: str) -> list[Line]:
        """Return a strip of marks for each cycle; the left side has its sign before it."""
        known = _known(self._index, force)
        return [self._cell(force, column.id, known) for column in self.columns]

    def _cell(self, force: str, cycle: str, known: Known) -> Line:
        items = self._items[cycle]
        found = [known.get((cycle, item.id)) for item in items]
        chosen = self.left == Inspection(force, cycle)
        head: Line = [(self._marks.chosen if chosen else " ", "better" if chosen else "text")]
        if not any(found):
            count = self._findings.get((force, cycle), 0)
            return [*head, (f"{count} f", "muted") if count and not items else (self._marks.gap, "muted")]
        if len(found) > STRIP:
            return head + self._counts([one[0] for one in found if one])
        return head + [self._sign(one) for one in found]

    def _sign(self, one: tuple[Any, ...] | None) -> tuple[str, str]:
        if one is None or one[1] == "absent":
            return self._marks.gap, "muted"
        if one[0] is None:
            return self._marks.no_grade, "muted"
        return self._marks.of_grade(self._ds, one[0]), str(one[0])

    def _counts(self, grades: Sequence[str | None]) -> Line:
        return [
            (f"{self._marks.of_grade(self._ds, grade)}{grades.count(grade)}", grade)
            for grade in self._ds.grades
            if grade in grades
        ]

    def legend(self, room: int) -> Line:
        """Say every grade, and what stands where there is none."""
        others = ((self._marks.no_grade, "no grade", "muted"), (self._marks.gap, "not in this dataset", "muted"))
        return legend.of_grades(self._ds, self._marks, others, room)

    def ranks(self, column: str) -> pl.DataFrame:
        """Sort by the first item's grade, then by the second's, and so on."""
        here = self._ds.judgments.filter(cycle=column)
        grade = pl.col("grade").to_physical()
        keys = [grade.filter(pl.col("item") == item.id).first().alias(item.id) for item in self._items[column]]
        return here.group_by("force").agg(*keys)

    def told(self, force: str, column: str) -> list[Line]:
        """Say every grade of the cell in words, of many items the best first and those of one grade together."""
        known, items = _known(self._index, force), self._items[column]
        if not any((column, item.id) in known for item in items):
            count = self._findings.get((force, column), 0)
            return [[(f"No judgment in this dataset, {count} findings." if count else "Nothing known.", "text")]]
        said = [(item.label, known.get((column, item.id))) for item in items]
        if len(said) > PILLARS:
            return [[(f"{self._together(said)}.", "text")]]
        words = (f"{label} {in_words(self._ds, self._marks, one)}" for label, one in said)
        return [[(f"{', '.join(words)}.", "text")]]

    def _together(self, said: Sequence[tuple[str, tuple[Any, ...] | None]]) -> str:
        ranks = {grade: place for place, grade in enumerate(self._ds.grades)}
        ordered = sorted(said, key=lambda pair: ranks.get(pair[1][0], len(ranks)) if pair[1] else len(ranks))
        groups: dict[str, list[str]] = {}
        for label, one in ordered:
            groups.setdefault(in_words(self._ds, self._marks, one), []).append(label)
        return "; ".join(f"{words}: {', '.join(labels)}" for words, labels in groups.items())


class OneCycle:
    """Forces × the items of one cycle, each cell a grade in words."""

    def __init__(self, ds: Dataset, index: ByForce, cycle: str, marks: Marks) -> None:
        """`cycle` is the one that is shown."""
        self._ds, self._index, self._cycle, self._marks = ds, index, ds.cycles[cycle], marks
        self.columns: Sequence[Column] = ()

    def fit(self, room: int) -> None:
        """Divide the room; a grade in short has to fit."""
        items = self._cycle.items
        width = max(14, min(24, room // max(1, len(items))))
        self.columns = [Column(item.id, item.label, two_lines(item.label, width - 1), width) for item in items]

    def cells(self, force: str) -> list[Line]:
        """Return the grade of each item."""
        known = _known(self._index, force)
        return [
            self._cell(known.get((self._cycle.id, item.id)), item, self.columns[0].width) for item in self._cycle.items
        ]

    def _cell(self, one: tuple[Any, ...] | None, item: Item, width: int) -> Line:
        if one is None:
            gap = item.without_judgment
            return [(f" {self._marks.gap if gap == 'absent' else STATUS_SHORT.get(gap, gap)}", "muted")]
        if one[0] is None:
            return [(f" {self._marks.no_grade} {STATUS_SHORT.get(one[1], one[1])}", "muted")]
        grade = self._ds.grades[one[0]]
        sign = self._marks.of_grade(self._ds, grade.id)
        more = {"carried-over": f" {self._marks.carried}", "revised": " revised"}.get(one[1], "")
        words = grade.label if len(grade.label) + 3 + len(more) <= width else grade.short
        return [(f" {sign} {words}", grade.id), (more, "muted")]

    def legend(self, room: int) -> Line:
        """Say what stands beside a grade or in its place; the grades are words already."""
        carried, gap = (self._marks.carried, "carried over", "muted"), (self._marks.gap, "not in this dataset", "muted")
        return legend.of_signs([carried, gap], room)

    def ranks(self, column: str) -> pl.DataFrame:
        """Sort by the grade of the item."""
        here = self._ds.judgments.filter(cycle=self._cycle.id, item=column)
        return here.select("force", key=pl.col("grade").to_physical())

    def told(self, force: str, column: str) -> list[Line]:
        """Say item, question and grade in full."""
        item = self._cycle.item(column)
        assert item is not None  # noqa: S101  (a column is an item)
        known = _known(self._index, force).get((self._cycle.id, column))
        words = in_words(self._ds, self._marks, known) if known else STATUS_WORDS[item.without_judgment]
        lines: list[Line] = [
            [(f"{self._ds.force_names[force]}, {self._cycle.name}, {item.label}: ", "strong"), (words, "text")]
        ]
        return [*lines, [(item.question, "muted")]] if item.question else lines


def in_words(ds: Dataset, marks: Marks, one: tuple[Any, ...] | None) -> str:
    """Return a judgment in words, with where it was carried over from or what it was before."""
    if one is None:
        return STATUS_WORDS["absent"]
    grade, status, carried, revised, day = one
    if grade is None:
        return STATUS_WORDS[status]
    words = f"{marks.of_grade(ds, grade)} {ds.grade_label(grade).lower()}"
    if status == "carried-over":
        origin = f" from {carried}" if carried and carried != "unknown" else ""
        return f"{words} (carried over{origin})"
    if status == "revised" and revised:
        when = f" {short_day(day.isoformat())}" if day else ""
        return f"{words} (revised{when}, was {ds.grade_label(revised).lower()})"
    return words


def padded_cell(cell: Line, width: int) -> Line:
    """Return a cell exactly `width` cells wide."""
    if len(cell) == 1:
        return [(fit(cell[0][0], width), cell[0][1])]
    from peeldiff.app.kit.lines import padded

    return padded(cell, width)
