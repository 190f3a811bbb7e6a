"""From gaps to rows: pages are fetched and kept (`fetching`), and read as any other report (`importing`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from peeldiff.errors import FileError, LockHeldError, ReportError
from peeldiff.fetching import (
    NOTHING,
    Fetcher,
    Filled,
    Filling,
    KeptPage,
    Limits,
    Network,
    PageSource,
    PageStore,
    describe_other_page,
    every_page,
    named_hosts,
    why_not_read,
)
from peeldiff.fetching.fetcher import EnoughError
from peeldiff.fetching.requesting import RequestError, StoppedError
from peeldiff.files import hold_lock
from peeldiff.importing import (
    Document,
    GivenIdentity,
    ImportedReport,
    Plan,
    Sandbox,
    import_document,
    paragraphs,
    plan_import,
)
from peeldiff.importing.monitoring_page import compare_monitoring
from peeldiff.importing.pages.fetched_page import read_fetched
from peeldiff.importing.revisions import with_revisions

if TYPE_CHECKING:
    from peeldiff.dataset.model import Dataset
    from peeldiff.dataset.queries.page_addresses import Gap

__all__ = [
    "ExpectedPage",
    "PageReader",
    "PageStore",
    "Reread",
    "Scope",
    "Update",
    "find_kept",
    "find_targets",
    "pages_folder",
    "reread",
]

Scope = tuple[str | None, str | None]
"""A force and a cycle, None for every one."""


def find_targets(ds: Dataset, scopes: Iterable[Scope], *, known_too: bool = False) -> tuple[Gap, ...]:
    """Return the pages that fill the gaps of these inspections, best first; with `known_too` every page of them."""
    from peeldiff.dataset.queries.page_addresses import lacking_pages

    find = every_page if known_too else lacking_pages
    return tuple(dict.fromkeys(gap for force, cycle in scopes for gap in find(ds, force, cycle)))


@dataclass
class PageReader:
    """Reads kept pages with one worker process."""

    ds: Dataset
    store: PageStore
    sandbox: Sandbox

    def document(self, page: KeptPage) -> Document:
        """Return the lines of a page. Raises ReportError, FileError."""
        return read_fetched(page.address, self.store.body(page), self.sandbox)

    def report(self, page: KeptPage, document: Document | None = None) -> ImportedReport:
        """Return what a page says; what another edition of it said before is revised. Raises ReportError, FileError."""
        report = self._read(document or self.document(page))
        editions = self.store.editions(page.asked)
        is_latest = bool(editions) and page.digest == editions[-1].digest
        earlier = self._earlier(report, editions[:-1]) if is_latest else None
        return with_revisions(self.ds, report, earlier, page.first) if earlier else report

    def _earlier(self, report: ImportedReport, editions: Sequence[KeptPage]) -> ImportedReport | None:
        """Return what the last of earlier editions said that is of the same inspection: an error page is of none."""
        for edition in reversed(editions):
            try:
                earlier = self._read(self.document(edition))
            except (ReportError, FileError):
                continue
            if (earlier.force, earlier.cycle) == (report.force, report.cycle) and not earlier.is_empty:
                return earlier
        return None

    def _read(self, document: Document) -> ImportedReport:
        return import_document(self.ds, document, GivenIdentity())


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


class Update:
    """One run: the pages of targets are fetched, kept and read. `stop` can be called from any thread."""

    def __init__(
        self, ds: Dataset, targets: Sequence[Gap], store: PageStore, today: str, net: Network, limits: Limits
    ) -> None:
        """`today` is the day under which pages are kept."""
        self.monitoring: Sequence[str] = ()
        """Addresses of the list of forces in Engage, to look at in the end."""
        self.notices: list[str] = []
        """What that list says otherwise than the dataset."""
        self.fetcher = Fetcher(named_hosts(ds), net, limits)
        self._sandbox = Sandbox()
        self._reader = PageReader(ds, store, self._sandbox)
        self._store = store
        self._source = PageSource(self.fetcher, store, today)
        self._filling = Filling(targets, self._source, self._reader.report)

    @property
    def filled(self) -> Filled[ImportedReport]:
        """What came so far, also where the run is interrupted."""
        return self._filling.filled

    def run(self, on_page: Callable[[int, str], object]) -> Filled[ImportedReport]:
        """Fetch and read; `on_page` is called before each page with the place of its target and the address.

        Raises FileError where pages cannot be kept, also while another update of this person is running.
        """
        self._store.make_folder()
        self._filling.on_page = on_page
        try:
            with hold_lock(self._store.lock, self._store.lock, 0):
                filled = self._filling.run()
                if not (filled.ended or filled.was_stopped):
                    self._look_at_monitoring()
                return filled
        except LockHeldError as error:
            raise FileError("another update of yours is running: wait for its end") from error
        finally:
            self.fetcher.stop()
            self._sandbox.stop()

    def _look_at_monitoring(self) -> None:
        """Set the list of forces in Engage beside the dataset; the next variant of its address where one has none."""
        for address in self.monitoring:
            try:
                document = self._reader.document(self._source.page(address).page)
            except (RequestError, ReportError) as error:
                self.notices.append(f"{address}: {error}")
                continue
            except (StoppedError, EnoughError):
                return
            found = compare_monitoring(self._reader.ds, paragraphs(self._reader.ds, document))
            if found is not None:
                self.notices += [f"{address}: {sentence}" for sentence in found]
                return
            self.notices.append(f"{address}: lists no forces in a way that can be read")

    def stop(self) -> None:
        """Ask for nothing more; what came is kept."""
        self.fetcher.stop()
        self._sandbox.interrupt()


def pages_folder() -> Path:
    """Return the folder of kept pages, in the person's own data folder."""
    from peeldiff.settings import paths

    return paths.user_pages()
