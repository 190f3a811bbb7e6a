"""How the rows of two tables meet in a grid: a line for each force, a place in it for each item.

A row is laid on its place, one grid for each side, and two rows of one key then lie on the same: nothing is hashed,
sorted or looked up row by row. The text of a force is asked only where it differs from that of the row before, which
is why the rows of a force have to stand together. What makes a kind is asked once for each two cells that occur. Only
where items are few and most forces have most of them: else the tables are joined as by `hash_join`.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from peeldiff.compare.external.cell_codes import ITEM_BITS, CellCodes, Words
from peeldiff.compare.external.hash_join import Met, belied, kind_between
from peeldiff.compare.kinds import KIND
from peeldiff.dataset.external.first_rows import MOST_PLACES

if TYPE_CHECKING:
    from polars._typing import PolarsDataType


class ForceRuns:
    """The runs of rows of one force, as they come: each has a number, and keeps the name once."""

    def __init__(self) -> None:
        """Begin with a run of no rows, so that there is a line for an empty name."""
        self._names = [pl.Series([None], dtype=pl.String)]
        self._count = 1
        self._lock = threading.Lock()

    def number(self, forces: pl.Series) -> pl.Series:
        """Return of neighbouring rows in which run each is; parts of a table come in any order, from any thread."""
        forces = forces.cast(pl.String)
        run = forces.rle_id()
        begins = run != run.shift(1, fill_value=pl.lit(2**32 - 1, pl.UInt32))
        names = forces.filter(begins)
        with self._lock:
            before = self._count
            self._count += names.len()
            self._names.append(names)
        return run + before

    def rank(self) -> tuple[pl.Series, pl.Series]:
        """Return the line of each run in the order of text, 0 for an empty name, and the name of each line."""
        names = pl.concat(self._names)
        lines = names.rank("dense").cast(pl.UInt32).fill_null(0)
        last = pl.select(pl.lit(lines).max()).item()
        run_of_line = _zeros(last + 1, pl.UInt32).scatter(lines, _range(lines.len()))
        return lines, names.gather(run_of_line)


@dataclass(frozen=True)
class Grid:
    """The rows of both sides, each on the place of its force and item."""

    forces: pl.Series
    """The name of each line, in the order of text, empty first."""
    items: pl.Series
    """The code of each place of a line but the first, which is that of an empty item; in the order of text."""
    cells: pl.DataFrame
    """Columns: left, right: the number of the row on each place, line by line; 0 where there is none."""

    @property
    def sizes(self) -> tuple[int, int]:
        """How many places each side takes: fewer than it has rows where a force and item stand twice."""
        left, right = self.cells.select((pl.all() > 0).sum()).row(0)
        return int(left), int(right)

    def count(self) -> pl.DataFrame:
        """Count each two cells that share a place. Columns: left, right, rows."""
        both = self.cells.lazy().select(both=pl.col("left").cast(pl.UInt32) * 2**16 + pl.col("right"))
        counted = both.filter(pl.col("both") > 0).group_by("both").agg(rows=pl.len())
        parts = {"left": pl.col("both") // 2**16, "right": pl.col("both") % 2**16}
        return counted.select(*(part.cast(pl.UInt16).alias(side) for side, part in parts.items()), "rows").collect()

    def find(self, wanted: pl.DataFrame) -> pl.DataFrame:
        """Return each place with two cells of `wanted`, in order. Columns: force, item (its code), the others."""
        met = self.cells.lazy().with_row_index("place")
        if wanted.filter(pl.col("left") == pl.col("right")).is_empty():
            met = met.filter(pl.col("left") != pl.col("right"))
        # To sort what was found takes less than a join that keeps the order.
        met = met.join(wanted.lazy(), on=("left", "right")).sort("place")
        width = self.items.len() + 1
        item = pl.when(pl.col("place") % width > 0).then(pl.col("place") % width - 1)
        return met.with_columns(
            force=pl.lit(self.forces).gather(pl.col("place") // width), item=pl.lit(self.items).gather(item)
        ).collect()


def join_in_grid(
    left: pl.LazyFrame,
    right: pl.LazyFrame,
    gathered: Collection[str],
    *,
    ordered: bool,
    left_is_later: bool,
    beside: Sequence[pl.LazyFrame] = (),
) -> Met | None:
    """Join two sides in full, and keep the rows of the kinds `gathered`, in order; None where it cannot be done so.

    The sides have force, item, grade and maybe status. `beside` are plans of one cell, carried out with it. Raises
    polars' own errors where a plan cannot be carried out.
    """
    schemas = [side.collect_schema() for side in (left, right)]
    words = {name: Words(schema[name]) for name in ("grade", "status") for schema in schemas if name in schema}
    codes = {
        side: CellCodes({name: words[name] for name in words if name in schema})
        for side, schema in zip(("left", "right"), schemas, strict=True)
    }
    if not all(code.fit for code in codes.values()):
        return None
    runs, items = ForceRuns(), Words(pl.String(), ITEM_BITS)
    run = pl.col("force").map_batches(runs.number, return_dtype=pl.UInt32, is_elementwise=True)
    plans = [
        plan.select(run=run, item=items.code("item"), cell=code.code())
        for plan, code in zip((left, right), codes.values(), strict=True)
    ]
    coded = pl.collect_all([*plans, *beside], engine="streaming")
    sizes, sound = (coded[0].height, coded[1].height), all(frame.item() for frame in coded[2:])
    grid = _lay_out(coded[:2], runs, items) if items.fit and all(code.fit for code in codes.values()) else None
    if grid is None:
        return None
    del coded
    cells = _with_kinds(grid.count(), codes, ordered=ordered, left_is_later=left_is_later)
    found = grid.find(cells.filter(pl.col("kind").is_in(pl.Series(sorted(gathered), dtype=KIND).implode())))
    in_words = [
        words[name].decode(found[f"{side}_{name}"]).alias(f"{side}_{name}")
        for name in words
        for side in codes
        if name in codes[side].columns
    ]
    rows = pl.DataFrame([found["force"], items.decode(found["item"]).alias("item"), *in_words, found["kind"]])
    tally = cells.group_by("kind", "differs").agg(pl.col("rows").sum())
    return Met(rows, tally, sizes, sound, repeated=sizes != grid.sizes or bool(cells["belied"].any()))


def _lay_out(coded: Sequence[pl.DataFrame], runs: ForceRuns, items: Words) -> Grid | None:
    """Lay the rows of both sides out, which have run, item and cell; None where the grid would be far larger."""
    lines, forces = runs.rank()
    places = forces.len() * (items.words.len() + 1)
    rows = sum(side.height for side in coded)
    if places > min(MOST_PLACES * max(rows, 1), 2**32 - 1):
        return None
    line = pl.lit(lines).gather("run") * (items.words.len() + 1)
    place = pl.lit(items.words.rank("ordinal")).gather("item").fill_null(0)
    laid = pl.collect_all([side.lazy().select("cell", place=line + place) for side in coded])
    cells = [_zeros(places, pl.UInt16).scatter(side["place"], side["cell"]) for side in laid]
    return Grid(forces, items.words.arg_sort(), pl.DataFrame(dict(zip(("left", "right"), cells, strict=True))))


def _with_kinds(
    cells: pl.DataFrame, codes: Mapping[str, CellCodes], *, ordered: bool, left_is_later: bool
) -> pl.DataFrame:
    """Give each two cells that met their kind, by the rules for rows. New: codes of words, kind, differs, belied."""
    split = {(side, name): code for side in codes for name, code in codes[side].split(cells[side]).items()}
    # An order of grades is the order of their codes; equal codes are equal words, which cells of two enums never are.
    asked = pl.LazyFrame(
        {
            f"{side}_{name}": code if name == "grade" else codes[side].columns[name].decode(code)
            for (side, name), code in split.items()
        }
        | {f"in_{side}": (cells[side] > 0).replace(False, None) for side in codes}
    )
    kinds = asked.select(
        kind_between(asked, ordered=ordered, left_is_later=left_is_later),
        differs=pl.col("left_grade").ne_missing(pl.col("right_grade")),
        belied=pl.any_horizontal(pl.lit(value=False), *belied(asked)),
    )
    named = pl.DataFrame([code.alias(f"{side}_{name}") for (side, name), code in split.items()])
    return pl.concat([cells, named, kinds.collect()], how="horizontal")


def _zeros(length: int, dtype: PolarsDataType) -> pl.Series:
    return pl.zeros(length, dtype=dtype, eager=True)


def _range(length: int) -> pl.Series:
    return pl.int_range(length, dtype=pl.UInt32, eager=True)
