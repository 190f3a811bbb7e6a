"""`peeldiff brief LEFT RIGHT`: the paper for a committee, on one page."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import TYPE_CHECKING

from peeldiff.cli import streams
from peeldiff.cli.inputs import dataset, noted_changes, settings, verdicts
from peeldiff.cli.named_paths import NamedFile
from peeldiff.cli.output import pick_format, put, target
from peeldiff.cli.parsing import Parser
from peeldiff.cli.streams import Exit
from peeldiff.days import EXPECTED, parse_day
from peeldiff.text import quoted

if TYPE_CHECKING:
    from pathlib import Path

    from peeldiff.export.brief.paper import Paper

FORMATS = ("table", "markdown", "html")
_EXAMPLES = """\
examples:
  peeldiff brief wiltshire:2018-19 wiltshire:2021-22
  peeldiff brief northants:2017 northants:2021 -o paper.html      prints on one page of A4
  peeldiff brief leics:2017 leics:2018-19 --format markdown       to paste into minutes
  peeldiff brief northants:2017 northants:2021 --today 2026-12-01

One page, in this order: what is compared and whether it may be; what got better and worse, where that may be
said; what cannot be compared; findings that come back, causes of concern first, with who has each and by when
from the notes; what is new; what to ask; what the dataset does not know; monitoring; sources. Nothing in it is
not a fact of the dataset or a note. Where there is no room for all, it names the command that lists the rest.
A note is overdue where its due day lies before the day of --today, which is the day of the clock if it is not
given: with it, the same input gives the same bytes on any day. Exit codes: 0 done; 2 trouble.
"""


def parser() -> Parser:
    """Return the parser of `peeldiff brief`."""
    made = Parser(
        "peeldiff brief", "Write one page on two inspections, for somebody who reads nothing else.", _EXAMPLES
    )
    made.add_argument("left", metavar="LEFT", help="an inspection, such as northamptonshire:2017")
    made.add_argument("right", metavar="RIGHT", help="the inspection to set beside it")
    made.add_argument("--format", choices=FORMATS, help="table unless -o has an ending that says otherwise")
    made.add_argument(
        "-o", "--output", type=NamedFile, metavar="FILE", help="write to this file; - for standard output"
    )
    made.add_argument(
        "--today", type=_day, metavar="DAY", help="the day by which a note is overdue, else the day of the clock"
    )
    return made


def _day(given: str) -> dt.date:
    day = parse_day(given)
    if day is None:
        raise argparse.ArgumentTypeError(f"{quoted(given)}: {EXPECTED}")
    return day


def run(given: argparse.Namespace) -> int:
    """Write the paper and return the exit code."""
    from peeldiff.compare import compare
    from peeldiff.dataset import find_inspection
    from peeldiff.export.brief.fitting import make_paper

    chosen = pick_format(given.format, given.output, FORMATS)
    in_force = settings(given)
    file = target(given)
    ds = dataset(in_force)
    left, right = find_inspection(ds, given.left), find_inspection(ds, given.right)
    comparison = compare(ds, left, right, verdicts(in_force, ds, left, right))
    today = given.today or dt.datetime.now(tz=dt.UTC).astimezone().date()
    put(_write(make_paper(comparison, ds, noted_changes(in_force, ds, comparison), today), chosen, file), file)
    return Exit.DONE


def _write(paper: Paper, chosen: str, file: Path | None) -> bytes:
    from peeldiff.export.brief import writers

    if chosen == "markdown":
        return writers.write_markdown(paper)
    if chosen == "html":
        return writers.write_html(paper)
    to_screen = file is None
    return writers.write_text(paper, streams.width() if to_screen else None, colour=to_screen and streams.colour())
