"""A file becomes lines, whatever its format: HTML, PDF or text. All formats give the same."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from peeldiff.errors import ReportError
from peeldiff.importing.imported import Document
from peeldiff.importing.pages.sandbox import Sandbox
from peeldiff.text import inert

MOST_BYTES = 32_000_000
"""The largest file that is opened; reports are a few hundred kilobytes, as PDF a few million bytes."""

_MARKUP = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|div|p|h[1-6]|table|main|article)\b", re.IGNORECASE)
_KNOWN = {
    b"PK\x03\x04": "a zip file (or an office document)",
    b"\x1f\x8b": "a gzip file",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x7fELF": "a program",
    b"Rar!": "a rar file",
    b"7z\xbc\xaf": "a 7z file",
    b"BZh": "a bzip2 file",
    b"\xfd7zXZ": "an xz file",
}


def read(path: Path, sandbox: Sandbox, name: str = "") -> Document:
    """Return the lines of a file. Raises ReportError that names the file and what was expected.

    `name` is what a message calls it, where that is not its path.
    """
    name = name or inert(str(path))
    size, head = _first_bytes(path, name)
    if not head.strip():
        raise ReportError(f"{name}: empty: expected a saved report page")
    if size > MOST_BYTES:
        limit = MOST_BYTES // 1_000_000
        raise ReportError(f"{name}: {size // 1_000_000} MB: expected a report of at most {limit} MB")
    kind = _format(name, head)
    document = sandbox.read(name, path, kind)
    if not document.lines:
        raise ReportError(f"{name}: no text in it: expected a saved report page")
    return document


def _first_bytes(path: Path, name: str) -> tuple[int, bytes]:
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise ReportError(f"{name}: not an ordinary file: expected a saved report page")
            return found.st_size, file.read(65536)
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise ReportError(f"{name}: {reason}: expected a saved report page") from error


def _without_waiting(path: str, flags: int) -> int:
    """Open without waiting for a writer, should it be a named pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _format(name: str, head: bytes) -> str:
    """Tell the format by the content; the ending of a name says nothing."""
    for mark, what in _KNOWN.items():
        if head.startswith(mark):
            raise ReportError(f"{name}: {what}: expected HTML, PDF or text")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode("utf-8", "replace")
    return "html" if len(_MARKUP.findall(head)) >= 2 or _MARKUP.match(head.lstrip()) else "text"
