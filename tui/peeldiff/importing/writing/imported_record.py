"""Imported reports as one plain record, from which every format is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peeldiff.dataset.schema import DAYS_ADDED, TABLES
from peeldiff.importing.imported import ImportedReport, ImportedRow

PLACES = ("file", "line", "confidence", "why")
"""What a row has besides the columns of its table."""

TABLE_NAMES = ("judgments", "findings", "figures")
DOCUMENT_COLUMNS = ("file", "format", "kind", "force", "cycle", "published", "source", "notices", "draft")
UNPLACED_COLUMNS = ("file", "line", "text", "why")


def columns(table: str) -> tuple[str, ...]:
    """Return the columns of an imported table."""
    return (*(name for name in TABLES[table].names if name not in DAYS_ADDED), *PLACES)


def record(reports: Sequence[ImportedReport]) -> dict[str, Any]:
    """Return {format, documents, judgments, findings, figures, unplaced}."""
    rows = {name: [_row(report, row) for report in reports for row in report.tables()[name]] for name in TABLE_NAMES}
    unplaced = [
        {"file": report.file, "line": left.place, "text": left.text, "why": left.why}
        for report in reports
        for left in report.unplaced
    ]
    return {"format": 1, "documents": [_document(report) for report in reports], **rows, "unplaced": unplaced}


def _document(report: ImportedReport) -> dict[str, Any]:
    values = {name: getattr(report, name) for name in DOCUMENT_COLUMNS[:-2]}
    return {**values, "notices": list(report.notices), "draft": report.draft.toml if report.draft else None}


def _row(report: ImportedReport, row: ImportedRow) -> dict[str, Any]:
    values = {name: _typed(name, cell) for name, cell in row.values.items()}
    return {**values, "file": report.file, "line": row.place, "confidence": row.confidence, "why": row.why}


def _typed(name: str, cell: Any) -> Any:  # noqa: ANN401  (a cell can be anything plain)
    if cell is None:
        return None
    if name == "positive":
        return cell == "true"
    return float(cell) if name in ("value", "comparator_value") else cell
