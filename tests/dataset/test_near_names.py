"""Names that a person takes for the same: found, told apart by what they differ in, and never joined."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peeldiff.dataset.external import near_names
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


Names = list[str | None]


def pairs_of(left: Names, right: Names, items: tuple[str, str] = ("left", "right")) -> pl.DataFrame:
    sides = zip((left, right), items, strict=True)
    return find_pairs(*(pl.DataFrame({"force": names, "item": [item] * len(names)}) for names, item in sides))


@pytest.mark.parametrize(("one", "other", "difference"), ALIKE)
def test_alike(one: str, other: str, difference: str) -> None:
    pairs = pairs_of([one, one, "Met", None], ["Met", other, "Else"])
    assert pairs.rows() == [(one, other)]
    line = describe_pairs(pairs)
    assert line.startswith("1 name in rows of one side only differs from one of the other side by no more than blanks")
    assert f"({difference})" in line
    assert "\n" not in line
    assert len(describe_within([one, other, "Met"], ["Care"])) == 1


@pytest.mark.parametrize(("one", "other"), APART)
def test_apart(one: str, other: str) -> None:
    assert pairs_of([one], [other]).height == 0
    assert describe_within([one, other]) == []


def test_a_name_that_both_sides_have_is_nobodys_trouble() -> None:
    both: Names = ["Oak & Elm", "Oak and Elm"]
    assert pairs_of(both, both).height == 0
    assert describe_pairs(pairs_of(both, ["Oak and Elm"])) == ""


def test_names_of_both_sides_may_part_two_keys() -> None:
    both: Names = ["Oak & Elm", "Oak and Elm"]
    assert pairs_of(both, ["Oak and Elm"], ("care", "care")).rows() == [("Oak & Elm", "Oak and Elm")]
    assert pairs_of(["Oak"], ["Oak"], ("Care", "care ")).rows() == [("Care", "care ")]


@given(st.text(st.sampled_from("aZß9 -–_&é"), max_size=6))
def test_a_name_is_as_plain_the_short_way_as_the_long(name: str) -> None:
    alone, beside = (near_names._with_plain(pl.Series([name, *more]))["plain"][0] for more in ((), ("é",)))
    assert alone == beside


def test_many_are_counted_and_the_first_named() -> None:
    pairs = pairs_of([f"Home {n:04}" for n in range(5_000)], [f"HOME {n:04}" for n in range(5_000)])
    line = describe_pairs(pairs)
    assert line.startswith("5000 names in rows of one side only differ from")
    assert '"Home 0000" and "HOME 0000" (case); ' in line
    assert line.count("HOME") == 3
