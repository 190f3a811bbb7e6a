"""Imported reports as one plain record, from which every format is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peeldiff.dataset.schema import TABLES
from peeldiff.importing.imported import ImportedReport, ImportedRow

PLACES = ("file", "line", "confidence", "why")
"""What a row has besides the columns of its table."""

TABLE_NAMES = ("judgments", "findings", "figures")
DOCUMENT_COLUMNS = ("file", "format", "kind", "force", "cycle", "published", "source", "notices", "draft")
UNPLACED_COLUMNS = ("file", "line", "text", "why")


def columns(table: str) -> tuple[str, ...]:
    """Return the columns of an imported table."""
    return (*(column.name for column in TABLES[table].columns), *PLACES)


def record(reports: Sequence[ImportedReport]) -> dict[str, Any]:
    """Return {format, documents, judgments, findings, figures, unplaced}."""
    rows = {name: [_row(one, row) for one in reports for row in one.tables()[name]] for name in TABLE_NAMES}
    unplaced = [
        {"file": one.file, "line": left.place, "text": left.text, "why": left.why}
        for one in reports
        for left in one.unplaced
    ]
    return {"format": 1, "documents": [_document(one) for one in reports], **rows, "unplaced": unplaced}


def _document(one: ImportedReport) -> dict[str, Any]:
    values = {name: getattr(one, name) for name in DOCUMENT_COLUMNS[:-2]}
    return {**values, "notices": list(one.notices), "draft": one.draft.toml if one.draft else None}


def _row(one: ImportedReport, row: ImportedRow) -> dict[str, Any]:
    values = {name: _typed(name, cell) for name, cell in row.values.items()}
    return {**values, "file": one.file, "line": row.place, "confidence": row.confidence, "why": row.why}


def _typed(name: str, cell: Any) -> Any:  # noqa: ANN401  (a cell can be anything plain)
    if cell is None:
        return None
    if name == "positive":
        return cell == "true"
    return float(cell) if name in ("value", "comparator_value") else cell
