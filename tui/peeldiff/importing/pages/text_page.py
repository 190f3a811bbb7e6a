"""Reads a text file: what was copied or saved from a page, or from a PDF reader."""

from __future__ import annotations

import re

from peeldiff.errors import ReportError
from peeldiff.importing.cleaning import clean
from peeldiff.importing.imported import Document, Line

_BULLET = re.compile(r"^\s*(?:[•●▪◦‣➔➢*·\uf0b7]|[-–—](?=\s)|o(?=\s{2,})|\((?:[a-z]|[ivx]+)\))\s*")
_HASHES = re.compile(r"^(#{1,6})\s+")
_EMPHASIS = re.compile(r"\*\*(.+?)\*\*|__(.+?)__")
_STRUCK = re.compile(r"~~.+?~~")
_ADDRESS = re.compile(r"https?://[^\s<>\"')]+")


def read(name: str, data: bytes) -> Document:
    """Return the lines of a text file. Raises ReportError where it is no text."""
    text = decode(name, data)
    lines = tuple(line for number, raw in enumerate(text.splitlines(), 1) if (line := as_line(raw, number)))
    return Document(name, "text", lines, addresses=tuple(filter(None, [_address(lines)])))


def decode(name: str, data: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 with its mark, or Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\0" in data[:65536]:
        raise ReportError(f"{name}: not a page or text: expected HTML, PDF or text")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    controls = sum(char < " " and char not in "\t\n\r\f" for char in text[:65536])
    if controls > 16 and controls * 50 > len(text[:65536]):
        raise ReportError(f"{name}: not a page or text: expected HTML, PDF or text")
    return text


def as_line(raw: str, number: int, page: int | None = None) -> Line | None:
    """Return one line of text with its marks of list and heading understood; None for an empty one."""
    raw = _STRUCK.sub("", raw)
    marked = _HASHES.match(raw.strip())
    raw = _EMPHASIS.sub(lambda found: found[1] or found[2], raw.strip() if marked else raw)
    bullet = None if marked else _BULLET.match(raw)
    indented = raw[:1].isspace() and not bullet
    body = raw[marked.end() :] if marked else raw[bullet.end() :] if bullet else raw
    text = clean(body.replace("\t", " | ") if body.strip().count("\t") else body)
    if not text:
        return None
    return Line(f" {text}" if indented else text, number, page, len(marked[1]) if marked else None, bool(bullet))


def _address(lines: tuple[Line, ...]) -> str:
    """Return the address that stands alone on one of the first lines, as a browser prints it."""
    for line in lines[:12]:
        found = _ADDRESS.search(line.text)
        if found and len(found[0]) > 0.6 * len(line.text):
            return found[0]
    return ""
