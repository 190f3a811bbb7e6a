"""Reads lists of items and grades, such as the overview at the top of a report.

A list is a run of blocks that are all the name of an item or a grade: a grade above its areas, or a
grade after each; or an item and its grade in one line. Anything less regular is no list, and a heading over a
sentence is never part of one. A grade beside a year, and a list under words that speak of an earlier
inspection, is no grade of this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from peeldiff.dataset.framework_model import Item
from peeldiff.importing.cleaning import key
from peeldiff.importing.extraction.grades import GradeFinder, mentions_earlier
from peeldiff.importing.extraction.items import ItemNames
from peeldiff.importing.extraction.sections import judges_alone
from peeldiff.importing.imported import Block

_PAIR = re.compile(r"^(?P<label>.{4,120}?)\s*(?:[:|–—]|\s-\s|\s)\s*(?P<grade>[A-Za-z]+(?: improvement)?)\W*$")
_GRADE_FIRST = re.compile(r"^(?P<grade>[A-Za-z]+(?: improvement)?) \| (?P<label>[^|]{4,120})$")
"""A row of a table whose first cell is the grade."""
_YEAR = re.compile(r"(?:peel )?(?:19|20)\d\d(?: (?:19|20)?\d\d)?")
"""A block, by its key, that is nothing but a year or a cycle."""
_LEAD = 3
"""Within how many blocks above a list its lead stands: what the list is of."""
BY_YEAR = "a grade beside a year: which inspection it is of is not certain"
OF_EARLIER = "in a list of another inspection"


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


@dataclass
class Lists:
    """What the lists of a document say."""

    listed: list[Listed] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    """Which blocks of the document belong to lists."""
    left: list[tuple[Block, str]] = field(default_factory=list)
    """Grades in lists that are not of this inspection, and why."""


def find_lists(blocks: Sequence[Block], names: ItemNames, grades: GradeFinder) -> Lists:
    """Return what the lists of a document say, and which of its blocks belong to them."""
    found = Lists()
    for run in _years(blocks, grades):
        found.left += [(blocks[place], BY_YEAR) for place in run if grades.badge(blocks[place].key)]
        found.taken.update(run)
    for entries in _runs(blocks, found.taken, names, grades):
        kept = _without_heading(entries, blocks, grades)
        listed = list(_ladder(kept) or _pairs(kept))
        earlier = bool(kept) and _is_of_earlier(blocks, kept[0].place)
        if listed and earlier:
            found.left += [(entry.block, OF_EARLIER) for entry in kept if entry.grade]
        elif listed:
            found.listed += listed
        if listed:
            found.taken.update(entry.place for entry in kept)
    for place, pair in _lines(blocks, found.taken, names, grades):
        if _is_of_earlier(blocks, place):
            found.left.append((pair.block, OF_EARLIER))
        else:
            found.listed.append(pair)
        found.taken.add(place)
    return found


def _years(blocks: Sequence[Block], grades: GradeFinder) -> Iterator[list[int]]:
    """Give each run of years and grades, in whatever order: a table by year."""
    run: list[int] = []
    for place, block in enumerate([*blocks, None]):
        if block and (_YEAR.fullmatch(block.key) or grades.badge(block.key)):
            run.append(place)
            continue
        dated = any(_YEAR.fullmatch(blocks[at].key) for at in run)
        if dated and any(grades.badge(blocks[at].key) for at in run):
            yield run
        run = []


def _is_of_earlier(blocks: Sequence[Block], place: int) -> bool:
    """Tell whether what leads a list speaks of an earlier inspection."""
    above = blocks[max(0, place - _LEAD) : place]
    while above and _PAIR.match(above[-1].text) and above[-1].bullet:
        above = above[:-1]
    lead = above[-1] if above else None
    return lead is not None and len(lead.text) <= 200 and mentions_earlier(lead.text)


def _lines(
    blocks: Sequence[Block], taken: set[int], names: ItemNames, grades: GradeFinder
) -> Iterator[tuple[int, Listed]]:
    """Give each block that is an item's name and its grade in one line."""
    for place, block in enumerate(blocks):
        if len(block.text) >= 170 or place in taken:
            continue
        found = _GRADE_FIRST.match(block.text) or _PAIR.match(block.text)
        grade = grades.badge(key(found["grade"])) if found else None
        item = names.exact(key(found["label"])) if found and grade else None
        if item and grade:
            yield place, Listed(item, grade, block, block)


def _runs(blocks: Sequence[Block], taken: set[int], names: ItemNames, grades: GradeFinder) -> Iterator[list[Entry]]:
    run: list[Entry] = []
    for place, block in enumerate(blocks):
        item = names.exact(block.key) if block.heading is None else None
        grade = grades.badge(block.key)
        if (item or grade) and place not in taken:
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
