"""The score of two texts, against the same rule written plainly; which pairs are suggested."""

from __future__ import annotations

import math
from collections import Counter

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peeldiff.compare.matching import near_ties, rivals, similar, suggested, tokens

WORDS = ("budget", "crime", "detect", "evict", "fraud", "gangs")
texts = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4), min_size=1, max_size=4)


def frame(texts: list[str]) -> pl.DataFrame:
    return tokens(pl.DataFrame({"id": [f"t{place}" for place in range(len(texts))], "text": texts}))


def vector(words: list[tuple[str, float]], seen: Counter[str], total: int) -> dict[str, float]:
    """The weight of each word of a text: how rare it is, times that of its place; of length one."""
    weights: dict[str, float] = {}
    for word, place in words:
        rare = 1 + total / seen[word] if word in seen else 1 + total
        weights.setdefault(word, math.log(rare) * place)
    length = math.sqrt(sum(weight**2 for weight in weights.values()))
    return {word: weight / length for word, weight in weights.items()}


@given(texts, texts)
def test_the_score_is_a_cosine_over_rarity(left: list[list[str]], right: list[list[str]]) -> None:
    ours = frame([" ".join(words) for words in left])
    theirs = frame([", ".join(words) for words in right])
    seen = Counter(word for words in left for word in set(words))
    first = [vector([(word, 2.0) for word in words], seen, len(left)) for words in left]
    second = [vector([(w, 1.0 if place else 2.0) for place, w in enumerate(words)], seen, len(left)) for words in right]
    expected = {
        (f"t{one}", f"t{other}"): (sum(first[one][word] * second[other][word] for word in shared), shared)
        for one in range(len(left))
        for other in range(len(right))
        if (shared := first[one].keys() & second[other].keys())
    }
    found = similar(ours, theirs, ours)
    assert {(a, b): score for a, b, score, _ in found.iter_rows()} == pytest.approx(
        {pair: score for pair, (score, _) in expected.items()}
    )
    assert {(a, b): set(shared) for a, b, _, shared in found.iter_rows()} == {
        pair: set(shared) for pair, (_, shared) in expected.items()
    }
    assert found.rows() == sorted(found.rows(), key=lambda row: (row[0], -row[2], row[1]))
    for one, _, _, shared in found.iter_rows():
        parts = [(-first[int(one[1:])][word], word) for word in shared]
        assert [round(part, 9) for part, _ in parts] == sorted(round(part, 9) for part, _ in parts)


def test_the_telling_words_of_a_text() -> None:
    found = frame(["The force should Improve recording, and records of 101 calls: Straße 7!", "", "the and of"])
    assert found.columns == ["id", "word", "stem", "place"]
    assert found.rows() == [
        ("t0", "recording", "record", 2.0),
        ("t0", "101", "101", 1.0),
        ("t0", "calls", "call", 1.0),
        ("t0", "straße", "straß", 1.0),
    ]


def scored(*rows: tuple[str, str, float, list[str]]) -> pl.DataFrame:
    schema = {"left": pl.String(), "right": pl.String(), "score": pl.Float64(), "shared": pl.List(pl.String)}
    return pl.DataFrame(list(rows), schema=schema, orient="row")


def test_a_pair_is_each_others_best_and_has_two_words() -> None:
    two = ["x", "y"]
    found = suggested(
        scored(
            ("a", "p", 0.9, two),
            ("a", "q", 0.8, two),
            ("b", "p", 0.85, two),
            ("b", "q", 0.2, two),
            ("c", "r", 0.9, ["x"]),
            ("d", "s", 0.19, two),
            ("f", "u", 0.5, two),
            ("e", "u", 0.5, two),
            ("e", "t", 0.5, two),
            ("g", "v", 0.2, two),
        )
    )
    assert found.rows() == [("a", "p", 0.9, two), ("e", "t", 0.5, two), ("g", "v", 0.2, two)]


def test_near_ties_are_what_either_of_a_pair_could_as_well_have_met() -> None:
    strong = rivals(
        scored(
            *(("a", "p", 1.0, []), ("a", "q", 0.85, []), ("a", "r", 0.84, []), ("b", "p", 0.95, [])),
            *(("b", "q", 0.99, []), ("c", "p", 0.95, []), ("c", "s", 0.2, []), ("d", "s", 0.19, [])),
        )
    )
    assert len(strong) == 7
    assert near_ties([("z", "p", 0.9), ("b", "p", 0.8), ("y", "p", 0.9)], "a", "p", 0.9) == [
        *(("y", 0.9), ("z", 0.9), ("b", 0.8))
    ]
    assert near_ties(strong, "a", "p", 1.0) == [("b", 0.95), ("c", 0.95), ("q", 0.85)]
    assert near_ties(strong, "c", "s", 0.2) == [("p", 0.95)]
    assert near_ties([("a", "q", 0.2), ("a", "r", 0.19)], "a", "p", 0.1) == [("q", 0.2)]
