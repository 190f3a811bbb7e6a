"""Makes text from outside inert.

Whatever comes from a dataset, a page, a note or the command line can hold terminal
escapes, bidirectional overrides, invisible or piled-up characters. A terminal acts on
some of them and a reader is misled by others, so they become visible signs here, once,
before the text goes anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
MAX_COMBINING = 4
"""Marks kept on one letter; real writing needs at most three or four."""

# Controls, format characters (bidirectional, zero-width, tags), surrogates, private use,
# line and paragraph separators. One pattern, used as it is by polars (Rust's regex) too.
HARMFUL = r"[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]|\p{M}{5}"

_LONGEST_QUOTED = 60
_LONGEST_LINE = 4000
_TOO_LONG = re.compile(r"[^\s/]{256,}")
_ASCII_CLEAN = re.compile(r"[\x20-\x7e]*\Z")
_HARMFUL_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})


def _sign(char: str) -> str:
    """Return the visible stand-in for one character."""
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\N{SYMBOL FOR DELETE}"
    return REPLACEMENT if unicodedata.category(char) in _HARMFUL_CATEGORIES else char


def inert(text: str, *, lines: bool = False) -> str:
    """Return `text` with everything that a terminal would obey turned into visible signs.

    With `lines`, line breaks stay (and tabs become spaces), for text that is shown or
    written as several lines; otherwise both become spaces.
    """
    if _ASCII_CLEAN.match(text):
        return text
    text = text.replace("\r\n", "\n").replace("\t", " ")
    kept = "\n" if lines else " "
    out: list[str] = []
    combining = 0
    for char in text:
        if char == "\n":
            out.append(kept)
            combining = 0
            continue
        combining = combining + 1 if unicodedata.category(char).startswith("M") else 0
        if combining <= MAX_COMBINING:
            out.append(_sign(char))
    return "".join(out)


def quoted(value: object) -> str:
    """Return a value from outside, inert, cut to a length that fits a line, in quotes."""
    text = inert(str(value))
    return f'"{text[:_LONGEST_QUOTED]}…"' if len(text) > _LONGEST_QUOTED else f'"{text}"'


def brief(line: str) -> str:
    """Return a line with every word cut that is longer than the name of a file can be, and no line without end."""
    told = _TOO_LONG.sub(lambda word: f"{word[0][:_LONGEST_QUOTED]}…", line)
    return told if len(told) <= _LONGEST_LINE else f"{told[:_LONGEST_LINE]}…"


def near(given: str, known: Iterable[str]) -> str:
    """Return ` (did you mean good?)` when a known word is close to the one given, else nothing."""
    from difflib import get_close_matches

    close = get_close_matches(given, list(known), n=1, cutoff=0.6)
    return f" (did you mean {close[0]}?)" if close else ""


def plural(count: int, noun: str, many: str | None = None) -> str:
    """Return `1 note`, `3 notes`; `many` where the plural is not the noun with an s."""
    return f"{count} {noun if count == 1 else many or noun + 's'}"
