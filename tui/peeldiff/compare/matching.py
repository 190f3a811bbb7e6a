"""Suggests which findings of two inspections speak of the same subject.

Words are stemmed and weighted by how rare they are in the whole dataset (a cosine over inverse
document frequencies), so that the field's stock phrases hardly count. Two findings are suggested
as a pair when each is the other's best and the score reaches `THRESHOLD`; nothing is forced.
A look-alike can score as high as a true pair: this is a suggestion, a person decides.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter, mul
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
    rarities = _Rarities(stems)
    ours, theirs = ({id_: _parts(words, rarities) for id_, words in side.items()} for side in (left, right))
    index = _Index(theirs, set().union(*ours.values()))
    found: list[Alike] = []
    for id_, parts in sorted(ours.items()):
        enough = sorted([(-score, other) for other, score in index.scores(parts, least)])
        telling = sorted(left[id_], key=lambda word: (-parts[word.stem], word.stem)) if enough else ()
        for score, other in enough:
            held = theirs[other]
            found.append(Alike(id_, other, -score, tuple([word for word, stem, _ in telling if stem in held])))
    return found


class _Index:
    """Texts by the stems that they have."""

    def __init__(self, texts: Mapping[str, Mapping[str, float]], wanted: Collection[str]) -> None:
        """`texts` are vectors of length one, by their ids; only the stems that are `wanted` are looked for."""
        self._ids = [*texts]
        self._texts = [*texts.values()]
        self._having: dict[str, list[tuple[int, float]]] = {stem: [] for stem in wanted}
        """The texts that have a stem, by their places, and its part of each."""
        self._most: dict[str, float] = {}
        """The largest part of any text that a stem is, once it was asked for."""
        having = self._having
        for place, parts in enumerate(self._texts):
            for stem, part in parts.items():
                if stem in having:
                    having[stem].append((place, part))

    def scores(self, parts: Mapping[str, float], least: float) -> Iterator[tuple[str, float]]:
        """Walk over the texts that share a word with a text and score at least `least` with it.

        Of a word that many share, the part is added for those texts alone that are alike enough without it. All is
        added up in one order, the most telling word first, so that texts that are alike have the same score.
        """
        ordered = sorted(parts.items(), key=itemgetter(1), reverse=True)
        begun, rest = self._begun(ordered, least)
        scores: dict[int, float] = {}
        known = scores.get
        for stem, part in ordered[:begun]:
            for place, other_part in self._having[stem]:
                scores[place] = known(place, 0.0) + part * other_part
        enough = least - rest - _ROUNDING
        for place, begun_score in [entry for entry in scores.items() if entry[1] >= enough]:
            held, score = self._texts[place], begun_score
            for stem, part in ordered[begun:]:
                if stem in held:
                    score += part * held[stem]
            if score >= least:
                yield self._ids[place], score

    def _begun(self, ordered: Sequence[tuple[str, float]], least: float) -> tuple[int, float]:
        """Return how many words, the most telling first, make a text alike, and what the rest can add to a score.

        The rest adds no more than the length of what it is of the vector, and of each word no more than the text gets
        that has most of it.
        """
        begun, rest = len(ordered), 0.0
        squares = added = 0.0
        for stem, part in reversed(ordered):
            squares += part * part
            added += part * self._most_of(stem)
            bound = min(math.sqrt(squares), added)
            if bound >= least * _LEFT_OVER:
                break
            begun, rest = begun - 1, bound
        return begun, rest

    def _most_of(self, stem: str) -> float:
        if stem not in self._most:
            self._most[stem] = max((part for _, part in self._having[stem]), default=0.0)
        return self._most[stem]


_ROUNDING = 1e-9
_LEFT_OVER = 0.25
"""The share of the least score that the words which many share may add."""


class _Rarities(dict[str, float]):
    """How much the rarity of a stem counts, worked out when the stem is first met."""

    def __init__(self, stems: Stems) -> None:
        super().__init__()
        self._stems = stems

    def __missing__(self, stem: str) -> float:
        texts, count = self._stems.texts, self._stems.counts.get(stem)
        rarity = self[stem] = math.log(1 + (texts / count if count else texts))
        return rarity


def _parts(words: Sequence[Keyword], rarities: Mapping[str, float]) -> dict[str, float]:
    """Return the part of each stem in a vector of length one."""
    if not words:
        return {}
    _, stems, places = zip(*words, strict=True)
    weights = [*map(mul, map(rarities.__getitem__, stems), places)]
    length = math.sqrt(math.fsum(map(mul, weights, weights)))
    return dict(zip(stems, [weight / length for weight in weights], strict=True))


def suggested(scored: Iterable[Alike]) -> list[Alike]:
    """Return the pairs of which each is the other's best and the score reaches the threshold.

    A tie goes to the first in order of id, and `Rivals.near_ties` has the others.
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


class Rivals:
    """What could be a pair, found by either finding of it."""

    def __init__(self, scored: Iterable[Alike]) -> None:
        """What scores less than the threshold is no rival."""
        self._of_left: dict[str, list[tuple[str, float]]] = {}
        self._of_right: dict[str, list[tuple[str, float]]] = {}
        for left, right, score, _ in scored:
            if score >= THRESHOLD:
                self._of_left.setdefault(left, []).append((right, score))
                self._of_right.setdefault(right, []).append((left, score))

    def near_ties(self, left: str, right: str, score: float) -> list[tuple[str, float]]:
        """Return the other findings that either of a pair could as well have met, with their scores."""
        least = max(score * NEAR, THRESHOLD)
        met = [rival for rival in self._of_left.get(left, ()) if rival[0] != right]
        met += [rival for rival in self._of_right.get(right, ()) if rival[0] != left]
        near = [rival for rival in met if rival[1] >= least]
        return sorted(near, key=lambda rival: (-rival[1], rival[0]))
