"""Suggests which findings of two inspections speak of the same subject.

Words are stemmed and weighted by how rare they are in the whole dataset (a cosine over inverse
document frequencies), so that the field's stock phrases hardly count. Two findings are suggested
as a pair when each is the other's best and the score reaches `THRESHOLD`; nothing is forced.
A look-alike can score as high as a true pair: this is a suggestion, a person decides.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
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
    rarities = _Rarities(stems)
    ours, theirs = ({id_: _parts(words, rarities) for id_, words in side.items()} for side in (left, right))
    index = _Index(theirs, set().union(*ours.values()))
    found: list[Alike] = []
    for id_, parts in sorted(ours.items()):
        enough = [(-score, other) for other, score in index.scores(parts, least).items() if score >= least]
        for score, other in sorted(enough):
            found.append(Alike(id_, other, -score, _shared(left[id_], parts, theirs[other])))
    return found


class _Index:
    """Texts by the stems that they have."""

    def __init__(self, texts: Mapping[str, Mapping[str, float]], wanted: Collection[str]) -> None:
        """`texts` are vectors of length one, by their ids; only the stems that are `wanted` are looked for."""
        self._texts = texts
        self._having: dict[str, list[tuple[str, float]]] = {stem: [] for stem in wanted}
        for id_, parts in texts.items():
            for stem in parts.keys() & self._having.keys():
                self._having[stem].append((id_, parts[stem]))
        self._most = {stem: max([part for _, part in others], default=0.0) for stem, others in self._having.items()}

    def scores(self, parts: Mapping[str, float], least: float) -> dict[str, float]:
        """Return the scores of a text with all that share a word and can reach `least`.

        The most telling words come first. What the words that are left over can add to a score has two bounds: the
        length of what is left over of the vector, and what each adds to the text that has most of it. Once that is
        too little, no further text is begun, however common the words are.
        """
        ordered = sorted(parts.items(), key=itemgetter(1), reverse=True)
        having, most = self._having, self._most
        scores: dict[str, float] = {}
        known = scores.get
        left_over, could_add = 1.0, math.fsum([part * most[stem] for stem, part in ordered])
        for done, (stem, part) in enumerate(ordered):
            others = having[stem]
            if len(others) > _COMMON and (bound := min(math.sqrt(max(left_over, 0.0)), could_add) + _ROUNDING) < least:
                return self._completed(scores, ordered[done:], least - bound)
            for other, other_part in others:
                scores[other] = known(other, 0.0) + part * other_part
            left_over -= part * part
            could_add -= part * most[stem]
        return scores

    def _completed(
        self, scores: Mapping[str, float], rest: Sequence[tuple[str, float]], begun: float
    ) -> dict[str, float]:
        """Return the scores of those that were `begun` well enough, with what the rest of the words adds."""
        found = {}
        for other, score in scores.items():
            if score >= begun:
                held = self._texts[other]
                for stem, part in rest:
                    if stem in held:
                        score += part * held[stem]
                found[other] = score
        return found


_ROUNDING = 1e-9
_COMMON = 16
"""In so many texts a word is common: what remains then is added up for the few texts that are alike enough."""


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
    weights = {stem: rarities[stem] * place for _, stem, place in words}
    length = math.sqrt(math.fsum([weight * weight for weight in weights.values()]))
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
