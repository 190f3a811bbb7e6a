"""`peeldiff check`: validates a dataset, prints its coverage and sets its counts beside published ones."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from peeldiff.cli import streams
from peeldiff.cli.inputs import dataset, settings
from peeldiff.cli.named_paths import NamedFolder
from peeldiff.cli.output import add_sheet_options, put_sheets
from peeldiff.cli.parsing import Parser
from peeldiff.cli.streams import Exit
from peeldiff.vocabulary.quantities import whole_per_cent

if TYPE_CHECKING:
    import polars as pl

    from peeldiff.dataset import Dataset
    from peeldiff.dataset.queries.coverage import Total
    from peeldiff.export.sheets import Sheet

_EXAMPLES = """\
examples:
  peeldiff check                                  the shipped dataset
  peeldiff check my-data/ && echo sound

Coverage is judgments known / judgments that the frameworks lead one to expect. A published count
agrees, is a gap (the dataset knows fewer than there are), is explained, or disagrees. Exit codes:
0 sound; 1 at least one unexplained disagreement, or one between your own rows (peeldiff import)
and the shipped ones; 2 the dataset has problems, the first twenty listed.
"""


def parser() -> Parser:
    """Return the parser of `peeldiff check`."""
    made = Parser("peeldiff check", "Validate a dataset.", _EXAMPLES)
    made.add_argument(
        "dataset", nargs="?", type=NamedFolder, metavar="DATASET", help="a dataset folder; else the one in force"
    )
    made.add_argument(
        "--overlay", type=NamedFolder, metavar="DIR", help="lay the rows of this folder upon it; else your own, if any"
    )
    add_sheet_options(made)
    return made


def run(given: argparse.Namespace) -> int:
    """Check, print and return the exit code."""
    from peeldiff.dataset.queries.coverage import totals

    ds = dataset(settings(given), Path(given.overlay) if given.overlay else None, warns=False, checked=True)
    national = ds.national_figures.height  # read only now: what is wrong in it is said here
    counted = list(totals(ds))
    if ds.has_frameworks:
        sheets = [_by_cycle(ds), _by_force(ds), _by_basis(ds), _counts(counted), _disagreements(ds, counted)]
    else:
        sheets = [_held_by_cycle(ds)]
    put_sheets([*sheets, *([_conflicts(ds)] if ds.conflicts else [])], given)
    for remark in () if ds.has_frameworks else ds.remarks:
        streams.message(f"peeldiff: {remark}")
    unexplained = sum(total.verdict == "disagrees" for total in counted)
    streams.message(
        f"{ds.root}: sound; {ds.judgments.height} judgments, {ds.tables['findings'].height} findings, "
        f"{ds.tables['figures'].height + national} figures; unexplained disagreements: {unexplained}"
    )
    if ds.overlay:
        streams.message(f"{ds.overlay}: your own rows lie upon it; conflicts: {len(ds.conflicts)}")
    return Exit.CHANGE if unexplained or ds.conflicts else Exit.DONE


def _conflicts(ds: Dataset) -> Sheet:
    """Every row of one's own that says something else than the shipped dataset."""
    from peeldiff.export.sheets import Sheet

    return Sheet(("conflict",), tuple((conflict,) for conflict in ds.conflicts), "conflicts")


def _by_cycle(ds: Dataset) -> Sheet:
    import polars as pl

    from peeldiff.dataset.queries.coverage import coverage
    from peeldiff.export.sheets import Sheet

    sums = coverage(ds).group_by("cycle", maintain_order=True).agg(pl.col("known", "expected", "more").sum())
    rows = tuple(
        (cycle, known, expected, f"{whole_per_cent(known, expected)}%", more)
        for cycle, known, expected, more in sums.iter_rows()
    )
    columns = ("cycle", "known", "expected", "share", "on items graded for some")
    in_words = tuple((ds.cycles[cycle].name, *cells) for cycle, *cells in rows)
    return Sheet(columns, rows, "coverage by cycle", columns, in_words)


def _held_by_cycle(ds: Dataset) -> Sheet:
    """How much a table holds of each cycle; it does not say how much there should be."""
    import polars as pl

    from peeldiff.export.sheets import Sheet

    held = ds.judgments.group_by("cycle").agg(
        pl.col("force").n_unique().alias("forces"), pl.len().alias("judgments"), pl.col("grade").count()
    )
    counts = {cycle: numbers for cycle, *numbers in held.iter_rows()}
    columns = ("cycle", "forces", "judgments", "with a grade")
    return Sheet(columns, tuple((cycle, *counts[cycle]) for cycle in ds.cycles), "what the table holds", columns)


