"""The judgments that were asked for, in each format, with how many of those that there should be are known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from peeldiff.dataset.model import Dataset
from peeldiff.dataset.queries.judgment_query import ROWS, FoundJudgments
from peeldiff.export.sheets import csv_bytes, without_repeats
from peeldiff.export.source_numbers import SourceNumbers
from peeldiff.export.words import recorded_words
from peeldiff.text import plural
from peeldiff.vocabulary.sources import source_words


def completeness(found: FoundJudgments) -> str:
    """Say how many judgments are known of those that there should be, so that no list is taken for complete."""
    more = f", and {found.more} more on items graded for some forces only" if found.more else ""
    listed = plural(found.rows.height, "judgment")
    if not found.expected:
        return f"{listed} found, of {found.more} that are known there; how many there should be is not known."
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
    from peeldiff.export.text_layout import Line, Part

    sources = SourceNumbers()
    rows = [
        (line["force_name"], line["label"], line["cycle_name"], _judgment(ds, line, sources))
        for line in plain.iter_rows(named=True)
    ]
    stated, columns, kept = without_repeats(("force", "item", "cycle", "judgment"), rows)
    parts: list[Part] = [Line(completeness(found), "bold"), *([Line(f"In every row: {stated}.")] if stated else [])]
    if rows:
        parts += [Line(), table.sheet(columns, kept)]
    return table.render([*parts, *table.source_lines(sources.listed())], width, colour=colour)


def _judgment(ds: Dataset, line: Mapping[str, Any], sources: SourceNumbers) -> str:
    """Return a judgment with its source; whose it is stands there where it is not the inspectorate's own page."""
    words = recorded_words(ds.grades, line)
    if line["source"] is None:
        return words
    whose = source_words(line["source"], line["source_basis"], line["published"])
    outside = "" if line["source_basis"] in (None, "report") else f" ({whose})"
    return f"{words}{outside} [{sources.number(line['source'], whose)}]"
