"""Lays a person's own rows over the shipped dataset.

An overlay is a folder with tables as CSV, of the same columns, and frameworks of further cycles. A
row with a new key is added. One with the key and the facts of a shipped row is dropped. One with other
facts is a conflict: the shipped row stands, unless the overlay's is a revision that names the shipped
grade as the one it revises, or the shipped one said that the grade was to come.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from peeldiff.dataset.fact_words import FactWords, column_words
from peeldiff.dataset.reading.raw_table import RawTable
from peeldiff.dataset.schema import DAYS_ADDED, TABLES, Table

OUTCOME_COLUMNS = ("outcome", "outcome_cycle", "outcome_source")
"""What became of a finding; these columns of a shipped row can be filled by an overlay."""
_OUTCOME_ADDED = "outcome_added"
_NOT_FACTS = frozenset({"source_basis", "source", "note", *DAYS_ADDED})
_EXACT = frozenset({"grade", "status", "carried_from", "revised_from", "revised_on"})
"""Facts of which an empty one differs from one that is given; elsewhere empty means not known."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row of the overlay that says something else than the shipped row of its key."""

    table: str
    place: str
    """File and line of the overlay's row."""
    key: str
    facts: str
    """What differs: `grade: good here, requires-improvement shipped`."""

    def __str__(self) -> str:
        """Return it as one line."""
        return f"{self.place}: {self.key}: {self.facts}; the shipped row stands"


def frameworks_twice(shipped: Mapping[str, bytes], own: Mapping[str, bytes]) -> list[str]:
    """Say which frameworks of an overlay the dataset has already, with another text; the shipped ones stand."""
    twice = [name for name, data in own.items() if name.startswith("cycles/") and shipped.get(name, data) != data]
    return [f"{name}: the dataset has this cycle; the shipped framework stands" for name in twice]


def lay_over(
    shipped: Mapping[str, pl.DataFrame], own: Mapping[str, pl.DataFrame], raws: Mapping[str, RawTable]
) -> tuple[dict[str, pl.DataFrame], list[Conflict]]:
    """Return the tables with the overlay's rows laid over them, and every conflict.

    `own` are the overlay's typed tables, `raws` the same as they stand in their files.
    """
    tables, conflicts = dict(shipped), list[Conflict]()
    for name, rows in own.items():
        table = TABLES[name]
        if table.key:
            tables[name] = _merged(table, shipped[name], rows, raws[name], conflicts)
        else:
            tables[name] = pl.concat([shipped[name], rows]).unique(maintain_order=True)
    return tables, conflicts


def _merged(
    table: Table, shipped: pl.DataFrame, own: pl.DataFrame, raw: RawTable, conflicts: list[Conflict]
) -> pl.DataFrame:
    key = list(table.key)
    new = own.join(shipped.select(key), on=key, how="anti", nulls_equal=True, maintain_order="left")
    numbered = own.with_row_index("row")
    joined = numbered.join(shipped, on=key, how="inner", suffix="_shipped", nulls_equal=True, maintain_order="left")
    revising: list[int] = []
    completing: list[int] = []
    for row in joined.rows(named=True):
        if table.name == "judgments" and revises(row):
            revising.append(int(row["row"]))
            continue
        if table.name == "findings" and completes(row, own.columns):
            completing.append(int(row["row"]))
            continue
        facts = differing(row, [name for name in own.columns if name not in key])
        if facts:
            named = ", ".join(str(row[name]) for name in key)
            conflicts.append(Conflict(table.name, f"{raw.file}:{raw.line(int(row['row']))}", named, facts))
    if completing:
        filling = (*OUTCOME_COLUMNS, _OUTCOME_ADDED)
        days = pl.coalesce(_OUTCOME_ADDED, "added").alias(_OUTCOME_ADDED)
        outcomes = own[completing].with_columns(days).select(*key, *filling)
        joined = shipped.join(outcomes, on=key, how="left", suffix="_own", maintain_order="left")
        filled = joined.with_columns(pl.coalesce(name, f"{name}_own").alias(name) for name in filling)
        shipped = filled.select(shipped.columns)
    if revising:
        rows = own[revising]
        shipped = shipped.join(rows.select(key), on=key, how="anti", nulls_equal=True, maintain_order="left")
        new = pl.concat([rows, new])
    return pl.concat([shipped, new]) if new.height else shipped


def differing(row: Mapping[str, object], columns: Sequence[str], words: FactWords | None = None) -> str:
    """Say in which facts a row differs from the shipped one, whose cells end in `_shipped`.

    In `words` for a person; without, as they stand in the file that has to be mended.
    """
    facts = []
    for name in columns:
        if name in _NOT_FACTS:
            continue
        here, there = row[name], row[f"{name}_shipped"]
        if here == there:
            continue
        if name in _EXACT or (here is not None and there is not None):
            cells = (words.describe(name, cell) if words else _cell(cell) for cell in (here, there))
            called = column_words(name) if words else name
            facts.append("{}: {} here, {} shipped".format(called, *cells))
    return ", ".join(facts)


def revises(row: Mapping[str, object]) -> bool:
    """Tell whether an overlay's judgment is a later revision of the shipped grade, or the grade that was pending."""
    if row["status_shipped"] == "pending":
        return row["status"] != "pending"
    return (
        row["status"] == "revised"
        and row["status_shipped"] != "revised"
        and row["revised_from"] is not None
        and row["revised_from"] == row["grade_shipped"]
    )


def completes(row: Mapping[str, object], columns: Sequence[str]) -> bool:
    """Tell whether an overlay's finding adds what became of a shipped one, and differs from it in nothing else."""
    rest = [name for name in columns if f"{name}_shipped" in row and name not in OUTCOME_COLUMNS]
    return row["outcome"] is not None and row["outcome_shipped"] is None and not differing(row, rest)


def _cell(value: object) -> str:
    return "nothing" if value is None else str(value)
