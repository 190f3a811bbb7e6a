"""Reads a page that was fetched: the address where it stood is its source, whatever the page says of itself."""

from __future__ import annotations

import dataclasses
import tempfile
from pathlib import Path

from peeldiff.importing.imported import Document
from peeldiff.importing.pages.page_lines import read
from peeldiff.importing.pages.sandbox import Sandbox
from peeldiff.text import inert


def read_fetched(address: str, body: bytes, sandbox: Sandbox) -> Document:
    """Return the lines of a page. Raises ReportError that names the address."""
    name = inert(address.rstrip("/"))
    with tempfile.TemporaryDirectory(prefix="peeldiff-") as folder:
        path = Path(folder, "page")
        path.write_bytes(body)
        return dataclasses.replace(read(path, sandbox, name), file=name, addresses=(address,), fetched=True)
