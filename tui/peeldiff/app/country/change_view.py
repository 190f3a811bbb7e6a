"""Forces × rows between two cycles: what changed for each, and for one row how often each change was."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from peeldiff.app.country.cell_words import gap_signs
from peeldiff.app.country.transition_counts import DIRECTIONS, Counts
from peeldiff.app.kit import legend
from peeldiff.app.kit.lines import Line, fit
from peeldiff.app.kit.marks import Marks
from peeldiff.app.kit.widgets.columns import Column, two_lines
from peeldiff.app.kit.words import KIND_ROLES, short_force
from peeldiff.compare.cycles import Country
from peeldiff.dataset.by_force import ByForce
from peeldiff.dataset.model import Dataset
from peeldiff.vocabulary.terms import PART
from peeldiff.vocabulary.words import COMPARABILITY_WORDS, KIND_WORDS, NO_ITEM, STATUS_WORDS

_BESIDE = 18
"""Cells at least that the counts have more than the columns: those of a force's name."""
_NO_TOPIC = "-/"
"""Before the name of a pillar or of an item without a topic."""
LEAST, WORD = 11, 16
"""Cells of a column at least, and the most that it gets for a long word of its heading."""
LEGEND = ("not-comparable", "carried-over", "not-graded", "left-only", "right-only")
"""The kinds whose signs are said, in order; arrows say themselves."""
_BEST_FIRST = {"improved": 0, "unchanged": 1, "declined": 2}
_OF_SIDES = tuple(f"{side}_{name}" for name in ("grade", "status", "coverage") for side in ("left", "right"))
_FIELDS = ("item", "topic", "kind", "basis", *_OF_SIDES)


def _column(item: object, topic: object) -> str:
    """Return the id of a column: a pillar and a topic can have one name."""
    return str(item) if topic is not None else f"{_NO_TOPIC}{item}"


