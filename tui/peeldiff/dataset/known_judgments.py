"""What a dataset knows of a force, gaps included: one line for each item of each framework."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from peeldiff.dataset.model import Dataset

if TYPE_CHECKING:
    import polars as pl


def known_judgments(ds: Dataset, force: str, cycles: Iterable[str]) -> pl.DataFrame:
    """Return the judgments of a force, one line for each item of the frameworks of `cycles`.

    Columns: cycle, level, pillar, item, label, question, grade, status, carried_from,
    revised_from, revised_on, published, source_basis, source, note; in the order of the cycles
    given, then of the framework. What the dataset does not know has the status `absent`, or the
    one that the framework gives; what no framework asks for is not there.
    """
    import polars as pl

    from peeldiff.dataset.tables import STATUS

    columns = ("cycle", "level", "pillar", "item", "label", "question")
    items = pl.DataFrame(
        [
            (cycle, item.level, item.pillar, item.id, item.label, item.question, item.expected_status)
            for cycle in cycles
            for item in ds.cycles[cycle].items
        ],
        schema={**dict.fromkeys(columns, pl.String), "otherwise": STATUS},
        orient="row",
    )
    judged = ds.judgments.filter(pl.col("force") == force).drop("force", "level")
    met = items.join(judged, on=("cycle", "item"), how="left", maintain_order="left")
    known = met.with_columns(pl.col("status").fill_null(pl.col("otherwise"))).drop("otherwise")
    return known.filter(pl.col("status").is_not_null())


def known_cycles(ds: Dataset, force: str) -> list[str]:
    """Return the cycles of which the dataset has a judgment or finding of a force, oldest first."""
    known = {line["cycle"] for table in ("judgments", "findings") for line in ds.lines(table, force)}
    return [cycle for cycle in ds.cycles if cycle in known]
