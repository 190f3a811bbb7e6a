"""Makes text from outside inert.

Whatever comes from a dataset, a page, a note or the command line can hold terminal
escapes, bidirectional overrides, invisible or piled-up characters. A terminal acts on
some of them and a reader is misled by others, so they become visible signs here, once,
before the text goes anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice

TYPE_CHECKING = False  # as type checkers read it: the module typing takes long to import

if TYPE_CHECKING:
    from collections.abc import Iterable

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
MAX_COMBINING = 4
"""Marks kept on one letter; real writing needs at most three or four."""

# Controls, format characters (bidirectional, zero-width, tags), surrogates, private use,
# line and paragraph separators. One pattern, used as it is by polars (Rust's regex) too.
HARMFUL = r"[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]|\p{M}{5}"

# The first mark is U+0300: only among characters from there on can more than MAX_COMBINING follow each other.
COULD_PILE_UP = re.compile(rf"[\u0300-\U0010ffff]{{{MAX_COMBINING + 1},}}")
_LONGEST_QUOTED = 60
_MOST_LOOKED_AT = 1000
_LONGEST_LINE = 4000
_MANY_WORDS, _OTHER_LENGTH = 2_000, 3
_TOO_LONG = re.compile(r"[^\s/]{256,}")
_ASCII_CLEAN = re.compile(r"[\x20-\x7e]*\Z")
_HARMFUL_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})


class _Signs(dict[int, str]):
    """The visible stand-in for each character that needs one, found when it is first met."""

    def __missing__(self, code: int) -> str:
        """Return a character's sign, or the character itself."""
        harmful = unicodedata.category(chr(code)) in _HARMFUL_CATEGORIES
        sign = REPLACEMENT if harmful else chr(code)
        if code < 0x20:
            sign = chr(0x2400 + code)
        elif code == 0x7F:
            sign = "\N{SYMBOL FOR DELETE}"
        self[code] = sign
        return sign


_IN_LINES = _Signs({ord("\t"): " ", ord("\n"): "\n"})
_IN_A_LINE = _Signs({ord("\t"): " ", ord("\n"): " "})


def inert(text: str, *, lines: bool = False) -> str:
    """Return `text` with everything that a terminal would obey turned into visible signs.

    With `lines`, line breaks stay (and tabs become spaces), for text that is shown or
    written as several lines; otherwise both become spaces.
    """
    if _ASCII_CLEAN.match(text):
        return text
    text = text.replace("\r\n", "\n").translate(_IN_LINES if lines else _IN_A_LINE)
    return text if text.isascii() else COULD_PILE_UP.sub(_thinned, text)


def inert_apart(names: Iterable[str]) -> dict[str, str]:
    """Return for each name what stands for it: two that would read alike have what cannot be seen spelled out.

    `A[U+200B]B` and `A[U+2060]B`, not one name for two bodies.
    """
    forms = {name: inert(name) for name in names}
    counts: dict[str, int] = {}
    for form in forms.values():
        counts[form] = counts.get(form, 0) + 1
    taken = {form for form, count in counts.items() if count == 1 or form in forms}
    for name, form in forms.items():
        if counts[form] > 1 and form != name:
            spelled = "".join(map(_spelled, name))
            while spelled in taken:
                spelled = f"({spelled})"
            taken.add(spelled)
            forms[name] = spelled
    return forms


def _spelled(char: str) -> str:
    """Return a character, by its number where it cannot be seen or stands on the letter before it."""
    seen = inert(char) == char and not unicodedata.category(char).startswith("M")
    return char if seen else f"[U+{ord(char):04X}]"


def _thinned(run: re.Match[str]) -> str:
    """Return a run of characters without the marks that pile up on one letter."""
    kept, marks = list[str](), 0
    for char in run[0]:
        marks = marks + 1 if unicodedata.category(char).startswith("M") else 0
        if marks <= MAX_COMBINING:
            kept.append(char)
    return "".join(kept)


def unbroken(text: str) -> str:
    """Return a text of which no table breaks a line between its words."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def quoted(value: object) -> str:
    """Return a value from outside, inert, cut to a length that fits a line, in quotes."""
    whole = str(value)
    text = inert(whole[:_MOST_LOOKED_AT])  # a value may be a file long
    cut = len(text) > _LONGEST_QUOTED or len(whole) > _MOST_LOOKED_AT
    return f'"{text[:_LONGEST_QUOTED]}…"' if cut else f'"{text}"'


def brief(line: str) -> str:
    """Return a line with every word cut that is longer than the name of a file can be, and no line without end."""
    shortened = _TOO_LONG.sub(lambda word: f"{word[0][:_LONGEST_QUOTED]}…", line)
    return shortened if len(shortened) <= _LONGEST_LINE else f"{shortened[:_LONGEST_LINE]}…"


def find_close(given: str, known: Iterable[str], most: int = 1, *, cutoff: float = 0.6) -> list[str]:
    """Return the known words that are close to the one given, the closest first, `most` at most.

    `cutoff` is how like it they have to be: 1 is the same word.

    Of very many words only those of about the same length and the same first letter are looked at:
    a word among a million is found, or not, as quickly as one among ten.
    """
    from difflib import get_close_matches

    if len(given) > _MOST_LOOKED_AT:
        return []
    words = list(known)
    if len(words) > _MANY_WORDS:
        alike = (word for word in words if word[:1] == given[:1] and abs(len(word) - len(given)) <= _OTHER_LENGTH)
        words = list(islice(alike, _MANY_WORDS))
    return get_close_matches(given, words, n=most, cutoff=cutoff)


def near(given: str, known: Iterable[str]) -> str:
    """Return ` (did you mean good?)` when a known word is close to the one given, else nothing."""
    close = find_close(given, known)
    return f" (did you mean {inert(close[0])}?)" if close else ""


def plural(count: int, noun: str, many: str | None = None) -> str:
    """Return `1 note`, `3 notes`; `many` where the plural is not the noun with an s."""
    return f"{count} {noun if count == 1 else many or noun + 's'}"
