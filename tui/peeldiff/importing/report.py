"""Turns one file into rows: reads it, recognises it, divides it and places what it says."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from peeldiff.errors import ReportError
from peeldiff.importing import wording
from peeldiff.importing.cleaning import key
from peeldiff.importing.extraction.assembling import ReportAssembler
from peeldiff.importing.extraction.grades import GradeFinder
from peeldiff.importing.extraction.items import all_names, squeezed
from peeldiff.importing.extraction.unplaced import grade_sentences, with_unplaced
from peeldiff.importing.identifying import authorship, drafting, identity, recognising
from peeldiff.importing.identifying.publication_day import find_publication_day
from peeldiff.importing.imported import NO_PEEL_REPORT, NOT_THE_INSPECTORATES, Block, Document, ImportedReport, Unplaced
from peeldiff.importing.pages.blocks import blocks as joined
from peeldiff.importing.pages.page_lines import read
from peeldiff.importing.pages.sandbox import Sandbox

if TYPE_CHECKING:
    from peeldiff.dataset.model import Dataset

_WELSH_TEXT = """
yr yn mae heddlu ac ar oes gan wedi i'r o'r a'r gwella angen da digonol ei eu bod ond
"""
_WELSH = frozenset(_WELSH_TEXT.split())


@dataclass(frozen=True)
class GivenIdentity:
    """What the person says of a file, instead of having it recognised: a force's slug, a cycle's id."""

    force: str | None = None
    cycle: str | None = None


def import_file(ds: Dataset, path: Path, sandbox: Sandbox, given: GivenIdentity | None = None) -> ImportedReport:
    """Read one file into rows. Raises ReportError, with one line that says what to do."""
    return import_document(ds, read(path, sandbox), given or GivenIdentity())


def import_document(ds: Dataset, document: Document, given: GivenIdentity) -> ImportedReport:
    """Place what the lines of a document say. Raises ReportError."""
    found = paragraphs(ds, document)
    _refuse_welsh(document, found)
    force = given.force or recognising.force_of(ds, document, found)
    day = find_publication_day(found)
    published = day.isoformat() if day else None
    grades = _grades(ds, force)
    cycle = recognising.FoundCycle(ds.cycles[given.cycle], "", True) if given.cycle else None
    cycle = cycle or recognising.cycle_of(ds, document, found, published)
    source = document.address or Path(document.file).name
    shape = dataclasses.replace(_EMPTY, file=document.file, format=document.format, force=force, source=source)
    author = authorship.weigh_authorship(document, found, ds.cycles, grades)
    if author.refusal:
        shape = dataclasses.replace(shape, kind=NOT_THE_INSPECTORATES, source=authorship.unofficial_source(document))
        return _without_judgments(shape, found, grades, author.refusal, "said by somebody else than the inspectorate")
    other = identity.explain_no_report(document, found)
    if other:
        shape = dataclasses.replace(shape, kind=NO_PEEL_REPORT)
        why = f"No judgment was taken: {other}. What it says of grades stands under unplaced."
        return _without_judgments(shape, found, grades, why, other)
    if force is None:
        raise ReportError(f"{document.file}: names no force of the dataset (or several alike): give --force")
    draft = None
    of = cycle.cycle
    if of is None:
        if not cycle.years:
            why = cycle.notice or "names no cycle, and its headings are those of none"
            raise ReportError(f"{document.file}: {why}: give --cycle")
        of = drafting.cycle_of(ds, cycle.years, found, grades, published)
        draft = drafting.draft(of, source)
    report = ReportAssembler(ds, of, force, published, source, cycle.sure and draft is None, found, grades)
    made = report.assemble(dataclasses.replace(shape, cycle=of.id, published=published, draft=draft), cycle.notice)
    doubts = identity.find_doubts(ds, document, found, force, of if draft is None else None)
    return identity.doubted(made, [*doubts, *filter(None, [author.doubt])])


_EMPTY = ImportedReport("", "", "", None, None, None, "")


def paragraphs(ds: Dataset, document: Document) -> list[Block]:
    """Return the lines of a document, joined where they belong together."""
    names = all_names(ds.cycles)
    finder = _grades(ds, None)
    alone = wording.CLOSERS | wording.SKIPPED

    def is_standalone(line: str) -> bool:
        words = key(line)
        return (
            words in alone
            or squeezed(words) in names
            or bool(wording.finding_kind(words) or finder.badge(words) or finder.labelled(line))
        )

    return [part for block in joined(document, is_standalone) for part in _parted(block, finder)]


_DATED = re.compile(r"(last updated:? \d\d?/\d\d?/\d{4})\s+(\S.*)", re.IGNORECASE)


def _parted(block: Block, finder: GradeFinder) -> tuple[Block, ...]:
    """Part the date of a page from the badge that stands below it, where a copy has them in one line."""
    found = _DATED.fullmatch(block.text)
    if not found or not finder.badge(key(found[2])):
        return (block,)
    date = dataclasses.replace(block, text=found[1], key=key(found[1]))
    return date, dataclasses.replace(block, text=found[2], key=key(found[2]), heading=None, bullet=False)


def _grades(ds: Dataset, force: str | None) -> GradeFinder:
    names = dict(ds.force_names)
    own = [names.pop(force)] if force else list(names.values())
    labels = {grade.id: grade.label for grade in ds.grades.values()}
    if force is None:
        return GradeFinder(labels, own)
    others = list(names.values())
    short = [[recognising.without_police(name) for name in known] for known in (own, others)]
    return GradeFinder(labels, own, others, (short[0], short[1]))


def _refuse_welsh(document: Document, found: Sequence[Block]) -> None:
    text = wording.lower(" ".join(block.text for block in found[:200]))
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", text)
    if len(words) >= 20 and sum(word in _WELSH for word in words) > 0.12 * len(words):
        raise ReportError(f"{document.file}: a page in Welsh: import the English page")


def _without_judgments(
    shape: ImportedReport, found: Sequence[Block], grades: GradeFinder, notice: str, reason: str
) -> ImportedReport:
    """Keep what speaks of a grade in a document that gives none of PEEL, and take none of it."""
    left = [Unplaced(sentence[:300], block.place, reason) for block, sentence in grade_sentences(found, grades)]
    return with_unplaced(dataclasses.replace(shape, notices=(notice,)), left)
