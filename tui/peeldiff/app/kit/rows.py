"""A row of a comparison, whatever it is about, and what it is called."""

from __future__ import annotations

from peeldiff.compare.rows import FigureRow, FindingRow, JudgmentRow
from peeldiff.export.words import row_name

Row = JudgmentRow | FindingRow | FigureRow


def row_title(row: Row) -> str:
    """Return what a row is about, as the title of a note on it."""
    if isinstance(row, JudgmentRow):
        return row_name(row)
    if isinstance(row, FigureRow):
        return row.label
    side = row.right or row.left
    return side.summary if side else row.id
