"""`peeldiff diff LEFT RIGHT`: one comparison, in a format."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from peeldiff.cli import streams
from peeldiff.cli.inputs import dataset, noted_changes, settings, verdicts
from peeldiff.cli.named_paths import NamedFile
from peeldiff.cli.output import pick_format, put, target
from peeldiff.cli.parsing import Parser, words
from peeldiff.cli.streams import Exit
from peeldiff.errors import UsageError
from peeldiff.vocabulary.terms import BASES, JUDGMENT_KINDS

if TYPE_CHECKING:
    from peeldiff.dataset import Dataset, Inspection
    from peeldiff.export.selection import Selection
    from peeldiff.settings import Settings

FORMATS = ("table", "toml", "json", "csv", "markdown", "html")
_NOTED = ("markdown", "html")
"""The formats that show notes where they are asked for."""
_KINDS = (*JUDGMENT_KINDS, "both")
_EXAMPLES = """\
examples:
  peeldiff diff northamptonshire:2017 northamptonshire:2021-22
  peeldiff diff leics:2017 leics:2018-19 --only improved,declined --format json
  peeldiff diff northants:2017 northants:2021 -o changes.toml
  peeldiff diff northants:2017 northants:2021 --with-notes -o minutes.md

Rows stand in a fixed order: pillars, topics in the dataset's order, items without a topic; then
findings by topic, then figures. The same input gives the same bytes. Exit codes: 0 done; 1 with
--exit-code and a difference (improved, declined, higher, lower, left-only or right-only); 2 trouble.
"""


def parser() -> Parser:
    """Return the parser of `peeldiff diff`."""
    made = Parser("peeldiff diff", "Compare two inspections, each named as force:cycle.", _EXAMPLES)
    made.add_argument("left", metavar="LEFT", help="an inspection, such as northamptonshire:2017")
    made.add_argument("right", metavar="RIGHT", help="the inspection to set beside it")
    made.add_argument("--format", choices=FORMATS, help="table unless -o has an ending that says otherwise")
    made.add_argument(
        "-o", "--output", type=NamedFile, metavar="FILE", help="write to this file; - for standard output"
    )
    made.add_argument("--only", type=words(_KINDS, "kind"), metavar="KIND,…", help=f"kinds: {', '.join(_KINDS)}")
    description = "only these topics (peeldiff list topics) or pillars"
    made.add_argument("--topic", "--item", metavar="PILLAR-OR-TOPIC,…", help=description)
    made.add_argument(
        "--basis",
        type=words(BASES, "basis"),
        metavar="B,…",
        help="only judgments on this basis: direct, indicative, none",
    )
    made.add_argument(
        "--with-notes", action="store_true", help="show what people noted beside the rows, in markdown and html"
    )
    made.add_argument("--exit-code", action="store_true", help="exit 1 when there is a difference")
    return made


def run(given: argparse.Namespace) -> int:
    """Compare, write and return the exit code."""
    chosen = pick_format(given.format, given.output, FORMATS)
    if given.with_notes and chosen not in _NOTED:
        raise UsageError(f"--with-notes: not with {chosen}: add --format {' or '.join(_NOTED)} (toml always has them)")
    in_force = settings(given)
    file = target(given, of_notes=chosen == "toml")
    ds = dataset(in_force)
    selected = _select(ds, given, in_force)
    if given.with_notes:
        selected = replace(selected, notes=noted_changes(in_force, ds, selected.comparison))
    if chosen == "html":
        selected = _with_bands(ds, selected)
    content = _write(selected, chosen, ds, in_force, file)
    if content is not None:
        put(content, file)
    return Exit.CHANGE if given.exit_code and selected.differs else Exit.DONE


def _select(ds: Dataset, given: argparse.Namespace, in_force: Settings) -> Selection:
    """Compare, by the verdicts that the notes hold, and keep the rows asked for."""
    from peeldiff.compare import compare
    from peeldiff.dataset import find_inspection
    from peeldiff.export.selection import Selection

    left, right = find_inspection(ds, given.left), find_inspection(ds, given.right)
    words = [word.strip() for word in (given.topic or "").split(",") if word.strip()]
    topics = [_pillar_or_topic(ds, word, left, right) for word in words]
    return Selection(
        compare(ds, left, right, verdicts(in_force, ds, left, right)),
        kinds=given.only or frozenset(),
        topics=frozenset(topics),
        bases=given.basis or frozenset(),
    )


def _with_bands(ds: Dataset, selected: Selection) -> Selection:
    """Add where all forces stood on the measures, which a page draws."""
    from peeldiff.compare.figure_history import bands

    return replace(selected, bands=bands(ds, [row.measure for row in selected.figures]))


def _pillar_or_topic(ds: Dataset, word: str, left: Inspection, right: Inspection) -> str:
    from peeldiff.dataset import find_topic

    pillars = {item.id for side in (left, right) for item in ds.cycles[side.cycle].items if item.level == "pillar"}
    return word.casefold() if word.casefold() in pillars else find_topic(ds, word)


def _write(selected: Selection, chosen: str, ds: Dataset, in_force: Settings, file: Path | None) -> bytes | None:
    """Return the bytes to put; None where the notes have written their file themselves."""
    if chosen == "toml":
        from peeldiff.cli.notes_output import write_notes

        return write_notes(selected, ds, in_force, file)
    if chosen == "table":
        from peeldiff.export import comparison_text

        to_screen = file is None
        width = streams.width() if to_screen else None
        return comparison_text.write(selected, width, colour=to_screen and streams.colour())
    from importlib import import_module

    write: Callable[[Selection], bytes] = import_module(f"peeldiff.export.{chosen}").write
    return write(selected)
