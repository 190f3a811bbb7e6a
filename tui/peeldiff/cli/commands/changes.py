"""`peeldiff changes`: what was published, revised or added, since a day or from one edition to another."""

from __future__ import annotations

import argparse
import dataclasses
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from peeldiff import days
from peeldiff.cli import streams
from peeldiff.cli.inputs import dataset, settings
from peeldiff.cli.named_paths import NamedFolder
from peeldiff.cli.output import add_sheet_options, put_sheets
from peeldiff.cli.parsing import Parser
from peeldiff.cli.streams import Exit
from peeldiff.errors import UsageError
from peeldiff.text import quoted
from peeldiff.vocabulary.signs import NO_GRADE
from peeldiff.vocabulary.sources import aside_of
from peeldiff.vocabulary.words import FINDING_OUTCOME_WORDS, STATUS_WORDS, short_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peeldiff.dataset.model import Dataset
    from peeldiff.dataset.queries.dated_changes import DatedChange

_EXAMPLES = """\
examples:
  peeldiff changes --since 2026-11-01                              or a month: 2026-11, November 2026
  peeldiff changes --since 2026-11-01 --format json --exit-code    for cron: 1 means that there is something
  peeldiff changes --between old/data new/data                     two editions of a dataset, each a folder

Judgments that were published or revised, findings, figures and stated changes that were added, what later
reports say became of findings, and moves into and out of monitoring, each with its source. With --since your
own rows count too, with the day on which they were added; a row without any day is as old as the dataset.
With --between, what differs is listed as well.
Exit codes: 0 done; 1 something changed (only with --exit-code); 2 trouble.
"""
_COLUMNS = (*("day", "what", "table", "force", "cycle", "item", "before", "now", "source", "source_basis"),)
_BRIEF = ("day", "what", "force", "cycle", "item", "now")


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
    ds, found = _since(given) if given.since is not None else _between(given)
    rows = tuple(dataclasses.astuple(change) for change in found)
    words = tuple(_in_words(ds, change) for change in found)
    put_sheets([Sheet(_COLUMNS, rows, "changes", _BRIEF, words, headed_by=3, above=_counted(found))], given)
    return Exit.CHANGE if found and given.exit_code else Exit.DONE


def _in_words(ds: Dataset, change: DatedChange) -> tuple[str, ...]:
    """Return a line for a reader: a day as it is spoken, names for ids, grades with their signs."""
    cycle = ds.cycles.get(change.cycle or "")
    item = next((item.label for item in cycle.items if item.id == change.item), change.item) if cycle else change.item
    facts: tuple[str | None, ...] = (change.before, change.now)
    if change.table == "judgments":
        facts = tuple(_judgment_words(ds, fact) for fact in facts)
    elif change.what == "outcome":
        facts = tuple(_outcome_words(fact) for fact in facts)
    before, now = facts
    force = ds.force_names.get(change.force, change.force)
    named = (force, cycle.name if cycle else change.cycle or "", item or _TABLE_WORDS.get(change.table, ""))
    day = short_date(change.day) if change.day else ""
    outcome = " ".join(filter(None, (now, f"(before: {before})" if before else None)))
    outcome += aside_of(change.source, change.source_basis) if outcome else ""
    return (day, _WHAT_WORDS.get(change.what, change.what), *named, outcome)


def _counted(found: Sequence[DatedChange]) -> str:
    """Return how many of each sort there are: what was added long after it was published must not hide what is news."""
    counts = Counter(_WHAT_WORDS.get(change.what, change.what) for change in found)
    listed = "; ".join(f"{what}: {count}" for what, count in counts.items())
    return f"{listed[:1].upper()}{listed[1:]}." if listed else ""


_WHAT_WORDS = {"added": "added to the dataset", "outcome": "what became of a finding"}
"""What is said of a row that is new here and may be old news, and of one that follows an earlier one."""
_TABLE_WORDS = {
    "monitoring": "Engage (special measures)",
    "findings": "finding",
    "stated-changes": "what it says of change",
}
"""What a change is of that is of no item."""


def _judgment_words(ds: Dataset, outcome: str | None) -> str | None:
    """Return the words for a grade, or for the status of a judgment that has none."""
    known = ds.grades.get(outcome or "")
    if known:
        return f"{known.mark} {known.label}"
    status = STATUS_WORDS.get(outcome or "")
    return f"{NO_GRADE.unicode} {status}" if status else outcome


def _outcome_words(fact: str | None) -> str | None:
    """Return what became of a finding, and the finding, with the words for the former."""
    outcome, sign, finding = (fact or "").partition(": ")
    return f"{FINDING_OUTCOME_WORDS.get(outcome, outcome)}{sign}{finding}" if fact else None


def _since(given: argparse.Namespace) -> tuple[Dataset, list[DatedChange]]:
    from peeldiff.dataset.queries.dated_changes import changes_since

    day = days.parse_beginning(given.since)
    if day is None:
        raise UsageError(f"--since {quoted(given.since)}: {days.EXPECTED}, or a month such as 2026-11")
    ds = dataset(settings(given))
    return ds, changes_since(ds, day.isoformat())


def _between(given: argparse.Namespace) -> tuple[Dataset, list[DatedChange]]:
    from peeldiff.dataset import load
    from peeldiff.dataset.queries.dated_changes import changes_between

    settings(given)
    if len(given.between) != 2:
        raise UsageError(f"--between: expected two folders, the earlier edition first; {len(given.between)} given")
    before, now = (load(Path(folder)) for folder in given.between)
    if before.date > now.date:
        streams.message(f"the first edition is of {before.date}, the second of {now.date}: is the earlier one first?")
    return now, changes_between(before, now)
