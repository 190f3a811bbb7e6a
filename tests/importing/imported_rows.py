"""Imported rows in brief, for comparing."""

from __future__ import annotations

from peeldiff.importing import ImportedReport


def grades(report: ImportedReport) -> dict[str, str | None]:
    """Return the grade by item, the status where there is none."""
    return {row.values["item"]: row.values["grade"] or row.values["status"] for row in report.judgments}


def confidences(report: ImportedReport) -> dict[str, str]:
    return {row.values["item"]: row.confidence for row in report.judgments}


def row(report: ImportedReport, item: str) -> dict[str, str | None]:
    return next(dict(one.values) for one in report.judgments if one.values["item"] == item)


def findings(report: ImportedReport) -> list[tuple[str, str | None, str]]:
    return [(one.values["kind"], one.values["item"], one.values["summary"]) for one in report.findings]
