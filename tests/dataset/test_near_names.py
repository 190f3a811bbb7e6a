"""Names that a person takes for the same: found, told apart by what they differ in, and never joined."""

from __future__ import annotations

import polars as pl
import pytest

from peeldiff.dataset.external.near_names import describe_pairs, describe_within, find_pairs

ALIKE = [
    ("North Vale", "North Vale ", "blanks"),
    ("North Vale", "North  Vale", "blanks"),
    ("Holm House", "Holm\u00a0House", "blanks"),
    ("St Bede's", "St Bede\u2019s", "quotes"),
    ('"The Ash"', "\u201cThe Ash\u201d", "quotes"),
    ("Elm \u2013 Park", "Elm - Park", "dashes"),
    ("Elm\u2014Park", "Elm - Park", "several of these"),
    ("Oak & Ash", "Oak and Ash", '"&"'),
    ("Oak&Ash", "Oak and Ash", '"&"'),
    ("Caf\u00e9 Rowan", "Cafe\u0301 Rowan", "how an accent is encoded"),
    ("The Larches", "THE LARCHES", "case"),
    ("STRASSE 1", "Stra\u00dfe 1", "case"),
    ("Rowan\u200b", "Rowan", "a sign that cannot be seen"),
]
APART = [
    ("Home 1", "Home 01"),
    ("Elm Park", "Elmpark"),
    ("Oak", "Oaks"),
    ("A-1", "A1"),
    ("1 1", "11"),
    ("caf\u00e9", "cafe"),
]


@pytest.mark.parametrize(("one", "other", "difference"), ALIKE)
def test_alike(one: str, other: str, difference: str) -> None:
    pairs = find_pairs(pl.Series([one, one, "Met", None]), pl.Series(["Met", other, "Else"]))
    assert pairs.rows() == [(one, other)]
    line = describe_pairs(pairs)
    assert line.startswith("1 name in rows of one side only differs from one of the other side by no more than blanks")
    assert f"({difference})" in line
    assert "\n" not in line
    assert len(describe_within([one, other, "Met"], ["Care"])) == 1


@pytest.mark.parametrize(("one", "other"), APART)
def test_apart(one: str, other: str) -> None:
    assert find_pairs(pl.Series([one]), pl.Series([other])).height == 0
    assert describe_within([one, other]) == []


def test_a_name_that_both_sides_have_is_nobodys_trouble() -> None:
    both = pl.Series(["Oak & Elm", "Oak and Elm"])
    assert find_pairs(both, both).height == 0
    assert describe_pairs(find_pairs(both, pl.Series(["Oak and Elm"]))) == ""


def test_many_are_counted_and_the_first_named() -> None:
    pairs = find_pairs(
        pl.Series([f"Home {n:04}" for n in range(5_000)]), pl.Series([f"HOME {n:04}" for n in range(5_000)])
    )
    line = describe_pairs(pairs)
    assert line.startswith("5000 names in rows of one side only differ from")
    assert '"Home 0000" and "HOME 0000" (case); ' in line
    assert line.count("HOME") == 3
