"""`peeldiff show`: everything known of one inspection, or of one force in every cycle."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from peeldiff.cli import streams
from peeldiff.cli.inputs import dataset, settings
from peeldiff.cli.output import SHEET_FORMATS, add_sheet_options, pick_format, put, put_sheets, target
from peeldiff.cli.parsing import Parser
from peeldiff.cli.streams import Exit
from peeldiff.errors import UnknownNameError

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

    from peeldiff.compare.force_facts import ForceFacts
    from peeldiff.dataset import Dataset
    from peeldiff.export.sheets import Sheet

FORMATS = (*SHEET_FORMATS, "html")
_EXAMPLES = """\
examples:
  peeldiff show northamptonshire:2021-22
  peeldiff show northamptonshire                  every cycle, oldest first
  peeldiff show cleveland -o cleveland.html       the same as a page: timeline, findings, figures drawn

The page needs no server and fetches nothing: it reads on a phone and prints.
"""


def parser() -> Parser:
    """Return the parser of `peeldiff show`."""
    made = Parser("peeldiff show", "Print what is known of an inspection or of a force.", _EXAMPLES)
    made.add_argument("name", metavar="INSPECTION-OR-FORCE")
    add_sheet_options(made, FORMATS)
    return made


def run(given: argparse.Namespace) -> int:
    """Print it and return the exit code."""
    from peeldiff.dataset.names import Inspection, find_inspection_or_force

    ds = dataset(settings(given))
    found = find_inspection_or_force(ds, given.name)
    force, cycle = (found.force, found.cycle) if isinstance(found, Inspection) else (found, None)
    chosen, file = pick_format(given.format, given.output, FORMATS), target(given)
    if chosen in ("table", "html"):
        from peeldiff.compare.force_facts import force_facts

        put(_write(force_facts(ds, force, cycle), chosen, file), file)
    else:
        put_sheets(of_force(ds, force) if cycle is None else of_inspection(ds, force, cycle), given)
    return Exit.DONE


def _write(facts: ForceFacts, chosen: str, file: Path | None) -> bytes:
    from peeldiff.export import force_page, force_text

    if chosen == "html":
        return force_page.write(facts)
    to_screen = file is None
    return force_text.write(facts, streams.width() if to_screen else None, colour=to_screen and streams.colour())


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
    return Sheet(columns, rows, "judgments")


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
        *("outcome", "outcome_cycle", "outcome_source"),
    )
    return Sheet(columns, _of_cycles(ds, "findings", force, cycles, columns), "findings")


def _stated(ds: Dataset, force: str, cycles: Sequence[str]) -> Sheet:
    from peeldiff.export.sheets import Sheet

    columns = ("cycle", "item", "topic", "direction", "since", "summary", "source_basis", "source")
    return Sheet(columns, _of_cycles(ds, "stated-changes", force, cycles, columns), "stated_changes")


def _monitoring(ds: Dataset, force: str) -> Sheet:
    """The stays of a force in Engage, each with the columns of `monitoring.csv`."""
    from peeldiff.export.sheets import Sheet

    frame = ds.tables["monitoring"].filter(force=force).drop("force").sort("from")
    return Sheet(tuple(frame.columns), _plain(frame), "monitoring")


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
    return Sheet(columns, _plain(met.select(columns)), "figures")


def _plain(frame: pl.DataFrame) -> tuple[tuple[object, ...], ...]:
    """Return rows of plain values, days as ISO text."""
    import polars as pl

    return tuple(frame.with_columns(pl.col(pl.Date).cast(pl.String)).iter_rows())
