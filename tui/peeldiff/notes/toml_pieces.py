"""A notes file in its pieces: one that stands as it stood is neither parsed nor written a second time.

A piece is a table of the file, from its header to that of the next (`[[findings]]` to `[[findings]]`). It is known by
its whole text, or by all that is in its table, so nothing is ever believed but the file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NamedTuple, TypeVar

import tomli_w

from peeldiff.text import COULD_PILE_UP, MAX_COMBINING
from peeldiff.toml_reading import TomlError, parse_toml

K = TypeVar("K")
V = TypeVar("V")

_KEPT = 512
"""Pieces that are remembered, each way: three of the largest comparisons."""
_LONGEST = 16 * 1024
"""Characters of a piece that is remembered."""

_BEGINNING = re.compile(r"^(?=\[\[?[A-Za-z0-9_-]+\]\]?$)", re.MULTILINE)
_LIST = re.compile(r"\[\[([A-Za-z0-9_-]+)\]\]$", re.MULTILINE)
_NOT_ASCII = re.compile(r"[^\x00-\x7e]")
_ESCAPED = frozenset({"Cc", "Cf", "Co", "Zl", "Zp"})
_NEVER_IN_LINE = {"x": "x" * 100}
"""A table too long to stand in a line: beside it, every table of a list gets a header."""


def parse_pieces(data: bytes) -> dict[str, Any]:
    """Return the tables of a TOML text as `parse_toml` does, and raise what it raises.

    What is in the tables is shared with earlier and later answers: nobody may change it in place.
    """
    joined = None
    if b"\r" not in data:  # of which a piece could be read otherwise than the whole
        with suppress(UnicodeDecodeError, TomlError):  # the whole says it with the right line
            joined = _joined(data.decode("utf-8"))
    return parse_toml(data) if joined is None else joined


def _joined(text: str) -> dict[str, Any] | None:
    """Return the tables of a text, piece by piece; None where pieces speak of one table, as TOML may allow.

    A line that only looks like a header, in a text of several lines, leaves a piece that is no TOML. And after what
    is TOML by itself, and ends with a line, the next line means what it means at a beginning.
    """
    tables: dict[str, Any] = {}
    lists = set[str]()
    for piece in _BEGINNING.split(text):
        header = _LIST.match(piece)
        own = header[1] if header else None
        for key, value in _parsed_piece(piece).items():
            if key == own and key in lists:
                tables[key] += value
            elif key in tables:
                return None
            else:
                tables[key] = list(value) if key == own else value
        if own is not None:
            lists.add(own)
    return tables


_read: dict[str, Mapping[str, Any]] = {}
"""Tables by the whole text of their piece."""


def _parsed_piece(piece: str) -> Mapping[str, Any]:
    tables = _read.get(piece)
    if tables is None:
        tables = parse_toml(piece.encode("utf-8"))
        _remember(_read, piece, len(piece), tables)
    return tables


def dump_pieces(document: Mapping[str, Any]) -> str:
    """Return the text of a document as tomli_w writes it; what a terminal or a reader's eye would obey is escaped."""
    several_lines = not _has_crlf(document)
    in_line: dict[str, Any] = {}
    texts = list[str]()
    for key, value in document.items():
        if isinstance(value, Mapping):
            texts.append(_piece(key, value, several_lines).text)
        elif value and isinstance(value, list) and all(isinstance(row, Mapping) for row in value):
            pieces = [_piece(key, row, several_lines, is_listed=True) for row in value]
            if all(piece.is_in_line for piece in pieces):
                in_line[key] = value
            else:
                texts += [piece.text for piece in pieces]
        else:
            in_line[key] = value
    return "\n".join([_text(in_line, several_lines), *texts] if in_line else texts)


class _Piece(NamedTuple):
    text: str
    is_in_line: bool
    """Whether it could stand in a line of its list, without a header, if all of its list could."""


_written: dict[tuple[str, bool, bool, str], _Piece] = {}
"""Pieces by all that their text depends on; of a table its `repr`, which tells 1 from 1.0 and knows the order."""


def _piece(key: str, table: Mapping[str, Any], several_lines: bool, *, is_listed: bool = False) -> _Piece:
    """Return the text of a table under a header of its own."""
    content = repr(table)
    known = (key, several_lines, is_listed, content)
    piece = _written.get(known)
    if piece is None:
        text = _text({key: [table] if is_listed else table}, several_lines)
        is_in_line = is_listed and not text.startswith("[[")
        if is_in_line:
            beside = _text({key: [_NEVER_IN_LINE]}, several_lines)
            text = _text({key: [table, _NEVER_IN_LINE]}, several_lines).removesuffix("\n" + beside)
        piece = _Piece(text, is_in_line)
        _remember(_written, known, len(content), piece)
    return piece


def _remember(pieces: dict[K, V], key: K, length: int, value: V) -> None:
    """Keep a piece, unless it is long; where there are too many they begin anew."""
    if length <= _LONGEST:
        if len(pieces) >= _KEPT:
            pieces.clear()
        pieces[key] = value


def _text(tables: Mapping[str, Any], several_lines: bool) -> str:
    return escaped(tomli_w.dumps(tables, multiline_strings=several_lines))


def escaped(text: str) -> str:
    """Return TOML text with what is no plain character, and marks that pile up on one letter, as TOML escapes."""
    return _NOT_ASCII.sub(_escaped_character, COULD_PILE_UP.sub(_unpiled, text))


def _has_crlf(value: object) -> bool:
    """Tell whether a text has the line end that TOML's texts of several lines would not give back."""
    if isinstance(value, str):
        return "\r\n" in value
    if isinstance(value, Mapping):
        return any(_has_crlf(inner) for inner in value.values())
    return isinstance(value, list) and any(_has_crlf(inner) for inner in value)


def _escaped_character(found: re.Match[str]) -> str:
    return found[0] if unicodedata.category(found[0]) not in _ESCAPED else _escape(found[0])


def _unpiled(run: re.Match[str]) -> str:
    """Return a run of characters with the marks escaped that pile up on one letter."""
    kept, marks = list[str](), 0
    for char in run[0]:
        marks = marks + 1 if unicodedata.category(char).startswith("M") else 0
        kept.append(char if marks <= MAX_COMBINING else _escape(char))
    return "".join(kept)


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"
