"""Reads judgments from somebody else's tables: CSV or Parquet; a file, a glob or an object-store address.

The one reader of such tables: `country` takes a `Side` of it (`side`), a plan that polars carries
out as a stream; the other commands make a dataset of the whole of it (`single_table`). Every id is text,
whatever the file says: 007 is not 7. An empty cell is null, quoted or not, and a line that says
nothing is no row.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from peeldiff import table_address
from peeldiff.dataset.external.row_rules import empty_as_null, has_any_text, without_empty_lines
from peeldiff.dataset.external.scanning import open_unpacked, recognise_form, scan_files
from peeldiff.dataset.external.source import NEEDED, ROLES, Source
from peeldiff.dataset.reading import csv_form
from peeldiff.dataset.reading.csv_form import CsvForm
from peeldiff.errors import DatasetError
from peeldiff.text import inert, quoted

if TYPE_CHECKING:
    from polars._typing import PolarsDataType

_SMALL = 1 << 22
_FEW_ROWS = 100_000


@dataclass(frozen=True)
class ExternalTable:
    """A table of somebody else's, opened: its columns are known, none of its rows was read."""

    source: Source
    place: str
    form: CsvForm | None
    """None for Parquet."""
    columns: Mapping[str, str]
    """The column, as polars calls it, of each role that is wanted and there."""
    types: Mapping[str, pl.DataType]
    """The type of each of these columns in the file."""

    def scan(self, types: Mapping[str, PolarsDataType] | None = None) -> pl.LazyFrame:
        """Return the roles as they stand, a CSV file's as text where `types` (by role) names no other."""
        wanted = {self.columns[role]: dtype for role, dtype in (types or {}).items()}
        return scan_files(self.source, self.place, self.form, wanted).select(
            pl.col(column).alias(role) for role, column in self.columns.items()
        )

    @property
    def rows(self) -> pl.LazyFrame:
        """The roles as text, an empty cell as null, without the lines that say nothing."""
        return without_empty_lines(self.scan().select(self._cells()), self.columns)

    def first_rows(self, lines: int) -> pl.LazyFrame:
        """The same of the first lines alone: cut before any are left out, a file is read no further."""
        return without_empty_lines(self.scan().head(lines).select(self._cells()), self.columns)

    @property
    def numbered(self) -> pl.LazyFrame:
        """The same, and in `row` which row of the file it is, from 0."""
        whole = self.scan().with_row_index("row").select("row", *self._cells())
        return without_empty_lines(whole, self.columns)

    def _cells(self) -> Iterator[pl.Expr]:
        for role, column in self.columns.items():
            text = pl.col(role) if self.types[column] == pl.String() else pl.col(role).cast(pl.String)
            yield text.map_batches(empty_as_null, return_dtype=pl.String, is_elementwise=True)

    @property
    def is_small(self) -> bool:
        """Whether it is a file that a person may have made by hand, and may be read once more for a remark."""
        files = table_address.local_files(self.place) if self.source.data is None else []
        if len(files) != 1 or files[0].stat().st_size > _SMALL:
            return False
        if self.form is None:  # a hundredth of the size of its text: its rows are counted
            return int(self.scan().select(pl.len()).collect().item()) <= _FEW_ROWS
        return files[0].suffix not in (".gz", ".zst")

    def places(self, rows: Iterable[int]) -> dict[int, str]:
        """Return where each of some rows stands, such as `line 7`; nothing where that cannot be told."""
        wanted = list(rows)
        if self.form is None:
            return {row: f"row {row + 1}" for row in wanted}
        with _lines(self) as lines:
            return {row: f"line {line}" for row, line in csv_form.find_lines(lines, self.form, wanted).items()}

    def fault(self) -> str | None:
        """Return which line of a CSV file cannot be read, and why; None where none is found."""
        if self.form is None:
            return None
        try:
            with _lines(self) as lines:
                return csv_form.find_fault(lines, self.form)
        except OSError as error:
            return (error.strerror or str(error)).lower()


def open_table(source: Source, wanted: Sequence[str] = ROLES, needed: Sequence[str] = NEEDED) -> ExternalTable:
    """Open a table and find the columns of the `wanted` roles; those `needed` must be there.

    Raises DatasetError for a file or column that is not there, and for a file that is no table.
    """
    names = {role: source.names.get(role, role) for role in wanted}
    try:
        place = "" if source.data is not None else table_address.find_place(source.address)
        form = recognise_form(source, place, [names[role].strip() for role in needed])
    except (ValueError, OSError) as error:
        reason = (error.strerror or "cannot be read").lower() if isinstance(error, OSError) else str(error)
        raise source.error(reason) from error
    try:
        held = dict(scan_files(source, place, form, {}).collect_schema())
    except ModuleNotFoundError as error:
        extra = "delta" if table_address.DELTA in place else "iceberg"
        raise source.error(f"a table of a lake: install what reads it, pip install 'peeldiff[{extra}]'") from error
    except Exception as error:
        # What reads a lake has errors of its own for a table that is broken or not there.
        if not (isinstance(error, (pl.exceptions.PolarsError, OSError)) or table_address.is_lake(place)):
            raise
        raise unreadable(source, error) from error
    header = form.header if form is not None and len(form.header) == len(held) else [name.strip() for name in held]
    polars_names = dict(zip(header, held, strict=True))
    columns = {}
    for role, name in names.items():
        if name.strip() in polars_names:
            columns[role] = polars_names[name.strip()]
        elif role in needed or role in source.names:
            has = ", ".join(inert(column) for column in header[:20] if column) or "none"
            raise source.error(f"no column {quoted(name)} for {role}: it has {has}; say --columns {role}=…")
    repeated = [column for column, count in Counter(columns.values()).items() if count > 1]
    if repeated:
        roles = " and ".join(role for role, column in columns.items() if column == repeated[0])
        raise source.error(f"column {quoted(repeated[0])} stands for {roles}: expected a column for each")
    for role, column in columns.items():
        if held[column].is_nested() or held[column] == pl.Binary:
            raise source.error(f"column {quoted(column)} for {role} is {held[column]}: expected text, numbers or dates")
    return ExternalTable(source, place, form, columns, {column: held[column] for column in columns.values()})


def unreadable(source: Source, error: Exception, table: ExternalTable | None = None) -> DatasetError:
    """Return the error for a table that polars or the system cannot read, with the line where it can be found."""
    fault = table.fault() if table is not None else None
    if fault is not None:
        return source.error(fault)
    first = str(error).strip().splitlines()
    return source.error(f"cannot be read: {inert(first[0]) if first else type(error).__name__}")


def find_notes(table: ExternalTable) -> pl.LazyFrame:
    """Return the lines that are left out although something stands in them. Columns: row, force, cycle (if there)."""
    named = [role for role in ("force", "cycle") if role in table.columns]
    some = pl.any_horizontal(pl.col(role).cast(pl.String).str.strip_chars() != "" for role in named)
    rows = table.scan().with_row_index("row")
    return rows.filter(some.fill_null(value=False), ~has_any_text(table.columns)).select("row", *named)


@contextmanager
def _lines(table: ExternalTable) -> Iterator[Iterable[bytes]]:
    """Open the lines of a CSV file as they are parsed; none where they lie on another machine or in many files."""
    recoded = table.form.recoded if table.form is not None else None
    content = recoded if recoded is not None else table.source.data
    files = table_address.local_files(table.place) if content is None else []
    if content is not None:
        yield io.BytesIO(content)
    elif len(files) == 1 and files[0].suffix != ".zst":
        with open_unpacked(files[0]) as stream:
            yield stream
    else:
        yield ()
