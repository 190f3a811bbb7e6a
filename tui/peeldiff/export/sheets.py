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

    def records(self) -> list[Mapping[str, Any]]:
        """Return a mapping a row, by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


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
