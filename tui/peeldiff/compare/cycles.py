"""Compares two cycles, every force with itself: the engine of a pair of inspections, run once for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from peeldiff.compare.alignment import Alignment, align
from peeldiff.compare.basis import best_between, cited
from peeldiff.compare.comparison import Comparability, DatasetCard
from peeldiff.compare.kinds import KIND, kinds, on_rows, side_items
from peeldiff.dataset.framework_model import Grade
from peeldiff.dataset.model import Dataset
from peeldiff.dataset.queries.names import find_cycle
from peeldiff.vocabulary.terms import BASES, HOME, JUDGMENT_KINDS, NONE
from peeldiff.vocabulary.words import COMPARABILITY_WORDS, KIND_WORDS

ROWS = (
    *("force", "item", "topic", "label", "kind", "basis", "left_grade", "right_grade"),
    *("left_status", "right_status", "left_coverage", "right_coverage"),
    *("left_source", "right_source", "left_source_basis", "right_source_basis"),
)
"""The columns of `Country.rows`."""

SHARED = {"force": pl.String, "item": pl.String, "topic": pl.String, "side": pl.String, "grade": pl.String}
"""The columns of `Country.shared`."""

ONE_ROW = 2
"""Slashes in the id of a topic's only row; one more where lineage splits the topic."""

_OTHERS = ("left-only", "right-only", "unchanged")
"""The kinds that are counted beside what changed; the rest was not compared."""

SOURCE = ("source", "source_basis")
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
    within its topic. Where several items stand on a side, its grade is null, its status `several`, and
    its sources are divided by `; `."""
    shared: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=SHARED), kw_only=True)
    """The grades at home of the sides on which several items stand, one a line. Columns: `SHARED`."""
    force_names: Mapping[str, str] = field(default_factory=dict, kw_only=True)
    """What the forces are called; empty for somebody else's tables, where a force is called what it is written as."""
    cycle_names: Mapping[str, str] = field(default_factory=dict, kw_only=True)
    """What the two cycles are called, in the same way."""
    grades: Mapping[str, Grade] = field(default_factory=dict, kw_only=True)
    """The words and signs of the grades, in the same way."""
    scales: Mapping[str, Sequence[str]] = field(default_factory=dict, kw_only=True)
    """The grades that each of the two cycles can give, best first; none where nobody says."""

    def __repr__(self) -> str:
        """Say in a few lines what was compared and what came of it."""
        left, right = (self.cycle_names.get(cycle, cycle) for cycle in (self.left_cycle, self.right_cycle))
        counted = ", ".join(f"{rows:,} {KIND_WORDS[kind]}" for kind, rows in self.kinds.items())
        level = COMPARABILITY_WORDS[self.comparability.level]
        return (
            f"<Country: {left} and {right}\n"
            f"  {level}: {self.comparability.reason}\n"
            f"  {sum(self.kinds.values()):,} rows: {counted or 'none'}\n"
            "  frames: rows, transitions, distributions>"
        )

    @property
    def kinds(self) -> dict[str, int]:
        """How many rows there are of each kind that is there, in the order of kinds."""
        return in_order(dict(self.rows.group_by("kind").len().iter_rows()))

    @property
    def changed(self) -> int:
        """How many rows have another grade than before, where a direction may be drawn."""
        counts = self.kinds
        return sum(counts.get(kind, 0) for kind in ("improved", "declined"))

    @property
    def not_compared(self) -> int:
        """How many rows are neither changed nor unchanged and stand on both sides, or of which nothing is known."""
        counts = self.kinds
        return sum(counts.values()) - self.changed - sum(counts.get(kind, 0) for kind in _OTHERS)

    @property
    def bases(self) -> dict[str, int]:
        """How many rows there are on each basis."""
        return dict(self.rows.group_by("basis", maintain_order=True).len().iter_rows())

    @property
    def summary(self) -> dict[str, int | dict[str, int]]:
        """Counts: added, removed, changed, unchanged, then by kind and by basis.

        The four and what was not compared add up to the rows, and so do the kinds, and the bases;
        `unchanged` is the kind's number.
        """
        counts, bases = self.kinds, self.bases
        return {
            "added": counts.get("right-only", 0),
            "removed": counts.get("left-only", 0),
            "changed": self.changed,
            "unchanged": counts.get("unchanged", 0),
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
            self.grades_given(bare, side)
            .group_by("item", "topic", "grade")
            .agg(count=pl.len())
            .sort("grade")
            .with_row_index("rank")
            .with_columns(pl.col("grade").cast(pl.String), cycle=pl.lit(cycle), side=pl.lit(place))
            for place, (side, cycle) in enumerate((("left", self.left_cycle), ("right", self.right_cycle)))
        ]
        counted = pl.concat(sides).join(self._order, on="item", nulls_equal=True).sort("place", "side", "rank")
        return counted.select("item", "cycle", "grade", "count")

    def grades_given(self, rows: pl.DataFrame, side: str) -> pl.DataFrame:
        """Return the grades that stand on one side of `rows`, some of this country's; each counts once, at home.

        Columns: item, topic, grade, in the order of the scale; several items on a side are several grades.
        """
        grade, coverage = f"{side}_grade", f"{side}_coverage"
        alone = rows.filter(pl.col(grade).is_not_null(), pl.col(coverage) == HOME)
        alone = alone.select("item", "topic", grade=grade)
        among = self.shared.filter(side=side)
        if not among.height:
            return alone
        among = among.join(rows, on=["force", "item", "topic"], how="semi", nulls_equal=True)
        return pl.concat([alone, among.select("item", "topic", pl.col("grade").cast(alone.schema["grade"]))])

    @property
    def _order(self) -> pl.DataFrame:
        """The place of each item among the rows."""
        return self.rows.select("item").unique(maintain_order=True).with_row_index("place")


