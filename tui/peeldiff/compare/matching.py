"""Suggests which findings of two inspections speak of the same subject.

Words are stemmed and weighted by how rare they are in the whole dataset (a cosine over inverse
document frequencies), so that the field's stock phrases hardly count. Two findings are suggested
as a pair when each is the other's best and the score reaches `THRESHOLD`; nothing is forced.
A look-alike can score as high as a true pair: this is a suggestion, a person decides.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from peeldiff.dataset.keywords import Keyword, Stems

THRESHOLD = 0.20
"""The least score of a suggested pair; measured by `tests/benchmarks/matching`."""

FEWEST_WORDS = 2
"""One shared word is no subject."""

OTHER_TOPIC = 0.6
"""What a score is multiplied by when the two findings stand under different topics."""

NEAR = 0.85
"""Another candidate with at least this share of the best score is a near tie and is shown."""

Texts = Mapping[str, Sequence[Keyword]]
"""The telling words of texts, by the texts' ids."""


class Alike(NamedTuple):
    """Two texts that share a telling word."""

    left: str
    right: str
    score: float
    """From 0 to 1."""
    shared: tuple[str, ...]
    """The shared words, the most telling first."""


def similar(left: Texts, right: Texts, stems: Stems, *, least: float = 0.0) -> list[Alike]:
    """Score every pair of texts that share a telling word, in order of left, then falling score.

    `stems` weighs the words; a word unknown to it is the rarest. Pairs that score less than `least` are left out.
    """
    known: dict[str, float] = {}
    ours, theirs = ({id_: _parts(words, stems, known) for id_, words in side.items()} for side in (left, right))
    having: dict[str, list[tuple[str, float]]] = {}
    for id_, parts in theirs.items():
        for stem, part in parts.items():
            having.setdefault(stem, []).append((id_, part))
    found: list[Alike] = []
    for id_, parts in sorted(ours.items()):
        scores = _scores(parts, having, theirs, least)
        enough = [(other, score) for other, score in scores.items() if score >= least]
        for other, score in sorted(enough, key=lambda pair: (-pair[1], pair[0])):
            found.append(Alike(id_, other, score, _shared(left[id_], parts, theirs[other])))
    return found


def _scores(
    parts: Mapping[str, float],
    having: Mapping[str, Sequence[tuple[str, float]]],
    theirs: Mapping[str, Mapping[str, float]],
    least: float,
) -> dict[str, float]:
    """Return the scores of a text with all that share a word and can reach `least`.

    The most telling words come first. Of a vector of length one, what is left over cannot add more to a score
    than its own length: once that is too short, no further text is begun, however common the words are.
    """
    ordered = sorted(parts.items(), key=itemgetter(1), reverse=True)
    scores: dict[str, float] = {}
    left_over, done = 1.0, 0
    while done < len(ordered):
        stem, part = ordered[done]
        others = having.get(stem, ())
        if left_over < least * least - _ROUNDING and len(others) > _COMMON:
            break
        for other, other_part in others:
            scores[other] = scores.get(other, 0.0) + part * other_part
        left_over -= part * part
        done += 1
    rest = ordered[done:]
    if not rest:
        return scores
    begun = least - math.sqrt(max(left_over, 0.0)) - _ROUNDING
    return {
        other: score + sum(part * held[stem] for stem, part in rest if stem in (held := theirs[other]))
        for other, score in scores.items()
        if score >= begun
    }


_ROUNDING = 1e-9
_COMMON = 16
"""In so many texts a word is common: what remains then is added up for the few texts that are alike enough."""


def _parts(words: Sequence[Keyword], stems: Stems, known: dict[str, float]) -> dict[str, float]:
    """Return the part of each stem in a vector of length one; `known` are the weights of stems met before."""
    weights = {}
    for word in words:
        rarity = known.get(word.stem)
        if rarity is None:
            count = stems.counts.get(word.stem)
            rarity = known[word.stem] = math.log(1 + (stems.texts / count if count else stems.texts))
        weights[word.stem] = rarity * word.place
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values()))
    return {stem: weight / length for stem, weight in weights.items()}


def _shared(words: Sequence[Keyword], parts: Mapping[str, float], others: Mapping[str, float]) -> tuple[str, ...]:
    both = [word for word in words if word.stem in others]
    return tuple(word.word for word in sorted(both, key=lambda word: (-parts[word.stem], word.stem)))


def suggested(scored: Iterable[Alike]) -> list[Alike]:
    """Return the pairs of which each is the other's best and the score reaches the threshold.

    A tie goes to the first in order of id, and `near_ties` shows the others.
    """
    best_left: dict[str, Alike] = {}
    best_right: dict[str, Alike] = {}
    for pair in sorted(scored, key=lambda pair: (-pair.score, pair.left, pair.right)):
        best_left.setdefault(pair.left, pair)
        best_right.setdefault(pair.right, pair)
    return [pair for pair in best_left.values() if best_right[pair.right] is pair and _is_likely(pair)]


def nearly_as_like(scored: Sequence[Alike]) -> list[tuple[str, str]]:
    """Return the pairs of which each is nearly the other's best: a subject may stand in two findings of one side.

    The pairs of `suggested` are among them.
    """
    likely = [pair for pair in scored if _is_likely(pair)]
    best: tuple[dict[str, float], dict[str, float]] = ({}, {})
    for pair in likely:
        for side, id_ in zip(best, pair, strict=False):
            side[str(id_)] = max(pair.score, side.get(str(id_), 0.0))
    near = [
        pair for pair in likely if pair.score >= NEAR * best[0][pair.left] and pair.score >= NEAR * best[1][pair.right]
    ]
    return [(pair.left, pair.right) for pair in sorted(near, key=lambda pair: (pair.left, -pair.score, pair.right))]


def _is_likely(pair: Alike) -> bool:
    return pair.score >= THRESHOLD and len(pair.shared) >= FEWEST_WORDS


Rival = tuple[str, str, float]


def rivals(scored: Iterable[Alike]) -> list[Rival]:
    """Return left, right and score of those that could be a pair."""
    return [pair[:3] for pair in scored if pair.score >= THRESHOLD]


def near_ties(strong: Iterable[Rival], left: str, right: str, score: float) -> list[tuple[str, float]]:
    """Return the other findings that either of a pair could as well have met, with their scores.

    `strong` comes from `rivals`.
    """
    least = max(score * NEAR, THRESHOLD)
    near = [
        (right_rival if left_rival == left else left_rival, near)
        for left_rival, right_rival, near in strong
        if (left_rival == left) != (right_rival == right) and near >= least
    ]
    return sorted(near, key=lambda rival: (-rival[1], rival[0]))
