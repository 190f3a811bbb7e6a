"""What stands in a page, read by a parser."""

from __future__ import annotations

from typing import Any

from justhtml import JustHTML


def parse(page: bytes | str) -> JustHTML:
    """Return the page as it is, nothing taken out."""
    return JustHTML(page.decode() if isinstance(page, bytes) else page, sanitize=False)


def find(within: Any, selector: str) -> list[Any]:  # noqa: ANN401  (a page or one of its elements)
    """Return the elements that a selector of CSS finds."""
    return list(within.query(selector))


def text(element: Any) -> str:  # noqa: ANN401
    """Return the text of an element, every blank a single one."""
    return " ".join(str(element.to_text()).replace("\N{NO-BREAK SPACE}", " ").split())


def attribute(element: Any, name: str) -> str:  # noqa: ANN401
    """Return an attribute, empty where it is not there."""
    return str((element.attrs or {}).get(name) or "")
