"""Packs a row of a table into one number of 64 bits, so that rows of one key are neighbours once sorted.

A number has, from the highest bit: a hash of the force, the item, the side, the grade and the status, all but the
first by exact codes. That no two forces share a hash is checked on their text, once for each run of rows of one force.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

_BITS = 64
_ITEM_BITS = 11
ITEMS = 2**_ITEM_BITS - 1
"""The most items that have room."""
_WORD_BITS = 6
"""For a grade or a status of which the words are not known beforehand."""


class Words:
    """The words of a column on both sides, each with a code; an empty cell has one too."""

    def __init__(self, dtype: pl.DataType, bits: int) -> None:
        """Make room for the words of an enum, or for as many as `bits` can tell apart."""
        self._known = dtype.categories if isinstance(dtype, pl.Enum) else None
        self._categories = pl.Categories.random()
        self._held = pl.Series([], dtype=pl.Categorical(self._categories))
        """Without a column of theirs the categories would be forgotten, and numbered anew."""
        self.bits = bits if self._known is None else self._known.len().bit_length()
        self._empty = 2**self.bits - 1

    def code(self, column: str) -> pl.Expr:
        """Return the code of each cell of a column, as a number of 64 bits."""
        cell = pl.col(column)
        if self._known is None:
            cell = cell.cast(pl.String).cast(self._held.dtype)
        return cell.to_physical().cast(pl.UInt64).fill_null(_number(self._empty))

    @property
    def fit(self) -> bool:
        """Whether every word has a code of its own."""
        return bool(self._words.len() <= self._empty)

    def or_null(self, code: pl.Expr) -> pl.Expr:
        """Return a code, null for that of an empty cell."""
        return pl.when(code != self._empty).then(code)

    def decode(self, codes: pl.Series) -> pl.Series:
        """Return the words of some codes: of the enum there was, else of an enum of those that occur, as text."""
        if self._known is not None:
            return self._known.cast(pl.Enum(self._known)).gather(codes)
        named = pl.Enum(self._words.gather(codes.unique().drop_nulls()).sort())
        return self._words.cast(named, strict=False).gather(codes)

    @property
    def _words(self) -> pl.Series:
        return self._categories.to_series() if self._known is None else self._known


def _number(value: int) -> pl.Expr:
    return pl.lit(value, pl.UInt64)


class Packing:
    """Where in a number each part of a row stands."""

    def __init__(self, schema: pl.Schema) -> None:
        """Divide a number between the columns of a side."""
        self.item = Words(pl.String(), _ITEM_BITS)
        self.cells = {name: Words(schema[name], _WORD_BITS) for name in ("grade", "status") if name in schema}
        self.side = 1 << sum(words.bits for words in self.cells.values())
        """The bit that a row of the right side has; the bits below are its grade and status."""
        self.place_of_item = self.side << 1
        self.force_bits = (1 << _BITS) - (self.place_of_item << _ITEM_BITS)

    @property
    def fit(self) -> bool:
        """Whether all words had room; known when the sides were packed."""
        return self.item.fit and all(words.fit for words in self.cells.values())

    def pack(self, side: pl.LazyFrame, *, right: bool) -> pl.LazyFrame:
        """Return a side. Columns: row (the number), force (as text)."""
        row = self._hash("force") | (self.item.code("item") * _number(self.place_of_item))
        place = 1
        for name, words in self.cells.items():
            row |= words.code(name) * _number(place)
            place <<= words.bits
        return side.select(row=row | _number(self.side) if right else row, force=pl.col("force").cast(pl.String))

    def name_forces(self, packed: Sequence[pl.DataFrame]) -> pl.DataFrame | None:
        """Return each force once, by its text, empty first. Columns: hash, force. None where two share a hash."""
        hash_of_row = pl.col("row") & _number(self.force_bits)
        # By the text too: neighbours that share a hash have to be seen. By the hash, the first row begins a run.
        begins = _differs_from_last("force") | _differs_from_last("hash")
        runs = (side.select("force", hash=hash_of_row).filter(begins) for side in packed)
        named = pl.concat(runs).sort("hash").lazy()
        two = ~_differs_from_last("hash") & _differs_from_last("force")
        shared, forces = pl.collect_all(
            [named.select(two.any()), named.filter(_differs_from_last("hash")).select(pl.col("force").sort())]
        )
        return None if shared.item() else forces.with_columns(hash=self._hash("force"))

    def meet(self, rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame, bool]:
        """Return those that met and are equal, all others, and whether a side repeats a key; takes sorted rows.

        Columns of the first: row (the left one); of the others: key, left, right: the cells of either side, null
        where it has no such row. Where a key is repeated, neither is true.
        """
        cells, key = _number(self.side - 1), ~_number(self.place_of_item - 1)
        # Two of one side and key differ in nothing above their cells; two that are equal, in their side alone.
        differing = rows.select(bits=pl.col("row") ^ pl.col("row").shift(-1))["bits"]
        repeated = bool((differing < self.side).any())
        pairs = rows.lazy().with_columns(met=(differing == self.side).fill_null(value=False))
        others = pairs.filter(~(pl.col("met") | pl.col("met").shift(1, fill_value=False))).select("row")
        met = ((pl.col("row") ^ pl.col("row").shift(-1)) < self.place_of_item).fill_null(value=False)
        is_left = (pl.col("row") & _number(self.side)) == 0
        held = others.with_columns(met=met, is_left=is_left, cells=pl.col("row") & cells).with_columns(
            next=pl.when("met").then(pl.col("cells").shift(-1))
        )
        single = held.filter(~pl.col("met").shift(1, fill_value=False)).select(
            key=pl.col("row") & key,
            left=pl.when("is_left").then("cells"),
            right=pl.when("is_left").then("next").otherwise("cells"),
        )
        equal, others_met = pl.collect_all([pairs.filter("met").select("row"), single])
        return equal, others_met, repeated

    def count_equal(self, equal: pl.DataFrame) -> pl.DataFrame:
        """Count the equal rows of `meet` by their cells. Columns: left, right, rows."""
        left = (pl.col("row") & _number(self.side - 1)).alias("left")
        return equal.group_by(left).agg(rows=pl.len()).select("left", pl.col("left").alias("right"), "rows")

    def spread_equal(self, equal: pl.DataFrame) -> pl.DataFrame:
        """Return the equal rows of `meet` with the columns of the others."""
        left = pl.col("row") & _number(self.side - 1)
        return equal.select(key=pl.col("row") & ~_number(self.place_of_item - 1), left=left, right=left)

    def _hash(self, force: str) -> pl.Expr:
        return _hash_of(pl.col(force).cast(pl.String)) & _number(self.force_bits)

    def parts_of_key(self, key: str) -> tuple[pl.Expr, pl.Expr]:
        """Return the hash of the force and the code of the item, of a key."""
        of_force, of_item = pl.col(key) & _number(self.force_bits), pl.col(key) & ~_number(self.force_bits)
        return of_force.alias("hash"), self.item.or_null(of_item // self.place_of_item).alias("item")

    def codes_of(self, cells: pl.Series) -> dict[str, pl.Series]:
        """Return the codes of the grades, and of the statuses, in the cells of rows; null where they are empty."""
        found, rest = {}, pl.col("cells")
        for name, words in self.cells.items():
            found[name] = words.or_null(rest & _number(2**words.bits - 1)).alias(name)
            rest = rest // 2**words.bits
        return cells.to_frame("cells").select(**found).to_dict()


def _differs_from_last(name: str) -> pl.Expr:
    """Tell which rows hold another value than the row before; the first does unless its value is null."""
    return pl.col(name).ne_missing(pl.col(name).shift(1))


def _hash_of(force: pl.Expr) -> pl.Expr:
    return force.hash(seed=1)
