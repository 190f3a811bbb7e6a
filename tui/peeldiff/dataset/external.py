"""Reads judgments from somebody else's tables: CSV or Parquet; a file, a glob or an object-store address.

A side is a plan that polars carries out as a stream, never a table in memory. Every id is text,
whatever the file says: 007 is not 7. An empty cell is null, quoted or not.
"""

from __future__ import annotations

import glob
import io
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from peeldiff.errors import DatasetError
from peeldiff.text import inert, quoted
from peeldiff.vocabulary.terms import STATUSES

if TYPE_CHECKING:
    from polars._typing import PolarsDataType

KEY = ("force", "item")
NEEDED = ("force", "item", "grade")
ROLES = (*NEEDED, "cycle", "status")
"""What a table may say of a judgment; its columns are called so unless `Source.names` says otherwise."""

ORDERED = (
    "Data that states nothing of its own: the same item is taken to be on one scale, so a difference is only"
    " indicative."
)
UNORDERED = "No scale was given, best grade first, so a difference is neither better nor worse."

_CSV, _PARQUET = (".csv", ".csv.gz", ".csv.zst"), (".parquet", ".pq")
_OF_A_FOLDER = ("judgments.parquet", "judgments.csv")


@dataclass(frozen=True)
class Source:
    """A table of judgments, and how it is to be read."""

    address: str
    names: Mapping[str, str] = field(default_factory=dict)
    """The table's own column for each of `ROLES` that it calls otherwise."""
    scale: tuple[str, ...] = ()
    """The grades, best first; empty where no order is known."""
    cycle: str | None = None
    """The cycle whose rows are meant; None for all."""
    item: str | None = None
    """The one item whose rows are meant; None for all."""
    data: bytes | None = field(default=None, repr=False)
    """What came by standard input, as CSV; None where the address is to be read."""

    def wrong(self, problem: str) -> DatasetError:
        """Return the error that says what is wrong with this table."""
        return DatasetError(inert(self.address), [problem])


@dataclass(frozen=True)
class Side:
    """One side of a comparison of somebody else's judgments."""

    source: Source
    plan: pl.LazyFrame
    """Columns: force (text), item (categorical), grade (an enum in the scale's order, else categorical)
    and, where the table has it, status. Carried out, it fails on a grade off the scale."""
    text: pl.LazyFrame
    """The same rows and columns as text."""
    cycles: pl.LazyFrame | None
    """Column cycle, as text, of every row of the table; None where no cycle was asked for."""
    has_status: bool


def is_external(address: str) -> bool:
    """Tell whether an address is a table, a glob, a store or standard input, not a dataset's folder."""
    path = _path(address)
    named = address == "-" or "://" in address or _is_table(address) or any(sign in address for sign in "*?[")
    return path.is_file() or (named and not path.is_dir())


def open_side(source: Source) -> Side:
    """Return a side that can be read. Raises DatasetError for a file or column that is not there."""
    raw = _scan(source, {})
    try:
        held = dict(raw.collect_schema())
    except (pl.exceptions.PolarsError, OSError) as error:
        raise unreadable(source, error) from error
    columns = _columns(source, held)
    types: dict[str, PolarsDataType] = dict.fromkeys(columns, pl.String())
    types["item"] = pl.Categorical()
    types["grade"] = pl.Enum(source.scale) if source.scale else pl.Categorical()
    if "status" in columns:
        types["status"] = pl.Enum([status for status in STATUSES if status != "absent"])
    text = raw.select(_cell(column, held[column]).alias(role) for role, column in columns.items())
    meant = _meant(text, source)
    if _is_csv(source) and source.cycle is None and source.item is None:
        # The parser makes the types itself: it never holds the text of grades and items.
        wanted = {column: types[role] for role, column in columns.items()}
        plan = _scan(source, wanted).select(pl.col(column).alias(role) for role, column in columns.items())
    else:
        # Only now, so that a grade off the scale on a row that is not meant is nobody's trouble.
        plan = meant.with_columns(pl.col(role).cast(types[role]) for role in columns if role != "cycle")
    return Side(
        source=source,
        plan=plan,
        text=meant,
        cycles=text.select("cycle") if source.cycle is not None else None,
        has_status="status" in columns,
    )


