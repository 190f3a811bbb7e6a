"""Every force between two cycles, in each format."""

from __future__ import annotations

import dataclasses
import io
from typing import Any

import polars as pl

from peeldiff.compare.cycles import Country
from peeldiff.export.sheets import Sheet

_BRIEF = ("force", "item", "kind", "basis", "left_grade", "right_grade")


def record(country: Country, *, summary_only: bool = False) -> dict[str, Any]:
    """Return it as plain values, in the order of the contract."""
    said = country.comparability
    head = {
        "format": 1,
        "dataset": dataclasses.asdict(country.dataset),
        "left_cycle": country.left_cycle,
        "right_cycle": country.right_cycle,
        "comparability": dataclasses.asdict(said) | {"sources": list(said.sources)},
        "summary": country.summary,
    }
    if summary_only:
        return head
    return head | {
        "transitions": country.transitions.to_dicts(),
        "distributions": country.distributions.to_dicts(),
        "rows": country.rows.to_dicts(),
    }


def write(
    country: Country, chosen: str, width: int | None = None, *, colour: bool = False, summary_only: bool = False
) -> bytes:
    """Return it in a format; CSV and Parquet hold the rows, the others everything."""
    if chosen == "parquet":
        stream = io.BytesIO()
        country.rows.write_parquet(stream)
        return stream.getvalue()
    if chosen == "json":
        from peeldiff.export.json import encode

        return encode(record(country, summary_only=summary_only))
    if chosen == "toml":
        import tomli_w

        return tomli_w.dumps(_without_nulls(record(country, summary_only=summary_only))).encode("utf-8")
    from peeldiff.export import sheets

    if chosen == "csv":
        return sheets.csv_bytes(country.rows.columns, country.rows.rows())
    told = _sheets(country, summary_only=summary_only)
    title = f"{country.left_cycle} to {country.right_cycle}: {country.comparability.reason}"
    if chosen == "markdown":
        from peeldiff.export.markdown import sheets_page

        return sheets_page(title, told)
    if chosen == "html":
        from peeldiff.export.html import sheets_page as html_page

        return html_page(title, told)
    from rich.text import Text

    from peeldiff.export import table

    return table.render([Text(title), Text(), *table.page(told)], width, colour=colour)


def _sheets(country: Country, *, summary_only: bool) -> list[Sheet]:
    counts = country.summary
    kinds, bases = counts["kinds"], counts["bases"]
    named = {name: count for name, count in counts.items() if isinstance(count, int)}
    listed = [named, *(one for one in (kinds, bases) if isinstance(one, dict))]
    summary = Sheet(("", "rows"), tuple(pair for one in listed for pair in one.items()), "summary")
    if summary_only:
        return [summary]
    frames = {
        "transitions": country.transitions,
        "distributions": country.distributions,
        "rows": country.rows.drop("topic").filter(pl.col("kind") != "unknown"),
    }
    return [
        summary,
        *(
            Sheet(tuple(frame.columns), tuple(frame.rows()), title, _BRIEF if title == "rows" else ())
            for title, frame in frames.items()
            if frame.height
        ),
    ]


def _without_nulls(value: Any) -> Any:  # noqa: ANN401  (any plain value)
    if isinstance(value, dict):
        return {key: _without_nulls(one) for key, one in value.items() if one is not None}
    return [_without_nulls(one) for one in value] if isinstance(value, list) else value
