"""`peeldiff search`: finds what the interface's search finds, in the dataset and in the notes."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Iterator
from typing import TYPE_CHECKING

from peeldiff.cli import streams
from peeldiff.cli.inputs import dataset, settings
from peeldiff.cli.output import add_sheet_options, put_sheets
from peeldiff.cli.parsing import Parser
from peeldiff.cli.streams import Exit
from peeldiff.errors import FileError, UsageError
from peeldiff.text import inert

if TYPE_CHECKING:
    from peeldiff.dataset.model import Dataset
    from peeldiff.dataset.queries.search import Hit
    from peeldiff.settings import Settings

_EXAMPLES = """\
examples:
  peeldiff search "external scrutiny"
  peeldiff search "inadequate 2021/22"
  peeldiff search "special measures cleveland"
  peeldiff search collaboration --format csv

Every word must be there, in any order and case; a grade, a status (withheld), whose it is (deduced) or the item
of a force asks for judgments, with how many of those that there should be are known. Notes are searched too.
What this dataset does not hold is said on standard error. Nothing found prints an empty table and exits 0.
"""


def parser() -> Parser:
    """Return the parser of `peeldiff search`."""
    made = Parser("peeldiff search", "Find judgments, forces, terms, findings, figures and notes.", _EXAMPLES)
    made.add_argument("text", metavar="TEXT", nargs="+", help="the words to find, quoted or not")
    add_sheet_options(made)
    return made


def run(given: argparse.Namespace) -> int:
    """Search, print and return the exit code."""
    text = " ".join(given.text)
    if not text.split():
        raise UsageError("TEXT is empty: name the words to find")
    in_force = settings(given)
    ds = dataset(in_force)
    from peeldiff.dataset.queries.not_held import coverage_line, not_held
    from peeldiff.dataset.queries.search import Hit, read_sought, search
    from peeldiff.export.sheets import Sheet

    sought = read_sought(ds, text)
    hits = [*search(ds, sought), *_notes(ds, in_force, text)]
    columns = tuple(field.name for field in dataclasses.fields(Hit))
    rows = tuple(dataclasses.astuple(hit) for hit in hits)
    words = tuple(_in_words(ds, hit) for hit in hits)
    put_sheets([Sheet(columns, rows, "found", ("kind", "found"), words, above=coverage_line(ds, sought))], given)
    for sentence in not_held(ds, sought, hits):
        streams.message(f"peeldiff: {sentence}")
    return Exit.DONE


def _in_words(ds: Dataset, hit: Hit) -> tuple[str, ...]:
    """Return a line for a reader: names for ids, and whose the source is where it is not the inspectorate's."""
    force = ds.force_names.get(hit.force, hit.force) if hit.force else ""
    where = ", ".join(filter(None, (force, ds.cycles[hit.cycle].name if hit.cycle else "")))
    whose = f" ({hit.whose})" if hit.whose and hit.source_basis not in (None, "report") else ""
    grade = ds.grades.get(hit.grade or "")
    text = f"{grade.mark} {hit.text}" if grade else hit.text
    if not where or hit.kind in ("force", "cycle"):  # whose text begins with the name
        return hit.kind, f"{text}{whose}"
    return hit.kind, f"{where}: {text}{whose}"


def _notes(ds: Dataset, in_force: Settings, text: str) -> Iterator[Hit]:
    """Walk over the notes that have every word; what cannot be read of them is said on standard error."""
    from peeldiff.dataset.queries.search import Hit
    from peeldiff.notes.listing import notes_with
    from peeldiff.notes.store import NotesFolder

    try:
        listing = NotesFolder(in_force.notes, ds).listing()
    except FileError as error:
        streams.message(f"peeldiff: {in_force.describe(error)}")
        return
    for entry in notes_with(listing.entries, text):
        force, _, cycle = entry.right.partition(":")
        text = inert(f"{entry.about}: {entry.note.text}" if entry.note.text else entry.about)
        known = cycle if cycle in ds.cycles else None
        yield Hit("note", force, known, entry.change, text, None)
