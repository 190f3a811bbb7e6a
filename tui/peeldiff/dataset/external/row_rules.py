"""Which rows of somebody else's table judge anything, and which contradict themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from peeldiff.vocabulary.terms import STATUSES, WITH_GRADE

KNOWN_STATUSES = tuple(status for status in STATUSES if status != "absent")
_WITHOUT_GRADE = tuple(status for status in KNOWN_STATUSES if status not in WITH_GRADE)


def without_empty_lines(frame: pl.LazyFrame, roles: Iterable[str]) -> pl.LazyFrame:
    """Leave out the lines that say nothing of an item: of blanks or commas alone, and notes below a table."""
    return frame.filter(has_any_text(roles))


def has_any_text(roles: Iterable[str]) -> pl.Expr:
    """Tell of which rows an item, a grade or a status is named: without any of them a line judges nothing."""
    judging = ["item", *(role for role in ("grade", "status") if role in roles)]
    return pl.map_batches(judging, _judges, return_dtype=pl.Boolean, is_elementwise=True)


def _judges(cells: Sequence[pl.Series]) -> pl.Series:
    item, *others = cells
    if item.dtype == pl.String:
        # Nearly all items begin so: to strip the text of millions of rows takes as long as to read them.
        begins = (item >= "!") & (item < "\x80")
        if begins.all(ignore_nulls=False):
            return begins
    named = (pl.col("item").cast(pl.String).str.strip_chars() != "").fill_null(value=False)
    rows = pl.DataFrame([item, *others])
    return rows.select(pl.any_horizontal(named, *(pl.col(other.name).is_not_null() for other in others))).to_series()


def contradicts(grade: str, status: str) -> pl.Expr:
    """Tell of which rows the status says that there is a grade and there is none, or the other way round."""
    name, has_grade = pl.col(status).cast(pl.String), pl.col(grade).is_not_null()
    none, needed = (pl.Series(words).implode() for words in (_WITHOUT_GRADE, ("graded", "revised")))
    return ((name.is_in(none) & has_grade) | (name.is_in(needed) & ~has_grade)).fill_null(value=False)


def empty_as_null(cells: pl.Series) -> pl.Series:
    """Return text with null for the empty, which a quoted cell is."""
    empty = cells == ""
    return cells.set(empty, None) if empty.any() else cells
