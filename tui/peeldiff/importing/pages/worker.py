"""The process that opens files, whatever their format, so that a hostile one costs that process and nothing else.

It reads a request a line from standard input and answers with a line of JSON. It is started by
`sandbox` with a limit on memory, and is killed by it when a file takes too long.
"""

from __future__ import annotations

import dataclasses
import json
import signal
import sys
from pathlib import Path
from typing import Any

from peeldiff.errors import ReportError
from peeldiff.importing.imported import Document

MOST_TEXT = 3_000_000
MOST_LINES = 60_000
"""The most text that is taken for a report, in characters and lines: that of a thousand pages."""
MEMORY = 1_000_000_000
"""Bytes of address space that the process may have."""


def main() -> None:
    """Answer requests until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started us decides
    _limit_memory()
    sys.setrecursionlimit(5000)
    for line in sys.stdin:
        request = json.loads(line)
        sys.stdout.write(json.dumps(_answer(request["name"], request["path"], request["format"])) + "\n")
        sys.stdout.flush()


def _answer(name: str, path: str, kind: str) -> dict[str, Any]:
    try:
        return pack(_read(name, Path(path).read_bytes(), kind))
    except ReportError as error:
        return {"error": str(error)}
    except (MemoryError, RecursionError):
        return {"error": f"{name}: unpacks to more than a report can be: save the page again, or as text"}
    except Exception as error:
        return {"error": f"{name}: cannot be read as {kind} ({type(error).__name__}): save it again, or as text"}


def _read(name: str, data: bytes, kind: str) -> Document:
    if kind == "pdf":
        from peeldiff.importing.pages import pdf_page

        document = pdf_page.read(name, data)
    elif kind == "html":
        from peeldiff.importing.pages import html_page

        document = html_page.read(name, data)
    else:
        from peeldiff.importing.pages import text_page

        document = text_page.read(name, data)
    return _of_a_report_s_size(document)


def _of_a_report_s_size(document: Document) -> Document:
    """Return a document that can be a report; what is longer would cost minutes to place. Raises ReportError."""
    size = sum(len(line.text) for line in document.lines)
    if size > MOST_TEXT or len(document.lines) > MOST_LINES:
        found = f"{size / 1e6:.1f} million characters in {len(document.lines):,} lines"
        limit = f"{MOST_TEXT // 1_000_000} million in {MOST_LINES:,}"
        raise ReportError(f"{document.file}: {found}: expected a report of at most {limit}: save only the report")
    return document


def pack(document: Document) -> dict[str, Any]:
    """Return a document as plain values."""
    lines = [dataclasses.astuple(line) for line in document.lines]
    return {"format": document.format, "title": document.title, "addresses": document.addresses, "lines": lines}


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # a system without limits keeps the one on time
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


if __name__ == "__main__":
    main()
