"""Which forces stay, because of what they are called and how they were judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from peeldiff.app.country.force_rows import ForceQuery
from peeldiff.dataset.model import Dataset
from peeldiff.dataset.queries.judgment_query import ROWS, FoundJudgments, JudgmentQuery, find_judgments
from peeldiff.dataset.queries.judgment_words import combined, describe_query, read_words
from peeldiff.text import plural


@dataclass(frozen=True, eq=False)
class Filtered:
    """What a filter lets through."""

    forces: Sequence[int]
    """Places of `Dataset.force_index`."""
    query: JudgmentQuery | None = None
    """What a judgment has to be; None where none is asked for."""
    judgments: FoundJudgments | None = None

    @cached_property
    def cells(self) -> Mapping[tuple[str, str], Sequence[str]] | None:
        """The items that fit, by force and cycle; None where none are asked for."""
        if self.judgments is None:
            return None
        fitting: dict[tuple[str, str], list[str]] = {}
        for force, cycle, item in self.judgments.rows.select("force", "cycle", "item").iter_rows():
            fitting.setdefault((force, cycle), []).append(item)
        return fitting

    @cached_property
    def subjects(self) -> frozenset[str]:
        """The items and topics that are asked for; empty where any of them fits."""
        query = self.query
        if self.judgments is None or query is None or not (query.items or query.topics or query.label_words):
            return frozenset()
        rows = self.judgments.rows
        return frozenset({*rows["item"], *rows["topic"].drop_nulls()})

    def in_words(self, ds: Dataset) -> str:
        """Say what fits, and how many of the judgments that there should be are known; empty without a filter."""
        if self.judgments is None or self.query is None:
            return ""
        found = self.judgments
        many = f"{describe_query(ds, self.query)}: {plural(found.rows.height, 'judgment')}"
        if not found.expected:  # of somebody else's table nobody knows how many there should be
            return f"{many} of {found.more:,} that are known there"
        return f"{many}; {found.known:,} of {found.expected:,} are known"


class JudgmentFilter:
    """Filters the forces of a dataset; the same filter is not applied twice."""

    def __init__(self, ds: Dataset) -> None:
        """Nothing is filtered yet."""
        self._ds = ds
        self._last: tuple[object, Filtered] | None = None

    def apply(self, query: ForceQuery, cycles: frozenset[str]) -> Filtered:
        """Return what fits; `cycles` are those that are shown, none for all."""
        key = (query.text, query.fits, cycles)
        if self._last is None or self._last[0] != key:
            self._last = (key, self._apply(query, cycles))
        return self._last[1]

    def _apply(self, query: ForceQuery, cycles: frozenset[str]) -> Filtered:
        reading = read_words(self._ds, query.text)
        forces = self._ds.force_index.find((*reading.names, *reading.unknown))
        asked = combined(query.fits, reading.query)
        if asked == JudgmentQuery():
            return Filtered(forces)
        asked = asked and combined(asked, JudgmentQuery(cycles=cycles))
        if asked is None:
            return Filtered((), combined(query.fits, JudgmentQuery()), _nothing())
        found = find_judgments(self._ds, asked)
        fitting = set(found.rows["force"].unique())
        slugs = self._ds.force_index.slugs
        return Filtered([place for place in forces if slugs[place] in fitting], asked, found)


def _nothing() -> FoundJudgments:
    import polars as pl

    return FoundJudgments(pl.DataFrame(schema=dict.fromkeys(ROWS, pl.String)), 0, 0, 0)
