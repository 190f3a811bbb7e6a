"""`peeldiff search`: finds words in judgments' labels, findings, stated changes and figures."""

from __future__ import annotations

import argparse
import dataclasses

from peeldiff.cli.inputs import dataset, settings
from peeldiff.cli.output import add_sheet_options, put_sheets
from peeldiff.cli.parsing import Parser
from peeldiff.cli.streams import Exit
from peeldiff.errors import UsageError

_EXAMPLES = """\
examples:
  peeldiff search "external scrutiny"
  peeldiff search collaboration --format csv

Every word must be there, in any order and case. Nothing found prints an empty table and exits 0.
"""


def parser() -> Parser:
    """Return the parser of `peeldiff search`."""
    made = Parser("peeldiff search", "Find words in everything that the dataset holds.", _EXAMPLES)
    made.add_argument("text", metavar="TEXT", help="the words to find")
    add_sheet_options(made)
    return made


def run(given: argparse.Namespace) -> int:
    """Search, print and return the exit code."""
    if not given.text.split():
        raise UsageError("TEXT is empty: name the words to find")
    ds = dataset(settings(given))
    from peeldiff.dataset.search import Hit, search
    from peeldiff.export.sheets import Sheet

    columns = tuple(field.name for field in dataclasses.fields(Hit))
    hits = list(search(ds, given.text))
    in_words = tuple(
        (
            hit.kind,
            ds.force_names.get(hit.force or "", hit.force),
            ds.cycles[hit.cycle].name if hit.cycle else None,
            hit.text,
        )
        for hit in hits
    )
    rows = tuple(dataclasses.astuple(hit) for hit in hits)
    put_sheets([Sheet(columns, rows, "", ("kind", "force", "cycle", "text"), in_words)], given)
    return Exit.DONE
