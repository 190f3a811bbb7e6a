"""`peeldiff country LEFT_CYCLE RIGHT_CYCLE`: every force between two cycles."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from peeldiff.cli import streams
from peeldiff.cli.output import pick_format, put
from peeldiff.cli.parsing import Parser, words
from peeldiff.cli.session import dataset, settings
from peeldiff.cli.streams import Exit
from peeldiff.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from peeldiff.compare.cycles import Country
    from peeldiff.dataset import Dataset

FORMATS = ("table", "toml", "json", "csv", "markdown", "html", "parquet")
_KINDS = (
    *("improved", "declined", "unchanged", "carried-over", "not-comparable"),
    *("not-graded", "left-only", "right-only", "unknown"),
)
_EXAMPLES = """\
examples:
  peeldiff country 2016 2017 --item efficiency --only declined
  peeldiff country 2017 2018-19 --summary
  peeldiff country 2017 2021-22 -o country.parquet

Rows are sorted by force, then stand in the order of pillars and topics. Where a direction may be
drawn the transitions are counted, else how often each grade was given. A table leaves out rows on
which the dataset has a gap; the other formats have them as unknown. Exit codes as those of diff.
"""


def parser() -> Parser:
    """Return the parser of `peeldiff country`."""
    made = Parser("peeldiff country", "Compare two cycles, every force with itself.", _EXAMPLES)
    made.add_argument("left", metavar="LEFT_CYCLE", help="a cycle, such as 2016")
    made.add_argument("right", metavar="RIGHT_CYCLE", help="the cycle to set beside it")
    made.add_argument("--item", metavar="PILLAR-OR-TOPIC", help="only this pillar or topic")
    made.add_argument("--only", type=words(_KINDS, "kind"), metavar="KIND,…", help=f"kinds: {', '.join(_KINDS)}")
    made.add_argument(
        "--basis", type=words(("none", "direct", "indicative"), "basis"), metavar="B,…", help="only rows on this basis"
    )
    made.add_argument("--summary", action="store_true", help="the counts alone")
    made.add_argument("--format", choices=FORMATS, help="table unless -o has an ending that says otherwise")
    made.add_argument("-o", "--output", metavar="FILE", help="write to this file; - for standard output")
    made.add_argument("--exit-code", action="store_true", help="exit 1 when there is a difference")
    return made


def run(given: argparse.Namespace) -> int:
    """Compare, write and return the exit code."""
    from peeldiff.compare.cycles import compare_cycles
    from peeldiff.compare.model import DIFFERENCES
    from peeldiff.dataset import find_cycle
    from peeldiff.export import country as writer

    chosen = pick_format(given.format, given.output, FORMATS)
    ds = dataset(settings(given))
    whole = compare_cycles(ds, find_cycle(ds, given.left), find_cycle(ds, given.right))
    asked = _select(ds, whole, given)
    to_screen = given.output in (None, "-")
    if chosen == "parquet" and given.output is None and streams.width() is not None:
        raise UsageError("parquet is not for a terminal: add -o FILE")
    content = writer.write(
        asked,
        chosen,
        streams.width() if to_screen else None,
        colour=to_screen and streams.colour(),
        summary_only=given.summary,
    )
    put(content, None if to_screen else Path(given.output))
    differs = any(kind in DIFFERENCES for kind in asked.rows["kind"].unique())
    return Exit.CHANGE if given.exit_code and differs else Exit.DONE


def _select(ds: Dataset, whole: Country, given: argparse.Namespace) -> Country:
    """Keep the rows asked for."""
    import dataclasses

    import polars as pl

    from peeldiff.dataset import find_topic

    rows = whole.rows
    if given.only:
        rows = rows.filter(pl.col("kind").cast(pl.String).is_in(list(given.only)))
    if given.basis:
        rows = rows.filter(pl.col("basis").is_in(list(given.basis)))
    if given.item:
        named = rows.filter(pl.col("item") == given.item.casefold())
        if not named.height and given.item.casefold() not in whole.rows["item"]:
            try:
                named = rows.filter(pl.col("topic") == find_topic(ds, given.item))
            except UnknownNameError as error:
                pillars = whole.rows.filter(pl.col("topic").is_null())["item"].unique(maintain_order=True)
                raise UnknownNameError(f"{error}; pillars: {', '.join(pillars) or 'none'}") from error
        rows = named
    return dataclasses.replace(whole, rows=rows)
