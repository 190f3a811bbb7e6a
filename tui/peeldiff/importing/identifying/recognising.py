"""What a document is: of which force, of which cycle, and whether the inspectorate wrote it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from peeldiff.dataset.framework_model import Cycle
from peeldiff.dataset.model import Dataset
from peeldiff.importing.cleaning import key
from peeldiff.importing.extraction.items import ItemNames
from peeldiff.importing.extraction.sections import may_be_heading
from peeldiff.importing.imported import Block, Document

_HEAD = 30
"""How many blocks at the top can say what a document is."""
_LONGEST_NAME = 110
_SURE_HEADINGS = 3
_AHEAD = 2
"""How many headings, and how many more than those of any other cycle, show the cycle beyond doubt."""
_YEARS = r"(20\d\d(?: ?[/–—-] ?(?:20)?\d\d)?)(?!\d)"
_TITLE_YEARS = re.compile(rf"(?P<name>.{{2,45}}?) (?:peel(?: assessment)? )?{_YEARS}", re.IGNORECASE)
_ORDINAL = re.compile(r"\b(first|second|third|fourth|fifth|sixth) peel\b.{0,90}\bassessment\b", re.IGNORECASE)
_ELSEWHERE = re.compile(r"\b(?:consult\w*|propos\w*|last year|previous|earlier|next|future|compar\w+)\b", re.IGNORECASE)
"""What tells a line about another cycle than the page's: a notice of a consultation, a link to last year."""
_PEEL_YEARS = re.compile(rf"\bpeel\b[^.]{{0,60}}?\b{_YEARS}|\b{_YEARS} peel\b", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"peel-(20\d\d(?:-\d\d)?)\b|-(20\d\d-\d\d)/?(?:[#?]|\Z)")
_SITE = re.compile(r"\s[|–-]\s.*")
_OF_A_FORCE = re.compile(r"\b(?:police(?: service)?|constabulary)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundCycle:
    """The cycle of a document: a known one, or the years that an unknown one names."""

    cycle: Cycle | None
    years: str
    sure: bool
    notice: str = ""
    """What a person should know of how it was found, or why it was not."""


def force_of(ds: Dataset, document: Document, blocks: Sequence[Block]) -> str | None:
    """Return the force that a document is about; None where none or several are named alike."""
    tops = [document.title, document.address.replace("-", " "), *(block.text for block in blocks[:_HEAD])]
    head = f" {' . '.join(map(key, tops))} "
    body = f" {' . '.join(block.key for block in blocks)} "
    scores: dict[str, float] = {}
    for force, name in ds.force_names.items():
        full, short = key(name), key(_OF_A_FORCE.sub("", name))
        in_head = _count(full, head) or _count(short, head)
        scores[force] = 3 * min(in_head, 4) + _count(full, body)
    ranked = sorted(scores.items(), key=lambda pair: -pair[1])
    (first, most), (_, second) = ranked[0], ranked[1] if len(ranked) > 1 else ("", 0.0)
    return first if most >= 1 and most >= 1.5 * second else None


def _count(name: str, text: str) -> int:
    return text.count(f" {name} ") if name else 0


def cycle_of(ds: Dataset, document: Document, blocks: Sequence[Block], day: str | None) -> FoundCycle:
    """Return the cycle by its name at the top, else by the headings that it has."""
    named = _title_years(ds, document, blocks) or _years(document, blocks)
    by_name = _by_years(ds, named) or _by_title(ds, document, blocks)
    counted = _by_ordinal(ds, blocks)
    if counted and by_name and counted != by_name:
        return FoundCycle(by_name, "", False, f"named as {by_name.name}, but counted as the one of {counted.name}")
    if counted and not named:
        by_name = counted
    counts = _headings_met(ds, blocks)
    best = max(counts.values(), default=0)
    if by_name:
        own = counts.get(by_name.id, 0)
        if best >= 3 and own * 2 < best:
            likely = next(cycle for cycle, count in counts.items() if count == best)
            return FoundCycle(by_name, "", False, f"named as {by_name.name}, but its headings are those of {likely}")
        return FoundCycle(by_name, "", True)
    if named:
        return FoundCycle(None, _range(named), False)
    candidates = [cycle for cycle, count in counts.items() if count == best and best >= 2]
    rest = sorted((count for cycle, count in counts.items() if cycle not in candidates), reverse=True)
    sure = len(candidates) == 1 and best >= _SURE_HEADINGS and best >= max(rest, default=0) + _AHEAD
    if len(candidates) > 1:
        candidates = _by_day(ds, candidates, day) or candidates
    if len(candidates) == 1:
        found = ds.cycles[candidates[0]]
        return FoundCycle(found, "", sure, f"no cycle is named: taken for {found.name} by {best} of its headings")
    if candidates:
        names = " or ".join(ds.cycles[cycle].name for cycle in candidates)
        return FoundCycle(None, "", False, f"could be of {names}")
    return FoundCycle(None, "", False)


def _title_years(ds: Dataset, document: Document, blocks: Sequence[Block]) -> str:
    """Return the years of a first line that is nothing but the force and the years: `Gwent 2017`, `Gwent PEEL 2018`."""
    texts = (document.title, *(block.text for block in blocks[:_HEAD]))
    return next(filter(None, (names_force_and_years(ds, text) for text in texts)), "")


def names_force_and_years(ds: Dataset, text: str) -> str:
    """Return the years of a line that is nothing but a force and the years, whatever the name of the site behind."""
    found = _TITLE_YEARS.fullmatch(_SITE.sub("", text).strip())
    if not found:
        return ""
    names = ds.force_names.values()
    is_force = key(found["name"]) in {key(name) for name in (*names, *map(without_police, names))}
    return found[2] if is_force else ""


def without_police(name: str) -> str:
    """Return the name of a force without the word for police: `Gwent`."""
    return _OF_A_FORCE.sub("", name)


def cycle_in(ds: Dataset, text: str) -> Cycle | None:
    """Return the cycle whose years a title, a heading or an address names; None where it speaks of another one."""
    found = _IN_ADDRESS.search(text) or (None if _ELSEWHERE.search(text) else _PEEL_YEARS.search(text))
    return _by_years(ds, names_force_and_years(ds, text) or (found[1] or found[2] if found else ""))


def _by_ordinal(ds: Dataset, blocks: Sequence[Block]) -> Cycle | None:
    """Return the cycle that the top counts: `the fourth PEEL assessment of …`, in the words of the cycle's title."""
    for block in blocks[:_HEAD]:
        found = _ORDINAL.search(block.text)
        if found and not _ELSEWHERE.search(block.text[: found.start()]):
            word = re.compile(rf"\b{found[1].casefold()}\b")
            return next((cycle for cycle in ds.cycles.values() if word.search(cycle.title.casefold())), None)
    return None


def _years(document: Document, blocks: Sequence[Block]) -> str:
    """Return the years that stand beside PEEL in the title, the address or a short line at the top."""
    in_address = _IN_ADDRESS.search(document.address)
    for text in (document.title, *(block.text for block in blocks[:_HEAD] if _may_name(block.text))):
        found = _PEEL_YEARS.search(text)
        if found and not _ELSEWHERE.search(text):
            return found[1] or found[2]
    return (in_address[1] or in_address[2]) if in_address else ""


def _may_name(line: str) -> bool:
    """Tell whether a line can name the cycle of its page: short, and no sentence."""
    return len(line) <= _LONGEST_NAME and not line.rstrip().endswith((".", "?"))


def _range(years: str) -> str:
    """Return years as a cycle's id has them: `2027-29`."""
    found = re.findall(r"\d+", years)
    return f"{found[0]}-{found[1][-2:]}" if len(found) > 1 else found[0]


def _by_years(ds: Dataset, years: str) -> Cycle | None:
    if not years:
        return None
    wanted = {_range(years), years.replace(" ", "")}
    of_peel = [cycle for cycle in ds.cycles.values() if cycle.kind == "peel"]
    exact = [cycle for cycle in of_peel if cycle.id in wanted]
    loose = [
        cycle for cycle in of_peel if {_range(alias) for alias in cycle.aliases if re.search(r"\d", alias)} & wanted
    ]
    return next(iter(exact or loose), None)


def _by_title(ds: Dataset, document: Document, blocks: Sequence[Block]) -> Cycle | None:
    """Return the cycle whose whole name or title stands at the top, for those that are not called PEEL."""
    head = [key(document.title), *(block.key for block in blocks[:_HEAD])]
    for cycle in ds.cycles.values():
        if cycle.kind == "peel":
            continue
        names = [name for name in (key(cycle.name), key(cycle.title)) if len(name) >= 12]
        if any(re.search(rf"\b{re.escape(name)}\b", text) for name in names for text in head):
            return cycle
    return None


def _headings_met(ds: Dataset, blocks: Sequence[Block]) -> Mapping[str, int]:
    """Return for each cycle how many of its items have a heading of their own in the document."""
    headings = {block.key for block in blocks if may_be_heading(block)}
    counts: dict[str, int] = {}
    for cycle in ds.cycles.values():
        names = ItemNames(cycle)
        recognised = {item.id for heading in headings if (item := names.exact(heading)) and item.level != "pillar"}
        counts[cycle.id] = len(recognised)
    return counts


def _by_day(ds: Dataset, cycles: Sequence[str], day: str | None) -> list[str]:
    if day is None:
        return []
    begun = [cycle for cycle in cycles if ds.cycles[cycle].published_from <= day]
    return begun[-1:]
