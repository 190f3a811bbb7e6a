"""Imported rows in brief, for comparing."""

from __future__ import annotations

from peeldiff.importing import ImportedReport


def grades(report: ImportedReport) -> dict[str, str | None]:
    """Return the grade by item, the status where there is none."""
    return {row.values["item"]: row.values["grade"] or row.values["status"] for row in report.judgments}


def confidences(report: ImportedReport) -> dict[str, str]:
    return {row.values["item"]: row.confidence for row in report.judgments}


def row(report: ImportedReport, item: str) -> dict[str, str | None]:
    return next(dict(judgment.values) for judgment in report.judgments if judgment.values["item"] == item)


def findings(report: ImportedReport) -> list[tuple[str, str | None, str]]:
    return [(finding.values["kind"], finding.values["item"], finding.values["summary"]) for finding in report.findings]
