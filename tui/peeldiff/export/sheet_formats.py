"""Plain tables of facts, written in a format."""

from __future__ import annotations

from collections.abc import Sequence

from peeldiff.export.sheets import Sheet, csv_bytes


def write(
    sheets: Sequence[Sheet], chosen: str, width: int | None = None, *, colour: bool = False, by_name: bool = False
) -> bytes:
    """Return sheets in a format; JSON takes one sheet as it is, unless `by_name`, and names several.

    CSV has one sheet behind another, each with its header, an empty line between two.
    """
    if chosen == "json":
        from peeldiff.export.json import encode

        if len(sheets) == 1 and not by_name:
            return encode(sheets[0].records())
        return encode({sheet.title: sheet.records() for sheet in sheets})
    if chosen == "csv":
        return b"\n".join(csv_bytes(sheet.columns, sheet.rows) for sheet in sheets)
    from peeldiff.export import table

    return table.render(table.page(sheets), width, colour=colour)
