"""`peeldiff list`: the forces, cycles, inspections or topics of the dataset."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from peeldiff.cli.inputs import dataset, settings
from peeldiff.cli.output import add_sheet_options, put_sheets
from peeldiff.cli.parsing import Parser
from peeldiff.cli.streams import Exit

if TYPE_CHECKING:
    from peeldiff.dataset import Dataset
    from peeldiff.export.sheets import Sheet

_EXAMPLES = """\
examples:
  peeldiff list cycles
  peeldiff list inspections --format csv > inspections.csv
"""


def parser() -> Parser:
    """Return the parser of `peeldiff list`."""
    made = Parser("peeldiff list", "Print what the dataset has.", _EXAMPLES)
    made.add_argument("what", choices=("forces", "cycles", "inspections", "topics"))
    add_sheet_options(made)
    return made


def run(given: argparse.Namespace) -> int:
    """Print the list and return the exit code."""
    ds = dataset(settings(given))
    makers = {"forces": forces, "cycles": cycles, "inspections": inspections, "topics": topics}
    put_sheets([makers[given.what](ds)], given)
    return Exit.DONE


def forces(ds: Dataset) -> Sheet:
    """Every force, in the dataset's order."""
    from peeldiff.export.sheets import Sheet

    columns = ("force", "name", "region", "aliases")
    return Sheet(columns, tuple(ds.forces.select(columns).iter_rows()))


def cycles(ds: Dataset) -> Sheet:
    """Every cycle, in the order of time, with how many inspections the dataset knows of it."""
    from peeldiff.export.sheets import Sheet

    known = dict(ds.judgments.group_by("cycle").n_unique().select("cycle", "force").iter_rows())
    rows = tuple(
        (cycle.id, cycle.name, cycle.kind, ds.scales[cycle.scale].label, cycle.published_from, known.get(cycle.id, 0))
        for cycle in ds.cycles.values()
    )
    return Sheet(("cycle", "name", "kind", "scale", "published_from", "forces_known"), rows)


def inspections(ds: Dataset) -> Sheet:
    """Every inspection of which the dataset knows a judgment or finding, by force, then cycle."""
    import polars as pl

    from peeldiff.export.sheets import Sheet

    by = ("force", "cycle")
    judged = ds.judgments.group_by(by).agg(pl.len().alias("judgments"), pl.col("published").max())
    found = ds.tables["findings"].group_by(by).agg(pl.len().alias("findings"))
    known = judged.join(found, on=by, how="full", coalesce=True).with_columns(
        pl.col("judgments", "findings").fill_null(0), place=pl.col("cycle").replace_strict(ds.cycle_order)
    )
    columns = ("inspection", "force_name", "cycle_name", "judgments", "findings", "published")
    rows = tuple(
        (
            *(f"{line['force']}:{line['cycle']}", ds.force_names[line["force"]], ds.cycles[line["cycle"]].name),
            *(line["judgments"], line["findings"], line["published"] and str(line["published"])),
        )
        for line in known.sort("force", "place").iter_rows(named=True)
    )
    return Sheet(columns, rows)


def topics(ds: Dataset) -> Sheet:
    """Every topic, in the order in which rows stand."""
    from peeldiff.export.sheets import Sheet

    rows = tuple((topic.id, topic.label, topic.definition) for topic in ds.topics.values())
    return Sheet(("topic", "label", "definition"), rows)