def _by_basis(ds: Dataset) -> Sheet:
    """How many judgments of each cycle rest on whose source: the weak ones are all but those of `report`."""
    from peeldiff.export.sheets import Sheet
    from peeldiff.vocabulary.terms import SOURCE_BASES
    from peeldiff.vocabulary.words import SOURCE_BASIS_WORDS

    counted = ds.judgments.group_by("cycle", "source_basis").len().rows()
    known = {(cycle, basis): count for cycle, basis, count in counted}
    rows = tuple(
        (cycle, *(known.get((cycle, basis), 0) for basis in SOURCE_BASES))
        for cycle in ds.cycles
        if any(cycle == listed for listed, _ in known)
    )
    heads = ("cycle", *(SOURCE_BASIS_WORDS[basis] for basis in SOURCE_BASES))
    in_words = tuple((ds.cycles[cycle].name, *counts) for cycle, *counts in rows)
    return Sheet(("cycle", *SOURCE_BASES), rows, "judgments by source basis", heads, in_words)


def _by_force(ds: Dataset) -> Sheet:
    from peeldiff.dataset.queries.coverage import coverage
    from peeldiff.export.sheets import Sheet

    covered = coverage(ds)
    cycles = covered["cycle"].unique(maintain_order=True).to_list()
    cells = {(force, cycle): f"{known}/{expected}" for force, cycle, expected, known, _ in covered.iter_rows()}
    rows = tuple((force, *(cells[force, cycle] for cycle in cycles)) for force in ds.forces["force"])
    usual = _usually_lacking(covered)
    in_words = tuple(_force_in_words(ds, cycles, row, usual) for row in rows)
    lacking = ", ".join(f"{count} of {ds.cycles[cycle].name}" for cycle, count in usual.items())
    above = f"Lacking wherever a force does not say otherwise: {lacking}." if usual else ""
    brief = ("force", "known", "what is lacking besides" if usual else "what is lacking")
    return Sheet(("force", *cycles), rows, "coverage by force", brief, in_words, above=above)


def _usually_lacking(covered: pl.DataFrame) -> dict[str, int]:
    """Return how many judgments of a cycle are lacking of more than half of the forces, all alike, by cycle."""
    found: dict[str, Counter[int]] = {}
    for cycle, expected, known in covered.select("cycle", "expected", "known").iter_rows():
        found.setdefault(cycle, Counter())[expected - known] += 1
    most = {cycle: counted.most_common(1)[0] for cycle, counted in found.items()}
    return {
        cycle: lacking for cycle, (lacking, forces) in most.items() if lacking and forces * 2 > found[cycle].total()
    }


def _force_in_words(ds: Dataset, cycles: list[str], row: tuple[str, ...], usual: Mapping[str, int]) -> tuple[str, ...]:
    """Return a force, how much of it is known, and the cycles of which another number is lacking than `usual`."""
    counts = [tuple(map(int, cell.split("/"))) for cell in row[1:]]
    lacking = [
        f"{expected - known or 'nothing'} of {ds.cycles[cycle].name}"
        for cycle, (known, expected) in zip(cycles, counts, strict=True)
        if expected - known != usual.get(cycle, 0)
    ]
    known, expected = (sum(each) for each in zip(*counts, strict=True)) if counts else (0, 0)
    return ds.force_names[row[0]], f"{known} of {expected}", ", ".join(lacking)


def _counts(counted: list[Total]) -> Sheet:
    from peeldiff.export.sheets import Sheet

    verdicts = ("agrees", "gap", "explained", "disagrees")
    kinds = {"national totals": [t for t in counted if " " in t.where], "areas of one force": []}
    kinds["areas of one force"] = [total for total in counted if ":" in total.where]
    rows = tuple(
        (name, *(sum(total.verdict == verdict for total in of) for verdict in verdicts)) for name, of in kinds.items()
    )
    return Sheet(("published counts", *verdicts), rows, "published counts")


def _disagreements(ds: Dataset, counted: list[Total]) -> Sheet:
    """Every count that differs for another reason than a gap, and every national gap."""
    from peeldiff.export.sheets import Sheet

    differing = [
        t for t in counted if t.verdict in ("explained", "disagrees") or (t.verdict == "gap" and " " in t.where)
    ]
    rows = tuple(
        (
            total.verdict,
            total.where,
            total.grade,
            total.published,
            total.known,
            total.explanation or f"{total.found} of {total.expected} judgments are known",
            total.source,
        )
        for total in differing
    )
    columns = ("verdict", "where", "grade", "published", "known", "explanation", "source")
    in_words = tuple(
        (f"{total.verdict}: {row[5]}", _where(ds, total.where), _grade(ds, total.grade), *row[3:5])
        for total, row in zip(differing, rows, strict=True)
    )
    brief = ("verdict", "where", "grade", "published", "known")
    return Sheet(columns, rows, "differences", brief, in_words, headed_by=1)


def _grade(ds: Dataset, grade: str) -> str:
    known = ds.grades.get(grade)
    return f"{known.mark} {known.label}" if known else grade


def _where(ds: Dataset, where: str) -> str:
    """Return what a count is of, in words: `2021-22 investigating` or `kent:2021-22`."""
    force, is_force, cycle = where.partition(":")
    if is_force:
        return f"{ds.force_names.get(force, force)}, {ds.cycles[cycle].name if cycle in ds.cycles else cycle}"
    cycle, _, item = where.partition(" ")
    known = ds.cycles.get(cycle)
    if known is None:
        return where
    found = known.item(item)
    return f"{known.name}: {found.label if found else item}"
