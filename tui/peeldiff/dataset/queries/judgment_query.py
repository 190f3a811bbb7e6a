"""Which judgments are asked for, and how many of those that there should be the dataset knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from peeldiff.dataset.framework_model import Cycle, Item
from peeldiff.dataset.lines import Line
from peeldiff.dataset.model import Dataset

if TYPE_CHECKING:
    import polars as pl

ROWS = (
    *("force", "force_name", "cycle", "cycle_name", "level", "item", "label", "topic", "topic_label"),
    *("grade", "status", "carried_from", "revised_from", "revised_on", "published", "source_basis", "source", "note"),
)
"""The columns of `FoundJudgments.rows`."""


@dataclass(frozen=True)
class JudgmentQuery:
    """What is asked for; an empty set asks for everything."""

    forces: frozenset[str] = field(default_factory=frozenset)
    cycles: frozenset[str] = field(default_factory=frozenset)
    items: frozenset[str] = field(default_factory=frozenset)
    topics: frozenset[str] = field(default_factory=frozenset)
    """Home topics: a judgment stands once, under the topic in which its item is at home."""
    grades: frozenset[str] = field(default_factory=frozenset)
    statuses: frozenset[str] = field(default_factory=frozenset)
    source_bases: frozenset[str] = field(default_factory=frozenset)
    label_words: tuple[str, ...] = ()
    """Beginnings of words, in lower case, that an item's label or its topic's has to have, every one of them."""


@dataclass(frozen=True)
class FoundJudgments:
    """The judgments that fit, and how complete what they were looked for in is."""

    rows: pl.DataFrame
    """Columns: `ROWS`, by force, then in the order of cycles and of their items."""
    known: int
    """How many judgments are known on these forces, cycles, items and topics, whatever their grade, of `expected`."""
    expected: int
    """How many there should be: one for each force and item that is graded for all forces."""
    more: int
    """How many are known besides, on items that are graded for some forces only."""


@dataclass(frozen=True)
class FoundLines:
    """The same as plain rows, for what shows each of them: no frame is made."""

    rows: Sequence[Line]
    """With `ROWS`, in the same order."""
    known: int
    expected: int
    more: int


def find_judgment_lines(ds: Dataset, query: JudgmentQuery) -> FoundLines:
    """Return the judgments that fit a query, as `find_judgments` does, without a frame."""
    items = {(cycle.id, item.id): (order, cycle, item) for order, (cycle, item) in enumerate(_wanted(ds, query))}
    forces = [force for force in ds.force_names if not query.forces or force in query.forces]
    lines = (
        (line for force in forces for line in ds.lines("judgments", force))
        if query.forces
        else ds.lines_by_force("judgments")
    )
    judged = [line for line in lines if (line["cycle"], line["item"]) in items]
    asked = (("grade", query.grades), ("status", query.statuses), ("source_basis", query.source_bases))
    found = [line for line in judged if all(not wanted or line[name] in wanted for name, wanted in asked)]
    found.sort(key=lambda line: (line["force"], items[line["cycle"], line["item"]][0]))
    for_all = {place for place, (_, _, item) in items.items() if item.graded == "all"}
    known = sum((line["cycle"], line["item"]) in for_all for line in judged)
    return FoundLines(
        rows=[_row(ds, line, *items[line["cycle"], line["item"]][1:]) for line in found],
        known=known,
        expected=len(for_all) * len(forces),
        more=len(judged) - known,
    )


def _row(ds: Dataset, line: Line, cycle: Cycle, item: Item) -> Line:
    topic = ds.topics.get(item.home or "")
    names = {
        "force_name": ds.force_names[line["force"]],
        "cycle_name": cycle.name,
        "level": item.level,
        "label": item.label,
        "topic": item.home,
        "topic_label": topic.label if topic else None,
    }
    return {name: names[name] if name in names else line[name] for name in ROWS}


def find_judgments(ds: Dataset, query: JudgmentQuery) -> FoundJudgments:
    """Return the judgments that fit a query."""
    import polars as pl

    items = _items(ds, query)
    forces = ds.forces.filter(pl.col("force").is_in(query.forces)) if query.forces else ds.forces
    names = forces.select("force", force_name="name")
    judged = ds.judgments.drop("level").join(names, on="force").join(items, on=("cycle", "item"))
    rows = judged.sort("force", "place")
    for name, wanted in (
        ("grade", query.grades),
        ("status", query.statuses),
        ("source_basis", query.source_bases),
    ):
        if wanted:
            rows = rows.filter(pl.col(name).cast(pl.String).is_in(wanted))
    return FoundJudgments(
        rows=rows.select(ROWS),
        known=int(judged["for_all"].sum()),
        expected=int(items["for_all"].sum()) * forces.height,
        more=int((~judged["for_all"]).sum()),
    )


def _items(ds: Dataset, query: JudgmentQuery) -> pl.DataFrame:
    """Return the items of the frameworks that are asked for, with their names and places."""
    import polars as pl

    lines = [
        (cycle.id, cycle.name, item.level, item.id, item.label, item.home, item.graded == "all", order)
        for order, (cycle, item) in enumerate(_wanted(ds, query))
    ]
    texts = ("cycle", "cycle_name", "level", "item", "label", "topic")
    found = pl.DataFrame(
        lines,
        schema={
            **dict.fromkeys(texts, pl.String),
            "for_all": pl.Boolean,
            "place": pl.Int64,
        },
        orient="row",
    )
    labels = {topic.id: topic.label for topic in ds.topics.values()}
    return found.with_columns(topic_label=pl.col("topic").replace_strict(labels, default=None, return_dtype=pl.String))


def _wanted(ds: Dataset, query: JudgmentQuery) -> Iterator[tuple[Cycle, Item]]:
    """Walk over the items that are asked for, in the order of cycles and of their items."""
    for cycle in ds.cycles.values():
        for item in cycle.items:
            if (
                (not query.cycles or cycle.id in query.cycles)
                and (not query.items or item.id in query.items)
                and (not query.topics or item.home in query.topics)
                and _has_words(ds, item, query.label_words)
            ):
                yield cycle, item


def _has_words(ds: Dataset, item: Item, words: tuple[str, ...]) -> bool:
    if not words:
        return True
    home = ds.topics.get(item.home or "")
    topic = home.label if home else ""
    parts = f"{item.label} {topic}".casefold().split()
    return all(any(part.startswith(word) for part in parts) for word in words)