def unreadable(source: Source, error: Exception) -> DatasetError:
    """Return the error for a table that polars or the system cannot read."""
    said = str(error).strip().splitlines()
    return source.wrong(f"cannot be read: {inert(said[0]) if said else type(error).__name__}")


def _path(address: str) -> Path:
    """Return an address as a path; ~somebody stays as it is written where the system knows nobody so called."""
    return Path(os.path.expanduser(address))  # noqa: PTH111


def _is_table(address: str) -> bool:
    return address.lower().endswith(_CSV + _PARQUET)


def _is_csv(source: Source) -> bool:
    return source.data is not None or _place(source).lower().endswith(_CSV)


def _place(source: Source) -> str:
    """Return the address as polars takes it; a folder stands for the judgments in it."""
    if "://" in source.address:
        return _known_ending(source, source.address)
    path = _path(source.address)
    if path.is_dir():
        inside = [path / name for name in _OF_A_FOLDER if (path / name).is_file()]
        if not inside:
            raise source.wrong(f"no {' or '.join(_OF_A_FOLDER)} in it: name a file or a glob such as {path}/*.csv")
        return str(inside[0])
    if not path.exists() and not glob.glob(str(path)):  # noqa: PTH207  (the pattern is the user's own, whole)
        raise source.wrong("no such file: expected a CSV or Parquet file, a glob, or an address such as s3://…")
    return _known_ending(source, str(path))


def _known_ending(source: Source, place: str) -> str:
    if not _is_table(place):
        raise source.wrong(f"expected an address that ends in {', '.join(_CSV + _PARQUET)}")
    return place


def _scan(source: Source, types: Mapping[str, PolarsDataType]) -> pl.LazyFrame:
    """Return the table as it is, with the columns of a CSV file as text where `types` names no other."""
    if source.data is not None:
        return pl.scan_csv(io.BytesIO(source.data), infer_schema=False, schema_overrides=types, null_values=[""])
    place = _place(source)
    pattern = not Path(place).exists()
    if _is_csv(source):
        return pl.scan_csv(place, infer_schema=False, schema_overrides=types, null_values=[""], glob=pattern)
    return pl.scan_parquet(place, glob=pattern)


def _columns(source: Source, held: Mapping[str, pl.DataType]) -> dict[str, str]:
    """Return the table's own name of each column that is wanted and there."""
    columns = {}
    for role in ROLES:
        name = source.names.get(role, role)
        if role == "cycle" and source.cycle is None:
            continue
        if name in held:
            columns[role] = name
        elif role in NEEDED or role == "cycle" or role in source.names:
            has = ", ".join(inert(one) for one in list(held)[:20])
            raise source.wrong(f"no column {quoted(name)} for {role}: it has {has}; say --columns {role}=…")
    for role, name in columns.items():
        if held[name].is_nested() or held[name] == pl.Binary:
            raise source.wrong(f"column {quoted(name)} for {role} is {held[name]}: expected text, numbers or dates")
    return columns


def _cell(column: str, held: pl.DataType) -> pl.Expr:
    """Return a column as text, an empty cell as null."""
    text = pl.col(column) if held == pl.String() else pl.col(column).cast(pl.String)
    return pl.when(text != "").then(text)


def _meant(frame: pl.LazyFrame, source: Source) -> pl.LazyFrame:
    """Keep the rows of the cycle and item that are meant; the cycle has then done its work."""
    if source.cycle is not None:
        frame = frame.filter(pl.col("cycle") == source.cycle).drop("cycle")
    return frame.filter(pl.col("item") == source.item) if source.item is not None else frame
