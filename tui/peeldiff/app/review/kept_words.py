"""The words of a kept page on which a row of the dataset rests: the page is read again, and the row found in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from peeldiff.app.review.file_text import FileText
from peeldiff.importing import Sandbox, paragraphs

if TYPE_CHECKING:
    from peeldiff.dataset.model import Dataset


@dataclass(frozen=True)
class KeptWords:
    """The lines of a page, and those on which the row rests."""

    text: FileText
    own: range
    """Empty where the row was not found again."""
    day: str
    """The day on which the page was last seen so."""


def find_kept_words(ds: Dataset, source: str, item: str) -> KeptWords | None:
    """Return the page that stood at an address, with the lines that give the judgment on an item marked.

    None where no such page is kept. Raises ReportError and FileError for one that cannot be read. It reads
    files: call it off the interface's thread.
    """
    from peeldiff.updating import PageReader, PageStore, pages_folder

    store = PageStore(pages_folder())
    page = store.find(source)
    if page is None:
        return None
    with Sandbox() as sandbox:
        reader = PageReader(ds, store, sandbox)
        document = reader.document(page)
        report = reader.report(page, document)
    text = FileText.of(document, (block.place for block in paragraphs(ds, document)))
    row = next((row for row in report.judgments if row.values["item"] == item), None)
    return KeptWords(text, text.paragraph(row.place) if row else range(0), page.last)
