"""`peeldiff gaps`: what the dataset does not know, and where the inspectorate publishes it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from peeldiff.cli import streams
from peeldiff.cli.inputs import dataset, settings
from peeldiff.cli.output import add_sheet_options, put_sheets
from peeldiff.cli.parsing import Parser
from peeldiff.cli.streams import Exit
from peeldiff.errors import PeeldiffError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peeldiff.dataset import Dataset
    from peeldiff.dataset.queries.page_addresses import Gap, PageAddress
    from peeldiff.export.sheets import Sheet

_EXAMPLES = """\
examples:
  peeldiff gaps                                   every page, those that fill most first
  peeldiff gaps northamptonshire
  peeldiff gaps 2021-22 --format csv
  peeldiff gaps northamptonshire:2017

A gap is a judgment that the framework leads one to expect and the dataset does not have. Pages of which
no finding is known (areas for improvement, causes of concern) come after these, where the inspection is
known. A page is verified where pages of at least three forces were seen at such an address, seen where this
very one was; other_addresses are those to try next. Nothing is fetched: peeldiff update does that, or save the page and
give it to peeldiff import.
"""
_COLUMNS = (
    *("address", "verified", "seen", "force", "cycle", "pillar", "judgments", "items", "other_addresses", "lacks"),
)
_BRIEF = ("force", "cycle", "page", "judgments", "findings", "how sure")


_ABOVE = (
    "How many judgments a page would fill, whether its findings are lacking too, and how sure its address is: seen "
    "there, or as those of other forces were. Nothing is fetched here: peeldiff update does that."
)


def parser() -> Parser:
    """Return the parser of `peeldiff gaps`."""
    made = Parser("peeldiff gaps", "List what is not known, a page a line, best first.", _EXAMPLES)
    made.add_argument("scope", nargs="?", metavar="FORCE, CYCLE or FORCE:CYCLE", help="else every force and cycle")
    add_sheet_options(made)
    return made


def run(given: argparse.Namespace) -> int:
    """Print the gaps and return the exit code."""
    from peeldiff.dataset.queries.page_addresses import lacking_pages

    ds = dataset(settings(given))
    force, cycle = find_scope(ds, given.scope) if given.scope else (None, None)
    monitoring = () if given.scope else ds.monitoring_pages
    put_sheets([gap_sheet(ds, lacking_pages(ds, force, cycle), monitoring)], given)
    if not ds.has_frameworks:
        streams.message(f"peeldiff: {ds.root}: a table does not say what was due, so no gap of it is known")
    return Exit.DONE


def gap_sheet(ds: Dataset, gaps: Sequence[Gap], monitoring: Sequence[str] = ()) -> Sheet:
    """Return gaps as a table, a page a row; last the list of forces in Engage, by the variants of its address."""
    from peeldiff.export.sheets import Sheet

    in_words = [_in_words(ds, gap) for gap in gaps]
    rows = list(map(_row, gaps))
    if monitoring:
        first, *others = monitoring
        rows.append((first, False, True, None, None, None, 0, None, ";".join(others) or None, "monitoring"))
        in_words.append(("", "", "forces in Engage", "", "", "seen"))
    return Sheet(_COLUMNS, tuple(rows), "gaps", _BRIEF, tuple(in_words), above=_ABOVE)


def _in_words(ds: Dataset, gap: Gap) -> tuple[str, ...]:
    """Return a gap as it is read; the columns are `_BRIEF`."""
    cycle = ds.cycles[gap.cycle]
    pillar = cycle.item(gap.pillar) if gap.pillar else None
    first = gap.addresses[0] if gap.addresses else None
    sure = _how_sure(first)
    page = pillar.label if pillar else gap.pillar or "the whole inspection"
    lacking = str(len(gap.items) or ""), "lacking" if gap.findings else ""
    return ds.force_names[gap.force], cycle.name, page, *lacking, sure


def _how_sure(page: PageAddress | None) -> str:
    if page is None:
        return "not known"
    return "seen" if page.seen else "as others" if page.verified else "a guess"


def find_scope(ds: Dataset, given: str) -> tuple[str | None, str | None]:
    """Return the force and the cycle that a person means, None for the one that is not named.

    Raises UnknownNameError or AmbiguousNameError for what names neither.
    """
    from peeldiff.dataset.queries.names import find_cycle, find_inspection_or_force

    try:
        return None, find_cycle(ds, given)
    except PeeldiffError:
        found = find_inspection_or_force(ds, given)
    return (found, None) if isinstance(found, str) else (found.force, found.cycle)


def _row(gap: Gap) -> tuple[object, ...]:
    first = gap.addresses[0] if gap.addresses else None
    others = ";".join(page.address for page in gap.addresses[1:])
    return (
        *((first.address, first.verified, first.seen) if first else (None, False, False)),
        *(gap.force, gap.cycle, gap.pillar, len(gap.items), ";".join(gap.items) or None, others or None, gap.lacks),
    )
