"""Puts what a join of somebody else's tables has found in order, and gives it the columns of `ROWS`."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from peeldiff.compare.cycles import ROWS, SOURCE
from peeldiff.compare.kinds import COVERAGE, KIND
from peeldiff.dataset.external.source import KEY
from peeldiff.dataset.reading.tables import inert_frame
from peeldiff.text import inert
from peeldiff.vocabulary.terms import BASES, HOME, INDICATIVE, NONE, STATUSES

ONE_SIDED = ("left-only", "right-only")
_ALONE = {"left": "right-only", "right": "left-only"}
"""The kind of the rows that a side does not have."""
_WITHOUT_BASIS = (*ONE_SIDED, "not-comparable")
_STATUS = pl.Enum(STATUSES)
_BASIS = pl.Enum(BASES)


def basis_of(kind: str) -> str:
    """Return the basis of every row of a kind: where only one side has the item there is none."""
    return NONE if kind in _WITHOUT_BASIS else INDICATIVE


def sort_as_text(found: pl.DataFrame) -> pl.DataFrame:
    """Sort by force, then item, as text; categories become enums in the order of their text."""
    named = [name for name, dtype in found.schema.items() if dtype == pl.Categorical]
    enums = {name: pl.Enum(found[name].unique().cast(pl.String).drop_nulls().sort()) for name in named}
    return found.with_columns(pl.col(name).cast(enum) for name, enum in enums.items()).sort("force", "item")


def with_sources(found: pl.DataFrame, sources: Sequence[pl.LazyFrame | None]) -> pl.DataFrame:
    """Add left_source and right_source, as far as the sides say where their rows are from.

    `sources` have force, item and source as text. Raises polars' own errors where they cannot be read.
    """
    keys = found.lazy().select(pl.col(name).cast(pl.String) for name in KEY)
    for side, plan in zip(("left", "right"), sources, strict=False):
        if plan is not None:
            named = plan.join(keys, on=KEY, how="semi", nulls_equal=True).rename({"source": f"{side}_source"})
            cited = keys.with_row_index("place").join(named, on=KEY, nulls_equal=True, how="left").sort("place")
            column = cited.select(f"{side}_source").collect(engine="streaming").to_series()
            found = found.with_columns(pl.when(pl.col("kind") != _ALONE[side]).then(column).alias(f"{side}_source"))
    return found


def with_columns_of_rows(found: pl.DataFrame) -> pl.DataFrame:
    """Give rows the columns `ROWS`. A row without a grade has the status not-graded unless it says another."""
    statuses = []
    for side, other in (("left", "right-only"), ("right", "left-only")):
        status = (
            pl.when(pl.col(f"{side}_grade").is_null())
            .then(pl.lit("not-graded", _STATUS))
            .otherwise(pl.lit("graded", _STATUS))
        )
        if f"{side}_status" in found.columns:
            status = pl.coalesce(pl.col(f"{side}_status").cast(_STATUS), status)
        statuses.append(pl.when(pl.col("kind") != other).then(status).alias(f"{side}_status"))
    bare = pl.col("kind").is_in(pl.Series(_WITHOUT_BASIS, dtype=KIND).implode())
    basis = pl.when(bare).then(pl.lit(NONE, _BASIS)).otherwise(pl.lit(INDICATIVE, _BASIS))
    at_home = [
        pl.when(pl.col("kind") != other).then(pl.lit(HOME, COVERAGE)).alias(f"{side}_coverage")
        for side, other in (("left", "right-only"), ("right", "left-only"))
    ]
    cited = [f"{side}_{name}" for side in ("left", "right") for name in SOURCE]
    unsourced = (pl.lit(None, pl.String).alias(name) for name in cited if name not in found.columns)
    whole = found.with_columns(
        *statuses, *at_home, *unsourced, basis=basis, topic=pl.lit(None, pl.String), label=pl.col("item")
    ).select(ROWS)
    as_text = whole.with_columns(pl.col(name).cast(pl.String) for name in _unsafe_columns(whole))
    return inert_frame(as_text, names=("force", "item", "label"))


def _unsafe_columns(rows: pl.DataFrame) -> list[str]:
    """Return the columns of categories of which one holds text that a terminal would obey."""
    enums = {name: dtype for name, dtype in rows.schema.items() if isinstance(dtype, pl.Enum)}
    return [name for name, dtype in enums.items() if any(inert(word) != word for word in dtype.categories)]
