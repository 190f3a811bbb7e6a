"""The process that opens pages and PDFs, so that a hostile one costs that process and nothing else.

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
        from peeldiff.importing import pdf_page

        return pdf_page.read(name, data)
    from peeldiff.importing import html_page

    return html_page.read(name, data)


def pack(document: Document) -> dict[str, Any]:
    """Return a document as plain values."""
    lines = [dataclasses.astuple(line) for line in document.lines]
    return {"format": document.format, "title": document.title, "address": document.address, "lines": lines}


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # a system without limits keeps the one on time
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


if __name__ == "__main__":
    main()
