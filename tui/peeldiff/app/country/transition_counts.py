"""How many forces there are of each kind in one row of two cycles; in words, and as a small table."""

from __future__ import annotations

from collections import Counter

import polars as pl

from peeldiff.app.kit.lines import Line, fit
from peeldiff.app.kit.marks import Marks
from peeldiff.app.kit.words import KIND_ROLES, short_cycle
from peeldiff.dataset.framework_model import Cycle
from peeldiff.dataset.model import Dataset
from peeldiff.text import plural
from peeldiff.vocabulary.terms import HOME, JUDGMENT_KINDS
from peeldiff.vocabulary.words import KIND_WORDS

DIRECTIONS = ("declined", "unchanged", "improved")
"""The kinds that say a direction, in the order in which they are counted."""
_LABEL, _SIGNED = 38, 24
"""Cells before the columns of the transitions, and of a grade with its sign."""


class Counts:
    """The forces of one row, counted."""

    def __init__(
        self,
        ds: Dataset,
        rows: pl.DataFrame,
        cycles: tuple[Cycle, Cycle],
        marks: Marks,
        room: int = 78,
        *,
        given: tuple[pl.Series, pl.Series],
    ) -> None:
        """`rows` are those of `Country.rows` on one row; `cycles` the left and the right one; `room` is in cells.

        `given` are the grades of either side, each once, at home (`Country.grades_given`).
        """
        self._given = given
        self._ds, self._rows, self._cycles, self._marks, self._room = ds, rows, cycles, marks, room
        counted = rows.group_by("basis", "kind").len()
        self._found = {(str(basis), str(kind)): count for basis, kind, count in counted.iter_rows()}

    def in_words(self) -> Line:
        """Say how many declined, stayed and improved, only indicative ones apart; then what has no direction."""
        line: Line = []
        for basis, before in (("direct", ""), ("indicative", "indicative only: ")):
            if any((basis, kind) in self._found for kind in DIRECTIONS):
                line += [("; " if line else "", "text"), (before, "muted")]
                line += self._listed({kind: self._found.get((basis, kind), 0) for kind in DIRECTIONS})
        rest = Counter({"not-comparable": 0} if line else {})
        for (_, kind), count in self._found.items():
            if kind not in DIRECTIONS:
                rest[kind] += count
        line += [("; " if line else "", "text"), *self._listed({kind: rest[kind] for kind in _ORDER if kind in rest})]
        drawn = set(self._rows["basis"]) - {"none"}
        return [*line, ("." if drawn else "; no direction may be drawn.", "text")]

    def _listed(self, counts: dict[str, int]) -> Line:
        line: Line = []
        for kind, count in counts.items():
            role = KIND_ROLES.get(kind, "text") if count and kind in DIRECTIONS else "text"
            line += [(", " if line else "", "muted"), (f"{count} {KIND_WORDS[kind]}", role)]
        return line

    def table(self) -> list[Line]:
        """Return from which grade to which, where a direction may be drawn, else both distributions."""
        moved = self._rows.filter(pl.col("kind").cast(pl.String).is_in(DIRECTIONS))
        if moved.height:
            return self._transitions(moved)
        if set(self._rows["basis"]) == {"none"} and any(side.len() for side in self._given):
            return self._distributions()
        return []

    def _transitions(self, moved: pl.DataFrame) -> list[Line]:
        counted = moved.group_by("left_grade", "right_grade").len()
        found = {(str(before), str(after)): count for before, after, count in counted.iter_rows()}
        grades = [grade for grade in self._ds.grades if any(grade in pair for pair in found)]
        left, right = self._names
        label = max(_SIGNED, min(_LABEL, self._room - 5 * len(grades)))
        head: Line = [(fit(f"{left} down, {right} across, {plural(moved.height, 'force')}", label), "muted")]
        head += [(f"{self._marks.of_grade(self._ds, grade):>5}", grade) for grade in grades]
        lines = [head]
        for place, before in enumerate(grades):
            line: Line = [(fit(" " * (label - _SIGNED) + self._sign(before), label), "text")]
            for across, after in enumerate(grades):
                count = found.get((before, after), 0)
                role = "muted" if not count or across == place else "better" if across < place else "worse"
                line.append((f"{count:>5}", role))
            lines.append(line)
        return lines

    def _distributions(self) -> list[Line]:
        """Return how many forces have each grade, a line a cycle; a grade that a scale does not have stays blank."""
        sides = [Counter(side.cast(pl.String)) for side in self._given]
        grades = [grade for grade in self._ds.grades if any(side[grade] for side in sides)]
        signs = [self._marks.of_grade(self._ds, grade) for grade in grades]
        words = [f"{sign} {self._ds.grades[grade].short}" for sign, grade in zip(signs, grades, strict=True)]
        if _TABLE + sum(len(word) + 3 for word in words) > self._room:
            words = signs
        widths = [len(word) + 3 for word in words]
        head: Line = [(fit("forces by grade", _TABLE), "muted")]
        head += [(f"{word:>{width}}", "text") for word, width in zip(words, widths, strict=True)]
        lines = [head]
        for side, cycle, name, counts in zip(("left", "right"), self._cycles, self._names, sides, strict=True):
            scale = self._ds.scales[cycle.scale].grades if cycle.scale in self._ds.scales else tuple(grades)
            line: Line = [(fit(f" {name}", _TABLE), "muted")]
            if not counts:
                lines.append([*line, (f"  {self._why_none(side)}", "muted")])
                continue
            for grade, width in zip(grades, widths, strict=True):
                count = counts[grade] if grade in scale else ""
                line.append((f"{count:>{width}}", "text"))
            lines.append(line)
        return lines

    def _why_none(self, side: str) -> str:
        """Say why a cycle gave no grade here: noughts would say that somebody looked and gave none."""
        at_home = pl.col(f"{side}_coverage").cast(pl.String) == HOME
        statuses = set(self._rows.filter(at_home)[f"{side}_status"].cast(pl.String))
        if not statuses:
            return "no item of its own on this"
        return "not in this dataset" if statuses == {"absent"} else "no grade given"

    @property
    def _names(self) -> tuple[str, str]:
        left, right = self._cycles
        return short_cycle(left.name), short_cycle(right.name)

    def _sign(self, grade: str) -> str:
        return f"{self._marks.of_grade(self._ds, grade)} {self._ds.grade_label(grade)}"


_TABLE = 16
_ORDER = ("not-comparable", *(kind for kind in JUDGMENT_KINDS if kind not in (*DIRECTIONS, "not-comparable")))
