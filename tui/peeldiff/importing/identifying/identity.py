"""What speaks against a page being the report it is taken for: a draft, another inspection, another name on it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence

from peeldiff.dataset.framework_model import Cycle
from peeldiff.dataset.model import Dataset
from peeldiff.importing.cleaning import key
from peeldiff.importing.extraction.items import ItemNames
from peeldiff.importing.identifying import recognising
from peeldiff.importing.imported import Block, Document, ImportedReport, ImportedRow
from peeldiff.importing.wording import lower

_TOP = 8
"""How many blocks at the top say that a page is a draft."""
_DRAFT = re.compile(
    r"^\W*draft\b|\bdraft\W*$|\bdraft (?:report|version|for|v?\d)|\bnot for (?:publication|circulation)\b"
    r"|\bfor (?:factual accuracy|pre-publication)|\bembargoed\b|\bstrictly confidential\b"
)
_FIRE = re.compile(r"(?<!constabulary and )\bfire (?:and|&) rescue service\b(?!s)|/frs-assessment")
_THEMES = re.compile(
    r"\b(?:child[ -]protection|crime[ -]data[ -]integrity|(?:police )?custody|joint|thematic|counter[ -]corruption"
    r"|vetting|domestic[ -]abuse|super[ -]?complaints?|roads?[ -]policing|follow[ -]up|re-?visit|unannounced)[ -]"
    r"(?:[a-z]+[ -]){0,3}(?:re-?)?(?:inspections?|reviews?|visits?|investigations?|suites?)\b"
)
_TITLES = 3
"""Within how many blocks at the top a title stands that says what a page is on."""
_DATED = re.compile(r"\s*\b(?:published|last updated)\b.*", re.IGNORECASE)
_OF_PEEL = re.compile(
    r"\bpeel\b|\b20\d\d\b|\beffective|\befficien|\blegitim|\bleadership\b|\bhmic|\binspectorate\b"
    r"|\b(?:force|overall) report\b"
)
_PEEL = re.compile(r"\bpeel\b")


def explain_no_report(document: Document, blocks: Sequence[Block]) -> str:
    """Return why a page of the inspectorate gives no grades of PEEL, nothing where it may."""
    names = [lower(text) for text in (document.title, document.address, *_headings(blocks))]
    tops = [lower(text) for text in (document.title, *(block.text for block in blocks[:_TOP]))]
    if any(map(_DRAFT.search, (top for top in tops if len(top) <= 160))):
        return "this is a draft, not what was published"
    if any(map(_FIRE.search, names)):
        return "this is on a fire and rescue service, not on a force"
    theme = next((found for found in map(_THEMES.search, names) if found), None)
    if theme and not any(map(_PEEL.search, (*names, *tops))):
        return f"this is another inspection than PEEL ({theme[0].replace('-', ' ')})"
    return ""


def _headings(blocks: Sequence[Block]) -> list[str]:
    """Return the first line, and the headings of the first rank near it."""
    return [block.text for place, block in enumerate(blocks[:_TOP]) if place == 0 or block.heading == 1]


def find_doubts(ds: Dataset, document: Document, blocks: Sequence[Block], force: str, cycle: Cycle | None) -> list[str]:
    """Return where a page names another force or cycle than it is taken for, in plain words."""
    doubts = []
    for where, text in _names(ds, document, blocks):
        forces = _forces_in(ds, text)
        if forces and force not in forces:
            doubts.append(f"{where} names {ds.force_names[forces[0]]}")
        theme = _THEMES.search(lower(text))
        if theme and not _PEEL.search(lower(text)):
            doubts.append(f"{where} names another inspection ({theme[0].replace('-', ' ')})")
        named = recognising.cycle_in(ds, text) if cycle else None
        if named and cycle and named.id != cycle.id:
            doubts.append(f"{where} names {named.name}")
    subjects = (
        _subject(ds, text, force, cycle) for text in (document.title, *(block.text for block in blocks[:_TITLES]))
    )
    subject = next(filter(None, subjects), "")
    return [*doubts, f"its title is on something else: “{subject}”"] if subject else doubts


def _subject(ds: Dataset, text: str, force: str, cycle: Cycle | None) -> str:
    """Return what a title has behind the name of the force, where that is nothing of PEEL: `Kent Police: custody`."""
    name = ds.force_names[force]
    names = "|".join(map(re.escape, (name, recognising.without_police(name).strip())))
    found = re.fullmatch(rf"(?:{names})\s*[:–—-]\s*(?P<rest>.{{4,100}})", text, re.IGNORECASE)
    rest = _DATED.sub("", found["rest"]) if found else ""
    if _THEMES.search(lower(rest)) and not _PEEL.search(lower(rest)):
        return rest
    of_peel = _OF_PEEL.search(lower(rest)) or (cycle and ItemNames(cycle).exact(key(rest)))
    return "" if of_peel else rest


def _names(ds: Dataset, document: Document, blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """Give the places where a page says what it is: its title, its first heading, its address."""
    if document.title:
        yield "its title", document.title
    heading = next((block.text for block in blocks[:_TOP] if block.heading == 1), None)
    titled = next((block.text for block in blocks[:_TOP] if recognising.names_force_and_years(ds, block.text)), None)
    if heading or titled:
        yield "its heading", heading or str(titled)
    if document.address:
        yield "its address", document.address


def _forces_in(ds: Dataset, text: str) -> list[str]:
    plain = f" {key(text)} "
    names = {force: (key(name), key(recognising.without_police(name))) for force, name in ds.force_names.items()}
    return [force for force, own in names.items() if any(f" {name} " in plain for name in own)]


def doubted(report: ImportedReport, doubts: Sequence[str]) -> ImportedReport:
    """Return a report of which nothing is sure, since the page names something else too."""
    if not doubts:
        return report
    why = f"not certain what page this is: {'; '.join(doubts)}"

    def lowered(rows: Sequence[ImportedRow]) -> tuple[ImportedRow, ...]:
        return tuple(dataclasses.replace(row, confidence="low", why=f"{row.why}; {why}") for row in rows)

    return dataclasses.replace(
        report,
        judgments=lowered(report.judgments),
        findings=lowered(report.findings),
        figures=lowered(report.figures),
        notices=(*report.notices, why),
    )
