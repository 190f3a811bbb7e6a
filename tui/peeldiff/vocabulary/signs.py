"""The signs drawn for kinds, bases and statuses: in Unicode, and for terminals that only have ASCII.

A sign has one meaning on every screen, in either set: a reader must never take `+` for good where it
says that an item is new. (Signs of grades come with the dataset: a test holds the shipped ones to this, and those that
somebody else's table is given keep clear of `TAKEN`.)
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from peeldiff.vocabulary.terms import INDICATIVE


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign in both sets."""

    unicode: str
    ascii: str

    def drawn(self, *, ascii_only: bool) -> str:
        """Return the sign for a terminal."""
        return self.ascii if ascii_only else self.unicode


_UP, _DOWN, _EQUAL = Sign("↑", "^"), Sign("↓", "v"), Sign("=", "=")
_HOLLOW_UP, _HOLLOW_DOWN = Sign("⇧", "(^)"), Sign("⇩", "(v)")

CARRIED = Sign("↷", ">>")
"""Nobody looked again."""
GAP = Sign("·", ".")
"""This dataset knows nothing."""
NO_GRADE = Sign("∅", "/")
"""A judgment without a grade: withheld, not graded, still to come. No dash, which is what left-only looks like."""
IN_PART = Sign("◌", "p")
"""A grade of an item that only touches the topic: it is not the topic's own."""
SEVERAL = Sign("∷", ":")
"""Stands for more than one grade. No three dots, which say that a text was cut."""
CUT = Sign("…", "~")
"""Stands where a text was cut."""

TICKED = Sign("✓", "Y")
"""Chosen: a line of a list, a row that will be written."""

SOURCE_SIGNS: Mapping[str, Sign] = {
    "secondary": Sign("ˢ", "s"),
    "narrative": Sign("ⁿ", '"'),
    "deduced": Sign("ᵈ", "d"),
}
"""Behind a grade that does not stand in a report of the inspectorate; one that does has no sign."""

KIND_SIGNS: Mapping[str, Sign] = {
    "improved": _UP,
    "declined": _DOWN,
    "unchanged": _EQUAL,
    "higher": _UP,
    "lower": _DOWN,
    "same": _EQUAL,
    "carried-over": CARRIED,
    "not-comparable": Sign("≠", "!="),
    "not-graded": NO_GRADE,
    "left-only": Sign("−", "<|"),
    "right-only": Sign("+", "|>"),
    "unknown": Sign("?", "?"),
    "both": Sign("↔", "<>"),
}
HOLLOW_SIGNS: Mapping[str, Sign] = {
    "improved": _HOLLOW_UP,
    "higher": _HOLLOW_UP,
    "declined": _HOLLOW_DOWN,
    "lower": _HOLLOW_DOWN,
}
"""A direction that is only indicative."""
BASIS_SIGNS: Mapping[str, Sign] = {
    "direct": Sign("≡", "=="),
    "indicative": Sign("≈", "~="),
    "none": KIND_SIGNS["not-comparable"],
}


REVIEW_SIGNS: Mapping[str, Sign] = {
    "written": TICKED,
    "dropped": Sign("⊖", "N"),
    "waiting": Sign("☐", "W"),
    "conflict": Sign("!", "!"),
}
"""How it stands with a row read from a report; where there is nothing to do it has no sign."""

FRAME_SIGNS: Mapping[str, Sign] = {
    "upright": Sign("│", "|"),
    "level": Sign("─", "-"),
    "crossing": Sign("┼", "+"),
    "stop": Sign("┴", "-"),
    "off": Sign(" ", " "),
}
"""Lines between things: they say nothing, and are drawn in runs."""
SCREEN_SIGNS: Mapping[str, Sign] = {
    "cursor": Sign("▸", "]"),
    "note": Sign("✎", "n"),
    "over_time": Sign("→", "->"),
    "back_in_time": Sign("←", "<-"),
    "beside": Sign("&", "&"),
    "chosen": Sign("◆", "@"),
    "more": Sign("▾", "\\/"),
    "less": Sign("▴", "/\\"),
    "rupture": Sign("║", "#"),
    "before": Sign("‹", "{"),
    "after": Sign("›", "}"),
    "band": Sign("░", "_"),
}
"""What only screens draw, by the names of `app/kit/marks.py`."""
POINTS = (Sign("■", "%"), Sign("□", "$"))
"""A value of the one force and of the other, in a plot over the years."""
BARS = "▁▂▃▄▅▆▇█"
"""The steps of a small plot, lowest first. ASCII has none: a row of digits would read as a number."""
MEANINGS: Mapping[str, Sign] = {
    **{name: sign for name, sign in KIND_SIGNS.items() if name not in ("higher", "lower", "same")},
    **{f"{name}, indicative": HOLLOW_SIGNS[name] for name in ("improved", "declined")},
    **{name: sign for name, sign in BASIS_SIGNS.items() if name != "none"},
    **SOURCE_SIGNS,
    **{name: sign for name, sign in REVIEW_SIGNS.items() if sign is not TICKED},
    **SCREEN_SIGNS,
    **{f"value {number}": sign for number, sign in enumerate(POINTS)},
    "gap": GAP,
    "in part": IN_PART,
    "several": SEVERAL,
    "cut": CUT,
    "ticked": TICKED,
}
"""Every sign that says something, by what it says: no two are drawn alike in one set."""
TAKEN: Mapping[bool, frozenset[str]] = {
    ascii_only: frozenset(sign.drawn(ascii_only=ascii_only) for sign in MEANINGS.values())
    for ascii_only in (False, True)
}
"""The signs that say something, in Unicode and, under True, in ASCII."""


def status_sign(status: str) -> Sign:
    """Return the sign of a judgment without a grade: a gap of the dataset is not the same as no grade given."""
    return GAP if status == "absent" else NO_GRADE


def change_sign(kind: str, basis: str | None = None, *, ascii_only: bool = False) -> str:
    """Return the sign of a row's kind, hollow where its direction is only indicative."""
    hollow = HOLLOW_SIGNS.get(kind) if basis == INDICATIVE else None
    return (hollow or KIND_SIGNS[kind]).drawn(ascii_only=ascii_only)


ASCII_OF: Mapping[str, str] = {
    **{
        sign.unicode: sign.ascii
        for sign in (*HOLLOW_SIGNS.values(), *MEANINGS.values(), *FRAME_SIGNS.values())
        if not sign.unicode.isascii()
    },
    "−": "-",
    "–": "-",
    "—": "-",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "→": ">",
    "←": "<",
    "▾": "v",
    "▴": "^",
    "⏎": "Enter",
    "£": "L",
}
"""What stands in running text for a character: signs as above, but a minus is a minus there; L is for pounds."""
_ONE_CELL = {ord(sign): text.strip("()")[0] for sign, text in ASCII_OF.items()}


def to_ascii(text: str) -> str:
    """Return `text` in ASCII, a cell for a cell as far as that goes."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text.translate(_ONE_CELL))
    return "".join(char if char.isascii() else "?" for char in plain if not unicodedata.category(char).startswith("M"))
