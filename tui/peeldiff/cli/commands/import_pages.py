"""`peeldiff import`: reads saved report pages into dataset rows, and writes them where one says so."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peeldiff.cli import streams
from peeldiff.cli.inputs import dataset, settings
from peeldiff.cli.interface import Interface
from peeldiff.cli.named_paths import NamedFile, NamedFolder
from peeldiff.cli.output import pick_format, put, target
from peeldiff.cli.parsing import Parser
from peeldiff.cli.progress import progress_line
from peeldiff.cli.streams import Exit
from peeldiff.cli.writing_rows import write_rows
from peeldiff.errors import ReportError, UsageError
from peeldiff.settings import paths

if TYPE_CHECKING:
    from peeldiff.dataset import Dataset
    from peeldiff.export.sheets import Sheet
    from peeldiff.importing import GivenIdentity, ImportedReport
    from peeldiff.settings import Settings

FORMATS = ("table", "json", "toml", "csv")
_LONGEST_NAME = 50
"""Characters of a file's name that a line of progress has room for, the last ones."""
_EXAMPLES = """\
examples:
  peeldiff import efficiency.html
  peeldiff import reports/*.pdf --format json > rows.json
  peeldiff import page.txt --force kent --cycle 2017
  peeldiff import page.html --write                 look at each row beside its page, then write
  peeldiff import reports/* --write --yes           add the rows to your own dataset without looking

HTML, PDF and text, told apart by what is in them. Each row says the line of the file (page:line in a
PDF) and how sure it is; what looked like a grade and could not be placed stands under unplaced. With
--write, at a terminal, they are shown beside the lines of their file: rows of high confidence are
accepted, every other waits until you accept, correct or drop it, and w writes. --write --yes writes
rows of high and medium confidence without showing them. They go to your own dataset, which lies over
the shipped one: a row that says something else than one that stands is a conflict, and not written.
Importing twice changes nothing. Exit codes: 0 done; 2 a file could not be read, or nothing may be
written; 130 the reading was stopped.
"""


def parser() -> Parser:
    """Return the parser of `peeldiff import`."""
    made = Parser("peeldiff import", "Read saved report pages into dataset rows.", _EXAMPLES)
    made.add_argument("files", nargs="+", type=NamedFile, metavar="FILE", help="a saved report: HTML, PDF or text")
    made.add_argument("--force", metavar="F", help="the force, where the files do not name it")
    made.add_argument("--cycle", metavar="C", help="the cycle, where the files do not name it")
    made.add_argument("--format", choices=FORMATS, help="table unless -o has an ending that says otherwise")
    made.add_argument("-o", "--output", type=NamedFile, metavar="FILE", help="write what was read to this file")
    made.add_argument("--write", action="store_true", help="review the rows, and add them to your own dataset")
    made.add_argument("--yes", action="store_true", help="with --write: no review, write at once")
    made.add_argument("--overlay", type=NamedFolder, metavar="DIR", help="the folder of your own dataset")
    return made


def run(given: argparse.Namespace) -> int:
    """Read, print, write or review where asked, and return the exit code."""
    in_force = settings(given)
    if given.yes and not given.write:
        raise UsageError("--yes belongs to --write")
    folder = Path(given.overlay) if given.overlay else paths.user_dataset()
    if given.write and not given.yes:
        return _review(in_force, folder, given)
    ds = dataset(in_force, folder if folder.is_dir() else None)
    reports, failures = _read(ds, given.files, _identity(ds, given))
    if reports:
        _print(reports, given)
    for line in failures:
        streams.message(f"peeldiff: error: {line}")
    if given.write and reports:
        write_rows(ds, reports, folder)
    return Exit.TROUBLE if failures else Exit.DONE


def _review(in_force: Settings, folder: Path, given: argparse.Namespace) -> int:
    """Let a person look at every row before it is written."""
    if given.format or given.output:
        raise UsageError("--format and -o print what was read, and --write shows it on the screen: add --yes for both")
    interface: Interface = given.interface
    return interface.review(in_force, given.files, folder, force=given.force, cycle=given.cycle)


def _identity(ds: Dataset, given: argparse.Namespace) -> GivenIdentity:
    from peeldiff.dataset import find_cycle, find_force
    from peeldiff.importing import GivenIdentity

    return GivenIdentity(
        find_force(ds, given.force) if given.force else None, find_cycle(ds, given.cycle) if given.cycle else None
    )


def _read(ds: Dataset, files: list[str], identity: GivenIdentity) -> tuple[list[ImportedReport], list[str]]:
    """Read every file; one that cannot be read does not stop the others."""
    from peeldiff.importing import Sandbox, import_file

    reports, failures = [], []
    with Sandbox() as sandbox, progress_line("reading") as update:
        for place, name in enumerate(files, 1):
            update(f"reading {place} of {len(files)}: {name[-_LONGEST_NAME:]}")
            try:
                reports.append(import_file(ds, Path(name), sandbox, identity))
            except ReportError as error:
                failures.extend(error.lines)
    return reports, failures


def _print(reports: list[ImportedReport], given: argparse.Namespace) -> None:
    from peeldiff.importing import record

    chosen = pick_format(given.format, given.output, FORMATS)
    file = target(given)
    found = record(reports)
    if chosen == "json":
        from peeldiff.export.json import encode

        put(encode(found), file)
    elif chosen == "toml":
        from peeldiff.export import toml

        put(toml.encode(found), file)
    else:
        from peeldiff.export import sheet_formats as writer

        width = streams.width() if file is None else None
        colour = file is None and streams.colour()
        put(writer.write(_sheets(found), chosen, width, colour=colour), file)
        if chosen == "table":
            _report(reports)


def _sheets(found: dict[str, Any]) -> list[Sheet]:
    """Return the record as tables; a printed one has the columns that fit."""
    from peeldiff.export.sheets import Sheet
    from peeldiff.importing.writing.imported_record import DOCUMENT_COLUMNS, TABLE_NAMES, UNPLACED_COLUMNS, columns

    brief = {
        "documents": ("file", "kind", "force", "cycle", "published"),
        "judgments": ("force", "cycle", "item", "grade", "status", "line", "confidence"),
        "findings": ("item", "kind", "summary", "line", "confidence"),
        "figures": ("measure", "period", "value", "comparator", "comparator_value", "line", "confidence"),
        "unplaced": ("file", "line", "text", "why"),
    }
    heads = {"documents": DOCUMENT_COLUMNS[:-2], "unplaced": UNPLACED_COLUMNS} | {t: columns(t) for t in TABLE_NAMES}
    return [
        Sheet(head, tuple(tuple(row[name] for name in head) for row in found[title]), title, brief[title])
        for title, head in ((title, heads[title]) for title in brief)
        if found[title]
    ]


def _report(reports: list[ImportedReport]) -> None:
    """Say what a person should know of each file, and print what was drafted."""
    for report in reports:
        for notice in report.notices:
            streams.message(f"{report.file}: {notice}")
        if report.draft:
            streams.data(f"\n{report.draft.toml}".encode())
