"""Forces down: which of them, in which order, and a line for each that is made when it is seen."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from peeldiff.app.country.cell_words import padded_cell
from peeldiff.app.country.country_view import CountryView
from peeldiff.app.kit.lines import Span, fit
from peeldiff.app.kit.widgets.columns import other_column
from peeldiff.app.kit.widgets.covered import covered_edge
from peeldiff.app.kit.words import short_force
from peeldiff.dataset.force_index import ForceIndex
from peeldiff.dataset.queries.judgment_query import JudgmentQuery

if TYPE_CHECKING:
    import polars as pl


_PLACE = "place of the force"
"""A name that is no item's: the ranks have columns of theirs."""


@dataclass(frozen=True)
class ForceQuery:
    """What a person wants to see of the forces."""

    text: str = ""
    """What was typed to find: names, grades, items, cycles, statuses."""
    fits: JudgmentQuery = field(default_factory=JudgmentQuery)
    """What a judgment of the force has to be, as it was chosen from lists."""
    sort: str = ""
    """The column to sort by; empty for the names."""
    worst_first: bool = False
    by_region: bool = False


def arranged(index: ForceIndex, forces: Sequence[int], query: ForceQuery, ranks: pl.DataFrame | None) -> Sequence[int]:
    """Return forces, places of `index`, in the order that is wanted."""
    found = forces if ranks is None else _ranked(index, forces, ranks, worst_first=query.worst_first)
    return index.by_region(found) if query.by_region else found


def _ranked(index: ForceIndex, forces: Sequence[int], ranks: pl.DataFrame, *, worst_first: bool) -> Sequence[int]:
    import polars as pl

    keys = [name for name in ranks.columns if name != "force"]
    listed = pl.DataFrame(
        {"force": [index.slugs[place] for place in forces], _PLACE: forces}, {"force": pl.String, _PLACE: pl.Int64}
    )
    joined = listed.join(ranks, on="force", how="left", maintain_order="left")
    return joined.sort(keys, descending=worst_first, nulls_last=True, maintain_order=True)[_PLACE].to_list()


class CountrySource:
    """The lines: asked by number, so fifty thousand cost what fifty do."""

    def __init__(
        self,
        index: ForceIndex,
        found: Sequence[int],
        view: CountryView,
        shown: range,
        at: int,
        names: int,
        *,
        by_region: bool = False,
    ) -> None:
        """`found` comes from `arranged`, of `index`.

        `shown` are the columns seen, `at` that of the cursor; `names` are the cells of a name.
        """
        self._index = index
        self._found = found
        self._view = view
        self._names = names
        self.shown = shown
        self.at = at
        self._by_region = by_region

    def lay_out(self, width: int) -> None:
        """The columns were sized already."""

    @cached_property
    def _starts(self) -> Sequence[int]:
        """The first entry of each region, where they stand in groups."""
        if not self._by_region:
            return ()
        counts = Counter(map(self._index.regions.__getitem__, self._found))
        return [0, *accumulate(counts.values())][:-1]

    @cached_property
    def _headings(self) -> Sequence[int]:
        """The lines of the regions' headings."""
        return [start + place for place, start in enumerate(self._starts)]

    @property
    def entries(self) -> int:
        """How many forces there are."""
        return len(self._found)

    @property
    def height(self) -> int:
        """How many lines there are; one where there is nobody."""
        return self.entries + len(self._starts) or 1

    def entry_at(self, line: int) -> int | None:
        """Return the force of a line; None for the heading of a region."""
        if not self.entries:
            return None
        above = bisect_right(self._headings, line)
        return None if above and self._headings[above - 1] == line else line - above

    def lines_of(self, entry: int) -> range:
        """Return the line of a force."""
        if not 0 <= entry < self.entries:
            return range(0)
        line = entry + bisect_right(self._starts, entry)
        return range(line, line + 1)

    def force(self, entry: int) -> str:
        """Return the force of an entry."""
        return self._index.slugs[self._found[entry]]

    def place_of(self, force: str) -> int | None:
        """Return the entry of a force, if it is shown."""
        with suppress(ValueError):
            return self._found.index(self._index.slugs.index(force))
        return None

    def other_column(self, cell: int) -> int | None:
        """Return the column that has a cell, unless the cursor is in it."""
        return other_column(self._view.columns, self.shown, self._names, cell, self.at)

    def line(self, line: int) -> Sequence[Span]:
        """Return a force with its cells, or the heading of a region."""
        entry = self.entry_at(line)
        if entry is None:
            first = self._starts[self._headings.index(line)] if self._headings else 0
            words = (self._index.regions[self._found[first]] or "Without a region") if self.entries else ""
            return [(f" {words or 'No force fits.'}", "heading" if words else "muted")]
        name = self._index.names[self._found[entry]]
        name = name if self._names > 30 else short_force(name)
        cells = self._view.cells(self.force(entry))
        out: list[Span] = [(fit(f" {name}", self._names), "lead")]
        for place in self.shown:
            cell = padded_cell(cells[place], self._view.columns[place].width)
            out += covered_edge(cell) if place == self.at else cell
        return out
