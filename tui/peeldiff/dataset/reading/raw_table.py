"""A table as it stands in its file, CSV or Parquet: every cell text, and the line that each row is on."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from peeldiff.dataset.reading import csv_form
from peeldiff.dataset.reading.csv_form import CsvForm
from peeldiff.dataset.reading.problems import Problem
from peeldiff.text import inert, quoted

_LISTED = 100
"""Rows with one kind of problem that are listed one by one: the others are counted."""


@dataclass(frozen=True)
class RawTable:
    """A table as it stands in its file: every cell text or null, nothing believed yet."""

    file: str
    frame: pl.DataFrame
    data: bytes

    def line(self, row: int) -> int:
        """Return the line of the file (or the row of the Parquet table) that holds a row, from 0."""
        starts = self._starts
        return row + 2 if starts is None else starts[row + 1]

    @cached_property
    def _starts(self) -> list[int] | None:
        """The line on which each row begins, the header's first; None where every row is one line."""
        if self.file.endswith(".parquet") or self.data.count(b"\n") <= self.frame.height + 1:
            return None
        reader = csv.reader(io.StringIO(self.data.decode("utf-8")))
        return [1, *(reader.line_num + 1 for cells in reader if cells)]


def note_rows(
    raw: RawTable,
    rows: pl.DataFrame,
    problems: list[Problem],
    describe: Callable[[dict[str, Any]], str],
    column: str = "",
) -> None:
    """Note what is wrong with some rows: the first of them one by one, of the rest how many there are.

    `rows` needs the column row (the place in the file, from 0) and what `describe` makes a message of.
    """
    first = rows.sort("row").head(_LISTED)
    more = rows.height - first.height
    for line in first.iter_rows(named=True):
        problems.append(Problem(raw.file, raw.line(line["row"]), describe(line), column, more))
        more = 0


def read_text(file: str, data: bytes, problems: list[Problem]) -> RawTable | None:
    """Read a CSV or Parquet file as text; None, and a problem, where it cannot be read."""
    try:
        if file.endswith(".parquet"):
            text = pl.all().cast(pl.String)
            frame = pl.read_parquet(io.BytesIO(data)).select(pl.when(text != "").then(text))
        else:
            data.decode("utf-8")
            frame = pl.read_csv(data, infer_schema=False, raise_if_empty=True, null_values=[""])
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{data[error.start]:02x} is not UTF-8: save the file as UTF-8"
        problems.append(Problem(file, line, message))
        return None
    except pl.exceptions.PolarsError as error:
        problems.append(_unreadable(file, data, error))
        return None
    repeated = _repeated_names(data) if file.endswith(".csv") else []
    if repeated:
        problems += [Problem(file, 1, f"two columns are called {quoted(name)}: rename one") for name in repeated]
        return None
    frame.columns = [name.strip() for name in frame.columns]
    return RawTable(file, frame, data)


def _repeated_names(data: bytes) -> list[str]:
    """Return the names that more than one column of a CSV file has."""
    header = next(csv.reader(io.StringIO(data[: csv_form.HEAD].decode("utf-8-sig", "ignore"))), [])
    names = [name.strip() for name in header if name.strip()]
    return [name for name in dict.fromkeys(names) if names.count(name) > 1]


def _unreadable(file: str, data: bytes, error: Exception) -> Problem:
    """Say which line of a CSV file has too many cells, or else what polars said."""
    if file.endswith(".csv"):
        rows = csv.reader(io.StringIO(data.decode("utf-8")))
        try:
            width = len(next(rows, []))
            for cells in rows:
                if len(cells) > width:
                    return Problem(file, rows.line_num, f"{len(cells)} cells: expected {width}, as in the header")
        except csv.Error as wrong:
            return Problem(file, rows.line_num, f"not CSV: {wrong}")
    fault = csv_form.find_fault(io.BytesIO(data), CsvForm(())) if file.endswith(".csv") else None
    reason = inert(str(error).splitlines()[0]) if str(error) else type(error).__name__
    return Problem(file, 0, fault or f"cannot be read: {reason}")
