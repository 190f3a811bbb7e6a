"""The frame of every page: one file that fetches nothing, reads on a phone and prints.

What may run in a page is said in its head, by the digest of our own style and script: whatever else would
stand in it, no browser runs it.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from peeldiff.export.markup import Content, Html, classes, element, join
from peeldiff.export.source_numbers import SourceNumbers
from peeldiff.vocabulary.sources import is_address

_SIGN = re.compile(r"((?:^|: |; )\S) ")
_LINE_END = Html("\n")


def page(title: str, parts: Sequence[Content], *, style: str = "page.css", script: str | None = None) -> bytes:
    """Return a whole page around its parts; `style` and `script` are files of ours beside this one."""
    style_sheet = Html(f"\n{_shipped(style)}")
    program = Html(f"\n{_shipped(script)}") if script else None
    allowed = f"default-src 'none'; style-src {_digest(style_sheet)}; base-uri 'none'; form-action 'none'"
    if program:
        allowed += f"; script-src {_digest(program)}"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=allowed),
        element("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        _LINE_END,
        element("style", style_sheet),
    )
    content = element("main", _LINE_END, join(*parts, between="\n"), _LINE_END)
    body = element("body", _LINE_END, content, _LINE_END, element("script", program) if program else None)
    whole = element("html", head, _LINE_END, body, lang="en")
    return f"<!doctype html>\n{whole}\n".encode()


def _shipped(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def _digest(content: Html) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def link(source: str, text: str = "source", title: str | None = None) -> Html:
    """Return a link to a web address; anything else is only shown, never linked."""
    if not is_address(source):
        return element("cite", f"{text}: {source}", title=title or source)
    return element("a", text, href=source, rel="noreferrer", title=title)


class SourceList:
    """Numbers sources in the order in which they are met, and lists them at the end of a page."""

    def __init__(self) -> None:
        """Begin with no source."""
        self._sources = SourceNumbers()

    def note(self, source: str | None, whose: str) -> Html | None:
        """Return the number of a source as a link to it; None where there is none."""
        if not source:
            return None
        number = f"[{self._sources.number(source, whose)}]"
        if not is_address(source):
            return element("cite", number, title=f"{whose}: {source}")
        return element("a", number, class_="n", href=source, rel="noreferrer", title=whose)

    def section(self) -> Html | None:
        """Return the list of what has been numbered, each with whose it is."""
        if not self._sources:
            return None
        listed = (
            element("li", f"{whose}: ", link(source, source) if is_address(source) else source)
            for _, source, whose in self._sources.listed()
        )
        return element("section", element("h2", "Sources"), element("ol", *listed, class_="sources"))


def glued(words: str) -> str:
    """Keep the sign of a grade on the line of its word."""
    return _SIGN.sub("\\1\N{NO-BREAK SPACE}", words)


def table_row(cells: Iterable[Html], kind: str | None = None) -> Html:
    """Return a row of a table; `kind` becomes its class."""
    return element("tr", *cells, class_=classes(kind))


def table_cell(name: str, content: Content, **attributes: str | None) -> Html:
    """Return a cell that says its own heading where the page is too narrow for columns."""
    return element("td", content or "–", data_side=name, **attributes)


def table(heads: Sequence[str], rows: Sequence[Html], style: str = "plain", caption: Content = None) -> Html:
    """Return a table of finished rows under the heads of its columns."""
    head = table_row(element("th", name, scope="col") if name else element("td") for name in heads)
    return element(
        "table",
        element("caption", caption) if caption else None,
        _LINE_END,
        element("thead", head),
        _LINE_END,
        element("tbody", _LINE_END, join(*rows, between="\n"), _LINE_END),
        class_=classes(*style.split()),
    )
