"""TOML text of a notes file, to and fro: exact in what it keeps, harmless to look at.

Characters that a terminal or a reader's eye would obey are written as TOML escapes, so that the
file can be shown anywhere and still gives back every character.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from peeldiff.errors import NotesError
from peeldiff.notes.toml_pieces import dump_pieces, parse_pieces
from peeldiff.text import inert
from peeldiff.toml_reading import TomlError

FIRST_LINE = "# Written by peeldiff, which keeps what people wrote and every key, but no comments.\n\n"

_HEADER = re.compile(r"\[\[(\w+)\]\]")
_MEND = "mend it by hand or move it away; it was left as it is"


def parse(name: str, data: bytes) -> dict[str, Any]:
    """Return the tables of a TOML file; `name` is what messages call it.

    Nobody may change in place what is in them. Raises NotesError with line and column.
    """
    try:
        return parse_pieces(data)
    except TomlError as fault:
        last = data.rpartition(b"\n")[2]
        column, place = (fault.column, "") if fault.column else (len(last) + 1, " at the end")
        raise NotesError(f"{inert(name)}:{fault.line}:{column}: not TOML: {fault.reason}{place}: {_MEND}") from fault


def dump(document: Mapping[str, Any]) -> bytes:
    """Return the bytes of a notes file."""
    return (FIRST_LINE + dump_pieces(document)).encode("utf-8")


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
