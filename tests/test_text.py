"""Outside text is inert."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peeldiff.text import MAX_COMBINING, inert


@given(st.text(alphabet=st.characters(codec=None)))
def test_nothing_that_a_terminal_obeys_gets_through(text: str) -> None:
    for lines in (False, True):
        out = inert(text, lines=lines)
        out.encode("utf-8")
        allowed = {"\n"} if lines else set[str]()
        assert not [
            c for c in out if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} and c not in allowed
        ]
        assert inert(out, lines=lines) == out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("Dyfed–Powys café 日本", "Dyfed–Powys café 日本"),
        ("a\tb", "a b"),
        ("a\r\nb", "a b"),
        ("\x1b[2J", "␛[2J"),
        ("\x9b2J", "�2J"),
        ("\u202egnirts", "�gnirts"),
        ("a\u200bb", "a�b"),
        ("\ud800", "�"),
        ("e" + "\u0301" * 50, "e" + "\u0301" * MAX_COMBINING),
    ],
)
def test_known_tricks(text: str, expected: str) -> None:
    assert inert(text) == expected


def test_lines_stay_where_they_are_asked_for() -> None:
    assert inert("a\nb\x07", lines=True) == "a\nb␇"
