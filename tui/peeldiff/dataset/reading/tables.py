"""Checks the tables of a dataset, column by column, and casts them to typed polars frames.

A table is cast only when it is sound, so that a problem can name the very value that stands in the file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from peeldiff.dataset.reading.problems import Problem
from peeldiff.dataset.reading.raw_table import RawTable, note_rows
from peeldiff.dataset.schema import Column, Table
from peeldiff.text import HARMFUL, inert, inert_apart, near, quoted
from peeldiff.vocabulary.terms import LEVELS, STATUSES

if TYPE_CHECKING:
    from polars._typing import PolarsDataType

LEVEL = pl.Enum(LEVELS)
STATUS = pl.Enum(STATUSES)


@dataclass(frozen=True)
class Check:
    """Something that can be wrong with the cells of a column."""

    column: str
    wrong: pl.Expr
    """True where the cell is wrong; null counts as right."""
    expected: str
    known: Sequence[str] = ()


def failing(frame: pl.DataFrame, checks: Sequence[Check]) -> list[Check]:
    """Return the checks that some row fails: all are asked in one pass, since most fail nowhere."""
    if not checks or not frame.height:
        return []
    found = frame.select(check.wrong.any().alias(str(place)) for place, check in enumerate(checks)).row(0)
    return [check for check, fails in zip(checks, found, strict=True) if fails]


class TableReader:
    """Turns raw tables into typed frames by what the dataset knows: forces, cycles, grades and so on."""

    def __init__(self, known: Mapping[str, Sequence[str]], problems: list[Problem]) -> None:
        """`known` holds the ids that a column of a kind (`force`, `grade`, …) may refer to."""
        self.known = known
        self.problems = problems
        self.grade = pl.Enum(known["grade"])

    def columns(self, table: Table) -> tuple[Column, ...]:
        """Return the columns of a table, those of its grades included."""
        counts = [Column(grade, "count") for grade in self.known["grade"]] if table.per_grade else []
        return (*table.columns, *counts)

    def empty(self, table: Table) -> pl.DataFrame:
        """Return the typed frame of a table that the dataset does not have."""
        return pl.DataFrame(schema={column.name: self._type(column) for column in self.columns(table)})

    def typed(self, table: Table, raw: RawTable) -> pl.DataFrame:
        """Check every cell and return the typed frame; rows stay in the file's order.

        Where something is wrong the problem is noted and the cell becomes null.
        """
        columns = self.columns(table)
        present = [column for column in columns if column.name in raw.frame.columns]
        for column in columns:
            if column not in present and column.kind != "count" and not column.optional:
                expected = ", ".join(wanted.name for wanted in columns)
                self._note(raw, None, f"column {column.name} is missing: expected {expected}")
        frame = raw.frame
        for check in failing(frame, [check for column in present for check in self._checks(column)]):
            self._note_rows(raw, check)
        self._check_key(table, raw)
        cells = {column.name for column in present}
        typed = frame.select(
            self._cast(column) if column.name in cells else pl.lit(None, self._type(column)).alias(column.name)
            for column in columns
        )
        return inert_frame(typed)

    def _checks(self, column: Column) -> Iterator[Check]:
        """Walk over what can be wrong with a cell of a column."""
        cell = pl.col(column.name)
        if column.required:
            yield Check(column.name, cell.is_null(), "is empty: a value is needed here")
        allowed = self._allowed(column)
        if allowed is not None:
            where = f"one of {', '.join(allowed)}" if len(allowed) <= 8 else f"a known {column.kind}"
            yield Check(column.name, ~cell.is_in(allowed), f"expected {where}", allowed)
        elif column.kind == "date":
            day = cell.str.to_date("%Y-%m-%d", strict=False)
            wrong = day.is_null() | ~cell.str.contains(r"^\d{4}-\d\d-\d\d$")
            yield Check(column.name, cell.is_not_null() & wrong, "expected a day such as 2017-11-09")
        elif column.kind == "when":
            day = (cell + "-01-01").str.head(len("2017-11-09")).str.to_date("%Y-%m-%d", strict=False)
            wrong = day.is_null() | ~cell.str.contains(r"^\d{4}(-\d\d(-\d\d)?)?$")
            yield Check(column.name, cell.is_not_null() & wrong, "expected a day, month or year such as 2017-11")
        elif column.kind == "number":
            number = cell.cast(pl.Float64, strict=False)
            wrong = cell.is_not_null() & (number.is_null() | ~number.is_finite())
            yield Check(column.name, wrong, "expected a number such as 92.5")
        elif column.kind == "count":
            yield Check(column.name, ~cell.str.contains(r"^\d{1,9}$"), "expected a whole number")

    def _allowed(self, column: Column) -> Sequence[str] | None:
        if column.kind == "choice":
            return column.choices
        if column.kind == "flag":
            return ("true", "false")
        return self.known.get(column.kind)

    def _check_key(self, table: Table, raw: RawTable) -> None:
        """Note the rows whose key stands on an earlier row."""
        if not table.key or not set(table.key) <= set(raw.frame.columns):
            return
        if not raw.frame.select(pl.struct(table.key).is_duplicated().any()).item():
            return
        rows = raw.frame.select(table.key).with_row_index("row")
        first = pl.col("row").first().over(table.key)
        repeated = rows.with_columns(first=first).filter(pl.col("row") != pl.col("first"))
        named = " and ".join(table.key)

        def describe(line: dict[str, Any]) -> str:
            key = ", ".join(str(line[name]) for name in table.key)
            return f"{named} {quoted(key)} stand already in line {raw.line(line['first'])}"

        note_rows(raw, repeated, self.problems, describe)

    def _note_rows(self, raw: RawTable, check: Check) -> None:
        """Note every row that a check is about."""
        column = check.column

        def describe(line: dict[str, Any]) -> str:
            value = line[column]
            if value is None:
                return f"{column} {check.expected}"
            return f"{column} {quoted(value)}: {check.expected}{near(value, check.known)}"

        rows = raw.frame.with_row_index("row").filter(check.wrong).select("row", column)
        note_rows(raw, rows, self.problems, describe, column)

    def _note(self, raw: RawTable, row: int | None, message: str, column: str = "") -> None:
        line = 1 if row is None else raw.line(row)
        self.problems.append(Problem(raw.file, line, message, column))

    def _type(self, column: Column) -> PolarsDataType:
        if column.name == "level":
            return LEVEL
        if column.name == "status":
            return STATUS
        by_kind: dict[str, PolarsDataType] = {
            "grade": self.grade,
            "date": pl.Date(),
            "number": pl.Float64(),
            "count": pl.Int64(),
            "flag": pl.Boolean(),
        }
        return by_kind.get(column.kind, pl.String())

    def _cast(self, column: Column) -> pl.Expr:
        cell, target = pl.col(column.name), self._type(column)
        if column.kind == "date":
            return cell.str.to_date("%Y-%m-%d", strict=False)
        if column.kind == "flag":
            return (cell == "true").alias(column.name)
        return cell if target == pl.String() else cell.cast(target, strict=False)


def inert_frame(frame: pl.DataFrame, names: Collection[str] = ()) -> pl.DataFrame:
    """Make the text of every column inert; a frame without harmful text comes back as it is.

    In the columns `names` different text stays different.
    """
    texts = pl.col(pl.String)
    harmful = frame.select(texts.str.contains(HARMFUL).any())
    unclean = [name for name in harmful.columns if harmful[name].item()]
    apart = {
        name: inert_apart(frame[name].drop_nulls().unique(maintain_order=True)) for name in unclean if name in names
    }
    return frame.with_columns(
        pl.col(name).map_elements(apart[name].__getitem__ if name in apart else inert, pl.String) for name in unclean
    )
