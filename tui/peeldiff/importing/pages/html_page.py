"""Reads a saved web page: its text in lines, headings marked, menus and scripts left out.

The tree is walked without recursion, so depth costs nothing; every line keeps the line of the page's
source where it begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from peeldiff.errors import ReportError
from peeldiff.importing.cleaning import clean
from peeldiff.importing.imported import Document, Line
from peeldiff.importing.pages.html_tables import table_rows
from peeldiff.importing.pages.text_page import decode

_LEFT_OUT_TEXT = """
script style noscript template nav form button svg select iframe object head footer dialog canvas
video datalist del s strike
"""
_LEFT_OUT = frozenset(_LEFT_OUT_TEXT.split())
_INLINE_TEXT = """
a abbr acronym b bdi bdo cite code dfn em font i ins kbd label mark q s samp small span strong sub
sup time tt u var wbr
"""
_INLINE = frozenset(_INLINE_TEXT.split())
_HEADING = re.compile(r"h([1-6])\Z")
_BANNER = re.compile(r"cookie|consent|breadcrumb|site-(?:header|footer|nav)|skip-?link|share|social", re.IGNORECASE)
_UNSEEN = re.compile(r"display:\s*none|visibility:\s*hidden|line-through", re.IGNORECASE)
_LONGEST_UNSEEN = 120
"""What is hidden and short is no part of the page; what is long is a folded part of it."""
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")
_LONGEST_ALT = 300
_MOST_NODES = 2_000_000
_BANNER_LIMIT = 4000
"""A cookie banner is short: a wrapper of the whole page that happens to have such a class stays."""


def read(name: str, data: bytes) -> Document:
    """Return the lines of a page. Raises ReportError where there is too much of it."""
    from justhtml import JustHTML

    source = decode(name, data)
    tree = JustHTML(source, track_node_locations=True, sanitize=False)
    title, addresses = _head(tree.root, source)
    return Document(name, "html", tuple(_lines(name, tree.root)), title, addresses)


def _head(root: Any, source: str) -> tuple[str, tuple[str, ...]]:  # noqa: ANN401  (a node of the library)
    title = next((clean(node.to_text()) for node in root.query("title")), "")
    links = [node.attrs.get("href") for node in root.query('link[rel="canonical"]')]
    links += [node.attrs.get("content") for node in root.query('meta[property="og:url"]')]
    saved = _SAVED_FROM.search(source[:2000])
    links += [saved[1]] if saved else []
    return title, tuple(dict.fromkeys(clean(link) for link in links if link and link.startswith("http")))


class _Paragraph:
    """The pieces of text since the last break, and where the first one stands."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.number = 0
        self.heading: int | None = None
        self.bullet = False

    def add(self, text: str, number: int) -> None:
        if not self.pieces:
            if not text.strip():
                return
            lead = text[: len(text) - len(text.lstrip())]
            self.number = number + lead.count("\n")
        self.pieces.append(text)

    def take(self, heading: int | None, bullet: bool, *, quoted: bool = False) -> Line | None:
        """Return the line so far and begin anew; `heading`, `bullet` and `quoted` hold for what ended."""
        text = clean("".join(self.pieces))
        self.pieces.clear()
        # As a quotation is marked in text: its words are not the page's own.
        return Line(f"> {text}" if quoted else text, self.number, None, heading, bullet) if text else None


def _lines(name: str, root: Any) -> Iterator[Line]:  # noqa: ANN401  (likewise)
    """Walk the tree and give a line for each block of text."""
    paragraph = _Paragraph()
    heading: int | None = None
    bullet, quoted = False, 0
    stack: list[tuple[Any, bool]] = [(root, False)]
    visited = 0
    while stack:
        node, leaving = stack.pop()
        visited += 1
        if visited > _MOST_NODES:
            raise ReportError(f"{name}: too large: more than {_MOST_NODES:,} elements: save only the report")
        tag = node.name
        if tag == "#text":
            paragraph.add(node.data or "", node.origin_line or 0)
            continue
        if not leaving and _is_left_out(node):
            continue
        if tag not in _INLINE:
            line = paragraph.take(heading, bullet, quoted=quoted > 0)
            if line:
                yield line
                bullet = False
            quoted += (tag == "blockquote") * (-1 if leaving else 1)
            found = _HEADING.match(tag)
            heading = int(found[1]) if found and not leaving else None
            bullet = not leaving and (tag == "li" or (bullet and tag in ("p", "div")))
            if tag == "img" and not leaving:
                alt = clean(node.attrs.get("alt") or "")
                if 0 < len(alt) <= _LONGEST_ALT:
                    yield Line(alt, node.origin_line or 0)
            rows = table_rows(node) if tag == "table" and not leaving else ()
            if rows:
                yield from rows
                continue
        if not leaving and node.children:
            if tag not in _INLINE:
                stack.append((node, True))
            stack.extend((child, False) for child in reversed(node.children))
    line = paragraph.take(None, bullet)
    if line:
        yield line


def _is_left_out(node: Any) -> bool:  # noqa: ANN401  (likewise)
    """Tell whether an element is a menu, script, banner or hidden part."""
    if node.name in _LEFT_OUT:
        return True
    if not isinstance(node.name, str) or node.name.startswith(("#", "!")):
        return node.name not in ("#document", "#document-fragment")
    attrs = node.attrs or {}
    if "hidden" in attrs or attrs.get("aria-hidden") == "true" or attrs.get("role") in ("navigation", "banner"):
        return True
    if _UNSEEN.search(attrs.get("style") or ""):
        return len(node.to_text()) <= _LONGEST_UNSEEN
    if node.name in ("div", "section", "aside", "ul", "header"):
        named = f"{attrs.get('class') or ''} {attrs.get('id') or ''}"
        return bool(_BANNER.search(named)) and not node.query("h1") and len(node.to_text()) < _BANNER_LIMIT
    return False
