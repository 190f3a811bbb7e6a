"""Writes rows that were read into a person's own dataset, and says what changes."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from peeldiff.cli import streams
from peeldiff.cli.progress import announced

if TYPE_CHECKING:
    from peeldiff.dataset import Dataset
    from peeldiff.importing import ImportedReport, ImportedRow, Plan


def write_rows(ds: Dataset, reports: list[ImportedReport], folder: Path) -> None:
    """Say what changes, and write. Raises OutputError."""
    from peeldiff.importing import plan_import, write

    plan = plan_import(ds, reports, folder)
    for line in plan.conflicts:
        streams.message(f"conflict, not written: {line}")
    for line in plan.doubtful:
        streams.message(f"left to you, not written: {line}")
    streams.message(_summary(plan))
    if plan.count or plan.drafts:
        waiting = f"still waiting to write to {folder}: somebody else may be writing there; gives up after a while"
        with announced(waiting):
            write(plan)
        streams.message(f"written to {folder}")


def _summary(plan: Plan) -> str:
    drafts = f"; {len(plan.drafts)} drafted framework" if plan.drafts else ""
    return (
        f"{plan.count} rows to add, {plan.known} known already, {len(plan.conflicts)} conflicts, "
        f"{len(plan.doubtful)} left to you{drafts}"
    )


def write_sure_rows(ds: Dataset, reports: Iterable[ImportedReport], folder: Path) -> None:
    """Write rows of high confidence; every other is listed. Raises OutputError."""
    write_rows(ds, [_only_sure(report) for report in reports], folder)


def _only_sure(report: ImportedReport) -> ImportedReport:
    """Return a report in which every row that is not of high confidence is left to a person."""

    def left(rows: Sequence[ImportedRow]) -> tuple[ImportedRow, ...]:
        return tuple(row if row.confidence == "high" else dataclasses.replace(row, confidence="low") for row in rows)

    return dataclasses.replace(
        report, judgments=left(report.judgments), findings=left(report.findings), figures=left(report.figures)
    )
