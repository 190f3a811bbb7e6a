"""Plain tables of facts, written in a format."""

from __future__ import annotations

from collections.abc import Sequence

from peeldiff.export.sheets import Sheet, csv_bytes


def write(sheets: Sequence[Sheet], chosen: str, width: int | None = None, *, colour: bool = False) -> bytes:
    """Return sheets in a format; CSV and JSON take one sheet as it is and name several by a column or key."""
    if chosen == "json":
        from peeldiff.export.json import encode

        if len(sheets) == 1:
            return encode(sheets[0].records())
        return encode({sheet.title: sheet.records() for sheet in sheets})
    if chosen == "csv":
        return b"\n".join(csv_bytes(sheet.columns, sheet.rows) for sheet in sheets)
    from peeldiff.export import table

    return table.render(table.page(sheets), width, colour=colour)
