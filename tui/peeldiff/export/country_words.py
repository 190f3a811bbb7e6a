"""What stands in a row of the country, in the words that every export for readers shares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from peeldiff.compare.cycles import Country
from peeldiff.export.words import change_words, comparability
from peeldiff.text import plural
from peeldiff.vocabulary.signs import SEVERAL, status_sign
from peeldiff.vocabulary.sources import source_words
from peeldiff.vocabulary.terms import BASES, DIRECT, EMPTY, INDICATIVE, JUDGMENT_KINDS, PART, SEVERAL_ITEMS
from peeldiff.vocabulary.words import STATUS_WORDS

ItemKey = tuple[str, str | None]
"""The item of a row and its topic: a pillar may be called what a topic is called."""


@dataclass(frozen=True, slots=True)
class SideWords:
    """What stands on one side of a row."""

    words: str
    grade: str | None
    """The grade, where it is one alone."""
    sources: tuple[tuple[str, str], ...]
    """Each source, with whose it is."""


@dataclass(frozen=True, slots=True)
class RowWords:
    """A row of the country as it is read."""

    force: str
    force_name: str
    item: ItemKey
    label: str
    kind: str
    change: str
    """The sign and the word, and `indicative only` where it is that."""
    left: SideWords | None
    """None where the framework has no such item."""
    right: SideWords | None


class CountryWords:
    """The rows of a country in words."""

    def __init__(self, country: Country) -> None:
        """Remember what stands beside others on its side."""
        self.country = country

    @property
    def cycle_names(self) -> tuple[str, str]:
        """What the left and the right cycle are called."""
        names = self.country.cycle_names
        left, right = self.country.left_cycle, self.country.right_cycle
        return names.get(left, left), names.get(right, right)

    @property
    def title(self) -> str:
        """Name the comparison: `Every force: PEEL 2016 and PEEL 2017`."""
        left, right = self.cycle_names
        return f"Every force: {left} and {right}" if self.country.force_names else f"{left} and {right}"

    def rows(self, rows: pl.DataFrame) -> Iterator[RowWords]:
        """Walk over rows, some of this country's."""
        for row in rows.iter_rows(named=True):
            yield RowWords(
                force=row["force"],
                force_name=self.country.force_names.get(row["force"]) or self.name(row["force"]),
                item=(row["item"], row["topic"]),
                label=self.name(row["label"] or row["item"]),
                kind=row["kind"],
                change=self.change(row["kind"], row["basis"]),
                left=self._side(row, "left"),
                right=self._side(row, "right"),
            )

    def name(self, text: str | None) -> str:
        """Return a force or an item as it is called; an empty one has a name too, which nothing else has."""
        return text or self._empty

    @cached_property
    def _empty(self) -> str:
        name, rows = EMPTY, self.country.rows
        while rows.select(((pl.col("force") == name) | (pl.col("item") == name)).any()).item():
            name = f"({name})"
        return name

    @property
    def scale(self) -> Sequence[str]:
        """The grades in their order, best first; none where nobody says."""
        return [*self.country.grades] or next(iter(self.country.scales.values()), ())

    def can_give(self, cycle: str, grade: str) -> bool:
        """Tell whether a cycle can give a grade: no four-tier one gives adequate."""
        scale = self.country.scales.get(cycle)
        return scale is None or grade in scale

    @property
    def lead(self) -> str:
        """Say whether the two may be compared, and why."""
        of = self.country.comparability
        official = " (the inspectorate says so)" if of.official else ""
        return f"{comparability(of)}{official}: {of.reason}"

    def grade(self, grade: str, *, short: bool = False) -> str:
        """Return a grade with its sign: `● Good`; short where there is little room."""
        known = self.country.grades.get(grade)
        return f"{known.mark} {known.short if short else known.label}" if known else grade

    def change(self, kind: str, basis: str) -> str:
        """Return what kind a row is, the cycles by their names."""
        return change_words(kind, basis, *self.cycle_names)

    def counted(self) -> list[tuple[str, str, int]]:
        """Return how many rows there are of each kind, an indicative one apart: the kind, its words, the rows."""
        country = self.country
        if country.rows.height != sum(country.kinds.values()):  # the counts alone were asked for
            basis = DIRECT if DIRECT in country.bases else INDICATIVE
            return [(kind, self.change(kind, basis), rows) for kind, rows in country.kinds.items()]
        counted = {
            (kind, basis): rows for kind, basis, rows in country.rows.group_by("kind", "basis").len().iter_rows()
        }
        apart: dict[tuple[str, str], int] = {}
        for kind in JUDGMENT_KINDS:
            for basis in BASES:
                if rows := counted.get((kind, basis)):
                    key = (kind, self.change(kind, basis))
                    apart[key] = apart.get(key, 0) + rows
        return [(kind, words, rows) for (kind, words), rows in apart.items()]

    def _side(self, row: Mapping[str, Any], side: str) -> SideWords | None:
        """Return a side of a row; whose a source is stands in the words where it is not the inspectorate's own page."""
        status, source, basis = (row[f"{side}_{name}"] for name in ("status", "source", "source_basis"))
        if status is None:
            return None
        grade = row[f"{side}_grade"]
        words = self._outcome(row, side, status, grade)
        each = zip(source.split("; "), basis.split("; ") * len(source), strict=False) if source and basis else ()
        sources = tuple((source, source_words(source, basis)) for source, basis in each)
        if basis not in (None, "report") and sources:
            words += f" ({'; '.join(dict.fromkeys(whose for _, whose in sources))})"
        if row[f"{side}_coverage"] == PART:  # no grade to sort or colour by: it is not the topic's own
            return SideWords(f"in part: {words}", None, sources)
        return SideWords(words, grade, sources)

    def _outcome(self, row: Mapping[str, Any], side: str, status: str, grade: str | None) -> str:
        if status == SEVERAL_ITEMS:
            grades = self._shared.get((row["force"], row["item"], row["topic"], side), ())
            named = "; ".join(self.grade(grade) for grade in grades)
            return f"{SEVERAL.unicode} several: {named}" if named else f"{SEVERAL.unicode} several items"
        words = self.grade(grade) if grade else f"{status_sign(status).unicode} {STATUS_WORDS[status]}"
        return f"{words}, {STATUS_WORDS[status]}" if grade and status in ("carried-over", "revised") else words

    @cached_property
    def _shared(self) -> Mapping[tuple[str, str, str | None, str], Sequence[str]]:
        """The grades of the sides on which several items stand, by force, item, topic and side."""
        found: dict[tuple[str, str, str | None, str], list[str]] = {}
        for force, item, topic, side, grade in self.country.shared.iter_rows():
            found.setdefault((force, item, topic, side), []).append(grade)
        return found


def describe_cut(rows: int, shown: int) -> str:
    """Say that a page for reading has not all rows."""
    return f"{plural(rows - shown, 'more row')}: --format csv has them all."
