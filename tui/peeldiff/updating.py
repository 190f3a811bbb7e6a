"""From gaps to rows: pages are fetched and kept (`fetching`), and read as any other report (`importing`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from peeldiff.errors import FileError
from peeldiff.fetching import (
    Fetcher,
    Filled,
    Filling,
    KeptPage,
    Limits,
    Network,
    PageSource,
    PageStore,
    every_page,
    named_hosts,
)
from peeldiff.files import hold_lock
from peeldiff.importing import Document, GivenIdentity, ImportedReport, Sandbox, import_document
from peeldiff.importing.fetched_page import read_fetched
from peeldiff.importing.revisions import with_revisions

if TYPE_CHECKING:
    from peeldiff.dataset.model import Dataset
    from peeldiff.dataset.page_addresses import Gap

__all__ = ["PageReader", "PageStore", "Scope", "Update", "find_targets", "pages_folder"]

Scope = tuple[str | None, str | None]
"""A force and a cycle, None for every one."""


def find_targets(ds: Dataset, scopes: Iterable[Scope], *, known_too: bool = False) -> tuple[Gap, ...]:
    """Return the pages that fill the gaps of these inspections, best first; with `known_too` every page of them."""
    from peeldiff.dataset.page_addresses import lacking_pages

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
        before = [edition for edition in editions[:-1] if page.digest == editions[-1].digest]
        if not before or not self.store.has(before[-1]):
            return report
        return with_revisions(self.ds, report, self._read(self.document(before[-1])), page.first)

    def _read(self, document: Document) -> ImportedReport:
        return import_document(self.ds, document, GivenIdentity())


class Update:
    """One run: the pages of targets are fetched, kept and read. `stop` can be called from any thread."""

    def __init__(
        self, ds: Dataset, targets: Sequence[Gap], store: PageStore, today: str, net: Network, limits: Limits
    ) -> None:
        """`today` is the day under which pages are kept."""
        self.fetcher = Fetcher(named_hosts(ds), net, limits)
        self._sandbox = Sandbox()
        reader = PageReader(ds, store, self._sandbox)
        self._store = store
        self._filling = Filling(targets, PageSource(self.fetcher, store, today), reader.report)

    @property
    def filled(self) -> Filled[ImportedReport]:
        """What came so far, also where the run is interrupted."""
        return self._filling.filled

    def run(self, on_page: Callable[[int, str], object]) -> Filled[ImportedReport]:
        """Fetch and read; `told` is called before each page with the place of its target and the address.

        Raises FileError where pages cannot be kept, also while another update of this person is running.
        """
        self._store.make_folder()
        self._filling.on_page = on_page
        try:
            with hold_lock(self._store.lock, self._store.lock, 0):
                return self._filling.run()
        except FileError as error:
            if self._store.lock.name in str(error):
                raise FileError("another update of yours is running: wait for its end") from error
            raise
        finally:
            self.fetcher.stop()
            self._sandbox.stop()

    def stop(self) -> None:
        """Ask for nothing more; what came is kept."""
        self.fetcher.stop()
        self._sandbox.interrupt()


def pages_folder() -> Path:
    """Return the folder of kept pages, in the person's own data folder."""
    from peeldiff.settings import paths

    return paths.user_pages()
