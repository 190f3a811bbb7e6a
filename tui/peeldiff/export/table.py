"""Plain tables of facts as text for a terminal or a plain file, with the sources below that their numbers mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from peeldiff.export.sheets import Row, Sheet, without_repeats
from peeldiff.export.text_layout import Line, Part, TextTable, lay_out
from peeldiff.vocabulary.sources import is_address, publisher, source_words

PLAIN_WIDTH = 100
"""The width where there is no terminal."""


def render(parts: Iterable[Part], width: int | None = None, *, colour: bool = False) -> bytes:
    """Return parts as bytes: `width` columns, plain unless `colour`."""
    return lay_out(parts, width or PLAIN_WIDTH, colour=colour)


def page(sheets: Sequence[Sheet]) -> list[Part]:
    """Return sheets one below the other, and the sources that their numbers mean."""
    parts: list[Part] = []
    sources: dict[str, str] = {}
    for shown in sheets:
        if parts:
            parts.append(Line())
        if shown.title and len(sheets) > 1:
            parts.append(Line(shown.title.replace("_", " ").capitalize(), style="bold"))
        if shown.above:
            parts += [Line(shown.above), Line()]
        parts += _brief(shown, sources) if shown.brief else [_headed(shown.columns, shown.rows, shown.headed_by)]
    return [*parts, *source_lines((number, *listed) for number, listed in enumerate(sources.items(), 1))]


def source_lines(listed: Iterable[tuple[int, str, str]]) -> list[Part]:
    """Return the list of sources that stands under a table: the number, the source, whose it is."""
    lines = [_source(f"[{number}] ", source, f" ({whose})") for number, source, whose in listed]
    return [Line(), Line("Sources", "bold"), *lines] if lines else []


def _source(number: str, source: str, whose: str) -> Part:
    """Return the line of a source and whose it is; only an address stays whole, however long."""
    line = f"{number}{source}{whose}"
    return Line(line, whole=is_address(source))


OWN_FILE = "your own file"


def _brief(shown: Sheet, sources: dict[str, str]) -> list[Part]:
    """Return a sheet in the columns for reading, the source of each row as a number; `sources` are whose each is."""
    rows = []
    places = {source: place for place, source in enumerate(sources, 1)}
    sourced = [name for name in ("source", "address") if name in shown.columns][:1]
    for place, line in enumerate(shown.records()):
        cells = [*shown.in_words[place]] if shown.in_words else [line[name] for name in shown.brief]
        source = line[sourced[0]] if sourced else None
        number = ""
        if source is not None:
            # `published` is the day of a source only beside the source's basis; `check` has counts of that name.
            day = line.get("published") if "source_basis" in line else None
            if "source_basis" in line:
                whose = source_words(str(source), line["source_basis"], day)
            else:
                whose = publisher(str(source)) if is_address(str(source)) else OWN_FILE
            if sources.get(str(source), OWN_FILE) == OWN_FILE:  # until a row says whose it is
                sources[str(source)] = whose
            number = f"[{places.setdefault(str(source), len(places) + 1)}]"
        rows.append([*cells, number] if sourced else cells)
    heads, columns = shown.headed_by, [*(name.replace("_", " ") for name in shown.brief), *sourced]
    stated, kept, cells = without_repeats(columns[heads:], [row[heads:] for row in rows])
    drawn = _headed(
        [*columns[:heads], *kept], [[*row[:heads], *left] for row, left in zip(rows, cells, strict=True)], heads
    )
    return [*([Line(f"In every row: {stated}."), Line()] if stated else []), drawn]


def _headed(columns: Sequence[str], rows: Sequence[Row], headed_by: int) -> Part:
    """Return a table with the first `headed_by` columns once above the rows that share them.

    Such rows come together, where the first of them stands.
    """
    if not rows:
        return Line("None.")
    headings = [", ".join(_cell(cell) for cell in row[:headed_by] if cell not in (None, "")) for row in rows]
    drawn = TextTable(columns[headed_by:])
    for heading, of in _grouped(headings, [row[headed_by:] for row in rows]).items():
        if heading:
            drawn.rows.extend([*([Line()] if drawn.rows else []), Line(heading, "bold")])
        drawn.rows.extend([_cell(cell) for cell in row] for row in of)
    return drawn


def _grouped(headings: Sequence[str], rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Return the rows of each heading, which stand where its first one does."""
    found: dict[str, list[Row]] = {}
    for heading, row in zip(headings, rows, strict=True):
        found.setdefault(heading, []).append(row)
    return found


def sheet(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> TextTable:
    """Return a bare table of text cells; a cell that is None stays empty."""
    return TextTable(columns, [[_cell(cell) for cell in row] for row in rows])


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
