"""Plain tables of facts in the formats for reading and for machines: table, JSON, CSV, Markdown."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

STARTS_A_FORMULA = r"^\s*[=+\-@＝＋－＠]|^[\t\r\n]"
"""What a spreadsheet would run: a sign of a formula, wide or narrow, with or without blanks before it. One
pattern, used as it is by polars (Rust's regex) too."""

Row = Sequence[Any]


@dataclass(frozen=True)
class Sheet:
    """A titled table: column names and rows of plain values."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    title: str = ""
    brief: tuple[str, ...] = ()
    """The columns that a table for reading has; empty for all. Sources stand below it, numbered."""
    in_words: tuple[Row, ...] = ()
    """The cells of those columns in words, where the facts themselves are for machines; a row for each of `rows`."""
    headed_by: int = 0
    """So many of the first columns for reading stand once, above all rows that share them."""
    above: str = ""
    """What a reader is told first, for it is true of all rows or of most."""

    @property
    def rows_named_once(self) -> tuple[Row, ...]:
        """The rows, what heads several of them said in the first one only."""
        heads = [row[: self.headed_by] for row in self.rows]
        repeated = [place > 0 and head == heads[place - 1] for place, head in enumerate(heads)]
        return tuple(
            ("",) * self.headed_by + tuple(row[self.headed_by :]) if again else row
            for row, again in zip(self.rows, repeated, strict=True)
        )

    def records(self) -> list[Mapping[str, Any]]:
        """Return a mapping a row, by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def without_repeats(columns: Sequence[str], rows: Sequence[Row]) -> tuple[str, tuple[str, ...], list[Row]]:
    """Take out the columns in which every row says the same; return those in a line, the other columns, their rows.

    `cycle: PEEL 2021/22; judgment: ✕ Inadequate`. A few rows are left whole, and so are many that are all alike.
    """
    same = [len({str(row[place]) for row in rows}) == 1 for place in range(len(columns))]
    if len(rows) < _FEWEST or all(same):
        return "", tuple(columns), list(rows)
    stated = [f"{name}: {rows[0][place]}" for place, name in enumerate(columns) if same[place] and rows[0][place]]
    kept = [place for place, alike in enumerate(same) if not alike]
    return "; ".join(stated), tuple(columns[place] for place in kept), [[row[place] for place in kept] for row in rows]


_FEWEST = 3
"""So many rows it takes for a column to be a repetition."""


def cell(value: Any) -> Any:  # noqa: ANN401  (any plain value)
    """Return a value as a CSV cell that no spreadsheet runs as a formula.

    Numbers stay numbers; text that would start one gets an apostrophe before it.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and re.match(STARTS_A_FORMULA, value):
        return f"'{value}"
    return value


def csv_bytes(columns: Sequence[str], rows: Sequence[Row]) -> bytes:
    """Return a table as CSV: UTF-8, a header line, an empty cell for what is not known."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)
    return stream.getvalue().encode("utf-8")
