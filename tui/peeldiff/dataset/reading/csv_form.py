"""Recognises in what form a text file holds a table: its encoding, its separator, where its header stands.

Read is what is certain; of all else it is said what the file is, the line, and what to do.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from peeldiff.text import inert, quoted

HEAD = 1 << 16
"""Bytes at the beginning of a file that are looked at."""

_MOST_LINES_ABOVE = 100
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_SAVE = 'save it as "CSV UTF-8"'
_UTF16 = ((codecs.BOM_UTF32_LE, "UTF-32"), (codecs.BOM_UTF16_LE, "UTF-16"), (codecs.BOM_UTF16_BE, "UTF-16"))
_OTHERS = (
    (b"PK\x03\x04", "an Excel or OpenDocument workbook"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"PAR1", "a Parquet file: give its name the ending .parquet"),
    (b"\x1f\x8b", "a compressed file: give its name the ending .gz"),
    (b"\x28\xb5\x2f\xfd", "a compressed file: give its name the ending .zst"),
    (b"SQLite format 3", "a database"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a document of a word processor"),
)
_DECLARED = re.compile(r'"?sep=(.)"?\s*$', re.IGNORECASE)

csv.field_size_limit(1 << 24)


@dataclass(frozen=True)
class CsvForm:
    """The form of a text file that holds a table."""

    header: tuple[str, ...]
    """The names in the header, without the blanks around them."""
    separator: str = ","
    skipped: int = 0
    """Lines above the header that hold nothing, or only say what the separator is."""
    recoded: bytes | None = None
    """The whole content as UTF-8, where the file holds it otherwise."""
    remark: str = ""
    """What was not as usual, and is certain: `read as UTF-16, separated by tabs`."""


def find_form(head: bytes, read_all: Callable[[], bytes], needed: Sequence[str]) -> CsvForm:
    """Recognise the form of a file that begins with `head` and whose header needs the names `needed`.

    `read_all` returns the whole content. Raises ValueError that says what the file is and what to do.
    """
    refuse_other_files(head)
    recoded, remarks = None, list[str]()
    encoding = next((name for mark, name in _UTF16 if head.startswith(mark)), None)
    if encoding:
        recoded = _recode(read_all(), encoding)
        head = recoded[:HEAD]
        remarks.append(f"read as {encoding}")
    if b"\0" in head:
        line = head.count(b"\n", 0, head.index(b"\0")) + 1
        raise ValueError(f"line {line}: a NUL byte, so this is no text: {_SAVE}")
    is_whole = len(head) < HEAD
    try:
        text = codecs.getincrementaldecoder("utf-8-sig")().decode(head, final=is_whole)
    except UnicodeDecodeError as error:
        raise ValueError(describe_bad_byte(head, error.start + 3 * head.startswith(codecs.BOM_UTF8))) from error
    if "\r" in text and "\n" not in text:
        raise ValueError(f"its lines end in carriage returns alone, as an old Mac wrote them: {_SAVE}")
    lines = text.splitlines()[: _MOST_LINES_ABOVE + 2]
    if not text.strip(" \r\n\t,;"):
        raise ValueError(f"is empty: expected a header with {', '.join(map(inert, needed))}")
    form = _find_header(lines, needed)
    if form.separator != "," and not _DECLARED.match(lines[0]):
        remarks.append(f"separated by {_SEPARATORS[form.separator]}")
    twice = [name for name, count in Counter(form.header).items() if name and count > 1]
    if twice:
        places = [str(place) for place, name in enumerate(form.header, 1) if name == twice[0]]
        raise ValueError(f"two columns are called {quoted(twice[0])} (columns {' and '.join(places)}): rename one")
    return CsvForm(form.header, form.separator, form.skipped, recoded, ", ".join(remarks))


def refuse_other_files(head: bytes) -> None:
    """Raise ValueError for what only has the name of a text file."""
    for mark, what in _OTHERS:
        if head.startswith(mark):
            raise ValueError(f"this is {what}" + ("" if ":" in what else ": save the sheet as CSV UTF-8"))
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()[:15].lower()
    if start.startswith((b"<!doctype", b"<!--", b"<html", b"<head", b"<body", b"<table", b"<?xml", b"mime-version:")):
        raise ValueError("this is a page (HTML or XML), not a table: save the table as CSV UTF-8")


def _recode(content: bytes, encoding: str) -> bytes:
    try:
        return content.decode(encoding).encode("utf-8")
    except UnicodeError as error:
        raise ValueError(f"begins as {encoding} and does not go on so: {_SAVE}") from error


def _find_header(lines: Sequence[str], needed: Sequence[str]) -> CsvForm:
    """Find the separator and the header; where no line has all names, the first that is not empty counts."""
    declared = _DECLARED.match(lines[0]) if lines else None
    separators = [declared[1]] if declared and declared[1] in _SEPARATORS else list(_SEPARATORS)
    first = 1 if declared else 0
    while first < len(lines) and not lines[first].strip(" \t,;|"):
        first += 1
    # A name in quotes may hold a line break: the header is read on over the lines after it.
    for separator in separators:
        header = _cells(lines[first:], separator)
        if set(needed) <= set(header):
            return CsvForm(header, separator, first)
    for place in range(first + 1, len(lines)):
        for separator in separators:
            if set(needed) <= set(_cells(lines[place : place + 1], separator)):
                named = ", ".join(map(inert, needed))
                above = "the line" if place == first + 1 else "the lines"
                raise ValueError(
                    f"line {first + 1} is no header (line {place + 1} has {named}): take {above} above it away"
                )
    best = max(separators, key=lambda separator: len(_cells(lines[first : first + 1], separator)))
    return CsvForm(_cells(lines[first:], best), best, first)


def _cells(lines: Sequence[str], separator: str) -> tuple[str, ...]:
    try:
        row = next(csv.reader((line + "\n" for line in lines), delimiter=separator), [])
    except csv.Error:
        row = []
    return tuple(cell.strip() for cell in row)


def describe_bad_byte(content: bytes, place: int) -> str:
    """Say which byte of a content is not UTF-8, in which line, and what it probably is."""
    line = content.count(b"\n", 0, place) + 1
    byte = content[place : place + 1]
    letter = byte.decode("cp1252", "replace")
    fault = f'line {line}: byte 0x{byte.hex()} is not UTF-8 (in Windows-1252 it is "{inert(letter)}")'
    return f"{fault}: {_SAVE}"


def find_fault(lines: Iterable[bytes], form: CsvForm) -> str | None:
    """Say which line of a file cannot be read, and why; None where every line can.

    Takes time that grows with the lines up to the fault.
    """
    reader = csv.reader(_decoded(lines), delimiter=form.separator, strict=True)
    width, begun = 0, 1
    try:
        for cells in reader:
            if begun > form.skipped and not width:
                width = len(cells)
            elif width and len(cells) > width:
                return (
                    f"line {begun} has {len(cells)} fields, the header {width}: quote the cell that holds a separator"
                )
            begun = reader.line_num + 1
    except UnicodeError as error:
        return str(error)
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            return f"line {begun}: a quote is not closed"
        if "expected after" in str(error):
            return f"line {begun}: something stands behind a closing quote: double the quotes within a cell"
        return f"line {begun}: not CSV"
    return None


def _decoded(lines: Iterable[bytes]) -> Iterator[str]:
    """Walk over lines as text. Raises UnicodeError that says which byte of which line is none."""
    for number, line in enumerate(lines):
        try:
            yield line.decode("utf-8-sig" if number == 0 else "utf-8")
        except UnicodeDecodeError as error:
            raise UnicodeError(describe_bad_byte(b"\n" * number + line, number + error.start)) from error


def find_lines(lines: Iterable[bytes], form: CsvForm, rows: Iterable[int]) -> dict[int, int]:
    """Return the line on which each of some rows begins; rows count from 0, behind the header."""
    wanted, found = set(rows), dict[int, int]()
    reader = csv.reader(_decoded(lines), delimiter=form.separator)
    begun, row = 1, -1
    try:
        for _ in reader:
            if begun > form.skipped:
                if row in wanted:
                    found[row] = begun
                    if len(found) == len(wanted):
                        break
                row += 1
            begun = reader.line_num + 1
    except (UnicodeError, csv.Error):
        pass
    return found
