"""A table of notes as spreadsheets write it back: comma, semicolon or tab, in one of their encodings."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from peeldiff.cli import streams
from peeldiff.errors import UsageError

ANSI = "cp1252"
"""What Excel writes where it says CSV and not CSV UTF-8; a letter that it does not have becomes a question mark."""
_NEEDED = ("left", "right", "id", "updated")
_LONGEST = 64 * 1024 * 1024
_GUARDED = re.compile(r"'(?=\s*[=+\-@＝＋－＠]|[\t\r\n])")


def edited_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Walk over the rows of a table, each with its line.

    Raises UsageError that names file, line and what is missing.
    """
    from peeldiff.dataset.reading.csv_form import refuse_other_files
    from peeldiff.files import read_whole

    data = read_whole(path, limit=_LONGEST)
    if data is None:
        raise UsageError(f"{path}: no such file: expected what peeldiff notes list --format csv wrote")
    try:
        refuse_other_files(data)
    except ValueError as error:
        raise UsageError(f"{path}: {error}") from error
    text = _decoded(path, data)
    header = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=header.count))
    try:
        columns = [name.strip().casefold() for name in next(reader, [])]
        missing = [name for name in _NEEDED if name not in columns]
        if missing:
            raise UsageError(f"{path}:1: no column {missing[0]}: expected what peeldiff notes list --format csv wrote")
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield (
                    line,
                    {name: _plain(cell) for name, cell in zip(columns, cells, strict=False)}
                    | {name: "" for name in _NEEDED if columns.index(name) >= len(cells)},
                )
            line = reader.line_num + 1
    except csv.Error as error:
        raise UsageError(f"{path}:{reader.line_num}: not CSV: {error}") from error


def _decoded(path: Path, data: bytes) -> str:
    """Return the text of a table as spreadsheets write it: UTF-8, UTF-16, else Windows-1252, which is said."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    else:
        encoding = "utf-8-sig" if _is_utf8(data) else ANSI
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UsageError(
            f"{path}:{line}: byte 0x{data[error.start]:02x} is not UTF-8: save the table as CSV UTF-8"
        ) from error
    if encoding == ANSI:
        streams.message(
            f"peeldiff: {path}: read as Windows-1252: letters that it does not have stay as the notes have them"
        )
    return text


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _plain(cell: str) -> str:
    """Return a cell as it was before it was guarded from being run as a formula."""
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    return text[1:] if _GUARDED.match(text) else text
