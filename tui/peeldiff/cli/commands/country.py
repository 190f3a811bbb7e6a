"""`peeldiff country LEFT_CYCLE RIGHT_CYCLE`: every force between two cycles."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from peeldiff.cli import external_tables, streams
from peeldiff.cli.inputs import dataset, settings
from peeldiff.cli.named_paths import NamedFile
from peeldiff.cli.output import pick_format, put, target
from peeldiff.cli.parsing import Parser, words
from peeldiff.cli.streams import Exit
from peeldiff.errors import UnknownNameError, UsageError
from peeldiff.vocabulary.terms import BASES, BETWEEN_FORCES, JUDGMENT_KINDS

if TYPE_CHECKING:
    from peeldiff.compare.cycles import Country
    from peeldiff.dataset import Dataset

FORMATS = ("table", "toml", "json", "csv", "markdown", "html", "parquet")
_KINDS = tuple(kind for kind in JUDGMENT_KINDS if kind not in BETWEEN_FORCES)
_EXAMPLES = """\
examples:
  peeldiff country 2016 2017 --item efficiency --only declined
  peeldiff country 2017 2018-19 --summary
  peeldiff country 2017 2021-22 -o country.parquet
  peeldiff country --data homes-2024.csv --data homes-2025.csv --scale outstanding,good,poor \\
      --columns force=home,item=question --only improved,declined,left-only,right-only -o changes.csv
  peeldiff country 2024 2025 --data "s3://grades/*.parquet" --scale A,B,C,D --summary --format json

Rows are sorted by force, then stand in the order of pillars and topics. Where a direction may be
drawn the transitions are counted, else how often each grade was given. A table leaves out rows on
which the dataset has a gap; the other formats have them as unknown. A grade counts once, where its
item is at home: what is met in part (coverage part) is in no count, and where several items stand on
a side its status is several and each of their grades counts. In the summary added (right only),
removed (left only), changed (improved or declined), unchanged and not compared add up to the rows,
and so do the kinds, and the bases. Exit codes as those of diff.

Somebody else's tables: --data names a CSV or Parquet file, a glob, an object-store address or -
(CSV on standard input); given twice, the left and the right side, and the cycles may be left out.
Needed are the columns force, item and grade, for cycles also cycle; a column status is heeded. An
item meets the same item of the same force, ids are text, empty ones meet, a line that names no item
and no grade is no row, and a row without a grade is not graded. A table has no framework: an item
that a force lacks on one side is left only or right only, never a gap. With --scale a difference is improved or
declined, only indicative, and read from the earlier cycle to the later, as the names of the cycles
tell (dates, years, months, seasons, terms, numbers); where they do not tell, it has no direction.
Without cycles the left table is the earlier one. Without --scale a difference is not comparable.
Names that differ by no more than blanks, case, accents, quotes, dashes or & are kept apart, and a
line on standard error names them. Rows stand by force, then item, as text. A force and item that
stands twice, or a grade off the scale, is refused with a count and the first few, by every command.
CSV, Parquet and JSON take any number of rows; a table has the first 2,000, a page the first 20,000.
A page (-o country.html) needs no server and fetches nothing; it is sorted and filtered where it is read.

In the summary the kinds add up to all rows, and so do the bases. Added is right-only, removed is
left-only; changed counts every other grade, an empty one against a grade included.
"""


def parser() -> Parser:
    """Return the parser of `peeldiff country`."""
    description = "Compare two cycles, every force with itself."
    made = Parser("peeldiff country", description, _EXAMPLES, data_twice=True)
    made.add_argument("left", nargs="?", metavar="LEFT_CYCLE", help="a cycle, such as 2016")
    made.add_argument("right", nargs="?", metavar="RIGHT_CYCLE", help="the cycle to set beside it")
    made.add_argument("--item", metavar="PILLAR-OR-TOPIC", help="only this pillar or topic; of a table, this item")
    made.add_argument("--only", type=words(_KINDS, "kind"), metavar="KIND,…", help=f"kinds: {', '.join(_KINDS)}")
    made.add_argument("--basis", type=words(BASES, "basis"), metavar="B,…", help="only rows on this basis")
    made.add_argument("--summary", action="store_true", help="the counts alone")
    made.add_argument("--format", choices=FORMATS, help="table unless -o has an ending that says otherwise")
    made.add_argument(
        "-o", "--output", type=NamedFile, metavar="FILE", help="write to this file; - for standard output"
    )
    made.add_argument("--exit-code", action="store_true", help="exit 1 when there is a difference")
    return made


def run(given: argparse.Namespace) -> int:
    """Compare, write and return the exit code."""
    chosen = pick_format(given.format, given.output, FORMATS)
    if chosen == "parquet" and given.output is None and streams.width() is not None:
        raise UsageError("parquet is not for a terminal: add -o FILE")
    tables = external_tables.addresses(given)
    file = target(given)
    if tables:
        asked: Country = external_tables.compare_tables(given, tables, rows=not given.summary)
    else:
        asked = _of_dataset(given)
    from peeldiff.export.country_export import pieces
    from peeldiff.vocabulary.terms import DIFFERENCES

    to_screen = file is None
    content = pieces(
        asked,
        chosen,
        streams.width() if to_screen else None,
        colour=to_screen and streams.colour(),
        summary_only=given.summary,
    )
    put(content, file)
    differs = given.exit_code and any(kind in DIFFERENCES for kind in asked.kinds)
    return Exit.CHANGE if differs else Exit.DONE


def _of_dataset(given: argparse.Namespace) -> Country:
    """Compare two cycles of the dataset and keep the rows asked for."""
    if given.left is None or given.right is None:
        raise UsageError("LEFT_CYCLE and RIGHT_CYCLE are needed, such as 2016 2017 (peeldiff list cycles)")
    from peeldiff.compare.cycles import compare_cycles
    from peeldiff.dataset import find_cycle

    ds = dataset(settings(given))
    whole = compare_cycles(ds, find_cycle(ds, given.left), find_cycle(ds, given.right))
    return _select(ds, whole, given)


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
