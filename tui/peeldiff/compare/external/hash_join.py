"""How the rows of two tables meet: by a hash of their key, which the keys themselves then confirm.

A join on numbers takes half the time of one on text. Equal keys have equal hashes, so no meeting is
lost; two different keys that share a hash meet by mistake, and each such pair is counted. Where there
is one, the join is done on the keys: what a hash says is never believed.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from peeldiff.compare.kind_rules import Row
from peeldiff.compare.kinds import kind_of
from peeldiff.dataset.external.row_rules import contradicts

KEY = ("force", "item")
_HASH = "key"


@dataclass(frozen=True)
class Met:
    """What the join of two sides has found, or that of one piece of them."""

    rows: pl.DataFrame
    """Columns: force, item, left_grade, right_grade (and statuses), kind; of the kinds asked for."""
    counted: pl.DataFrame
    """Columns: kind, differs, rows; of every kind, maybe in several lines."""
    sizes: tuple[int, int]
    """How many rows each side has."""
    sound: bool
    """Whether every plan carried out beside the join has answered yes."""
    repeated: bool = False
    """Whether it was seen that a force and item stand more than once on a side, or that a grade belies its status:
    nothing else here is true then."""


def piece_of(side: pl.LazyFrame, piece: int, pieces: int) -> pl.LazyFrame:
    """Return the rows of a side whose keys fall into one piece of several; equal keys fall into the same."""
    return side.filter(_hash() % pieces == piece) if pieces > 1 else side


def join(left: pl.LazyFrame, right: pl.LazyFrame, *, ordered: bool, left_is_later: bool, exact: bool) -> pl.LazyFrame:
    """Join two sides in full, on a hash of the key, or on the key with `exact`.

    Columns: force, item, left_grade, right_grade (and statuses), kind, differs, mistaken (two different
    keys: never with `exact`), belied (a status on either side that its grade belies).
    """
    sides = [
        side.rename({name: f"{where}_{name}" for name in side.collect_schema()}).with_columns(
            # On which side a row stands a grade that may be null cannot tell.
            pl.lit(True).alias(f"in_{where}"),
            *([] if exact else [_hash(f"{where}_").alias(_HASH)]),
        )
        for where, side in (("left", left), ("right", right))
    ]
    keys = [[f"{where}_{name}" for name in KEY] if exact else [_HASH] for where in ("left", "right")]
    both = sides[0].join(sides[1], left_on=keys[0], right_on=keys[1], how="full", nulls_equal=True)
    no_left, no_right = pl.col("in_left").is_null(), pl.col("in_right").is_null()
    same = pl.all_horizontal(pl.col(f"left_{name}").eq_missing(pl.col(f"right_{name}")) for name in KEY)
    return both.select(
        *(pl.when(no_left).then(f"right_{name}").otherwise(f"left_{name}").alias(name) for name in KEY),
        *(name for name in both.collect_schema() if name.endswith(("_grade", "_status"))),
        kind_between(both, ordered=ordered, left_is_later=left_is_later),
        differs=pl.col("left_grade").ne_missing(pl.col("right_grade")),
        mistaken=~(no_left | no_right | same),
        belied=pl.any_horizontal(pl.lit(value=False), *belied(both)),
    )


def belied(both: pl.LazyFrame) -> list[pl.Expr]:
    """Tell of each side that has statuses which of them its grade belies."""
    columns, sides = both.collect_schema(), ("left", "right")
    return [contradicts(f"{side}_grade", f"{side}_status") for side in sides if f"{side}_status" in columns]


def _hash(prefix: str = "") -> pl.Expr:
    """Return a hash of a side's key; the text is hashed, since two columns may number their categories apart."""
    force, item = (pl.col(f"{prefix}{name}").cast(pl.String) for name in KEY)
    # Two seeds, or a force named like its item would always give 0.
    return force.hash(seed=1) ^ item.hash(seed=2)


def kind_between(both: pl.LazyFrame, *, ordered: bool, left_is_later: bool) -> pl.Expr:
    """Return the kind of rows that met; `both` has in_left, in_right (true or null), the grades and maybe statuses."""
    earlier, later = ("right", "left") if left_is_later else ("left", "right")
    before, after = pl.col(f"{earlier}_grade"), pl.col(f"{later}_grade")
    if ordered:
        before, after = before.to_physical(), after.to_physical()
    status = f"{later}_status" in both.collect_schema()
    return kind_of(
        Row(
            no_left=pl.col("in_left").is_null(),
            no_right=pl.col("in_right").is_null(),
            ungraded=before.is_null() | after.is_null(),
            incomparable=pl.lit(False) if ordered else before != after,
            before=before,
            after=after,
            not_looked=(pl.col(f"{later}_status") == "carried-over").fill_null(False) if status else None,
            ordered=ordered,
        )
    )
