"""Outside text is inert."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peeldiff.text import MAX_COMBINING, inert, inert_apart


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


HIDDEN = st.text(alphabet="ab \t\u200b\u2060\u00ad\ufeff\ufffd\u0301()[]", max_size=12)


@given(st.sets(HIDDEN | st.text(max_size=6), max_size=6))
def test_names_that_differ_still_differ_when_they_are_inert(names: set[str]) -> None:
    forms = inert_apart(sorted(names))
    assert all(inert(form) == form for form in forms.values())
    harmful = {name for name in names if inert(name) != name}
    assert len({forms[name] for name in names}) == len(names)
    assert all(forms[name] == name for name in names - harmful)


def test_what_cannot_be_seen_is_spelled_out_where_names_would_read_alike() -> None:
    assert list(inert_apart(["A\u200bB", "A\u2060B", "C\u200b", "AB"]).values()) == [
        *("A[U+200B]B", "A[U+2060]B", "C\ufffd", "AB"),
    ]
