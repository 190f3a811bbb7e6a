"""Finds grades that were changed after publication: two editions of one page, and what stands in the dataset."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING

from peeldiff.importing.imported import ImportedReport, ImportedRow

if TYPE_CHECKING:
    from peeldiff.dataset.model import Dataset


def with_revisions(ds: Dataset, report: ImportedReport, earlier: ImportedReport, day: str) -> ImportedReport:
    """Return a report in which what differs from an earlier edition of its page is a revision.

    A grade is revised where both editions are sure of theirs, and the earlier one is the grade that stands in
    the dataset. It keeps the day on which it was published at first; `revised_on` is the day that the later
    edition names, where that is later, else `day`, on which it was first seen.
    """
    if (report.force, report.cycle) != (earlier.force, earlier.cycle):
        return report
    of_item = {row.values["item"]: row for row in earlier.judgments}
    mine = ds.judgments.filter(force=report.force, cycle=report.cycle).rows(named=True)
    standing = {row["item"]: row for row in mine}
    rows = tuple(
        _revised(row, of_item.get(row.values["item"]), standing.get(row.values["item"]), day)
        for row in report.judgments
    )
    given = {row.values["item"] for row in report.judgments}
    withdrawn = [row for row in earlier.judgments if row.values["item"] not in given and row.confidence == "high"]
    notices = tuple(_describe_withdrawn(ds, row, report.cycle) for row in withdrawn if row.values["grade"])
    return dataclasses.replace(report, judgments=rows, notices=(*report.notices, *notices))


def _describe_withdrawn(ds: Dataset, row: ImportedRow, cycle: str | None) -> str:
    """Say that a page gives a grade no more; what the dataset has stays as it is."""
    framework = ds.cycles.get(cycle or "")
    item = framework.item(row.values["item"]) if framework else None
    label, grade = item.label if item else row.values["item"], ds.grade_label(row.values["grade"]).lower()
    return f"{label}: an earlier edition of the page said {grade}, and this one gives no grade"


def _revised(
    row: ImportedRow, earlier: ImportedRow | None, standing: Mapping[str, object] | None, day: str
) -> ImportedRow:
    now, before = row.values["grade"], earlier.values["grade"] if earlier else None
    is_sure = earlier is not None and {row.confidence, earlier.confidence} == {"high"}
    if not (is_sure and now and before and now != before and standing and standing["grade"] == before):
        return row
    if row.values["status"] != "graded" or standing["status"] not in ("graded", "carried-over"):
        return row
    first = str(standing["published"] or (earlier and earlier.values["published"]) or "") or None
    stated = row.values["published"]
    revised_on = stated if stated and (first is None or stated > first) else day
    values = {**row.values, "status": "revised", "published": first, "revised_from": before, "revised_on": revised_on}
    return dataclasses.replace(row, values=values, why=f"{row.why}; an earlier edition of the page said {before}")
