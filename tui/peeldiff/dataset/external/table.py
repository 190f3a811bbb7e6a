"""Reads judgments from somebody else's tables: CSV or Parquet; a file, a glob or an object-store address.

The one reader of such tables: `country` takes a `Side` of it (`external_side`), a plan that polars carries
out as a stream; the other commands make a dataset of the whole of it (`single_table`). Every id is text,
whatever the file says: 007 is not 7. An empty cell is null, quoted or not, and a line that says
nothing is no row.
"""

from __future__ import annotations

import errno
import gzip
import io
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

import polars as pl

from peeldiff import table_address
from peeldiff.dataset.reading import csv_form
from peeldiff.dataset.reading.csv_form import CsvForm
from peeldiff.errors import DatasetError
from peeldiff.text import inert, quoted
from peeldiff.vocabulary.terms import STATUSES, WITH_GRADE

if TYPE_CHECKING:
    from pathlib import Path

    from polars._typing import PolarsDataType

_SMALL = 1 << 22
KEY = ("force", "item")
NEEDED = ("force", "item", "grade")
ROLES = (*NEEDED, "cycle", "status")
"""What a comparison asks a table; its columns are called so unless `Source.names` says otherwise."""
DETAILS = ("published", "source", "note")
"""What a table may say besides."""

KNOWN_STATUSES = tuple(status for status in STATUSES if status != "absent")
_WITHOUT_GRADE = tuple(status for status in KNOWN_STATUSES if status not in WITH_GRADE)


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

    def error(self, problem: str) -> DatasetError:
        """Return the error that says what is wrong with this table."""
        return DatasetError(inert(self.address), [problem])


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
        return _scan(self.source, self.place, self.form, wanted).select(
            pl.col(column).alias(role) for role, column in self.columns.items()
        )

    @property
    def rows(self) -> pl.LazyFrame:
        """The roles as text, an empty cell as null, without the lines that say nothing."""
        return without_empty_lines(self.scan().select(self._cells()), self.columns)

    @property
    def numbered(self) -> pl.LazyFrame:
        """The same, and in `row` which row of the file it is, from 0."""
        whole = self.scan().with_row_index("row").select("row", *self._cells())
        return without_empty_lines(whole, self.columns)

    def _cells(self) -> Iterator[pl.Expr]:
        for role, column in self.columns.items():
            text = pl.col(role) if self.types[column] == pl.String() else pl.col(role).cast(pl.String)
            yield text.map_batches(_empty_as_null, return_dtype=pl.String, is_elementwise=True)

    @property
    def is_small(self) -> bool:
        """Whether it is a file that a person may have made by hand, and may be read once more for a remark."""
        files = table_address.local_files(self.place) if self.source.data is None else []
        return len(files) == 1 and files[0].stat().st_size <= _SMALL

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
        form = _recognise(source, place, [names[role].strip() for role in needed])
    except (ValueError, OSError) as error:
        reason = (error.strerror or "cannot be read").lower() if isinstance(error, OSError) else str(error)
        raise source.error(reason) from error
    try:
        held = dict(_scan(source, place, form, {}).collect_schema())
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


def without_empty_lines(frame: pl.LazyFrame, roles: Iterable[str]) -> pl.LazyFrame:
    """Leave out the lines that say nothing of an item: of blanks or commas alone, and notes below a table."""
    return frame.filter(_has_any_text(roles))


def find_notes(table: ExternalTable) -> pl.LazyFrame:
    """Return the lines that are left out although something stands in them. Columns: row, force, cycle (if there)."""
    named = [role for role in ("force", "cycle") if role in table.columns]
    some = pl.any_horizontal(pl.col(role).cast(pl.String).str.strip_chars() != "" for role in named)
    rows = table.scan().with_row_index("row")
    return rows.filter(some.fill_null(value=False), ~_has_any_text(table.columns)).select("row", *named)


def _has_any_text(roles: Iterable[str]) -> pl.Expr:
    """Tell of which rows an item, a grade or a status is named: without any of them a line judges nothing."""
    judging = ["item", *(role for role in ("grade", "status") if role in roles)]
    return pl.map_batches(judging, _judges, return_dtype=pl.Boolean, is_elementwise=True)


