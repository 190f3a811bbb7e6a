"""Seeded tables of grades, two years of the same forces in another order: `python tables.py FOLDER ROWS [--skewed]`.

Drawn by hashing the number of a row, so that any number of rows is written in a stream.
"""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path
from typing import TYPE_CHECKING

from contestants import GRADES

if TYPE_CHECKING:
    import polars as pl

ITEMS = (
    *("preventing-crime", "investigating-crime", "protecting-the-vulnerable", "managing-offenders", "custody"),
    *("responding-to-the-public", "recording-data", "developing-the-workforce", "leadership", "vetting"),
)
_SEED = 43
_CHANGED, _ADDED, _REMOVED = 100, 20, 20
"""Thousandths of the rows."""


def make(folder: Path, rows: int, *, skewed: bool = False, csv: bool = True) -> dict[str, int]:
    """Write left and right with about `rows` rows each, as Parquet and CSV, and return the true counts.

    Columns: force, item, grade, cycle, published. `*.key.csv` has key and grade, for what takes one key.
    Nine tenths of the rows are of one force where `skewed`.
    """
    import polars as pl

    folder.mkdir(parents=True, exist_ok=True)
    every = _draw(rows, skewed=skewed)
    fate, is_left, is_right = (
        pl.col("fate"),
        pl.col("fate") >= _ADDED,
        ~pl.col("fate").is_between(_ADDED, _ADDED + _REMOVED - 1),
    )
    for name, side, grade, cycle in (("left", is_left, "before", "2024"), ("right", is_right, "after", "2025")):
        plan = (every if name == "left" else _draw(rows, skewed=skewed, shuffled=True)).filter(side)
        table = plan.select(
            "force",
            "item",
            grade=pl.col(grade),
            cycle=pl.lit(cycle),
            published=pl.lit(f"{cycle}-06-01"),
        )
        table.sink_parquet(folder / f"{name}.parquet")
        if csv:
            written = pl.scan_parquet(folder / f"{name}.parquet")
            written.sink_csv(folder / f"{name}.csv")
            key = pl.concat_str("force", "item", separator="|")
            written.select(key=key, grade="grade").sink_csv(folder / f"{name}.key.csv")
    counted = every.select(
        added=(fate < _ADDED).sum(),
        removed=fate.is_between(_ADDED, _ADDED + _REMOVED - 1).sum(),
        changed=(is_left & is_right & (pl.col("before") != pl.col("after"))).sum(),
    )
    return dict(counted.collect(engine="streaming").row(0, named=True))


def _draw(rows: int, *, skewed: bool, shuffled: bool = False) -> pl.LazyFrame:
    """Return every row of either side. Columns: force, item, before, after, fate (0 to 999)."""
    import polars as pl

    place = pl.col("place")
    each = len(ITEMS)
    if shuffled:  # the blocks of rows that are a force's, in another order
        blocks = -(-rows // each)
        step = next(step for step in range(blocks * 5 // 8 + 1, blocks * 2 + 2) if math.gcd(step, blocks) == 1)
        place = (place // each * step % blocks) * each + place % each
    drawn = pl.LazyFrame().select(place=pl.int_range(-(-rows // each) * each, dtype=pl.Int64)).select(place)
    chance = pl.col("place").hash(_SEED)
    fate = (chance % 1000).cast(pl.Int32)
    before = (chance // 1000 % len(GRADES)).cast(pl.UInt32)
    moved = 1 + chance // 10_000 % (len(GRADES) - 1)
    is_changed = fate.is_between(_ADDED + _REMOVED, _ADDED + _REMOVED + _CHANGED - 1)
    after = pl.when(is_changed).then((before + moved) % len(GRADES)).otherwise(before).cast(pl.UInt32)
    number = pl.col("place") // each
    force = pl.format("F{}", number.cast(pl.String).str.zfill(7))
    item = (pl.col("place") % each).replace_strict(dict(enumerate(ITEMS)), return_dtype=pl.String)
    if skewed:
        is_large = number % 10 > 0
        force = pl.when(is_large).then(pl.lit("F-large")).otherwise(force)
        item = pl.when(is_large).then(pl.format("{}-{}", item, number)).otherwise(item)
    words = dict(enumerate(GRADES))
    return drawn.select(
        force=force,
        item=item,
        before=before.replace_strict(words, return_dtype=pl.String),
        after=after.replace_strict(words, return_dtype=pl.String),
        fate=fate,
    )


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("rows", type=int)
    asked.add_argument("--skewed", action="store_true", help="nine tenths of the rows are of one force")
    asked.add_argument("--no-csv", action="store_true", help="Parquet alone")
    given = asked.parse_args()
    print(json.dumps(make(given.folder, given.rows, skewed=given.skewed, csv=not given.no_csv)))
