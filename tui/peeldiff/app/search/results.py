"""What a search finds, under headings: topics by name, rows of the comparison, notes, the whole dataset."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from peeldiff.app.kit.blocks import Block, BlockSource
from peeldiff.app.kit.found import Found, around
from peeldiff.app.kit.lines import fit
from peeldiff.app.kit.words import short_cycle, short_force
from peeldiff.text import inert

if TYPE_CHECKING:
    from peeldiff.dataset.model import Dataset
    from peeldiff.dataset.search import Hit
    from peeldiff.notes.listing import Entry

MOST = 200
"""So many hits of the dataset are listed; more letters find fewer."""


def in_topics(ds: Dataset, needle: str) -> list[Found]:
    """Return the pillars and topics that have every word in their name."""
    words = needle.casefold().split()
    pillars = {item.id: item for cycle in ds.cycles.values() for item in cycle.items if item.level == "pillar"}
    named = [("pillar", one.id, one.label, one.question or "") for one in pillars.values()]
    named += [("topic", one.id, one.label, one.definition) for one in ds.topics.values()]
    return [
        Found(needle, f"{kind}  {label}", more, topic=f"{kind}/{name}")
        for kind, name, label, more in named
        if words and all(word in label.casefold() for word in words)
    ]


def in_dataset(ds: Dataset, hits: Iterable[Hit], needle: str) -> list[Found]:
    """Return the hits of the dataset, with force and cycle."""
    first = (needle.split() or [""])[0].casefold()
    found = []
    for hit in hits:
        where = [short_force(ds.force_names.get(hit.force, hit.force))] if hit.force else []
        where += [short_cycle(ds.cycles[hit.cycle].name)] if hit.cycle is not None else []
        found.append(Found(needle, f"{hit.kind}  {' '.join(where)}", around(hit.text, first), hit=hit))
        if len(found) == MOST:
            break
    return found


def in_notes(entries: Iterable[Entry], needle: str) -> list[Found]:
    """Return the notes that have every word."""
    words = needle.casefold().split()
    found = []
    for one in entries:
        text = inert(" ".join((one.about, one.note.text, one.note.owner or "")))
        if words and all(word in text.casefold() for word in words):
            where = f"note  {inert(one.left.partition(':')[0])}"
            found.append(Found(needle, where, inert(one.note.text or one.about), entry=one))
    return found


class SearchSource(BlockSource):
    """The results."""

    def __init__(self, groups: Sequence[tuple[str, Sequence[Found]]], otherwise: str) -> None:
        """`groups` are headings with what stands under them; `otherwise` is said if nothing does."""
        super().__init__()
        self._groups = groups
        self.results = [one for _, found in groups for one in found]
        self._otherwise = otherwise

    @property
    def entries(self) -> int:
        """How many results there are."""
        return len(self.results)

    def next_section(self, entry: int) -> int:
        """Return the first result under the heading after that of an entry; after the last comes the first."""
        starts, at = [], 0
        for _, found in self._groups:
            if found:
                starts.append(at)
            at += len(found)
        return next((start for start in starts if start > entry), 0)

    def blocks(self, width: int) -> Iterator[Block]:
        """Yield a line for each result."""
        label = min(34, width * 2 // 5)
        for heading, found in self._groups:
            more = "+" if len(found) == MOST else ""
            if found:
                yield Block([[(f"{heading} ({len(found)}{more})", "heading")]], is_entry=False)
            for one in found:
                yield Block([[(fit(f" {one.label}", label), "lead"), (" ", "text"), (one.words, "text")]])
        if not self.results:
            yield Block([[(f" {self._otherwise}", "muted")]], is_entry=False)