def _judges(cells: Sequence[pl.Series]) -> pl.Series:
    item, *others = cells
    if item.dtype == pl.String:
        # Nearly all items begin so: to strip the text of millions of rows takes as long as to read them.
        begins = (item >= "!") & (item < "\x80")
        if begins.all(ignore_nulls=False):
            return begins
    named = (pl.col("item").cast(pl.String).str.strip_chars() != "").fill_null(value=False)
    rows = pl.DataFrame([item, *others])
    return rows.select(pl.any_horizontal(named, *(pl.col(other.name).is_not_null() for other in others))).to_series()


def contradicts(grade: str, status: str) -> pl.Expr:
    """Tell of which rows the status says that there is a grade and there is none, or the other way round."""
    name, has_grade = pl.col(status).cast(pl.String), pl.col(grade).is_not_null()
    none, needed = (pl.Series(words).implode() for words in (_WITHOUT_GRADE, ("graded", "revised")))
    return ((name.is_in(none) & has_grade) | (name.is_in(needed) & ~has_grade)).fill_null(value=False)


def _empty_as_null(cells: pl.Series) -> pl.Series:
    empty = cells == ""
    return cells.set(empty, None) if empty.any() else cells


def _recognise(source: Source, place: str, needed: Sequence[str]) -> CsvForm | None:
    """Return the form of a CSV file; None for Parquet. Raises ValueError for what is no table, and OSError."""
    if source.data is not None:
        data = source.data
        return csv_form.find_form(data[: csv_form.HEAD], lambda: data, needed)
    if not table_address.is_csv(place):
        return None
    files = table_address.local_files(place)
    if not files or files[0].suffix == ".zst":
        return CsvForm(())
    with _open(files[0]) as stream:
        head = stream.read(csv_form.HEAD)
    form = csv_form.find_form(head, lambda: _read(files[0]), needed)
    if form.recoded is not None and len(files) > 1:
        raise ValueError(f"{form.remark.partition(',')[0].removeprefix('read as ')}: save each file as CSV UTF-8")
    return form


@contextmanager
def _open(file: Path) -> Iterator[IO[bytes]]:
    """Open a file, unpacked. Raises OSError for one that is cut off or damaged, as for one that cannot be read."""
    try:
        with gzip.open(file) if file.suffix == ".gz" else file.open("rb") as stream:
            yield stream  # type: ignore[misc]
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise OSError(errno.EIO, "cannot be unpacked: cut off, damaged, or not packed at all") from error


def _read(file: Path) -> bytes:
    with _open(file) as stream:
        return stream.read()


@contextmanager
def _lines(table: ExternalTable) -> Iterator[Iterable[bytes]]:
    """Open the lines of a CSV file as they are parsed; none where they lie on another machine or in many files."""
    recoded = table.form.recoded if table.form is not None else None
    content = recoded if recoded is not None else table.source.data
    files = table_address.local_files(table.place) if content is None else []
    if content is not None:
        yield io.BytesIO(content)
    elif len(files) == 1 and files[0].suffix != ".zst":
        with _open(files[0]) as stream:
            yield stream
    else:
        yield ()


def _scan(source: Source, place: str, form: CsvForm | None, types: Mapping[str, PolarsDataType]) -> pl.LazyFrame:
    """Return the table as it is, with the columns of a CSV file as text where `types` names no other."""
    if form is None:
        return _scan_columns(place)
    content = form.recoded if form.recoded is not None else source.data
    return pl.scan_csv(
        place if content is None else io.BytesIO(content),
        separator=form.separator,
        skip_lines=form.skipped,
        infer_schema=False,
        schema_overrides=types,
        null_values=[""],
        glob=content is None and not _exists(place),
    )


def _scan_columns(place: str) -> pl.LazyFrame:
    """Return a table that is kept by column: Parquet, or one of a lake, of which the newest state is read."""
    if place.rstrip("/").endswith(table_address.DELTA):
        return pl.scan_delta(place.rstrip("/").removesuffix(table_address.DELTA))
    if place.endswith(table_address.ICEBERG):
        return pl.scan_iceberg(place)
    return pl.scan_parquet(place, glob=not _exists(place))


def _exists(place: str) -> bool:
    """Tell whether a place is one file, be there a sign of a pattern in its name or not."""
    files = table_address.local_files(place)
    return len(files) == 1 and str(files[0]) == place
