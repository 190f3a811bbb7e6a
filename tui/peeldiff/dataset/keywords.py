"""The keywords of a text: what it is about, without stock phrases and endings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from peeldiff.dataset.stop_words import HOUSE_WORDS, STOP_WORDS

FIRST_CLAUSE = 2.0
"""The weight of a word in the first clause, where the subject stands, against one after it."""

_WORD = re.compile(r"[^\W\d_]{2,}|\d{3,}")
_FIRST = re.compile(r"[^,;:.]*")
_ENDINGS = (
    "isation isations ization izations ation ations ition itions ution utions ment ments ing ings nesses ness edly ed"
    " er ers or ors ies ion ions ive ives ities ity ally al als ly es s e y"
)
_SUFFIXES = frozenset(_ENDINGS.split())
_LONGEST = max(map(len, _SUFFIXES))
_SHORTEST_STEM = 3
_WITHOUT_MEANING = STOP_WORDS | HOUSE_WORDS


class Keyword(NamedTuple):
    """A word of a text that says what the text is about."""

    word: str
    """As written, in lower case."""
    stem: str
    place: float
    """The weight of its place: the subject stands in the first clause."""


class Stems(NamedTuple):
    """How common words are among many texts."""

    texts: int
    counts: Mapping[str, int]
    """In how many of the texts a stem stands."""


@lru_cache(maxsize=2_048)
def extract_keywords(text: str) -> tuple[Keyword, ...]:
    """Return the keywords of a text, each stem once, where it stands first."""
    text = text.lower()
    clause = _FIRST.match(text)
    end = clause.end() if clause else 0
    stems, found = _stems, dict[str, Keyword]()
    for words, weight in ((_WORD.findall(text, 0, end), FIRST_CLAUSE), (_WORD.findall(text, end), 1.0)):
        for word in words:
            stem = stems[word]
            if stem and stem not in found:
                found[stem] = Keyword(word, stem, weight)
    return tuple(found.values())


class _Stems(dict[str, str]):
    """The stem of each word, found when it is first met; empty for one that says nothing of a subject."""

    def __missing__(self, word: str) -> str:
        """Return a word's stem."""
        if len(self) >= _MOST_KNOWN:
            self.clear()
        stem = self[word] = "" if word in _WITHOUT_MEANING else _without_suffix(word)
        return stem


def _without_suffix(word: str) -> str:
    """Return a word without its longest suffix."""
    for end in range(max(_SHORTEST_STEM, len(word) - _LONGEST), len(word)):
        if word[end:] in _SUFFIXES:
            return word[:end]
    return word


_MOST_KNOWN = 20_000
_stems = _Stems()


def count_stems(texts: Iterable[str]) -> Stems:
    """Return how common the keywords of many texts are among them; a text without any is none."""
    words = [found for text in texts if (found := extract_keywords(text))]
    return Stems(max(len(words), 1), Counter(word.stem for found in words for word in found))
