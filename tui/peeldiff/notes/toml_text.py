"""TOML text of a notes file, to and fro: exact in what it keeps, harmless to look at.

Characters that a terminal or a reader's eye would obey are written as TOML escapes, so that the
file can be shown anywhere and still gives back every character.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import tomli_w

from peeldiff.errors import NotesError
from peeldiff.text import COULD_PILE_UP, MAX_COMBINING, inert
from peeldiff.toml_reading import TomlError, parse_toml

FIRST_LINE = "# Written by peeldiff, which keeps what people wrote and every key, but no comments.\n\n"

_NOT_ASCII = re.compile(r"[^\x00-\x7e]")
_ESCAPED = frozenset({"Cc", "Cf", "Co", "Zl", "Zp"})
_HEADER = re.compile(r"\[\[(\w+)\]\]")
_MEND = "mend it by hand or move it away; it was left as it is"


def parse(name: str, data: bytes) -> dict[str, Any]:
    """Return the tables of a TOML file; `name` is what messages call it.

    Raises NotesError with line and column.
    """
    try:
        return parse_toml(data)
    except TomlError as fault:
        last = data.rpartition(b"\n")[2]
        column, place = (fault.column, "") if fault.column else (len(last) + 1, " at the end")
        raise NotesError(f"{inert(name)}:{fault.line}:{column}: not TOML: {fault.reason}{place}: {_MEND}") from fault


def dump(document: Mapping[str, Any]) -> bytes:
    """Return the bytes of a notes file."""
    text = tomli_w.dumps(document, multiline_strings=not _has_crlf(document))
    return (FIRST_LINE + _NOT_ASCII.sub(_escaped, COULD_PILE_UP.sub(_unpiled, text))).encode("utf-8")


def _has_crlf(value: object) -> bool:
    """Tell whether a text has the line end that TOML's texts of several lines would not give back."""
    if isinstance(value, str):
        return "\r\n" in value
    if isinstance(value, Mapping):
        return any(_has_crlf(inner) for inner in value.values())
    return isinstance(value, list) and any(_has_crlf(inner) for inner in value)


def _escaped(found: re.Match[str]) -> str:
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


class Lines:
    """The lines of a notes file, to say where something stands; nothing is looked for before it is asked."""

    def __init__(self, text: str) -> None:
        """`text` is the whole file."""
        self._text = text

    @cached_property
    def _lines(self) -> list[str]:
        return self._text.splitlines()

    @cached_property
    def _headers(self) -> Mapping[str, Sequence[int]]:
        """The places, from 0, of the lines that begin a table of a list, by the list's name."""
        found: dict[str, list[int]] = {}
        for place, line in enumerate(self._lines):
            if header := _HEADER.fullmatch(line.strip()):
                found.setdefault(header[1], []).append(place)
        return found

    def line_of(self, section: str, place: int, key: str) -> int:
        """Return the line of `key` under the `place`th table (from 0) of `section`; 0 if it is not found.

        The key of a note is written `note.status`. Meant for messages: where a text of several lines
        looks like TOML itself, the line can be a wrong one.
        """
        headers = self._headers.get(section, ())
        inner, _, last = key.rpartition(".")
        wanted = re.compile(rf"\s*{re.escape(last)}\s*=")
        within = not inner
        for number in range(headers[place] + 1, len(self._lines)) if place < len(headers) else ():
            bare = self._lines[number].strip()
            if _HEADER.fullmatch(bare):
                break
            if inner and bare.startswith("["):
                within = bare == f"[{section}.{inner}]"
            elif within and wanted.match(self._lines[number]):
                return number + 1
        return 0
