"""Kept pages read anew: what this version reads of them that the dataset lacks or has otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from peeldiff.errors import FileError, ReportError
from peeldiff.fetching import NOTHING, KeptPage, PageStore, describe_other_page, every_page, why_not_read
from peeldiff.importing import ImportedReport, Plan, Sandbox, plan_import
from peeldiff.updating.page_reader import PageReader

if TYPE_CHECKING:
    from peeldiff.dataset.model import Dataset
    from peeldiff.updating.update import Scope


@dataclass(frozen=True)
class Reread:
    """A kept page, as this version reads it."""

    page: KeptPage
    report: ImportedReport | None
    differing: int = 0
    """How many of its rows the dataset lacks, or has otherwise; those that are doubtful are not among them."""
    why_not: str = ""
    """Why it cannot be read."""


@dataclass(frozen=True)
class ExpectedPage:
    """A kept page, and the inspection at whose address it stood."""

    page: KeptPage
    force: str
    cycle: str


def find_kept(ds: Dataset, scopes: Iterable[Scope], store: PageStore) -> tuple[ExpectedPage, ...]:
    """Return the kept pages of these inspections, by address."""
    inspections = {
        page.address.replace("http://", "https://"): (gap.force, gap.cycle)
        for force, cycle in scopes
        for gap in every_page(ds, force, cycle)
        for page in gap.addresses
    }
    return tuple(ExpectedPage(page, *inspections[page.asked]) for page in store.pages() if page.asked in inspections)


def reread(
    ds: Dataset, pages: Sequence[ExpectedPage], store: PageStore, overlay: Path, on_page: Callable[[int, str], object]
) -> list[Reread]:
    """Read kept pages anew; nothing is asked for. `on_page` is called before each, with its place and address."""
    with Sandbox() as sandbox:
        reader, found = PageReader(ds, store, sandbox), list[Reread]()
        for place, expected in enumerate(pages, 1):
            on_page(place, expected.page.asked)
            found.append(_reread(reader, expected, overlay))
        return found


def _reread(reader: PageReader, expected: ExpectedPage, overlay: Path) -> Reread:
    page = expected.page
    try:
        report = reader.report(page)
    except ReportError as error:
        return Reread(page, None, why_not=why_not_read(error, page))
    except FileError as error:
        return Reread(page, None, why_not=str(error))
    if (report.force, report.cycle) != (expected.force, expected.cycle):
        return Reread(page, None, why_not=describe_other_page(report.force, report.cycle))
    if report.is_empty:
        return Reread(page, None, why_not=NOTHING)
    return Reread(page, report, _differing(plan_import(reader.ds, [report], overlay)))


def _differing(plan: Plan) -> int:
    return sum(row.outcome == "add" or (row.outcome == "conflict" and row.standing is not None) for row in plan.rows)
