"""Reads a table of a page by its rows, so that no cell is taken for one of another row."""

from __future__ import annotations

from typing import Any

from peeldiff.importing.cleaning import clean
from peeldiff.importing.imported import Line

_LONGEST_CELL = 200
_MOST_CELLS = 10_000
_MOST_SPAN = 100
_TEXT = "h1, h2, h3, h4, h5, h6, ul, ol, table"
"""What stands only in a table that lays out a page: such a table is no table, and is read as text."""


def table_rows(table: Any) -> list[Line]:  # noqa: ANN401  (a node of the library)
    """Return a line for each row, `Investigating crime | Good`; nothing for a table that only lays out a page.

    A cell that spans several rows stands in each of them.
    """
    if table.query(_TEXT):
        return []
    lines, held = list[Line](), dict[int, tuple[int, str]]()
    cells = 0
    for row in table.query("tr"):
        texts, held = _row(row, held)
        cells += len(texts)
        if cells > _MOST_CELLS or any(len(text) > _LONGEST_CELL for text in texts):
            return []
        line = " | ".join(filter(None, texts))
        if line:
            lines.append(Line(line, row.origin_line or 0))
    return lines if any(" | " in line.text for line in lines) else []


def _row(row: Any, held: dict[int, tuple[int, str]]) -> tuple[list[str], dict[int, tuple[int, str]]]:  # noqa: ANN401  (likewise)
    """Return the texts of a row, those of `held` cells above among them, and which cells hold on below it."""
    own = [node for node in row.children or () if node.name in ("td", "th")]
    texts, still = list[str](), dict[int, tuple[int, str]]()
    while own or len(texts) in held:
        place = len(texts)
        if place in held:
            more, text = held[place]
        else:
            node = own.pop(0)
            more, text = _span(node) - 1, _text(node)
        texts.append(text)
        if more > 0:
            still[place] = (more - 1, text) if place in held else (more, text)
    return texts, {place: (more, text) for place, (more, text) in still.items() if more > 0}


def _span(cell: Any) -> int:  # noqa: ANN401  (likewise)
    given = str(cell.attrs.get("rowspan") or "1").strip()
    return min(int(given), _MOST_SPAN) if given.isdecimal() and len(given) < 5 else 1


def _text(cell: Any) -> str:  # noqa: ANN401  (likewise)
    shown = [clean(image.attrs.get("alt") or "") for image in cell.query("img")]
    return clean(" ".join([cell.to_text(), *shown]))
