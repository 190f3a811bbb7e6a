"""Seeded tables of grades, two years of the same forces in another order: `python tables.py FOLDER ROWS`."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

from contestants import GRADES

ITEMS = (
    *("preventing-crime", "investigating-crime", "protecting-the-vulnerable", "managing-offenders", "custody"),
    *("responding-to-the-public", "recording-data", "developing-the-workforce", "leadership", "vetting"),
)
_SEED = 43
_CHANGED, _ADDED, _REMOVED = 0.10, 0.02, 0.02


def make(folder: Path, rows: int) -> dict[str, int]:
    """Write left and right with about `rows` rows each, as CSV and Parquet, and return the true counts.

    Columns: force, item, grade, cycle, published. `*.key.csv` has key and grade, for what takes one key.
    """
    import polars as pl

    folder.mkdir(parents=True, exist_ok=True)
    draw = random.Random(_SEED)
    truth = {"added": 0, "removed": 0, "changed": 0}
    sides: tuple[list[tuple[int, int, int]], ...] = ([], [])
    for place in range(rows):
        force, item = divmod(place, len(ITEMS))
        grade, fate = draw.randrange(len(GRADES)), draw.random()
        after = grade
        if fate < _CHANGED:
            after = (grade + draw.randrange(1, len(GRADES))) % len(GRADES)
            truth["changed"] += 1
        if fate < 1 - _ADDED:
            sides[0].append((force, item, grade))
        else:
            truth["added"] += 1
        if fate < _CHANGED or fate >= _CHANGED + _REMOVED:
            sides[1].append((force, item, after))
        else:
            truth["removed"] += 1
    for name, lines, cycle in (("left", sides[0], "2024"), ("right", sides[1], "2025")):
        drawn = pl.DataFrame(lines, schema={"force": pl.Int32, "item": pl.UInt32, "grade": pl.UInt32}, orient="row")
        if name == "right":
            drawn = drawn.sort(pl.col("force").hash(_SEED), maintain_order=True)
        frame = drawn.select(
            force=pl.format("F{}", pl.col("force").cast(pl.String).str.zfill(7)),
            item=pl.col("item").replace_strict(dict(enumerate(ITEMS)), return_dtype=pl.String),
            grade=pl.col("grade").replace_strict(dict(enumerate(GRADES)), return_dtype=pl.String),
            cycle=pl.lit(cycle),
            published=pl.lit(f"{cycle}-06-01"),
        )
        frame.write_csv(folder / f"{name}.csv")
        frame.write_parquet(folder / f"{name}.parquet")
        key = pl.concat_str("force", "item", separator="|")
        frame.select(key=key, grade="grade").write_csv(folder / f"{name}.key.csv")
    return truth


if __name__ == "__main__":
    print(json.dumps(make(Path(sys.argv[1]), int(sys.argv[2]))))
