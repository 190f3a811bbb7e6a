"""What a search finds, under headings: topics by name, rows of the comparison, notes, each kind of the dataset."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from peeldiff.app.kit.found import Found, around
from peeldiff.app.kit.lines import Line, cut, fit, width_of, wrap
from peeldiff.app.kit.widgets.blocks import Block, BlockSource
from peeldiff.app.kit.words import short_cycle, short_force
from peeldiff.text import inert

if TYPE_CHECKING:
    from peeldiff.app.kit.marks import Marks
    from peeldiff.dataset.model import Dataset
    from peeldiff.dataset.queries.search import Hit
    from peeldiff.notes.listing import Entry

MOST = 500
"""So many hits of a kind are listed; more letters find fewer."""
OFFICIAL = "the inspectorate"
"""Whose a source is that needs no saying: it stands behind a hit where it is anybody else's."""


def in_topics(ds: Dataset, needle: str) -> list[Found]:
    """Return the pillars and topics that have every word in their name."""
    words = needle.casefold().split()
    pillars = {item.id: item for cycle in ds.cycles.values() for item in cycle.items if item.level == "pillar"}
    named = [("pillar", pillar.id, pillar.label, pillar.question or "") for pillar in pillars.values()]
    named += [("topic", topic.id, topic.label, topic.definition) for topic in ds.topics.values()]
    return [
        Found(needle, f"{kind}  {label}", more, topic=f"{kind}/{name}")
        for kind, name, label, more in named
        if words and all(word in label.casefold() for word in words)
    ]


HEADINGS = {
    "force": "Forces",
    "cycle": "Cycles",
    "definition": "What it means",
    "monitoring": "Monitoring",
    "judgment": "Judgments",
    "item": "Items",
    "finding": "Findings",
    "stated change": "What reports say of change",
    "figure": "Figures",
}
"""By the kind of hit, in the order in which they stand."""


_WHOLE = ("judgment", "force", "cycle", "definition", "monitoring")
"""Kinds that are read from their beginning."""


def in_dataset(
    ds: Dataset, hits: Iterable[Hit], needle: str, coverage: str, marks: Marks
) -> list[tuple[str, list[Found]]]:
    """Return the hits of the dataset under headings; `coverage` says how complete the judgments are."""
    first = (needle.split() or [""])[0].casefold()
    groups: dict[str, list[Found]] = {kind: [] for kind in HEADINGS}
    for hit in hits:
        where = [short_force(ds.force_names.get(hit.force, hit.force))] if hit.force else []
        where += [short_cycle(ds.cycles[hit.cycle].name)] if hit.cycle is not None else []
        text = hit.text
        if hit.kind == "definition":
            term, _, text = text.partition(": ")
            where = [term]
        words = text if hit.kind in _WHOLE else around(text, first)
        words = f"{marks.of_grade(ds, hit.grade)} {words}" if hit.grade else words
        whose = f" [{hit.whose}]" if hit.whose and hit.whose != OFFICIAL else ""
        if len(groups[hit.kind]) < MOST:
            groups[hit.kind].append(Found(needle, " ".join(where), words + whose, hit=hit))
    heads = dict(HEADINGS, judgment=f"Judgments: {coverage}" if coverage else HEADINGS["judgment"])
    return [(heads[kind], found) for kind, found in groups.items()]


def in_notes(entries: Iterable[Entry], needle: str) -> list[Found]:
    """Return the notes that have every word."""
    from peeldiff.notes.listing import notes_with

    return [
        Found(needle, inert(f"note  {note.left.partition(':')[0]}"), inert(note.note.text or note.about), entry=note)
        for note in notes_with(entries, needle)
    ]


def _entry(found: Found, label: int, width: int) -> list[Line]:
    """Return what was found beside where it is from, on two lines at most."""
    first, *more = wrap([(found.words, "text")], width - label - 2) or [[("", "text")]]
    lines: list[Line] = [[(fit(f" {found.label}", label), "lead"), (" ", "text"), *first]]
    if more:
        rest = " ".join("".join(text for text, _ in line).strip() for line in more)
        lines.append([(" " * (label + 1), "text"), (cut(rest, width - label - 2), "text")])
    return lines


class SearchSource(BlockSource):
    """The results."""

    def __init__(
        self, groups: Sequence[tuple[str, Sequence[Found]]], otherwise: str, not_held: Sequence[str] = ()
    ) -> None:
        """`groups` are headings with what stands under them; `otherwise` is said if nothing does.

        `not_held` are sentences on what the dataset does not hold.
        """
        super().__init__()
        self._groups = groups
        self.results = [result for _, found in groups for result in found]
        self._otherwise, self._not_held = otherwise, not_held
        self._laid_out = 0

    def lay_out(self, width: int) -> None:
        """Lay every result out, once for a width: a thousand take longer than a key may, a worker does it first."""
        if width != self._laid_out:
            super().lay_out(width)
            self._laid_out = width

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
        longest = max((width_of([(f" {result.label} ", "lead")]) for result in self.results), default=0)
        label = min(longest, width * 2 // 5)
        for heading, found in self._groups:
            more = "+" if len(found) == MOST else ""
            if found:
                lines = wrap([(f"{heading} ({len(found)}{more})", "heading")], width)
                yield Block(lines, is_entry=False)
            for result in found:
                yield Block(_entry(result, label, width))
        sentences = self._not_held or ([self._otherwise] if not self.results else [])
        for sentence in sentences:
            yield Block(wrap([(f" {sentence}", "muted")], width), is_entry=False)