class Change:
    """The comparison of two cycles, force by force."""

    def __init__(self, ds: Dataset, country: Country, marks: Marks) -> None:
        """`country` is the comparison that was made."""
        self._ds, self._country, self._marks = ds, country, marks
        self._index = ByForce(country.rows.select("force", *_FIELDS))
        items = country.rows.select("item", "topic").unique(maintain_order=True)
        self._labels = {_column(item, topic): self._label(item, topic) for item, topic in items.iter_rows()}
        self._columns = {item: place for place, item in enumerate(self._labels)}
        self.columns: Sequence[Column] = ()
        kinds = country.rows["kind"].unique().cast(pl.String)
        self._signed = [kind for kind in LEGEND if kind in kinds]
        self._is_hinted = "indicative" in country.rows["basis"].unique().cast(pl.String)
        parts = (
            pl.col(f"{side}_grade").is_not_null() & (pl.col(f"{side}_coverage") == PART) for side in ("left", "right")
        )
        self._has_parts = not country.rows.filter(pl.any_horizontal(*parts)).is_empty()
        self._counted: dict[str, list[Line]] = {}
        self._room = 0

    def _label(self, item: str, topic: str | None) -> str:
        cycles = [self._ds.cycles[cycle] for cycle in (self._country.left_cycle, self._country.right_cycle)]
        _, _, part = item.partition("/")
        known = next((found for cycle in cycles[::-1] if (found := cycle.item(part or item))), None)
        if topic is None or item not in (topic, f"{topic}/{part}"):
            return known.label if known else item
        label = self._ds.topics[topic].label
        return f"{label}: {known.label}" if part and known else label

    def fit(self, room: int) -> None:
        """Divide the room."""
        self._room = room
        self._counted.clear()
        words = (word for label in self._labels.values() for word in label.split())
        each = room // max(1, len(self._labels))
        # Where all columns can be seen they are; else their headings may as well have room for a word.
        width = min(22, each) if each >= LEAST else max(LEAST, min(WORD, max(map(len, words), default=0) + 1))
        self.columns = [Column(item, label, two_lines(label, width - 1), width) for item, label in self._labels.items()]

    def cells(self, force: str) -> list[Line]:
        """Return the sign of each row's kind, with both grades."""
        found: list[Line] = [[] for _ in self.columns]
        for item, topic, kind, basis, *sides in self._index.rows(force):
            left, right = (self._grade(*sides[side::2]) for side in (0, 1))
            drawn = basis != "none"
            arrow = self._marks.over_time[-1] if drawn else self._marks.upright
            sign = self._marks.of_change(str(kind), str(basis))
            role = KIND_ROLES.get(str(kind), "muted")
            room = 3 if self._marks.ascii else 1
            grades = {"left-only": left, "right-only": right}.get(str(kind), f"{left}{arrow}{right}")
            cell: Line = [(f" {fit(sign, room)}", role), (f" {grades}", "text")]
            if kind == "unknown":  # what is not known stands in the place of a grade, and no sign before a grade
                grades = grades if sides[0] or sides[1] else self._marks.gap
                cell = [(" " * (room + 2) + grades, "muted")]
            found[self._columns[_column(item, topic)]] = cell
        return found

    def _grade(self, grade: object, status: object, coverage: object) -> str:
        if grade is not None and coverage == PART:
            return self._marks.in_part
        if grade is not None:
            return self._marks.of_grade(self._ds, str(grade))
        if status is None:
            return self._marks.several
        return self._marks.gap if status == "absent" else self._marks.no_grade

    def _comparability(self) -> Line:
        """Say whether the two cycles may be compared, who says so, and why."""
        of = self._country.comparability
        official = ", the inspectorate says so" if of.official else ""
        return [(f"{COMPARABILITY_WORDS[of.level]}{official}: {of.reason}", "muted")]

    def _of(self, column: str) -> pl.DataFrame:
        """Return the rows of a column."""
        apart = pl.col("topic").is_null() if column.startswith(_NO_TOPIC) else pl.col("topic").is_not_null()
        return self._country.rows.filter(apart, item=column.removeprefix(_NO_TOPIC))

    def ranks(self, column: str) -> pl.DataFrame:
        """Sort by direction, then by the grades; what has no direction stands last."""
        here = self._of(column)
        kind = pl.col("kind").cast(pl.String).replace_strict(_BEST_FIRST, default=None, return_dtype=pl.Int64)
        own = [pl.when(pl.col(f"{side}_coverage") != PART).then(f"{side}_grade") for side in ("left", "right")]
        grades = [
            grade.to_physical().alias(f"{side}_grade") for side, grade in zip(("left", "right"), own, strict=True)
        ]
        return here.select("force", kind.alias("kind"), *grades)

    def legend(self, room: int) -> Line:
        """Say every sign of a kind that there is; an indicative direction first, because nobody would guess it."""
        marks = self._marks
        hollow = "".join(marks.of_change(kind, "indicative") for kind in ("improved", "declined"))
        signs = [(hollow, "indicative only", "strong")] if self._is_hinted else []
        signs += [(marks.of_kind(kind), KIND_WORDS[kind], KIND_ROLES.get(kind, "muted")) for kind in self._signed]
        signs += [(marks.in_part, "in part", "muted")] if self._has_parts else []
        return legend.of_signs([*signs, *gap_signs(self._ds, marks)], room)

    def describe_cell(self, force: str, column: str) -> list[Line]:
        """Say what the row is for this force, then how often each change was."""
        lines: list[Line] = []
        for item, topic, kind, basis, *sides in self._index.rows(force):
            if _column(item, topic) == column:
                sign = self._marks.of_change(str(kind), str(basis))
                hint = ", indicative" if basis == "indicative" and kind in DIRECTIONS else ""
                words = [self._words(*sides[side::2]) for side in (0, 1)]
                alone = {"left-only": words[:1], "right-only": words[1:]}
                both = " then ".join(alone.get(str(kind), words))
                sign = "" if kind == "unknown" else f"{sign} "
                change = f"{sign}{KIND_WORDS[str(kind)]}{hint} ({both})"
                lines = [[(f"{short_force(self._ds.force_names[force])}: ", "strong"), (change, "text")]]
        return [*lines, *self.counts(column)]

    def _words(self, grade: object, status: object, coverage: object) -> str:
        if grade is not None:
            label = self._ds.grade_in_sentence(str(grade))
            return f"in part: {label}" if coverage == PART else label
        return STATUS_WORDS.get(str(status), "several items") if status else NO_ITEM

    def counts(self, column: str) -> list[Line]:
        """Return how many forces there are of each kind, then transitions or both distributions."""
        if column not in self._counted:
            cycles = [self._ds.cycles[cycle] for cycle in (self._country.left_cycle, self._country.right_cycle)]
            rows = self._of(column)
            left, right = (self._country.grades_given(rows, side)["grade"] for side in ("left", "right"))
            room = self._room + _BESIDE
            counts = Counts(self._ds, rows, (cycles[0], cycles[1]), self._marks, room, given=(left, right))
            counted: Line = [(f"{self._labels[column]}: ", "strong"), *counts.in_words()]
            self._counted[column] = [counted, *counts.table(), self._comparability()]
        return self._counted[column]
