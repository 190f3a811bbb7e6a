"""`peeldiff changes`: what was published, revised or added, since a day or from one edition to another."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from peeldiff import days
from peeldiff.cli.inputs import dataset, settings
from peeldiff.cli.named_paths import NamedFolder
from peeldiff.cli.output import add_sheet_options, put_sheets
from peeldiff.cli.parsing import Parser
from peeldiff.cli.streams import Exit
from peeldiff.errors import UsageError
from peeldiff.text import quoted

if TYPE_CHECKING:
    from peeldiff.dataset.dated_changes import DatedChange

_EXAMPLES = """\
examples:
  peeldiff changes --since 2026-11-01
  peeldiff changes --since 2026-11-01 --format json --exit-code    for cron: 1 means that there is something
  peeldiff changes --between old/data new/data                     two editions of a dataset, each a folder

Judgments that were published or revised, findings, figures and stated changes that were added, and moves into
and out of monitoring, each with its source. With --since your own rows count too, with the day on which they
were added; a row without any day is as old as the dataset. With --between, what differs is listed as well.
Exit codes: 0 done; 1 something changed (only with --exit-code); 2 trouble.
"""
_COLUMNS = (*("day", "what", "table", "force", "cycle", "item", "before", "now", "source", "source_basis"),)
_BRIEF = ("day", "what", "force", "cycle", "item", "before", "now")


def parser() -> Parser:
    """Return the parser of `peeldiff changes`."""
    made = Parser("peeldiff changes", "List what was published, revised or added.", _EXAMPLES)
    which = made.add_mutually_exclusive_group()
    which.add_argument("--since", metavar="DAY", help="on this day or later")
    which.add_argument(
        "--between",
        nargs="+",
        type=NamedFolder,
        metavar="FOLDER",
        help="two folders: the earlier edition, then the later one",
    )
    made.add_argument("--exit-code", action="store_true", help="exit with 1 if there is anything")
    add_sheet_options(made)
    return made


def run(given: argparse.Namespace) -> int:
    """Print the changes and return the exit code."""
    from peeldiff.export.sheets import Sheet

    if given.since is None and given.between is None:
        raise UsageError("expected --since DAY, or --between and the folders of two editions")
    found = _since(given) if given.since is not None else _between(given)
    rows = tuple(dataclasses.astuple(change) for change in found)
    put_sheets([Sheet(_COLUMNS, rows, "changes", _BRIEF)], given)
    return Exit.CHANGE if found and given.exit_code else Exit.DONE


def _since(given: argparse.Namespace) -> list[DatedChange]:
    from peeldiff.dataset.dated_changes import changes_since

    day = days.parse_day(given.since)
    if day is None:
        raise UsageError(f"--since {quoted(given.since)}: {days.EXPECTED}")
    return changes_since(dataset(settings(given)), day.isoformat())


def _between(given: argparse.Namespace) -> list[DatedChange]:
    from peeldiff.dataset import load
    from peeldiff.dataset.dated_changes import changes_between

    settings(given)
    if len(given.between) != 2:
        raise UsageError(f"--between: expected two folders, the earlier edition first; {len(given.between)} given")
    before, now = (load(Path(folder)) for folder in given.between)
    return changes_between(before, now)
