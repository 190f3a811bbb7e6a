"""What the first rows of somebody else's tables let expect of all, looked at before a join of any size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from peeldiff.dataset.external.checks import check_tables
from peeldiff.dataset.external.side import Side

_FIRST_ROWS = 20_000
_FEW_ITEMS = 1_000
MOST_PLACES = 4
"""The most places, forces by items, for each row of tables that suit a grid: with more it would be larger than they."""


@dataclass(frozen=True)
class FirstRows:
    """What the first rows of sides let expect of all."""

    few_items: bool = False
    gridded: bool = False
    """Whether they suit a grid: the rows of a force stand together, and most forces have most of the few items."""


def check_first_rows(sides: Sequence[Side]) -> FirstRows:
    """Return what is to be expected of sides.

    Raises DatasetError where the first rows repeat a force and item: a wrong column would multiply them without end.
    """
    force = pl.col("force")
    asked = {
        "repeated": pl.struct("force", "item").is_duplicated().any(),
        "items": pl.col("item").n_unique(),
        "runs": force.ne_missing(force.shift(1)).sum(),
        "rows": pl.len(),
    }
    heads = [side.first_rows(_FIRST_ROWS).select(**asked) for side in sides]
    try:
        found = pl.concat(pl.collect_all(heads))
    except (pl.exceptions.PolarsError, OSError):
        found = None
    if found is None or found["repeated"].any():
        check_tables([side.table for side in sides])
    if found is None:
        return FirstRows()
    few = bool((found["items"] <= _FEW_ITEMS).all())
    together = bool((found["runs"] * 2 <= found["rows"]).all())
    dense = bool((found["runs"] * found["items"] <= found["rows"] * MOST_PLACES).all())
    return FirstRows(few, few and together and dense)
