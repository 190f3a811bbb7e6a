"""Reads the pages that are kept as reports; what another edition of a page said before is revised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from peeldiff.errors import FileError, ReportError
from peeldiff.fetching import KeptPage, PageStore
from peeldiff.importing import Document, GivenIdentity, ImportedReport, Sandbox, import_document
from peeldiff.importing.pages.fetched_page import read_fetched
from peeldiff.importing.revisions import with_revisions

if TYPE_CHECKING:
    from peeldiff.dataset.model import Dataset


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


def pages_folder() -> Path:
    """Return the folder of kept pages, in the person's own data folder."""
    from peeldiff.settings import paths

    return paths.user_pages()
