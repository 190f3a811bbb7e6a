"""Gives each word of a column a number, and each row one for its grade and status, so that rows meet without text."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

ITEM_BITS = 11
WORD_BITS = 6
"""For a grade or a status of which the words are not known beforehand."""
_CELL_BITS = 15
"""For the grade and the status together."""


class Words:
    """The words of a column on both sides, each with a code; an empty cell has one too."""

    def __init__(self, dtype: pl.DataType, bits: int = WORD_BITS) -> None:
        """Make room for the words of an enum, or for as many as `bits` can tell apart."""
        self._known = dtype.categories if isinstance(dtype, pl.Enum) else None
        self._categories = pl.Categories.random()
        self._held = pl.Series([], dtype=pl.Categorical(self._categories))
        """Without a column of theirs the categories would be forgotten, and numbered anew."""
        self.bits = bits if self._known is None else self._known.len().bit_length()
        self.empty = 2**self.bits - 1

    def code(self, column: str) -> pl.Expr:
        """Return the code of each cell of a column, null for an empty one."""
        cell = pl.col(column)
        if self._known is None:
            cell = cell.cast(pl.String).cast(self._held.dtype)
        return cell.to_physical()

    @property
    def fit(self) -> bool:
        """Whether every word has a code of its own; known when the sides were coded."""
        return bool(self.words.len() <= self.empty)

    @property
    def words(self) -> pl.Series:
        """Every word, by its code."""
        return self._categories.to_series() if self._known is None else self._known

    def decode(self, codes: pl.Series) -> pl.Series:
        """Return the words of some codes: of the enum there was, else of an enum of those that occur, as text."""
        if self._known is not None:
            return self._known.cast(pl.Enum(self._known)).gather(codes)
        named = pl.Enum(self.words.gather(codes.unique().drop_nulls()).sort())
        return self.words.cast(named, strict=False).gather(codes)


class CellCodes:
    """One number for the grade and the status of a row; 0 stands for a row that is not there."""

    def __init__(self, columns: Mapping[str, Words]) -> None:
        """Divide a number between the columns of a side."""
        self.columns = columns

    @property
    def fit(self) -> bool:
        """Whether all words have room: whether all of them have is known when the sides were coded."""
        whole = sum(words.bits for words in self.columns.values()) <= _CELL_BITS
        return whole and all(words.fit for words in self.columns.values())

    def code(self) -> pl.Expr:
        """Return the number of each row of a side, of 16 bits."""
        cell, place = pl.lit(1, pl.UInt16), 1
        for name, words in self.columns.items():
            code = words.code(name).cast(pl.UInt16, strict=False).fill_null(words.empty)
            cell += code * pl.lit(place, pl.UInt16)
            place <<= words.bits
        return cell

    def split(self, cells: pl.Series) -> dict[str, pl.Series]:
        """Return the codes of the grades, and of the statuses, in the numbers of rows; null where they are empty."""
        found, rest = {}, pl.when(pl.col("cell") > 0).then(pl.col("cell").cast(pl.Int64) - 1)
        for name, words in self.columns.items():
            code = rest % 2**words.bits
            found[name] = pl.when(code != words.empty).then(code).cast(pl.UInt32).alias(name)
            rest = rest // 2**words.bits
        return cells.to_frame("cell").select(**found).to_dict()
