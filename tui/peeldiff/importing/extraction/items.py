"""Which item of a cycle a heading names: by label, by question, by number, or by likeness."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from peeldiff.dataset.framework_model import Cycle, Item
from peeldiff.importing.cleaning import key, likeness, stems

EXACT, LOOSE, GUESSED = 1.0, 0.8, 0.5
"""How well a heading fits an item: word for word, nearly, or by its number alone."""

_NEAR = 0.72
_ELSEWHERE = 0.2
_AHEAD = 0.12
"""How much nearer than the second nearest item the nearest has to be."""


@dataclass(frozen=True, slots=True)
class Fit:
    """An item, and how well a heading fits it."""

    item: Item
    fit: float


class ItemNames:
    """The headings under which the items of one cycle can stand."""

    def __init__(self, cycle: Cycle) -> None:
        """Prepare the names of every item."""
        self.items = cycle.items
        self._exact: dict[str, list[Item]] = {}
        self._stems: list[tuple[Item, frozenset[str]]] = []
        for item in cycle.items:
            for name in filter(None, (item.label, item.question)):
                self._exact.setdefault(squeezed(key(name)), []).append(item)
                self._stems.append((item, stems(name)))
        self._pillars = {item.id: _stem_of_pillar(item) for item in cycle.items if item.level == "pillar"}

    def exact(self, text_key: str, pillar: str | None = None) -> Item | None:
        """Return the item of this very name, hyphens or not; of two with one name, the one of the pillar."""
        found = self._exact.get(squeezed(text_key), [])
        if len({item.id for item in found}) > 1:
            found = [item for item in found if item.pillar == pillar]
        return found[0] if found else None

    def find(self, text: str, pillar: str | None = None, number: str | None = None) -> Fit | None:
        """Return the item that a heading names."""
        given = key(text)
        item = self.exact(given, pillar)
        if item:
            return Fit(item, EXACT)
        near = self._nearest(stems(text))
        if number is not None and pillar is not None:
            by_number = next((item for item in self.items if item.pillar == pillar and item.number == number), None)
            if by_number and (near is None or near == by_number):
                alike = max(likeness(stems(text), own) for item, own in self._stems if item == by_number)
                return Fit(by_number, LOOSE if alike >= 0.3 else GUESSED)
        return Fit(near, LOOSE) if near else None

    def pillar_in(self, text_key: str) -> Item | None:
        """Return the one pillar that a sentence speaks of, by the word its label and question share."""
        found = [item for item, stem in self._pillars.items() if re.search(rf"\b{re.escape(stem)}", text_key)]
        return next((item for item in self.items if item.id == found[0]), None) if len(found) == 1 else None

    def competing(self, question_key: str, own: Item) -> Item | None:
        """Return another pillar than an item's own, if a question under the item's heading speaks of it."""
        pillar = self.pillar_in(question_key)
        return pillar if pillar and pillar.id not in (own.id, own.pillar) else None

    def is_about_other_item(self, about: str, own: Item) -> bool:
        """Tell whether what a sentence is about is plainly another item than the one it stands under."""
        wanted = stems(about)
        mine = max((likeness(wanted, words) for item, words in self._stems if item == own), default=0.0)
        return any(likeness(wanted, words) >= max(_ELSEWHERE, mine) for item, words in self._stems if item != own)

    def names_other_item(self, about: str, own: Item, near_own: float) -> bool:
        """Tell whether a sentence has the name of another item than its own, nearly word for word."""
        exact = self.exact(key(about), own.pillar)
        if exact:
            return exact != own
        wanted = stems(about)
        nearest = max((likeness(wanted, words) for item, words in self._stems if item != own), default=0.0)
        return nearest >= _NEAR and nearest > near_own + _AHEAD

    def _nearest(self, wanted: frozenset[str]) -> Item | None:
        if len(wanted) < 2:
            return None
        scores: dict[str, float] = {}
        for item, own in self._stems:
            scores[item.id] = max(scores.get(item.id, 0.0), likeness(wanted, own))
        first, *rest = sorted(scores.values(), reverse=True) or [0.0]
        if first < _NEAR or (rest and first - rest[0] < _AHEAD):
            return None
        return next(item for item in self.items if scores[item.id] == first)


def _stem_of_pillar(item: Item) -> str:
    """Return what a pillar's label and question begin a word with: `efficien` of efficiency and efficient."""
    label = item.label.casefold()
    shared = [_shared(label, word) for word in key(item.question or "").split()]
    best = max(shared, key=len, default="")
    return best if len(best) >= 5 else label[:-2]


def _shared(left: str, right: str) -> str:
    """Return what two words begin with alike."""
    same = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False))
    return "".join(first for first, _ in same)


def squeezed(text_key: str) -> str:
    """Return a key without blanks: copies lose hyphens and blanks (`valueformoney`, `antisocial`)."""
    return text_key.replace(" ", "")


def all_names(cycles: Mapping[str, Cycle]) -> frozenset[str]:
    """Return, as squeezed keys, every label and question of every cycle."""
    items: Iterable[Item] = (item for cycle in cycles.values() for item in cycle.items)
    return frozenset(squeezed(key(name)) for item in items for name in (item.label, item.question) if name)
