"""The rules that hold between the cells of one stay in Engage."""

from __future__ import annotations

import polars as pl

from peeldiff.dataset.reading.problems import Problem
from peeldiff.dataset.reading.raw_table import RawTable
from peeldiff.text import quoted


def check_monitoring(raw: RawTable, problems: list[Problem]) -> None:
    """Note stays that end before they begin. Needs the columns from and to."""
    if not {"from", "to"} <= set(raw.frame.columns):
        return
    # Cut to what is known of both, days compare as text.
    known = pl.min_horizontal(pl.col("from").str.len_chars(), pl.col("to").str.len_chars())
    wrong = pl.col("to").str.head(known) < pl.col("from").str.head(known)
    for row, start, end in raw.frame.with_row_index("row").filter(wrong).select("row", "from", "to").iter_rows():
        problems.append(Problem(raw.file, raw.line(row), f"to {quoted(end)}: before {start}, its beginning", "to"))
