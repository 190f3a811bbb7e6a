"""Every force between two cycles, in each format."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterator
from typing import Any

import polars as pl

from peeldiff.compare.cycles import Country
from peeldiff.export.country_words import CountryWords, describe_cut
from peeldiff.export.json import encode, lines
from peeldiff.export.sheets import STARTS_A_FORMULA, Sheet
from peeldiff.export.source_numbers import SourceNumbers

_AT_ONCE = 100_000
"""Rows that are turned into text at a time."""

MOST_IN_A_TABLE = 2_000
"""Rows that a table for reading has; the other formats have all."""


def record(country: Country, *, summary_only: bool = False, rows: bool = True) -> dict[str, Any]:
    """Return it as plain values, in the order of the contract; without `rows` that list is empty."""
    comparability = country.comparability
    head = {
        "format": 1,
        "dataset": dataclasses.asdict(country.dataset),
        "left_cycle": country.left_cycle,
        "right_cycle": country.right_cycle,
        "comparability": dataclasses.asdict(comparability) | {"sources": list(comparability.sources)},
        "summary": country.summary,
    }
    if summary_only:
        return head
    return head | {
        "transitions": country.transitions.to_dicts(),
        "distributions": country.distributions.to_dicts(),
        "rows": country.rows.to_dicts() if rows else [],
    }


def pieces(
    country: Country, chosen: str, width: int | None = None, *, colour: bool = False, summary_only: bool = False
) -> Iterator[bytes]:
    """Return it in a format, piece by piece; CSV and Parquet hold the rows, the others everything."""
    if chosen in ("csv", "parquet"):
        rows = _counts(country) if summary_only else country.rows
        yield from (_parquet(rows) if chosen == "parquet" else _csv(rows))
    elif chosen == "json":
        yield from ([encode(record(country, summary_only=True))] if summary_only else _json(country))
    elif chosen == "toml":
        from peeldiff.export import toml

        yield toml.encode(record(country, summary_only=summary_only))
    else:
        yield _for_reading(country, chosen, width, colour=colour, summary_only=summary_only)


def _csv(rows: pl.DataFrame) -> Iterator[bytes]:
    """Return rows as CSV; a cell that a spreadsheet would run gets an apostrophe before it."""
    for place in range(0, max(rows.height, 1), _AT_ONCE):
        part, stream = rows.slice(place, _AT_ONCE), io.BytesIO()
        _as_cells(part).write_csv(stream, include_header=place == 0)
        yield stream.getvalue()


def _as_cells(rows: pl.DataFrame) -> pl.DataFrame:
    names = [name for name, dtype in rows.schema.items() if dtype == pl.String or _runs(dtype)]
    texts = [pl.col(name).cast(pl.String) for name in names]
    first = [text.str.contains(STARTS_A_FORMULA) for text in texts]
    return rows.with_columns(
        pl.when(runs).then(pl.concat_str(pl.lit("'"), text)).otherwise(text).alias(name)
        for name, text, runs in zip(names, texts, first, strict=True)
    )


def _runs(dtype: pl.DataType) -> bool:
    """Tell whether one of a column's categories would start a formula."""
    return isinstance(dtype, pl.Enum) and dtype.categories.str.contains(STARTS_A_FORMULA).any()


def _parquet(rows: pl.DataFrame) -> Iterator[bytes]:
    stream = io.BytesIO()
    rows.write_parquet(stream)
    yield stream.getvalue()


def _json(country: Country) -> Iterator[bytes]:
    """Return the bytes that `encode` would give for the whole record, some rows at a time."""
    head = encode(record(country, rows=False))
    if not country.rows.height:
        yield head
        return
    ending = b"[]\n}\n"
    yield head.removesuffix(ending) + b"[\n"
    for place in range(0, country.rows.height, _AT_ONCE):
        more = ",\n" if place + _AT_ONCE < country.rows.height else "\n"
        yield (lines(country.rows.slice(place, _AT_ONCE).iter_rows(named=True), "    ") + more).encode()
    yield b"  ]\n}\n"


def _for_reading(country: Country, chosen: str, width: int | None, *, colour: bool, summary_only: bool) -> bytes:
    if chosen == "html":
        from peeldiff.export import country_page

        return country_page.write(country, summary_only=summary_only)
    from peeldiff.export import country_text

    in_words, sources = CountryWords(country), SourceNumbers()
    if chosen == "markdown":
        from peeldiff.export.markdown import sheets_page

        found = country_text.sheets(in_words, sources, summary_only=summary_only)
        return sheets_page(in_words.title, in_words.lead, found, sources, country.dataset.about)
    from peeldiff.export import table
    from peeldiff.export.text_layout import Line

    found = country_text.sheets(in_words, sources, summary_only=summary_only, most=MOST_IN_A_TABLE)
    rows = country_text.readable(country.rows).height
    more = [] if summary_only or rows <= MOST_IN_A_TABLE else [Line(describe_cut(rows, MOST_IN_A_TABLE))]
    parts = [Line(in_words.title, "bold"), Line(in_words.lead), Line(), *table.page(found), *more]
    return table.render([*parts, *table.source_lines(sources.listed())], width, colour=colour)


def _counts(country: Country) -> pl.DataFrame:
    """Return the summary as a table. Columns: count, rows."""
    return pl.DataFrame(_summary(country).rows, schema={"count": pl.String, "rows": pl.Int64}, orient="row")


def _summary(country: Country) -> Sheet:
    """Return the counts that add up to the rows, then those of kinds, then those of bases; each word once."""
    counts: dict[str, int] = {}
    for name, count in country.summary.items():
        if name == "kinds":
            counts["not-compared"] = country.not_compared
        counts |= count if isinstance(count, dict) else {name: count}
    return Sheet(("", "rows"), tuple(counts.items()), "summary")
