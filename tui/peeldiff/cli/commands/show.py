"""`peeldiff show`: everything known of one inspection, or of one force in every cycle."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from peeldiff.cli import streams
from peeldiff.cli.inputs import dataset, settings
from peeldiff.cli.output import SHEET_FORMATS, add_sheet_options, pick_format, put, put_sheets, target
from peeldiff.cli.parsing import Parser
from peeldiff.cli.streams import Exit
from peeldiff.errors import UnknownNameError

if TYPE_CHECKING:
    from pathlib import Path

    from peeldiff.compare.force_facts import ForceFacts
    from peeldiff.dataset import Dataset
    from peeldiff.dataset.lines import Line
    from peeldiff.export.sheets import Sheet

FORMATS = (*SHEET_FORMATS, "html")
_EXAMPLES = """\
examples:
  peeldiff show northamptonshire:2021-22
  peeldiff show northamptonshire                  every cycle, oldest first
  peeldiff show cleveland -o cleveland.html       the same as a page: timeline, findings, figures drawn

CSV has judgments, findings, what is said of change, monitoring and figures one behind another, as far as there are any,
each with its own header behind an empty line; JSON has the same by name. peeldiff list judgments is one table.

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
    from peeldiff.dataset.queries.names import Inspection, find_inspection_or_force

    ds = dataset(settings(given))
    found = find_inspection_or_force(ds, given.name)
    force, cycle = (found.force, found.cycle) if isinstance(found, Inspection) else (found, None)
    chosen, file = pick_format(given.format, given.output, FORMATS), target(given)
    if chosen in ("table", "html"):
        from peeldiff.compare.force_facts import force_facts

        put(_write(force_facts(ds, force, cycle), chosen, file), file)
    else:
        sheets = of_force(ds, force) if cycle is None else of_inspection(ds, force, cycle)
        put_sheets([_of_whom(sheet, force) for sheet in sheets], given, by_name=True)
    return Exit.DONE


def _of_whom(sheet: Sheet, force: str) -> Sheet:
    """Name the force in each row: copied out of the table it still says of whom it speaks."""
    return replace(sheet, columns=("force", *sheet.columns), rows=tuple((force, *row) for row in sheet.rows))


def _write(facts: ForceFacts, chosen: str, file: Path | None) -> bytes:
    if chosen == "html":
        from peeldiff.export import force_page

        return force_page.write(facts)
    from peeldiff.export import force_text

    to_screen = file is None
    return force_text.write(facts, streams.width() if to_screen else None, colour=to_screen and streams.colour())


def of_inspection(ds: Dataset, force: str, cycle: str) -> list[Sheet]:
    """Return the judgments, findings, stated changes and figures of an inspection."""
    return [
        _judgments(ds, force, [cycle]),
        *_filled(_findings(ds, force, [cycle]), _stated(ds, force, [cycle]), _figures(ds, force, cycle)),
    ]


def of_force(ds: Dataset, force: str) -> list[Sheet]:
    """Return the same of a force in every cycle of its timeline, oldest first."""
    from peeldiff.dataset.queries.known_judgments import cycles_through_time

    cycles = cycles_through_time(ds, force)
    if not cycles:
        raise UnknownNameError(f"{force}: the dataset knows nothing of this force")
    known = (_findings(ds, force, cycles), _stated(ds, force, cycles), _monitoring(ds, force), _figures(ds, force))
    return [_judgments(ds, force, cycles), *_filled(*known)]


def _filled(*sheets: Sheet) -> list[Sheet]:
    return [sheet for sheet in sheets if sheet.rows]


def _judgments(ds: Dataset, force: str, cycles: Sequence[str]) -> Sheet:
    """One line for each item of each framework, what the dataset lacks included."""
    from peeldiff.dataset.queries.known_judgments import known_judgments
    from peeldiff.export.sheets import Sheet

    columns = (
        *("cycle", "item", "label", "grade", "status", "carried_from", "revised_from", "revised_on"),
        *("published", "source_basis", "source", "note"),
    )
    return Sheet(columns, _plain(known_judgments(ds, force, cycles), columns), "judgments")


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
    from peeldiff.dataset.schema import TABLES
    from peeldiff.export.sheets import Sheet

    columns = tuple(column.name for column in TABLES["monitoring"].columns if column.name != "force")
    stays = sorted(ds.lines("monitoring", force), key=lambda stay: str(stay["from"]))
    return Sheet(columns, _plain(stays, columns), "monitoring")


def _of_cycles(
    ds: Dataset, table: str, force: str, cycles: Sequence[str], columns: Sequence[str]
) -> tuple[tuple[object, ...], ...]:
    return tuple(line for cycle in cycles for line in _plain(ds.lines(table, force, cycle), columns))


def _figures(ds: Dataset, force: str, cycle: str | None = None) -> Sheet:
    """The figures of a force; of an inspection, those that its own pages give."""
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
    values, measures = ds.lines("figures", force), {line["measure"]: line for line in ds.rows("measures")}
    if cycle is not None:
        pages = {line["source"] for line in ds.lines("judgments", force, cycle)}
        values = [line for line in values if line["source"] in pages]
    measured = (_with_measure(line, measures[line["measure"]]) for line in values)
    return Sheet(columns, _plain(measured, columns), "figures")


def _with_measure(line: Line, measure: Line) -> Line:
    """Return a figure with what its measure says of it; whose it is says its own line first."""
    return {**line, "label": measure["label"], "unit": measure["unit"], "whose": line["whose"] or measure["whose"]}


def _plain(lines: Iterable[Line], columns: Sequence[str]) -> tuple[tuple[object, ...], ...]:
    """Return rows of plain values, days as ISO text."""
    return tuple(tuple(_day_as_text(line[name]) for name in columns) for line in lines)


def _day_as_text(value: object) -> object:
    return str(value) if isinstance(value, datetime.date) else value
