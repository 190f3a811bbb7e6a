"""Finds words in everything that a dataset holds: judgments' labels, findings, stated changes, figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from peeldiff.dataset.model import Dataset


@dataclass(frozen=True)
class Hit:
    """One line of a dataset that has every word sought."""

    kind: str
    """`item`, `finding`, `stated change` or `figure`."""
    force: str | None
    """None for an item, which every force of the cycle has."""
    cycle: str | None
    id: str
    text: str
    source: str | None


def search(ds: Dataset, sought: str) -> Iterator[Hit]:
    """Walk over the lines that have every word of `sought`, in any order and case."""
    words = sought.casefold().split()
    if not words:
        return
    for cycle in ds.cycles.values():
        for item in cycle.items:
            text = item.label if not item.question else f"{item.label}: {item.question}"
            if all(word in text.casefold() for word in words):
                yield Hit("item", None, cycle.id, item.id, text, item.source)
    for line in _having(ds.tables["findings"], "summary", words).iter_rows(named=True):
        yield Hit("finding", line["force"], line["cycle"], line["finding"], line["summary"], line["source"])
    for line in _having(ds.tables["stated-changes"], "summary", words).iter_rows(named=True):
        yield Hit("stated change", line["force"], line["cycle"], line["change"], line["summary"], line["source"])
    labels = ds.tables["measures"].select("measure", "label", "unit", "definition")
    figures = ds.tables["figures"].join(labels, on="measure", maintain_order="left")
    told = figures.with_columns(said=pl.concat_str("label", "definition", separator=" "))
    for line in _having(told, "said", words).iter_rows(named=True):
        text = f"{line['label']}: {line['value']:g} {line['unit']} ({line['period']})"
        yield Hit("figure", line["force"], None, line["measure"], text, line["source"])


def _having(frame: pl.DataFrame, column: str, words: list[str]) -> pl.DataFrame:
    """Return the rows whose text has every word; letters are compared without case."""
    text = pl.col(column).str.to_lowercase()
    return frame.filter(pl.all_horizontal(text.str.contains(word, literal=True) for word in words))
