"""`peeldiff update`: fetches the pages that fill gaps, reads them as `import` does, and reviews or writes the rows."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from peeldiff.cli import streams
from peeldiff.cli.commands.gaps import find_scope, gap_sheet
from peeldiff.cli.inputs import dataset, settings
from peeldiff.cli.interface import Interface
from peeldiff.cli.kept_pages import reread_pages
from peeldiff.cli.named_paths import NamedFolder
from peeldiff.cli.output import add_sheet_options, put_sheets
from peeldiff.cli.parsing import Parser
from peeldiff.cli.progress import progress_line
from peeldiff.cli.streams import Exit
from peeldiff.cli.writing_rows import write_sure_rows
from peeldiff.errors import UsageError
from peeldiff.settings import paths
from peeldiff.text import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peeldiff.dataset import Dataset
    from peeldiff.dataset.queries.page_addresses import Gap
    from peeldiff.export.sheets import Sheet
    from peeldiff.fetching import Filled
    from peeldiff.importing import ImportedReport

_EXAMPLES = """\
examples:
  peeldiff update --dry-run                       which pages would be asked for, best first
  peeldiff update northamptonshire:2017           fetch its pages, look at each row, then write
  peeldiff update 2021-22 --yes                   write what is of high confidence without looking
  peeldiff update kent --all --yes                look at known judgments too: a revised grade is found so
  peeldiff update --kept                          read the kept pages again, with this version; asks for nothing

Pages come from the inspectorate's own site and no other host: one request at a time, with a pause, as
robots.txt and Retry-After ask, and a page that has not changed is not sent again. Each page is kept in
your data folder with its address and day. Another page than expected is told, and the next variant of
the address tried. Ctrl+C stops: what came is kept, and the next run goes on from there. Exit codes:
0 done; 2 no network, or the run ended early; 130 stopped.
"""
_COLUMNS = (*("address", "result", "force", "cycle", "pillar", "judgments", "items", "findings"),)
_SHOWN = 60


def parser() -> Parser:
    """Return the parser of `peeldiff update`."""
    made = Parser("peeldiff update", "Fetch the pages that fill gaps, and read them into your own dataset.", _EXAMPLES)
    made.add_argument(
        "scope", nargs="*", metavar="FORCE, CYCLE or FORCE:CYCLE", help="else every force and cycle with a gap"
    )
    made.add_argument("--all", action="store_true", dest="known_too", help="check what is known, too")
    made.add_argument(
        "--kept", action="store_true", help="ask for nothing: read the kept pages again, with this version"
    )
    made.add_argument("--dry-run", action="store_true", help="ask for nothing: list the pages only")
    made.add_argument("--yes", action="store_true", help="no review: write what is of high confidence at once")
    made.add_argument("--overlay", type=NamedFolder, metavar="DIR", help="the folder of your own dataset")
    add_sheet_options(made)
    return made


def run(given: argparse.Namespace) -> int:
    """Fetch, read, and review or write; return the exit code."""
    in_force = settings(given)
    if given.kept and given.known_too:
        raise UsageError("--all asks the site, --kept reads what came from it: leave one of them out")
    if not (given.dry_run or given.yes):
        _refuse_without_terminal(given)
    folder = Path(given.overlay) if given.overlay else paths.user_dataset()
    ds = dataset(in_force, folder if folder.is_dir() else None)
    from peeldiff.updating import find_targets

    scopes = [find_scope(ds, scope) for scope in given.scope] or [(None, None)]
    if given.kept:
        return reread_pages(given, in_force, ds, scopes, folder)
    targets = find_targets(ds, scopes, known_too=given.known_too)
    monitoring = ds.monitoring_pages if not given.scope else ()
    if given.dry_run:
        put_sheets([gap_sheet(ds, targets, monitoring)], given)
        return Exit.DONE
    if not targets and not monitoring:
        streams.message("nothing is lacking there: --all checks what is known")
        return Exit.DONE
    filled = _fetch(ds, targets, monitoring)
    code = _report(ds, filled, given)
    if given.yes and filled.readings:
        write_sure_rows(ds, [report for _, report in filled.readings], folder)
    elif filled.readings:
        interface: Interface = given.interface
        addresses = [page.asked for page, _ in filled.readings]
        return interface.review(in_force, addresses, folder, force=None, cycle=None) or code
    return code


def _refuse_without_terminal(given: argparse.Namespace) -> None:
    if given.format or given.output:
        raise UsageError(
            "--format and -o print what came, and the review shows it on the screen: add --yes or --dry-run"
        )
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError("this is not a terminal: add --yes to write without looking, or --dry-run")


def _fetch(ds: Dataset, targets: Sequence[Gap], monitoring: Sequence[str]) -> Filled[ImportedReport]:
    from peeldiff import fetching
    from peeldiff.updating import Update, pages_folder

    update = Update(
        ds, targets, fetching.PageStore(pages_folder()), _today(), fetching.public_network(), fetching.Limits()
    )
    update.monitoring = monitoring
    with progress_line("fetching") as show:
        try:
            filled = update.run(
                lambda place, address: show(
                    f"fetching {place} of {len(targets)}: {address.partition('//')[2][-_SHOWN:]}"
                )
            )
        except KeyboardInterrupt:
            kept = plural(len(update.filled.readings), "page")
            streams.message(f"stopped: {kept} kept; peeldiff update goes on from there")
            raise
    for notice in update.notices:
        streams.message(notice)
    return filled


def _today() -> str:
    return dt.datetime.now().astimezone().date().isoformat()


def _report(ds: Dataset, filled: Filled[ImportedReport], given: argparse.Namespace) -> int:
    """Say what came of each page, and return the exit code so far."""
    if filled.without_network:
        streams.message(f"peeldiff: error: {filled.ended}: save these pages by hand, and give them to peeldiff import")
        put_sheets([gap_sheet(ds, filled.left)], given)
        return Exit.TROUBLE
    if given.yes:
        put_sheets([_sheet(filled)], given)
    else:
        for outcome in filled.refused:
            streams.message(f"{outcome.address}: {outcome.result}")
    for page, report in filled.readings if given.yes else ():
        for notice in report.notices:
            streams.message(f"{page.asked}: {notice}")
    if filled.ended:
        streams.message(f"peeldiff: error: {filled.ended}")
    pages = plural(len(filled.readings), "page")
    streams.message(f"{pages} read; {_what_is_left(filled.left)}")
    return Exit.TROUBLE if filled.ended else Exit.DONE


def _what_is_left(left: Sequence[Gap]) -> str:
    judgments = plural(sum(len(gap.items) for gap in left), "judgment")
    without = sum(gap.findings for gap in left)
    findings = f", findings of {plural(without, 'page')}" if without else ""
    return f"{plural(len(left), 'gap')} left ({judgments}{findings})"


def _sheet(filled: Filled[ImportedReport]) -> Sheet:
    """Return what came of each address as a table."""
    from peeldiff.export.sheets import Sheet

    rows = tuple(
        (
            *(outcome.address, outcome.result, outcome.gap.force, outcome.gap.cycle, outcome.gap.pillar),
            *(len(outcome.filled), ";".join(outcome.filled) or None, outcome.findings),
        )
        for outcome in filled.outcomes
    )
    return Sheet(_COLUMNS, rows, "pages", ("address", "result", "judgments", "findings"))
