"""Where a result goes and in which format, the same way for every command."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from peeldiff.cli import streams
from peeldiff.cli.inputs import settings
from peeldiff.cli.named_paths import NamedFile
from peeldiff.errors import FileError, UsageError
from peeldiff.text import inert

if TYPE_CHECKING:
    from peeldiff.export.sheets import Sheet

ENDING_OF_NOTES = ".toml"
_BOM = b"\xef\xbb\xbf"
SHEET_FORMATS = ("table", "json", "csv")

FORMAT_OF_ENDING = {
    ".json": "json",
    ".toml": "toml",
    ".csv": "csv",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".parquet": "parquet",
    ".txt": "table",
}


def pick_format(asked: str | None, output: str | None, formats: Sequence[str]) -> str:
    """Return the format asked for, else the one of the file's ending, else table."""
    if asked:
        return asked
    if output in (None, "-"):
        return "table"
    ending = Path(str(output)).suffix.lower()
    chosen = FORMAT_OF_ENDING.get(ending, "table" if not ending else "")
    if chosen not in formats:
        raise UsageError(f"{output}: no format has the ending {ending}: add --format {', '.join(formats)}")
    return chosen


def target(given: argparse.Namespace, *, of_notes: bool = False) -> Path | None:
    """Return the file that `-o` names, None for standard output.

    Raises UsageError for one of the notes unless the output is `of_notes`, which keeps what people
    wrote, and for what is kept beside them.
    """
    if given.output in (None, "-"):
        return None
    in_force, path = settings(given), Path(given.output)
    if in_force.restricted:
        from peeldiff.notes.notes_files import NotesFiles

        NotesFiles(in_force.notes).make_folder()
    if _folder_of(path) == os.path.realpath(in_force.notes):
        if path.suffix.lower() == ENDING_OF_NOTES and not of_notes:
            raise UsageError(f"-o {path}: refused: in the notes folder files of this ending are notes")
        if path.name.startswith("."):
            raise UsageError(f"-o {path}: refused: in the notes folder hidden files are locks, drafts and the like")
    return path


def _folder_of(path: Path) -> str:
    try:
        return os.path.realpath(path.parent)
    except OSError as error:  # the folder in which all began is gone
        raise FileError(f"{inert(str(path))}: not written: {(error.strerror or str(error)).lower()}") from error


def put(content: bytes | Iterable[bytes], file: Path | None) -> None:
    """Write to the file, or to standard output where there is none."""
    if file is None:
        streams.data(content)
    else:
        streams.to_file(file, content)


def add_sheet_options(parser: argparse.ArgumentParser, formats: Sequence[str] = SHEET_FORMATS) -> None:
    """Add the options of a command that prints plain tables."""
    parser.add_argument("--format", choices=formats, help="table unless -o has an ending that says otherwise")
    parser.add_argument(
        "-o", "--output", type=NamedFile, metavar="FILE", help="write to this file; - for standard output"
    )


def put_sheets(
    sheets: Sequence[Sheet], given: argparse.Namespace, *, for_spreadsheets: bool = False, by_name: bool = False
) -> None:
    """Write plain tables in the format asked for; in JSON `by_name` where there may be several.

    A CSV file `for_spreadsheets` begins with the mark without which Excel takes UTF-8 for something else.
    """
    from peeldiff.export import sheet_formats as writer

    chosen = pick_format(given.format, given.output, SHEET_FORMATS)
    file = target(given)
    width = streams.width() if file is None else None
    content = writer.write(sheets, chosen, width, colour=file is None and streams.colour(), by_name=by_name)
    put(_BOM + content if for_spreadsheets and file is not None and chosen == "csv" else content, file)
