"""One sitting of a review: the dataset with one's own rows upon it, the files that were read, the plan, the writing."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from peeldiff.app.review.file_text import FileText
from peeldiff.errors import FileError, ReportError
from peeldiff.importing import (
    Document,
    GivenIdentity,
    ImportedReport,
    Plan,
    Sandbox,
    import_document,
    paragraphs,
    plan_import,
    read,
    write,
)
from peeldiff.text import inert

if TYPE_CHECKING:
    from peeldiff.dataset.model import Dataset
    from peeldiff.settings import Settings

_SECURE = "https://"
"""What begins so is the address of a kept page, and no file."""


@dataclass(frozen=True)
class Request:
    """What was asked for on the command line."""

    files: Sequence[str]
    folder: Path
    """The person's own dataset."""
    force: str | None = None
    cycle: str | None = None


@dataclass(frozen=True)
class ReadFile:
    """A file that was read: its lines, and what was made of them."""

    text: FileText
    report: ImportedReport


@dataclass(frozen=True)
class ReviewSession:
    """What the screens ask; reading and writing are called off the screen's thread."""

    settings: Settings
    dataset: Dataset
    folder: Path
    asked: GivenIdentity

    @classmethod
    def open(cls, settings: Settings, request: Request) -> ReviewSession:
        """Load the dataset and find what was named. Raises a PeeldiffError."""
        from peeldiff.dataset import find_cycle, find_force

        ds = _load(settings, request.folder)
        force = find_force(ds, request.force) if request.force else None
        return cls(
            settings, ds, request.folder, GivenIdentity(force, find_cycle(ds, request.cycle) if request.cycle else None)
        )

    def read(self, name: str, sandbox: Sandbox) -> ReadFile:
        """Read one file, or the kept page of an address. Raises ReportError."""
        if name.startswith(_SECURE):
            document, report = self._kept(name, sandbox)
        else:
            document = read(Path(name), sandbox)
            report = import_document(self.dataset, document, self.asked)
        return ReadFile(
            FileText.of(document, (paragraph.place for paragraph in paragraphs(self.dataset, document))), report
        )

    def _kept(self, address: str, sandbox: Sandbox) -> tuple[Document, ImportedReport]:
        from peeldiff.updating import PageReader, PageStore, pages_folder

        reader = PageReader(self.dataset, PageStore(pages_folder()), sandbox)
        page = reader.store.latest(address)
        if page is None:
            raise ReportError(f"{inert(address)}: no such page is kept: peeldiff update fetches those that are lacking")
        try:
            document = reader.document(page)
            return document, reader.report(page, document)
        except FileError as error:
            raise ReportError(str(error)) from error

    def plan(self, reports: Iterable[ImportedReport]) -> Plan:
        """Return what writing would do."""
        return plan_import(self.dataset, reports, self.folder)

    def write(self, plan: Plan) -> ReviewSession:
        """Write, and return the sitting with the dataset as it is then. Raises OutputError, with all as it was."""
        write(plan)
        return self.reloaded()

    def reloaded(self) -> ReviewSession:
        """Return the sitting with the dataset as it is now. Raises a PeeldiffError."""
        return dataclasses.replace(self, dataset=_load(self.settings, self.folder))

    def wrong(self, table: str, values: Mapping[str, str | None]) -> dict[str, str]:
        """Return what is wrong with a row by the dataset's own rules, by column."""
        from peeldiff.dataset.reading.row_check import find_row_problems

        return {
            problem.column: inert(problem.message)
            for problem in reversed(find_row_problems(self.dataset, table, values))
        }


def _load(settings: Settings, folder: Path) -> Dataset:
    from peeldiff.dataset import load
    from peeldiff.settings import paths

    if folder.is_dir():
        return load(settings.data, folder)
    return load(settings.data, cache=paths.dataset_cache(restricted=settings.restricted))
