"""The judgments that were asked for, in each format, with how many of those that there should be are known."""

from __future__ import annotations

import polars as pl

from peeldiff.dataset.judgment_query import ROWS, FoundJudgments
from peeldiff.dataset.model import Dataset
from peeldiff.export.sheets import Sheet, csv_bytes
from peeldiff.export.words import recorded_words
from peeldiff.text import plural
from peeldiff.vocabulary.sources import source_words


def completeness(found: FoundJudgments) -> str:
    """Say how many judgments are known of those that there should be, so that no list is taken for complete."""
    more = f", and {found.more} more on items graded for some forces only" if found.more else ""
    listed = plural(found.rows.height, "judgment")
    return f"{listed} found; {found.known} of {found.expected} that there should be are known{more}."


def write(ds: Dataset, found: FoundJudgments, chosen: str, width: int | None = None, *, colour: bool = False) -> bytes:
    """Return the judgments as a table, JSON (known, expected, judgments) or CSV (the rows)."""
    plain = found.rows.with_columns(pl.col(pl.Date, pl.Enum).cast(pl.String))
    if chosen == "csv":
        return csv_bytes(ROWS, plain.rows())
    if chosen == "json":
        from peeldiff.export.json import encode

        return encode({"known": found.known, "expected": found.expected, "judgments": plain.to_dicts()})
    from peeldiff.export import table
    from peeldiff.export.text_layout import Line

    columns = ("force", "cycle", "item", "judgment", "whose", "source")
    rows = tuple(
        (
            *(line["force_name"], line["cycle_name"], line["label"]),
            recorded_words(ds.grades, line),
            source_words(line["source"], line["source_basis"], line["published"]),
            line["source"],
        )
        for line in plain.iter_rows(named=True)
    )
    sheet = Sheet(columns, rows, "", columns[:-1])
    heading = Line(completeness(found), "bold")
    return table.render([heading, Line(), *(table.page([sheet]) if rows else [])], width, colour=colour)
