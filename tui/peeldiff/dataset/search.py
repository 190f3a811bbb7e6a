"""Finds words in everything that a dataset holds: items, findings, stated changes, figures, monitoring, terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from peeldiff.dataset.model import Dataset
from peeldiff.dataset.monitoring import ENGAGE, monitoring_stays


@dataclass(frozen=True)
class Hit:
    """One line of a dataset that has every word sought."""

    kind: str
    """`item`, `finding`, `stated change`, `figure`, `monitoring` or `definition`."""
    force: str | None
    """None for an item, which every force of the cycle has, for a definition, and for a measure of all forces."""
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
            if _has_all(text, words):
                yield Hit("item", None, cycle.id, item.id, text, item.source)
    yield from _definitions(ds, words)
    yield from _monitoring(ds, words)
    for kind, table, id_column in (
        ("finding", "findings", "finding"),
        ("stated change", "stated-changes", "change"),
    ):
        for line in _having(ds.tables[table], "summary", words).iter_rows(named=True):
            yield Hit(kind, line["force"], line["cycle"], line[id_column], line["summary"], line["source"])
    yield from _figures(ds, words)


def _definitions(ds: Dataset, words: Sequence[str]) -> Iterator[Hit]:
    for term in ds.terms.values():
        text = f"{term.label}: {term.definition}"
        if _has_all(text, words):
            yield Hit("definition", None, None, term.id, text, next(iter(term.sources), None))


def _monitoring(ds: Dataset, words: Sequence[str]) -> Iterator[Hit]:
    for stay in monitoring_stays(ds):
        text = f"In Engage {stay.period}: {stay.reason}"
        if _has_all(f"{text} {stay.end_reason or ''} {ENGAGE}", words):
            yield Hit("monitoring", stay.force, None, stay.start, text, stay.source)


def _figures(ds: Dataset, words: Sequence[str]) -> Iterator[Hit]:
    """Walk over the figures; a measure that all forces have is one hit, not one for each force and year."""
    columns = ("measure", "label", "unit", "definition")
    about = pl.concat_str("label", "definition", separator=" ")
    measures = _having(ds.tables["measures"].with_columns(about=about), "about", words).select(columns)
    for line in ds.tables["figures"].join(measures, on="measure", maintain_order="left").iter_rows(named=True):
        text = f"{line['label']}: {line['value']:g} {line['unit']} ({line['period']})"
        yield Hit("figure", line["force"], None, line["measure"], text, line["source"])
    if not measures.height or not ds.deferred:
        return
    national = ds.national_figures.join(measures, on="measure").group_by("measure", "label", "definition")
    spans = national.agg(
        pl.col("force").n_unique(), pl.col("end").min().alias("first"), pl.col("end").max(), pl.col("source").last()
    )
    for line in spans.sort("measure").iter_rows(named=True):
        years = f"{line['first'].year} to {line['end'].year}"
        text = f"{line['label']}: {line['force']} forces, {years}. {line['definition']}"
        yield Hit("figure", None, None, line["measure"], text, line["source"])


def _has_all(text: str, words: Sequence[str]) -> bool:
    return all(word in text.casefold() for word in words)


def _having(frame: pl.DataFrame, column: str, words: Sequence[str]) -> pl.DataFrame:
    """Return the rows whose text has every word; letters are compared without case."""
    text = pl.col(column).str.to_lowercase()
    return frame.filter(pl.all_horizontal(text.str.contains(word, literal=True) for word in words))
