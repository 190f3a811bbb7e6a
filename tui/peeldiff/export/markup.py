"""Elements of HTML, written by one function that escapes whatever it is given.

Text becomes HTML nowhere else: what is not an `Html` already is escaped, in a place of content as in
an attribute, so nothing that stands in a dataset, a setting or a note can open or close anything.
"""

from __future__ import annotations

import re
from html import escape

_WITHOUT_END = frozenset({"br", "meta"})
_CLASS = re.compile(r"[a-z][a-z0-9-]*")
_ADDRESS = re.compile(r"https?://\S+")
_ATTRIBUTES_OF_ADDRESSES = frozenset({"href", "src"})


class Html(str):
    """HTML as `element` and `join` make it: whole elements, and text that is escaped."""

    __slots__ = ()


Content = str | Html | None


def join(*contents: Content, between: str = "") -> Html:
    """Return contents one after the other; text is escaped, None and what is empty left out."""
    return Html(escape(between).join(_escaped(content) for content in contents if content))


def element(name: str, *contents: Content, **attributes: str | None) -> Html:
    """Return an element with its contents, one after the other.

    `class_` stands for the attribute class and `data_side` for data-side; an attribute that is None
    or empty is left out. Raises ValueError for an address that is not one of the web.
    """
    written = "".join(_attribute(key, value) for key, value in attributes.items() if value)
    if name in _WITHOUT_END:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{join(*contents)}</{name}>")


def classes(*words: str | None) -> str | None:
    """Return those words that can be a class, such as the kind of a row; a grade of somebody else's may be none."""
    return " ".join(word for word in words if word and _CLASS.fullmatch(word)) or None


def _escaped(content: Content) -> str:
    return content if isinstance(content, Html) else escape(content or "")


def _attribute(key: str, value: str) -> str:
    name = key.rstrip("_").replace("_", "-")
    if name in _ATTRIBUTES_OF_ADDRESSES and not _ADDRESS.fullmatch(value):
        raise ValueError(f"{name}: not an address of the web")
    return f' {name}="{escape(value)}"'
