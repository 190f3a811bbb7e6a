"""`peeldiff update --kept`: kept pages are read again by this version; what differs is reviewed or written."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from peeldiff.cli import streams
from peeldiff.cli.interface import Interface
from peeldiff.cli.output import put_sheets
from peeldiff.cli.progress import progress_line
from peeldiff.cli.streams import Exit
from peeldiff.cli.writing_rows import write_sure_rows
from peeldiff.text import plural

if TYPE_CHECKING:
    from peeldiff.dataset import Dataset
    from peeldiff.export.sheets import Sheet
    from peeldiff.fetching import KeptPage, PageStore
    from peeldiff.settings import Settings
    from peeldiff.updating import ExpectedPage, Reread, Scope

_COLUMNS = (*("address", "result", "force", "cycle", "differing", "first", "last"),)
_SHOWN = 60


def reread_pages(
    given: argparse.Namespace, in_force: Settings, ds: Dataset, scopes: Sequence[Scope], folder: Path
) -> int:
    """Read the kept pages of inspections, and review or write what the dataset has not or otherwise."""
    from peeldiff.updating import PageStore, find_kept, pages_folder

    store = PageStore(pages_folder())
    pages = find_kept(ds, scopes, store)
    if given.dry_run:
        put_sheets([_sheet([(expected.page, None) for expected in pages])], given)
        return Exit.DONE
    if not pages:
        streams.message("no page of these is kept: peeldiff update fetches those that are lacking")
        return Exit.DONE
    found = _reread(ds, pages, store, folder)
    if given.yes:
        put_sheets([_sheet([(page.page, page) for page in found])], given)
    for page in found if not given.yes else ():
        if page.why_not:
            streams.message(f"{page.page.asked}: {page.why_not}")
    differing = [page for page in found if page.differing]
    rows = sum(page.differing for page in differing)
    unread = sum(bool(page.why_not) for page in found)
    left = f"; {plural(unread, 'page')} gave nothing" if unread else ""
    streams.message(f"{plural(len(found) - unread, 'kept page')} read again; {_difference(rows, len(differing))}{left}")
    if given.yes and differing:
        write_sure_rows(ds, [page.report for page in differing if page.report], folder)
    elif differing:
        interface: Interface = given.interface
        return interface.review(in_force, [page.page.asked for page in differing], folder, force=None, cycle=None)
    return Exit.DONE


def _difference(rows: int, pages: int) -> str:
    if not rows:
        return "the dataset says the same"
    return f"the dataset lacks or has otherwise {plural(rows, 'row')} of {plural(pages, 'page')}"


def _reread(ds: Dataset, pages: Sequence[ExpectedPage], store: PageStore, folder: Path) -> list[Reread]:
    from peeldiff.updating import reread

    with progress_line("reading") as show:

        def on_page(place: int, address: str) -> None:
            show(f"reading {place} of {len(pages)}: {address.partition('//')[2][-_SHOWN:]}")

        return reread(ds, pages, store, folder, on_page)


def _sheet(pages: Sequence[tuple[KeptPage, Reread | None]]) -> Sheet:
    """Return kept pages as a table, with what came of each that was read."""
    from peeldiff.export.sheets import Sheet

    rows = tuple(_row(page, reread) for page, reread in pages)
    return Sheet(_COLUMNS, rows, "pages", ("address", "result", "differing", "last"))


def _row(page: KeptPage, reread: Reread | None) -> tuple[object, ...]:
    report = reread.report if reread else None
    of = (report.force, report.cycle) if report else (None, None)
    result = "kept" if reread is None else reread.why_not or ("differs" if reread.differing else "the same")
    return page.asked, result, *of, reread.differing if reread else None, page.first, page.last
