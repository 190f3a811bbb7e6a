"""What harmless output looks like, judged from its bytes alone."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from urllib.parse import urlsplit

import polars as pl
from justhtml import JustHTML
from rich.cells import cell_len

_OBEYED = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_RUN = re.compile(r"[=+\-@\t\r＝＋－＠]")
_ADDRESS = re.compile(r"\[\d+\] https?://\S+\Z")
"""The line of a source, which has to stay whole."""
WIDTH = 100
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?\Z")


def assert_inert(text: str, what: str = "") -> None:
    """Assert that nothing stands in a text that a terminal obeys or that hides from a reader."""
    kinds = {char: unicodedata.category(char) for char in set(text)}
    bad = [f"U+{ord(char):04X}" for char, kind in kinds.items() if kind in _OBEYED and char != "\n"]
    assert not bad, (what, bad)
    marks = "".join(char for char, kind in kinds.items() if kind.startswith("M"))
    assert not marks or not re.search(f"[{re.escape(marks)}]{{5}}", text), f"{what}: marks piled up"


def assert_harmless(out: bytes, chosen: str, what: str, allowed: HtmlParts | None = None) -> None:
    """Assert that output in a format is inert and can be read back."""
    if chosen == "parquet":
        frame = pl.read_parquet(io.BytesIO(out))
        for cell in frame.select(pl.col(pl.String)).unpivot()["value"].drop_nulls().unique():
            assert_inert(cell, what)
        return
    text = out.decode("utf-8")
    assert_inert(text.replace("\t", "") if chosen == "toml" else text, what)
    if chosen == "json":
        for words in _texts(json.loads(text)):
            assert_inert(words, what)
    elif chosen == "toml":
        tomllib.loads(text)
    elif chosen == "csv":
        assert_not_run(text, what)
    elif chosen == "html":
        assert allowed is not None
        assert html_parts(text) <= allowed, (what, html_parts(text) - allowed)
    elif chosen == "markdown":
        assert_no_markup(text, what)
    else:
        wide = [line for line in text.splitlines() if cell_len(line) > WIDTH and not _ADDRESS.match(line)]
        assert not wide, (what, wide[0])


def _texts(value: object) -> Iterator[str]:
    """Walk over every text in a JSON value, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def assert_not_run(text: str, what: str) -> None:
    """Assert that a spreadsheet runs no cell of a CSV text, and that each table keeps its width."""
    rows = list(csv.reader(io.StringIO(text), strict=True))
    for filled, table in itertools.groupby(rows, bool):
        widths = {len(row) for row in table} if filled else {0}
        assert len(widths) == 1, (what, "rows of several widths")
    for cell in itertools.chain.from_iterable(rows):
        assert not _RUN.match(cell.lstrip()) or _NUMBER.match(cell), (what, cell[:80])


_OF_TEXT = ("title", "data-side", "href", "aria-label")
"""Attributes that hold text of the dataset; an address's scheme is kept."""
_NUMBERS = re.compile(r"[\d .,MLZ-]+\Z")
"""Where something is drawn, or what it is sorted by."""
HtmlParts = frozenset[tuple[str, str, str]]


def html_parts(text: str) -> HtmlParts:
    """Return the elements, each with its attributes, one at a time, and the schemes of its addresses."""
    found: set[tuple[str, str, str]] = set()
    page = JustHTML(text, sanitize=False)
    for node in page.query("*"):
        found.add((node.name, "", ""))
        for name, value in (node.attrs or {}).items():
            scheme = urlsplit(value or "").scheme if name in ("href", "src", "action") else ""
            kept = "" if name in _OF_TEXT or _NUMBERS.match(value or "") else str(value)
            found.add((node.name, name, scheme or kept))
    return frozenset(found)


_MARKUP = re.compile(r"(?<!\\)(?:\\\\)*(<(?!br>)[a-zA-Z/!?]|!?\[[^\]]*\]\(\s*(?!https?:))")


def assert_no_markup(text: str, what: str) -> None:
    """Assert that Markdown has no HTML but line breaks, and no link to anything but the web."""
    found = _MARKUP.search(text)
    assert found is None, (what, text[max(0, found.start() - 40) : found.end() + 40])
