"""Forces are found by parts of their names, aliases and regions."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from peeldiff.dataset.force_search import ForceSearch

SIGNS = "ab1é-_&.'"
PART = st.text(SIGNS, min_size=1, max_size=3)
NAME = st.text(SIGNS + " ", min_size=1, max_size=12)
FORCES = st.lists(
    st.fixed_dictionaries({"force": NAME, "name": NAME, "aliases": st.none() | NAME, "region": st.none() | NAME}),
    max_size=5,
)


@given(FORCES, PART)
def test_a_name_begins_with_a_word_where_a_word_of_it_does(forces: list[dict[str, str | None]], part: str) -> None:
    found = ForceSearch(forces)
    assert found.has_name(part) == any(re.search(rf"\b{re.escape(part)}", words) for words in found.words)


@given(FORCES, st.lists(PART, max_size=3))
def test_what_is_found_has_every_part(forces: list[dict[str, str | None]], parts: list[str]) -> None:
    found = ForceSearch(forces)
    fitting = [line for line, words in zip(forces, found.words, strict=True) if all(part in words for part in parts)]
    assert list(found.find(parts)) == fitting


def test_names_aliases_and_regions_are_looked_in_whatever_their_case() -> None:
    found = ForceSearch(
        [
            {"force": "mid-vale", "name": "Mid Vale Police", "aliases": "MVP;Vale", "region": None},
            {"force": "oxmoor", "name": "Oxmoor", "aliases": None, "region": "North East"},
        ]
    )
    assert found.words == ["mid-vale mid vale police mvp;vale", "oxmoor oxmoor  north east"]
    assert [line["force"] for line in found.find(["mvp"])] == ["mid-vale"]
    assert found.has_name("east")
    assert not found.has_name("moor")
