"""Compares somebody else's judgments: no framework, so an item meets the same item of the same force.

One full join (`grid_join`, or `hash_join`), carried out as a stream: the sides are plans, and what comes out is only
what was asked for. The kinds are those of `compare.kinds`, read from the earlier side to the later. The basis is
indicative where the grades stand in an order, since such data states nothing of itself; without an
order a difference is not comparable.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import polars as pl

from peeldiff.compare.comparison import Comparability
from peeldiff.compare.cycles import Country, in_order
from peeldiff.compare.external.country_rows import (
    ONE_SIDED,
    basis_of,
    sort_as_text,
    with_columns_of_rows,
    with_sources,
)
from peeldiff.compare.external.grid_join import join_in_grid
from peeldiff.compare.external.hash_join import Met, join, piece_of
from peeldiff.compare.kinds import KIND
from peeldiff.dataset.external import near_names, table_statements
from peeldiff.vocabulary.terms import INDICATIVE, NONE

KINDS = (
    *("improved", "declined", "unchanged", "carried-over", "not-comparable"),
    *("not-graded", "left-only", "right-only"),
)
"""The kinds that a row of such data can have: without a framework nothing is absent."""

ORDERED = Comparability(INDICATIVE, table_statements.ORDERED, official=False, sources=())
UNORDERED = Comparability(NONE, table_statements.UNORDERED, official=False, sources=())


@dataclass(frozen=True)
class ExternalCountry(Country):
    """Every force between two tables; `rows` may be only those of the kinds asked for."""

    tally: pl.DataFrame
    """Columns: kind, differs (another grade, or a grade against none), rows; of the kinds asked for."""

    @property
    def kinds(self) -> dict[str, int]:
        """How many rows there are of each kind that is there, in the order of kinds."""
        return in_order(dict(self.tally.group_by("kind").agg(pl.col("rows").sum()).iter_rows()))

    @property
    def changed(self) -> int:
        """How many rows stand on both sides with another grade, one against an empty cell included."""
        return int(self.tally.filter("differs", ~pl.col("kind").is_in(ONE_SIDED))["rows"].sum())

    @property
    def bases(self) -> dict[str, int]:
        """How many rows there are on each basis."""
        bases = {NONE: 0, INDICATIVE: 0}
        for kind, rows in self.kinds.items():
            bases[basis_of(kind)] += rows
        return {basis: rows for basis, rows in bases.items() if rows}


@dataclass(frozen=True)
class Joined:
    """What the join of two sides has found."""

    rows: pl.DataFrame
    """Columns `cycles.ROWS`, by force, then item, as text; empty cells first."""
    tally: pl.DataFrame
    """Columns: kind, differs, rows."""
    sizes: tuple[int, int]
    """How many rows each side has."""
    repeated: bool
    """Whether a force and item may stand more than once on a side, or a status be belied by its grade: nothing else
    here is true then."""
    near: pl.DataFrame
    """Columns: left, right: names that stand on one side only and are written nearly like one of the other."""
    sound: bool = True
    """Whether the tables' other rows are sound too, as far as that was asked."""


def join_sides(
    left: pl.LazyFrame,
    right: pl.LazyFrame,
    kinds: Collection[str],
    *,
    ordered: bool,
    rows: bool = True,
    left_is_later: bool = False,
    sound: Sequence[pl.LazyFrame] = (),
    pieces: int = 1,
    gridded: bool = False,
    sources: Sequence[pl.LazyFrame | None] = (),
) -> Joined:
    """Join two sides and keep what is of `kinds`; no rows without `rows`.

    A side has the columns force, item and grade, and maybe status.

    With `ordered`, grades are enums in the order of the scale, best first, and a change is read from
    left to right, or from right to left with `left_is_later`. `sound` are plans of one cell, carried out
    beside the join. In several `pieces` the tables are read as often, and a piece at a time is in memory. `gridded`
    is quicker where items are few and the rows of a force stand together. `sources` say of each side where its rows are
    from (force, item, source), as far as it does: read only for the rows that are kept.
    Raises polars' own errors where a plan cannot be carried out.
    """
    # Rows of one side alone are always gathered: only among them can a repeated key hide from the counts.
    gathered = {*ONE_SIDED, *(kinds if rows else ())}
    way = partial(_carry_out, gathered=gathered, ordered=ordered, left_is_later=left_is_later)
    met = None
    if gridded:
        met = join_in_grid(left, right, gathered, ordered=ordered, left_is_later=left_is_later, beside=sound)
    if met is None:
        met = _put_together(
            way(piece_of(left, piece, pieces), piece_of(right, piece, pieces), sound=() if piece else sound)
            for piece in range(pieces)
        )
    wanted = pl.col("kind").is_in(pl.Series(sorted(kinds), dtype=KIND).implode())
    tally = met.counted.group_by("kind", "differs").agg(pl.col("rows").sum()).filter(wanted).sort("kind", "differs")
    found = met.rows.filter(wanted) if rows else met.rows.clear()
    found = with_sources(found, sources) if found.height else found
    return Joined(with_columns_of_rows(found), tally, met.sizes, met.repeated, _find_near(met.rows), met.sound)