def in_order(counts: Mapping[str, int]) -> dict[str, int]:
    """Return counts of kinds in the order of kinds, without those that no row has."""
    return {kind: counts[kind] for kind in JUDGMENT_KINDS if counts.get(kind)}


def compare_cycles(ds: Dataset, left: str, right: str) -> Country:
    """Compare two cycles, every force of the dataset with itself.

    The cycles are named by their ids or loosely (`2016`, `PEEL 2018/19`). Raises UnknownNameError or
    AmbiguousNameError for a name that is not one cycle.
    """
    left, right = find_cycle(ds, left), find_cycle(ds, right)
    alignments = align(ds, left, right, one_force=True)
    lines = (_lines(ds, left, alignments, "left"), _lines(ds, right, alignments, "right"))
    judged = kinds(*lines, alignments, (left, right), ds.cycle_order, one_force=True, partly_known=ds.partly_known)
    best = cited(ds, best_between(ds, (ds.cycles[left], ds.cycles[right]), one_force=True), ())
    named = pl.DataFrame(
        [
            (row, kind, *_names(ds, alignment), alignment.ruling.of_kind(kind).basis)
            for row, alignment in enumerate(alignments)
            for kind in JUDGMENT_KINDS
        ],
        schema={"row": pl.UInt32, "kind": KIND, **dict.fromkeys(("item", "topic", "label", "basis"), pl.String)},
        orient="row",
    )
    rows = judged.join(named, on=("row", "kind"))
    for side, judgments in zip(("left", "right"), lines, strict=True):
        rows = rows.join(_sources(judgments, side), on=("force", "row"), how="left")
    return Country(
        dataset=DatasetCard(ds.name, ds.version, ds.digest, ds.date, ds.attribution),
        left_cycle=left,
        right_cycle=right,
        comparability=Comparability(best.basis, best.reason, best.official, best.sources),
        rows=rows.sort("force", "row").select(ROWS),
        shared=pl.concat([_shared(lines[0], "left"), _shared(lines[1], "right")])
        .join(named.unique("row"), on="row", maintain_order="left")
        .select(pl.col(name).cast(dtype) for name, dtype in SHARED.items()),
        force_names=ds.force_names,
        cycle_names={cycle: ds.cycles[cycle].name for cycle in (left, right)},
        grades=ds.grades,
        scales={cycle: ds.scales[ds.cycles[cycle].scale].grades for cycle in (left, right)},
    )


def _lines(ds: Dataset, cycle: str, alignments: Sequence[Alignment], side: str) -> pl.DataFrame:
    columns = ("force", "item", "grade", "status", "origin", "source", "source_basis")
    known = ds.judgments_with_origin.filter(cycle=cycle).select(columns)
    return on_rows(known, side_items(alignments, side), ds.forces)


def _beside_others() -> pl.Expr:
    """Whether an item stands beside others on its side of a row."""
    return pl.len().over("force", "row") > 1


def _sources(lines: pl.DataFrame, side: str) -> pl.DataFrame:
    """Return the sources of one side. Columns: force, row, <side>_source, <side>_source_basis."""
    texts = lines.select("force", "row", "source", pl.col("source_basis").cast(pl.String), several=_beside_others())
    joined = (pl.col(name).drop_nulls().unique(maintain_order=True).str.join("; ") for name in SOURCE)
    several = texts.filter("several").group_by("force", "row").agg(*joined)
    known = [texts.filter(~pl.col("several")).drop("several"), several]
    blank = (pl.when(pl.col(name) != "").then(pl.col(name)).alias(f"{side}_{name}") for name in SOURCE)
    return pl.concat(known).select("force", "row", *blank)


def _shared(lines: pl.DataFrame, side: str) -> pl.DataFrame:
    """Return the grades at home that stand beside others. Columns: force, row, side, grade."""
    found = lines.filter(_beside_others()).filter(pl.col("grade").is_not_null(), pl.col("coverage") == HOME)
    return found.select("force", "row", "grade", side=pl.lit(side))


def row_label(ds: Dataset, alignment: Alignment) -> str:
    """Name a row: its topic, or the pillar or item where it is one item against itself."""
    alone = (alignment.left or alignment.right)[0].item.label
    topic = ds.topics.get(alignment.topic or "")
    if topic is None or alignment.id.startswith("judgment/item/"):
        return alone
    return f"{topic.label}: {alone.lower()}" if alignment.id.count("/") > ONE_ROW else topic.label


def _names(ds: Dataset, alignment: Alignment) -> tuple[str, str | None, str]:
    """Return the item of a row (the part of its id after its level), its topic and its label."""
    return alignment.id.split("/", 2)[2], alignment.topic, row_label(ds, alignment)
