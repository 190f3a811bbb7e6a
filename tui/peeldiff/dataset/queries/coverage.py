"""How complete a dataset is, and whether its counts agree with the totals that were published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from peeldiff.dataset.model import Dataset
from peeldiff.vocabulary.terms import WITH_GRADE


@dataclass(frozen=True)
class Total:
    """One published count of a grade beside the dataset's own."""

    where: str
    """`2016 efficiency` for a national total, `kent:2021-22` for a force's areas."""
    grade: str
    published: int
    known: int
    expected: int
    """How many judgments the framework leads one to expect."""
    found: int
    """How many of them the dataset knows."""
    source: str
    explanation: str | None = None

    @property
    def verdict(self) -> str:
        """`agrees`, `gap` (fewer are known than there are), `explained` or `disagrees`."""
        if self.known == self.published:
            return "agrees"
        if self.explanation:
            return "explained"
        return "gap" if self.known < self.published and self.found < self.expected else "disagrees"


def coverage(ds: Dataset) -> pl.DataFrame:
    """Return how many judgments are known of those that the frameworks lead one to expect.

    Columns: force, cycle, expected (items graded for every force), known (of those, with a
    judgment), more (known judgments on items graded for some forces only); one line for each
    force and cycle that grades anything.
    """
    items = pl.DataFrame(
        [(cycle.id, item.id, item.graded == "all") for cycle in ds.cycles.values() for item in cycle.items],
        schema={"cycle": pl.String, "item": pl.String, "expected": pl.Boolean},
        orient="row",
    )
    expected = items.group_by("cycle", maintain_order=True).agg(expected=pl.col("expected").sum())
    laid = ds.forces.select("force").join(expected.filter(pl.col("expected") > 0), how="cross")
    known = (
        ds.judgments.join(items, on=("cycle", "item"))
        .group_by("force", "cycle")
        .agg(known=pl.col("expected").sum(), more=(~pl.col("expected")).sum())
    )
    joined = laid.join(known, on=("force", "cycle"), how="left", maintain_order="left")
    return joined.with_columns(pl.col("known", "more").fill_null(0))


def totals(ds: Dataset) -> Iterator[Total]:
    """Walk over every published count, the national ones first, then those of single forces."""
    forces = ds.forces.height
    for line in ds.tables["national-totals"].iter_rows(named=True):
        item = ds.cycles[line["cycle"]].item(line["item"])
        known = ds.judgments.filter(cycle=line["cycle"], item=line["item"])
        everybody = item is not None and item.graded == "all"
        where = f"{line['cycle']} {line['item']}"
        yield from _counted(ds, where, line, known, forces if everybody else known.height + 1)
    for line in ds.tables["area-counts"].iter_rows(named=True):
        known = ds.judgments.filter(force=line["force"], cycle=line["cycle"])
        cycle = ds.cycles[line["cycle"]]
        level = "pillar" if any(item.level == "pillar" for item in cycle.items) else "area"
        graded = known.filter(pl.col("level") == level)
        if line["areas_total"]:
            # The total is of areas with a grade: one that is known to have none fills no place in it.
            graded, expected = _with_grade(graded), line["areas_total"]
        else:
            expected = sum(item.graded != "none" for item in cycle.items)
        yield from _counted(ds, f"{line['force']}:{line['cycle']}", line, graded, expected)


def _with_grade(known: pl.DataFrame) -> pl.DataFrame:
    return known.filter(pl.col("status").cast(pl.String).is_in(WITH_GRADE))


def _counted(ds: Dataset, where: str, line: dict[str, object], known: pl.DataFrame, expected: int) -> Iterator[Total]:
    counts = dict(_with_grade(known)["grade"].cast(pl.String).value_counts().iter_rows())
    for grade in ds.grades:
        published = line.get(grade)
        if isinstance(published, int):
            yield Total(
                where=where,
                grade=grade,
                published=published,
                known=counts.get(grade, 0),
                expected=expected,
                found=known.height,
                source=str(line["source"]),
                explanation=str(line["explanation"]) if line.get("explanation") else None,
            )