def _put_together(pieces: Iterable[Met]) -> Met:
    """Return what all pieces have found, sorted."""
    parts = list(pieces)
    rows = sort_as_text(pl.concat(part.rows for part in parts))
    repeated = not all(_meet_once(part.counted, part.sizes) for part in parts) or _has_repeated_neighbours(rows)
    repeated = repeated or any(part.repeated for part in parts)
    return Met(
        rows,
        pl.concat(part.counted for part in parts),
        (sum(part.sizes[0] for part in parts), sum(part.sizes[1] for part in parts)),
        all(part.sound for part in parts),
        repeated,
    )


def _carry_out(
    left: pl.LazyFrame,
    right: pl.LazyFrame,
    *,
    gathered: Collection[str],
    ordered: bool,
    left_is_later: bool,
    sound: Sequence[pl.LazyFrame],
    exact: bool = False,
) -> Met:
    """Join two sides and keep the rows of the kinds `gathered`."""
    # Each side is wanted for the join and for its size: without this it would be parsed twice.
    left, right = left.cache(), right.cache()
    joined = join(left, right, ordered=ordered, left_is_later=left_is_later, exact=exact)
    listed = joined.select(pl.exclude("differs", "mistaken", "belied"))
    if set(gathered) != set(KINDS):
        listed = listed.filter(pl.col("kind").is_in(pl.Series(sorted(gathered), dtype=KIND).implode()))
    # Side by side in one pass: the engine shares the join between the first two.
    found, counted, *others = pl.collect_all(
        [
            listed,
            joined.group_by("kind", "differs").agg(
                rows=pl.len(), mistaken=pl.col("mistaken").any(), belied=pl.col("belied").any()
            ),
            left.select(pl.len()),
            right.select(pl.len()),
            *sound,
        ],
        engine="streaming",
    )
    if counted["mistaken"].any():
        again = partial(_carry_out, gathered=gathered, ordered=ordered, left_is_later=left_is_later, exact=True)
        return again(left, right, sound=sound)
    sizes = (int(others[0].item()), int(others[1].item()))
    sound_too, belied = all(frame.item() for frame in others[2:]), bool(counted["belied"].any())
    return Met(found, counted.drop("mistaken", "belied"), sizes, sound_too, belied)


def _find_near(found: pl.DataFrame) -> pl.DataFrame:
    """Return the forces, then the items, that nearly meet; `found` has the rows of one side alone."""
    left, right = (found.filter(pl.col("kind") == kind) for kind in ONE_SIDED)
    return near_names.find_pairs(left, right)


def _meet_once(counted: pl.DataFrame, total: tuple[int, int]) -> bool:
    """Tell whether every row that has met another has met just one.

    A key on l rows left and r right makes l times r rows of the join, so the rows that met are as
    many as those that either side put in only where l and r are 1 throughout.
    """
    rows = dict(counted.group_by("kind").agg(pl.col("rows").sum()).iter_rows())
    alone = [int(rows.get(kind, 0)) for kind in ONE_SIDED]
    matched = sum(int(count) for kind, count in rows.items() if kind not in ONE_SIDED)
    return matched == total[0] - alone[0] == total[1] - alone[1]


def _has_repeated_neighbours(found: pl.DataFrame) -> bool:
    """Tell whether two rows of a sorted frame have one force and item."""
    again = (pl.col(name).eq_missing(pl.col(name).shift(1)) for name in ("force", "item"))
    return bool(found.slice(0).select(pl.all_horizontal(*again).slice(1).any()).item())
