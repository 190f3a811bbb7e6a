"""Compares two cycles, every force with itself: the engine of a pair of inspections, run once for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from peeldiff.compare.alignment import Alignment, align
from peeldiff.compare.basis import best_between
from peeldiff.compare.comparison import Comparability, DatasetCard
from peeldiff.compare.kinds import KIND, kinds, on_rows, side_items
from peeldiff.dataset.model import Dataset
from peeldiff.vocabulary.terms import BASES, JUDGMENT_KINDS, NONE

ROWS = ("force", "item", "topic", "kind", "basis", "left_grade", "right_grade", "left_status", "right_status")
"""The columns of `Country.rows`."""

_COUNTED = ("improved", "declined", "unchanged")


@dataclass(frozen=True)
class Country:
    """Every force between two cycles."""

    dataset: DatasetCard
    left_cycle: str
    right_cycle: str
    comparability: Comparability
    rows: pl.DataFrame
    """Columns: `ROWS`, by force, then in the order of rows. `item` is a pillar, a topic, or an item
    within its topic; a grade is null where several items stand on the side."""

    @property
    def kinds(self) -> dict[str, int]:
        """How many rows there are of each kind that is there, in the order of kinds."""
        return in_order(dict(self.rows.group_by("kind").len().iter_rows()))

    @property
    def summary(self) -> dict[str, int | dict[str, int]]:
        """Counts: added, removed, changed, unchanged, then by kind and by basis."""
        counts = self.kinds
        bases = dict(self.rows.group_by("basis", maintain_order=True).len().iter_rows())
        return {
            "added": counts.get("right-only", 0),
            "removed": counts.get("left-only", 0),
            "changed": sum(counts.get(kind, 0) for kind in ("improved", "declined", "higher", "lower")),
            "unchanged": sum(counts.get(kind, 0) for kind in ("unchanged", "same")),
            "kinds": counts,
            "bases": {basis: bases[basis] for basis in BASES if basis in bases},
        }

    @property
    def transitions(self) -> pl.DataFrame:
        """From which grade to which, where a direction may be drawn.

        Columns: item, from, to (in the order left to right), count; best grades first.
        """
        drawn = self.rows.filter(pl.col("kind").is_in(_COUNTED))
        return (
            drawn.group_by("item", "topic", "left_grade", "right_grade")
            .agg(count=pl.len())
            .join(self._order, on="item", nulls_equal=True)
            .sort("place", "left_grade", "right_grade")
            .select("item", pl.col("left_grade").alias("from"), pl.col("right_grade").alias("to"), "count")
        )

    @property
    def distributions(self) -> pl.DataFrame:
        """How often each grade was given, where no direction may be drawn.

        Columns: item, cycle, grade, count; the left cycle first, best grades first.
        """
        bare = self.rows.filter(pl.col("basis") == NONE)
        sides = [
            bare.filter(pl.col(f"{side}_grade").is_not_null())
            .group_by("item", "topic", pl.col(f"{side}_grade").alias("grade"))
            .agg(count=pl.len())
            .sort("grade")
            .with_row_index("rank")
            .with_columns(pl.col("grade").cast(pl.String), cycle=pl.lit(cycle), side=pl.lit(place))
            for place, (side, cycle) in enumerate((("left", self.left_cycle), ("right", self.right_cycle)))
        ]
        counted = pl.concat(sides).join(self._order, on="item", nulls_equal=True).sort("place", "side", "rank")
        return counted.select("item", "cycle", "grade", "count")

    @property
    def _order(self) -> pl.DataFrame:
        """The place of each item among the rows."""
        return self.rows.select("item").unique(maintain_order=True).with_row_index("place")


def in_order(counts: Mapping[str, int]) -> dict[str, int]:
    """Return counts of kinds in the order of kinds, without those that no row has."""
    return {kind: counts[kind] for kind in JUDGMENT_KINDS if counts.get(kind)}


def compare_cycles(ds: Dataset, left: str, right: str) -> Country:
    """Compare two cycles, named by their ids, for every force of the dataset."""
    alignments = align(ds, left, right, one_force=True)
    lines = (_lines(ds, left, alignments, "left"), _lines(ds, right, alignments, "right"))
    judged = kinds(*lines, alignments, (left, right), ds.cycle_order, one_force=True)
    best = best_between(ds, (ds.cycles[left], ds.cycles[right]), one_force=True)
    named = pl.DataFrame(
        [
            (row, _item(alignment), alignment.topic, kind, alignment.ruling.of_kind(kind).basis)
            for row, alignment in enumerate(alignments)
            for kind in JUDGMENT_KINDS
        ],
        schema={"row": pl.UInt32, "item": pl.String, "topic": pl.String, "kind": KIND, "basis": pl.String},
        orient="row",
    )
    return Country(
        dataset=DatasetCard(ds.name, ds.version, ds.digest, ds.date, ds.attribution),
        left_cycle=left,
        right_cycle=right,
        comparability=Comparability(best.basis, best.reason, best.official, best.sources),
        rows=judged.join(named, on=("row", "kind")).sort("force", "row").select(ROWS),
    )


def _lines(ds: Dataset, cycle: str, alignments: Sequence[Alignment], side: str) -> pl.DataFrame:
    known = ds.judgments_with_origin.filter(cycle=cycle).select("force", "item", "grade", "status", "origin")
    return on_rows(known, side_items(alignments, side), ds.forces)


def _item(alignment: Alignment) -> str:
    """Return the part of a row's id after its level."""
    return alignment.id.split("/", 2)[2]
