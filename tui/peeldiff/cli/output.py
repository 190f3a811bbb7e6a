"""Where a result goes and in which format, the same way for every command."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from peeldiff.cli import streams
from peeldiff.errors import UsageError

if TYPE_CHECKING:
    from peeldiff.export.sheets import Sheet

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


def put(content: bytes, target: Path | None) -> None:
    """Write to the file, or to standard output where there is none."""
    if target is None:
        streams.data(content)
    else:
        streams.to_file(target, content)


def add_sheet_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of a command that prints plain tables."""
    parser.add_argument("--format", choices=SHEET_FORMATS, help="table unless -o has an ending that says otherwise")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to this file; - for standard output")


def put_sheets(sheets: Sequence[Sheet], given: argparse.Namespace) -> None:
    """Write plain tables in the format asked for."""
    from peeldiff.export import sheets as writer

    chosen = pick_format(given.format, given.output, SHEET_FORMATS)
    to_screen = given.output in (None, "-")
    width = streams.width() if to_screen else None
    content = writer.write(sheets, chosen, width, colour=to_screen and streams.colour())
    put(content, None if to_screen else Path(given.output))
