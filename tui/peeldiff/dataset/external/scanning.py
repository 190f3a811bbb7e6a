"""The files of somebody else's table: in what form they are, unpacked, as plans of polars."""

from __future__ import annotations

import errno
import gzip
import io
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

import polars as pl

from peeldiff import table_address
from peeldiff.dataset.external.source import Source
from peeldiff.dataset.reading import csv_form
from peeldiff.dataset.reading.csv_form import CsvForm

if TYPE_CHECKING:
    from pathlib import Path

    from polars._typing import PolarsDataType


def recognise_form(source: Source, place: str, needed: Sequence[str]) -> CsvForm | None:
    """Return the form of a CSV file; None for Parquet. Raises ValueError for what is no table, and OSError."""
    if source.data is not None:
        data = source.data
        return csv_form.find_form(data[: csv_form.HEAD], lambda: data, needed)
    if not table_address.is_csv(place):
        return None
    files = table_address.local_files(place)
    if not files or files[0].suffix == ".zst":
        return CsvForm(())
    with open_unpacked(files[0]) as stream:
        head = stream.read(csv_form.HEAD)
    form = csv_form.find_form(head, lambda: _read(files[0]), needed)
    if form.recoded is not None and len(files) > 1:
        raise ValueError(f"{form.remark.partition(',')[0].removeprefix('read as ')}: save each file as CSV UTF-8")
    return form


@contextmanager
def open_unpacked(file: Path) -> Iterator[IO[bytes]]:
    """Open a file, unpacked. Raises OSError for one that is cut off or damaged, as for one that cannot be read."""
    try:
        with gzip.open(file) if file.suffix == ".gz" else file.open("rb") as stream:
            yield stream  # type: ignore[misc]  # GzipFile reads bytes too
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise OSError(errno.EIO, "cannot be unpacked: cut off, damaged, or not packed at all") from error


def _read(file: Path) -> bytes:
    with open_unpacked(file) as stream:
        return stream.read()


def scan_files(source: Source, place: str, form: CsvForm | None, types: Mapping[str, PolarsDataType]) -> pl.LazyFrame:
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
