"""One side of a comparison of somebody else's tables: which of a table's rows are meant, and with which types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from peeldiff.dataset.external.row_rules import KNOWN_STATUSES, without_empty_lines
from peeldiff.dataset.external.source import NEEDED, ROLES, Source
from peeldiff.dataset.external.table import ExternalTable, open_table

if TYPE_CHECKING:
    from polars._typing import PolarsDataType


@dataclass(frozen=True)
class Side:
    """One side of a comparison of somebody else's judgments."""

    source: Source
    table: ExternalTable

    @property
    def is_part(self) -> bool:
        """Whether only some rows of the table are meant."""
        return self.source.cycle is not None or self.source.item is not None

    @property
    def text(self) -> pl.LazyFrame:
        """The rows that are meant as text. Columns: force, item, grade and, where the table has it, status."""
        return self._meant(self.table.rows)

    def first_rows(self, lines: int) -> pl.LazyFrame:
        """Return the same of about so many lines: those that are meant stand anywhere, else the first of the file."""
        return self.text.head(lines) if self.is_part else self.table.first_rows(lines)

    @property
    def sources(self) -> pl.LazyFrame | None:
        """Where the rows that are meant are from; None where the table does not say. Columns: force, item, source."""
        roles = ("force", "item", "source", *(["cycle"] if self.source.cycle is not None else []))
        table = open_table(self.source, roles, [role for role in roles if role != "source"])
        if "source" not in table.columns:
            return None
        return self._meant(table.rows).filter(pl.col("source").is_not_null()).select("force", "item", "source")

    def _meant(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        source = self.source
        if source.cycle is not None:
            rows = rows.filter(pl.col("cycle") == source.cycle).drop("cycle")
        return rows.filter(pl.col("item") == source.item) if source.item is not None else rows

    def plan(self, *, few_items: bool) -> pl.LazyFrame:
        """Return the same rows, a grade as an enum in the scale's order, else as a category.

        An item is a category where there are `few_items`, which saves memory; else text, since millions of
        categories cost more of it. Carried out, the plan fails on a grade off the scale.
        """
        types: dict[str, PolarsDataType] = dict.fromkeys(self.table.columns, pl.String())
        types["item"] = pl.Categorical() if few_items else pl.String()
        types["grade"] = pl.Enum(self.source.scale) if self.source.scale else pl.Categorical()
        if "status" in self.table.columns:
            types["status"] = pl.Enum(KNOWN_STATUSES)
        if self.table.form is not None and not self.is_part:
            # The parser makes the types itself: it never holds the text of grades and items.
            return without_empty_lines(self.table.scan(types), self.table.columns)
        # Only now, so that the rows that are not meant are not cast.
        return self.text.with_columns(pl.col(role).cast(types[role]) for role in self.table.columns if role != "cycle")


def open_side(source: Source) -> Side:
    """Return a side that can be read. Raises DatasetError for a file or column that is not there."""
    with_cycle = source.cycle is not None
    roles = ROLES if with_cycle else tuple(role for role in ROLES if role != "cycle")
    return Side(source, open_table(source, roles, (*NEEDED, "cycle") if with_cycle else NEEDED))
