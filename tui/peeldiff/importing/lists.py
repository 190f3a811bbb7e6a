"""Reads lists of items and grades, such as the overview at the top of a report.

A list is a run of blocks that are all the name of an item or a grade: a grade above its areas, or a
grade after each. Anything less regular is no list, and a heading over a sentence is never part of one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from peeldiff.dataset.model import Item
from peeldiff.importing.grades import GradeFinder
from peeldiff.importing.imported import Block
from peeldiff.importing.items import ItemNames
from peeldiff.importing.sections import judges_alone


@dataclass(frozen=True, slots=True)
class Entry:
    """One block of a run: the name of an item, or a grade."""

    place: int
    """Which of the document's blocks it is."""
    block: Block
    item: Item | None
    grade: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """An item and the grade that a list gives it."""

    item: Item
    grade: str
    block: Block
    given: Block
    """The block of the grade."""


def lists(blocks: Sequence[Block], names: ItemNames, grades: GradeFinder) -> tuple[list[Listed], frozenset[int]]:
    """Return what the lists of a document say, and which of its blocks belong to them."""
    listed: list[Listed] = []
    taken: set[int] = set()
    for run in _runs(blocks, names, grades):
        kept = _without_heading(run, blocks, grades)
        found = list(_ladder(kept) or _pairs(kept))
        if found:
            listed += found
            taken |= {entry.place for entry in kept}
    return listed, frozenset(taken)


def _runs(blocks: Sequence[Block], names: ItemNames, grades: GradeFinder) -> Iterator[list[Entry]]:
    run: list[Entry] = []
    for place, block in enumerate(blocks):
        item = names.exact(block.key) if block.heading is None else None
        grade = grades.badge(block.key)
        if item or grade:
            run.append(Entry(place, block, item, grade))
            continue
        if len(run) > 2:
            yield run
        run = []
    if len(run) > 2:
        yield run


def _without_heading(run: list[Entry], blocks: Sequence[Block], grades: GradeFinder) -> list[Entry]:
    """Return a run without its last entry, where that is the heading of what follows."""
    last = run[-1]
    if last.item is None or last.place + 1 >= len(blocks):
        return run
    named_before = any(entry.item == last.item for entry in run[:-1])
    return run[:-1] if named_before or judges_alone(blocks[last.place + 1], grades) else run


def _ladder(run: Sequence[Entry]) -> list[Listed]:
    """Read a grade above its areas: it needs two grades, and more areas than one."""
    grades = {entry.grade for entry in run if entry.grade}
    items = [entry.item for entry in run if entry.item]
    if not run or run[0].grade is None or len(grades) < 2 or len(items) < 2 or len(set(map(id, items))) < len(items):
        return []
    found, above = list[Listed](), run[0]
    for entry in run:
        above = entry if entry.grade else above
        if entry.item and above.grade:
            found.append(Listed(entry.item, above.grade, entry.block, above.block))
    return found


def _pairs(run: Sequence[Entry]) -> list[Listed]:
    """Read a grade after each item: it needs two pairs, and nothing else."""
    named, given = run[::2], run[1::2]
    if (
        len(run) < 4
        or len(run) % 2
        or not all(entry.item for entry in named)
        or not all(entry.grade for entry in given)
    ):
        return []
    pairs = zip(named, given, strict=True)
    return [
        Listed(name.item, grade.grade, name.block, grade.block) for name, grade in pairs if name.item and grade.grade
    ]
