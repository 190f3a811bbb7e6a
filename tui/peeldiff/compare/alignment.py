"""Which item of one framework meets which of another, and on what basis.

From two frameworks comes, once, a small table of meetings. The same cycle meets item by item,
pillars meet the same pillar, and everything else meets in topics, where an item that continues
another has a row of its own with it. Numbers are not identities and take no part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from peeldiff.compare.basis import RowBasis, row_basis
from peeldiff.dataset.framework_model import Cycle, Item
from peeldiff.dataset.model import Dataset
from peeldiff.vocabulary.terms import HOME, PART

T = TypeVar("T")


class AlignedItem(NamedTuple):
    """An item as it stands in a row: at home there, or met only in part."""

    item: Item
    coverage: str = HOME


class Alignment(NamedTuple):
    """One row of any comparison of two frameworks, before there are judgments in it."""

    id: str
    topic: str | None
    left: tuple[AlignedItem, ...]
    right: tuple[AlignedItem, ...]
    ruling: RowBasis


def align(ds: Dataset, left: str, right: str, *, one_force: bool) -> tuple[Alignment, ...]:
    """Return the rows of a comparison of cycle `left` with cycle `right`.

    Rows stand in order: pillars, then topics in the dataset's order, then items without a topic.
    """
    two = (ds.cycles[left], ds.cycles[right])
    rows = _same_cycle(ds, two[0]) if left == right else _across(ds, *two)
    statements = ds.statements_on(two)
    return tuple(
        Alignment(
            row.id,
            row.topic,
            row.left,
            row.right,
            row_basis(statements, two, row.left, row.right, tied=row.tied, one_force=one_force),
        )
        for row in rows
    )


class _Row(NamedTuple):
    id: str
    topic: str | None
    left: tuple[AlignedItem, ...]
    right: tuple[AlignedItem, ...]
    tied: bool = False
    """Whether one of the two continues the other."""


def _pillars(left: Cycle, right: Cycle) -> Iterator[_Row]:
    """Pillar meets the same pillar, never a question or an area."""
    named = dict.fromkeys(item.id for cycle in (left, right) for item in cycle.items if item.level == "pillar")
    for pillar in named:
        yield _Row(f"judgment/pillar/{pillar}", None, _pillar(left, pillar), _pillar(right, pillar))


def _pillar(cycle: Cycle, pillar: str) -> tuple[AlignedItem, ...]:
    item = cycle.item(pillar)
    return (AlignedItem(item),) if item is not None and item.level == "pillar" else ()


def _same_cycle(ds: Dataset, cycle: Cycle) -> Iterator[_Row]:
    """Item meets itself; topics only order the rows."""
    yield from _pillars(cycle, cycle)
    places = {topic: place for place, topic in enumerate(ds.topics)}
    items = [item for item in cycle.items if item.level != "pillar"]
    for item in sorted(items, key=lambda item: places.get(item.home or "", len(places))):
        yield _Row(f"judgment/item/{item.id}", item.home, (AlignedItem(item),), (AlignedItem(item),))


def _across(ds: Dataset, left: Cycle, right: Cycle) -> Iterator[_Row]:
    yield from _pillars(left, right)
    ours = [item for item in left.items if item.level != "pillar"]
    theirs = [item for item in right.items if item.level != "pillar"]
    tied = _tied(ds, left, right)
    later_is_left = ds.cycle_order[left.id] > ds.cycle_order[right.id]
    bound = {id(item) for pair in tied for item in pair}
    lineages = _by_topic(tied, lambda pair: [(pair[0] if later_is_left else pair[1]).home])
    at_home = [
        _by_topic((i for i in items if id(i) not in bound), lambda item: [item.home]) for items in (ours, theirs)
    ]
    in_part = [_by_topic(items, lambda item: item.touches) for items in (ours, theirs)]
    for topic in ds.topics:
        pairs = lineages[topic]
        left_items, right_items = (side[topic] for side in at_home)
        splits = len(pairs) + bool(left_items or right_items) > 1
        for left_item, right_item in pairs:
            later = left_item if later_is_left else right_item
            row_id = f"judgment/topic/{topic}/{later.id}" if splits else f"judgment/topic/{topic}"
            yield _Row(row_id, topic, (AlignedItem(left_item),), (AlignedItem(right_item),), tied=True)
        if left_items or right_items:
            # A side with an item of its own in the topic, be it in a row of lineage, shows no other in part.
            part = [() if pairs else side[topic] for side in in_part]
            sides = (_at_home_or_in_part(left_items, part[0]), _at_home_or_in_part(right_items, part[1]))
            yield _Row(f"judgment/topic/{topic}", topic, *sides)
    for item in ours:
        if item.home is None:
            yield _Row(f"judgment/item/{item.id}", None, (AlignedItem(item),), ())
    for item in theirs:
        if item.home is None:
            yield _Row(f"judgment/item/{item.id}", None, (), (AlignedItem(item),))


def _by_topic(values: Iterable[T], topics_of: Callable[[T], Iterable[str | None]]) -> Mapping[str | None, list[T]]:
    """Return the values under each of their topics, in their order: asked once for all topics."""
    found: defaultdict[str | None, list[T]] = defaultdict(list)
    for value in values:
        for topic in dict.fromkeys(topics_of(value)):
            found[topic].append(value)
    return found


def _at_home_or_in_part(at_home: Sequence[Item], touching: Sequence[Item]) -> tuple[AlignedItem, ...]:
    if at_home:
        return tuple(AlignedItem(item) for item in at_home)
    return tuple(AlignedItem(item, PART) for item in touching)


def _tied(ds: Dataset, left: Cycle, right: Cycle) -> list[tuple[Item, Item]]:
    """Return the pairs of which one continues the other, straight or by steps, in the later one's order."""
    if ds.cycle_order[left.id] > ds.cycle_order[right.id]:
        return [(ours, theirs) for theirs, ours in _tied(ds, right, left)]
    pairs = []
    for later in right.items:
        ancestor = _ancestor(ds, later, left.id)
        if ancestor is not None:
            pairs.append((ancestor, later))
    return pairs


def _ancestor(ds: Dataset, item: Item, cycle: str) -> Item | None:
    """Follow what an item continues back to `cycle`; None if the line does not reach it."""
    step: Item | None = item
    while step is not None and step.continues:
        earlier, _, continued = step.continues.partition(":")
        step = ds.cycles[earlier].item(continued)
        if earlier == cycle:
            return step
    return None
