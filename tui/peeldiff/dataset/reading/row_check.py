"""Checks one row that a person writes, by the same rules as the rows of a file."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from peeldiff.dataset.model import Dataset
from peeldiff.dataset.reading.judgment_rules import check_items, check_judgments
from peeldiff.dataset.reading.problems import Problem
from peeldiff.dataset.reading.raw_table import RawTable
from peeldiff.dataset.reading.tables import TableReader
from peeldiff.dataset.schema import TABLES


def find_row_problems(ds: Dataset, name: str, values: Mapping[str, str | None]) -> list[Problem]:
    """Return what is wrong with a row of a table, text as in a CSV file; an empty cell is None."""
    table = TABLES[name]
    cells = {column.name: [values.get(column.name) or None] for column in table.columns}
    raw = RawTable(f"{name}.csv", pl.DataFrame(cells, schema=dict.fromkeys(cells, pl.String)), b"")
    problems: list[Problem] = []
    known = {
        "force": list(ds.force_names),
        "cycle": list(ds.cycles),
        "topic": list(ds.topics),
        "measure": ds.tables["measures"]["measure"].to_list(),
        "grade": list(ds.grades),
    }
    TableReader(known, problems).typed(table, raw)
    check_items(raw, ds.cycles, problems, levels=name == "judgments")
    if name == "judgments":
        check_judgments(raw, ds.cycles, ds.scales, problems)
    return problems
