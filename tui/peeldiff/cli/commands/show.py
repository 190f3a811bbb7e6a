"""`peeldiff show`: everything known of one inspection, or of one force in every cycle."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from peeldiff.cli.inputs import dataset, settings
from peeldiff.cli.output import add_sheet_options, put_sheets
from peeldiff.cli.parsing import Parser
from peeldiff.cli.streams import Exit
from peeldiff.errors import UnknownNameError
from peeldiff.vocabulary.sources import source_words

if TYPE_CHECKING:
    import polars as pl

    from peeldiff.dataset import Dataset
    from peeldiff.export.sheets import Sheet

_EXAMPLES = """\
examples:
  peeldiff show northamptonshire:2021-22
  peeldiff show northamptonshire                  every cycle, oldest first
"""


def parser() -> Parser:
    """Return the parser of `peeldiff show`."""
    made = Parser("peeldiff show", "Print what is known of an inspection or of a force.", _EXAMPLES)
    made.add_argument("name", metavar="INSPECTION-OR-FORCE")
    add_sheet_options(made)
    return made


def run(given: argparse.Namespace) -> int:
    """Print it and return the exit code."""
    ds = dataset(settings(given))
    put_sheets(_sheets(ds, given.name), given)
    return Exit.DONE


def _sheets(ds: Dataset, name: str) -> list[Sheet]:
    from peeldiff.dataset.names import Inspection, find_inspection_or_force

    found = find_inspection_or_force(ds, name)
    return of_inspection(ds, found.force, found.cycle) if isinstance(found, Inspection) else of_force(ds, found)


def of_inspection(ds: Dataset, force: str, cycle: str) -> list[Sheet]:
    """Return the judgments, findings, stated changes and figures of an inspection."""
    return [
        _judgments(ds, force, [cycle]),
        *_filled(_findings(ds, force, [cycle]), _stated(ds, force, [cycle]), _figures(ds, force, cycle)),
    ]


def of_force(ds: Dataset, force: str) -> list[Sheet]:
    """Return the same of a force in every cycle of which something is known, oldest first."""
    from peeldiff.dataset.known_judgments import known_cycles

    cycles = known_cycles(ds, force)
    if not cycles:
        raise UnknownNameError(f"{force}: the dataset knows nothing of this force")
    known = (_findings(ds, force, cycles), _stated(ds, force, cycles), _monitoring(ds, force), _figures(ds, force))
    return [_judgments(ds, force, cycles), *_filled(*known)]


def _filled(*sheets: Sheet) -> list[Sheet]:
    return [sheet for sheet in sheets if sheet.rows]


def _judgments(ds: Dataset, force: str, cycles: Sequence[str]) -> Sheet:
    """One line for each item of each framework, what the dataset lacks included."""
    from peeldiff.dataset.known_judgments import known_judgments
    from peeldiff.export.sheets import Sheet

    columns = (
        *("cycle", "item", "label", "grade", "status", "carried_from", "revised_from", "revised_on"),
        *("published", "source_basis", "source", "note"),
    )
    rows = _plain(known_judgments(ds, force, cycles).select(columns))
    in_words = tuple(_judgment_in_words(ds, dict(zip(columns, row, strict=True))) for row in rows)
    return Sheet(columns, rows, "judgments", ("cycle", "item", "judgment", "whose"), in_words)


def _judgment_in_words(ds: Dataset, row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return a judgment as it is read: cycle, item, grade with its sign and origin, whose it is and of which day."""
    from peeldiff.export.words import recorded_words

    whose = source_words(row["source"], row["source_basis"], row["published"]) if row["source"] else ""
    return ds.cycles[row["cycle"]].name, row["label"], recorded_words(ds.grades, row), whose


def _findings(ds: Dataset, force: str, cycles: Sequence[str]) -> Sheet:
    from peeldiff.export.sheets import Sheet

    columns = (
        "cycle",
        "finding",
        "kind",
        "item",
        "topic",
        "summary",
        "positive",
        "source_basis",
        "source",
        "note",
    )
    brief = ("cycle", "item", "kind", "summary")
    return Sheet(columns, _of_cycles(ds, "findings", force, cycles, columns), "findings", brief)


def _stated(ds: Dataset, force: str, cycles: Sequence[str]) -> Sheet:
    from peeldiff.export.sheets import Sheet

    columns = ("cycle", "item", "topic", "direction", "since", "summary", "source_basis", "source")
    brief = ("cycle", "item", "direction", "since", "summary")
    return Sheet(columns, _of_cycles(ds, "stated-changes", force, cycles, columns), "stated_changes", brief)


def _monitoring(ds: Dataset, force: str) -> Sheet:
    """The stays of a force in Engage, each with the columns of `monitoring.csv`."""
    from peeldiff.export.sheets import Sheet

    frame = ds.tables["monitoring"].filter(force=force).drop("force").sort("from")
    return Sheet(tuple(frame.columns), _plain(frame), "monitoring", ("from", "to", "reason"))


def _of_cycles(
    ds: Dataset, table: str, force: str, cycles: Sequence[str], columns: Sequence[str]
) -> tuple[tuple[object, ...], ...]:
    frame = ds.tables[table].filter(force=force)
    return tuple(line for cycle in cycles for line in _plain(frame.filter(cycle=cycle).select(columns)))


def _figures(ds: Dataset, force: str, cycle: str | None = None) -> Sheet:
    """The figures of a force; of an inspection, those that its own pages give."""
    import polars as pl

    from peeldiff.export.sheets import Sheet

    columns = (
        *(
            "measure",
            "label",
            "period",
            "start",
            "end",
            "value",
            "unit",
            "kind",
            "comparator",
            "comparator_value",
        ),
        *("whose", "source_basis", "source", "note"),
    )
    values = ds.tables["figures"].filter(force=force)
    if cycle is not None:
        pages = ds.judgments.filter(force=force, cycle=cycle)["source"].unique()
        values = values.filter(pl.col("source").is_in(pages.implode()))
    met = values.join(
        ds.tables["measures"], on="measure", how="left", suffix="_of_measure", maintain_order="left"
    ).with_columns(whose=pl.coalesce("whose", "whose_of_measure"))
    brief = ("label", "period", "value", "unit", "kind")
    return Sheet(columns, _plain(met.select(columns)), "figures", brief)


def _plain(frame: pl.DataFrame) -> tuple[tuple[object, ...], ...]:
    """Return rows of plain values, days as ISO text."""
    import polars as pl

    return tuple(frame.with_columns(pl.col(pl.Date).cast(pl.String)).iter_rows())
