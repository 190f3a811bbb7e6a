"""Forces are found by parts of their names, aliases and regions."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from peeldiff.dataset.force_index import ForceIndex

SIGNS = "ab1é-_&.'"
PART = st.text(SIGNS, min_size=1, max_size=3)
NAME = st.text(SIGNS + " ", min_size=1, max_size=12)
FORCES = st.lists(
    st.fixed_dictionaries({"force": NAME, "name": NAME, "aliases": st.none() | NAME, "region": st.none() | NAME}),
    max_size=5,
)


@given(FORCES, PART)
def test_a_name_begins_with_a_word_where_a_word_of_it_does(forces: list[dict[str, str | None]], part: str) -> None:
    found = ForceIndex(forces)
    assert found.has_name(part) == any(re.search(rf"\b{re.escape(part)}", words) for words in found.words)


@given(FORCES, st.lists(PART, max_size=3))
def test_what_is_found_has_every_part(forces: list[dict[str, str | None]], parts: list[str]) -> None:
    found = ForceIndex(forces)
    fitting = [place for place, words in enumerate(found.words) if all(part in words for part in parts)]
    assert list(found.find(parts)) == fitting


@given(FORCES)
def test_a_region_stands_together_and_none_stands_last(forces: list[dict[str, str | None]]) -> None:
    ordered = sorted(range(len(forces)), key=lambda place: (not forces[place]["region"], forces[place]["region"]))
    assert list(ForceIndex(forces).by_region(range(len(forces)))) == ordered


def test_names_aliases_and_regions_are_looked_in_whatever_their_case() -> None:
    found = ForceIndex(
        [
            {"force": "mid-vale", "name": "Mid Vale Police", "aliases": "MVP;Vale", "region": None},
            {"force": "oxmoor", "name": "Oxmoor", "aliases": None, "region": "North East"},
        ]
    )
    assert found.words == ["mid-vale mid vale police mvp;vale", "oxmoor oxmoor  north east"]
    assert list(found.find(["mvp"])) == [0]
    assert found.has_name("east")
    assert not found.has_name("moor")
