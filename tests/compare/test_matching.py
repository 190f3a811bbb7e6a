"""The score of two texts, against the same rule written plainly; which pairs are suggested."""

from __future__ import annotations

import math
import random
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peeldiff.compare.matching import NEAR, THRESHOLD, Alike, Rivals, Texts, nearly_as_like, similar, suggested
from peeldiff.dataset.keywords import count_stems, extract_keywords

WORDS = ("budget", "crime", "detect", "evict", "fraud", "gangs")
RARER = [
    f"{item}{other}" for item in ("quart", "rail", "shop", "tax", "unit") for other in ("bo", "cu", "da", "fo", "ga")
]
texts = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4), min_size=1, max_size=4)


def words_of(texts: list[str]) -> Texts:
    return {f"t{place}": extract_keywords(text) for place, text in enumerate(texts)}


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
    ours = words_of([" ".join(words) for words in left])
    theirs = words_of([", ".join(words) for words in right])
    seen = Counter(word for words in left for word in set(words))
    first = [vector([(word, 2.0) for word in words], seen, len(left)) for words in left]
    second = [vector([(w, 1.0 if place else 2.0) for place, w in enumerate(words)], seen, len(left)) for words in right]
    expected = {
        (f"t{entry}", f"t{other}"): (sum(first[entry][word] * second[other][word] for word in shared), shared)
        for entry in range(len(left))
        for other in range(len(right))
        if (shared := first[entry].keys() & second[other].keys())
    }
    found = similar(ours, theirs, count_stems(" ".join(words) for words in left))
    assert {(a, b): score for a, b, score, _ in found} == pytest.approx(
        {pair: score for pair, (score, _) in expected.items()}
    )
    assert {(a, b): set(shared) for a, b, _, shared in found} == {
        pair: set(shared) for pair, (_, shared) in expected.items()
    }
    assert found == sorted(found, key=lambda row: (row[0], -row[2], row[1]))
    assert similar(ours, theirs, count_stems(" ".join(words) for words in left), least=0.3) == [
        pair for pair in found if pair.score >= 0.3
    ]
    for one, _, _, words in found:
        parts = [(-first[int(one[1:])][word], word) for word in words]
        assert [round(part, 9) for part, _ in parts] == sorted(round(part, 9) for part, _ in parts)


@given(st.integers(0, 2**32), st.sampled_from((0.1, 0.2, 0.5)))
def test_texts_that_cannot_be_alike_enough_are_left_out_and_no_others(seed: int, least: float) -> None:
    draw = random.Random(seed)
    written = [" ".join(draw.choices(WORDS, k=3) + draw.choices(RARER, k=5)) for _ in range(50)]
    written += draw.choices(written, k=10)  # which tie
    ours, theirs = words_of(written[:20]), words_of(written[20:])
    stems = count_stems(written)
    every = [pair for pair in similar(ours, theirs, stems) if pair.score >= least]
    assert similar(ours, theirs, stems, least=least) == every


SUFFIX = re.compile(
    r"^(.{3,}?)(?:isations?|izations?|ations?|itions?|utions?|ments?|ings?|nesses|ness|edly|ed|ers?|ors?|ies|ions?"
    r"|ives?|ities|ity|ally|als?|ly|es|s|e|y)$"
)


@given(st.lists(st.sampled_from(("crim", "is", "ation", "s", "ed", "ly", "iti", "es", "ness", "x", "é")), min_size=1))
def test_of_a_word_the_longest_ending_is_left_out(parts: list[str]) -> None:
    word = "qu" + "".join(parts)
    assert [found.stem for found in extract_keywords(word)] == [SUFFIX.sub(r"\1", word)]


def test_the_telling_words_of_a_text() -> None:
    assert extract_keywords("The force should Improve recording, and records of 101 calls: Straße 7!") == (
        ("recording", "record", 2.0),
        ("101", "101", 1.0),
        ("calls", "call", 1.0),
        ("straße", "straß", 1.0),
    )
    assert extract_keywords("") == extract_keywords("the and of") == ()
    assert extract_keywords(", budget") == (("budget", "budget", 1.0),)


def test_a_text_without_telling_words_does_not_count() -> None:
    assert count_stems(["a budget", "budgets, crime", "the", ""]) == (2, {"budget": 2, "crim": 1})
    assert count_stems([]) == (1, {})


def scored(*rows: tuple[str, str, float, list[str]]) -> list[Alike]:
    return [Alike(left, right, score, tuple(shared)) for left, right, score, shared in rows]


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
    assert found == scored(("a", "p", 0.9, two), ("e", "t", 0.5, two), ("g", "v", 0.2, two))


def test_what_is_nearly_as_like_is_so_from_both_sides() -> None:
    two = ["x", "y"]
    found = nearly_as_like(
        scored(
            *(("b", "p", 0.9, two), ("b", "q", 0.77, two), ("b", "r", 0.76, two), ("a", "q", 0.7, two)),
            *(("a", "r", 0.7, ["x"]), ("c", "s", 0.19, two)),
        )
    )
    assert found == [("a", "q"), ("b", "p"), ("b", "q")]


def test_near_ties_are_what_either_of_a_pair_could_as_well_have_met() -> None:
    strong = Rivals(
        scored(
            *(("a", "p", 1.0, []), ("a", "q", 0.85, []), ("a", "r", 0.84, []), ("b", "p", 0.95, [])),
            *(("b", "q", 0.99, []), ("c", "p", 0.95, []), ("c", "s", 0.2, []), ("d", "s", 0.19, [])),
        )
    )
    assert strong.near_ties("a", "p", 1.0) == [("b", 0.95), ("c", 0.95), ("q", 0.85)]
    assert strong.near_ties("c", "s", 0.2) == [("p", 0.95)]
    tied = Rivals(scored(("z", "p", 0.9, []), ("b", "p", 0.8, []), ("y", "p", 0.9, [])))
    assert tied.near_ties("a", "p", 0.9) == [("y", 0.9), ("z", 0.9), ("b", 0.8)]
    unlikely = Rivals(scored(("a", "q", 0.2, []), ("a", "r", 0.19, [])))
    assert unlikely.near_ties("a", "p", 0.1) == [("q", 0.2)]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc"), st.sampled_from((0.1, 0.2, 0.5, 0.9)))))
def test_near_ties_are_those_of_all_rivals_that_share_one_finding_with_a_pair(
    pairs: list[tuple[str, str, float]],
) -> None:
    known = {pair[:2]: pair[2] for pair in pairs}
    found = Rivals(scored(*((*pair, score, []) for pair, score in known.items())))
    for left, right, score in pairs:
        near = [
            (other_right if other_left == left else other_left, other_score)
            for (other_left, other_right), other_score in known.items()
            if (other_left == left) != (other_right == right) and other_score >= max(score * NEAR, THRESHOLD)
        ]
        assert found.near_ties(left, right, score) == sorted(near, key=lambda rival: (-rival[1], rival[0]))
