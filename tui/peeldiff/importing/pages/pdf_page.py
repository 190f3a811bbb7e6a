"""Reads a PDF: the text of its pages, line by line."""

from __future__ import annotations

import io
import logging

from peeldiff.errors import ReportError
from peeldiff.importing.imported import Document, Line
from peeldiff.importing.pages.text_page import as_line

_MOST_PAGES = 1500
_MOST_TEXT = 20_000_000


def read(name: str, data: bytes) -> Document:
    """Return the lines of every page. Raises ReportError where it cannot be read or holds no text."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReportError(f"{name}: locked with a password: save it without one")
        if len(reader.pages) > _MOST_PAGES:
            raise ReportError(f"{name}: {len(reader.pages)} pages: expected a report of at most {_MOST_PAGES}")
        lines: list[Line] = []
        size = 0
        for number, page in enumerate(reader.pages, 1):
            text = page.extract_text()
            size += len(text)
            if size > _MOST_TEXT:
                raise ReportError(f"{name}: too much text for a report (page {number})")
            found = (as_line(raw, at, number) for at, raw in enumerate(text.splitlines(), 1))
            lines.extend(line for line in found if line)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, ArithmeticError, OSError) as error:
        raise ReportError(f"{name}: a broken PDF, or not a PDF: save it again, or as text") from error
    if not lines:
        raise ReportError(f"{name}: no text in the PDF (pictures of pages?): save the report's web page instead")
    title = reader.metadata.title if reader.metadata else None
    return Document(name, "pdf", tuple(lines), str(title or ""))
