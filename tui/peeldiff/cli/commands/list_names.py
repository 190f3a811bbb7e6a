"""`peeldiff list`: the forces, cycles, inspections, topics or judgments of the dataset."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING

from peeldiff.cli import streams
from peeldiff.cli.inputs import dataset, settings
from peeldiff.cli.output import SHEET_FORMATS, add_sheet_options, pick_format, put, put_sheets, target
from peeldiff.cli.parsing import Parser, words
from peeldiff.cli.streams import Exit
from peeldiff.errors import UnknownNameError, UsageError
from peeldiff.text import find_close, quoted, unbroken
from peeldiff.vocabulary.terms import SOURCE_BASES, STATUSES
from peeldiff.vocabulary.words import short_date, short_day

if TYPE_CHECKING:
    from peeldiff.dataset import Dataset
    from peeldiff.dataset.queries.judgment_query import JudgmentQuery
    from peeldiff.export.sheets import Sheet

_EXAMPLES = """\
examples:
  peeldiff list cycles
  peeldiff list inspections --format csv > inspections.csv
  peeldiff list judgments --cycle 2021-22 --grade inadequate
  peeldiff list judgments --force northants,leics --topic finance --format json

Judgments stand by force, then cycle, then in the order of the framework. Above the table, and in JSON
as known and expected, stands how many there should be (an item graded for all forces, once a force) on
the forces, cycles, items and topics asked for, and how many of those are known: what is not known may
have the grade asked for. A topic is the one in which an item is at home.
"""
_FILTERS = ("force", "cycle", "item", "topic", "grade", "status", "source_basis")


def parser() -> Parser:
    """Return the parser of `peeldiff list`."""
    made = Parser("peeldiff list", "Print what the dataset has.", _EXAMPLES)
    made.add_argument("what", choices=("forces", "cycles", "inspections", "topics", "judgments"))
    asked = made.add_argument_group("judgments")
    asked.add_argument("--force", metavar="F,…", help="of these forces, or those of a region")
    asked.add_argument("--cycle", metavar="C,…", help="of these cycles")
    asked.add_argument("--item", metavar="I,…", help="on these pillars, questions or areas")
    asked.add_argument("--topic", metavar="T,…", help="on items at home in these topics")
    asked.add_argument("--grade", metavar="G,…", help="with these grades")
    statuses = [status for status in STATUSES if status != "absent"]
    asked.add_argument("--status", type=words(statuses, "status"), metavar="S,…", help=", ".join(statuses))
    bases = ", ".join(SOURCE_BASES)
    asked.add_argument("--source-basis", type=words(SOURCE_BASES, "source basis"), metavar="B,…", help=bases)
    add_sheet_options(made)
    return made


def run(given: argparse.Namespace) -> int:
    """Print the list and return the exit code."""
    if given.what == "judgments":
        return _judgments(given)
    wrong = next((name for name in _FILTERS if getattr(given, name) is not None), None)
    if wrong:
        raise UsageError(f"--{wrong.replace('_', '-')} is for peeldiff list judgments")
    ds = dataset(settings(given))
    makers = {"forces": forces, "cycles": cycles, "inspections": inspections, "topics": topics}
    put_sheets([makers[given.what](ds)], given)
    return Exit.DONE


def _judgments(given: argparse.Namespace) -> int:
    """Print the judgments asked for, with how many are known of those that there should be."""
    from peeldiff.dataset.queries.judgment_query import find_judgments
    from peeldiff.dataset.queries.not_held import describe_off_scale
    from peeldiff.export import judgment_list

    ds = dataset(settings(given))
    query = _query(ds, given)
    found = find_judgments(ds, query)
    if impossible := describe_off_scale(ds, query):
        streams.message(f"peeldiff: {impossible}")
    chosen = pick_format(given.format, given.output, SHEET_FORMATS)
    file = target(given)
    width = streams.width() if file is None else None
    put(judgment_list.write(ds, found, chosen, width, colour=file is None and streams.colour()), file)
    return Exit.DONE


def _query(ds: Dataset, given: argparse.Namespace) -> JudgmentQuery:
    """Return what is asked for, every name found in the dataset. Raises UnknownNameError for one that is not there."""
    from peeldiff.dataset import find_cycle, find_topic
    from peeldiff.dataset.queries.judgment_query import JudgmentQuery
    from peeldiff.dataset.queries.names import find_forces

    items = {item.id for cycle in ds.cycles.values() for item in cycle.items}
    return JudgmentQuery(
        forces=frozenset(force for word in _split(given.force) for force in find_forces(ds, word)),
        cycles=frozenset(find_cycle(ds, word) for word in _split(given.cycle)),
        items=frozenset(_known("item", word, items) for word in _split(given.item)),
        topics=frozenset(find_topic(ds, word) for word in _split(given.topic)),
        grades=frozenset(_known("grade", word, ds.grades) for word in _split(given.grade)),
        statuses=given.status or frozenset(),
        source_bases=given.source_basis or frozenset(),
    )


def _split(words: str | None) -> list[str]:
    found = [word.strip() for word in (words or "").split(",") if word.strip()]
    if words is not None and not found:
        raise UsageError("a name is needed after the option, or several divided by commas")
    return found


def _known(what: str, word: str, known: Collection[str]) -> str:
    """Return a word as the dataset has it. Raises UnknownNameError with what is near it."""
    plain = word.casefold().replace(" ", "-")
    for name in (word, plain):
        if name in known:
            return name
    near = find_close(plain, sorted(known)) or (sorted(known) if len(known) < _FEW else [])
    hint = f"; near it: {', '.join(near)}" if near else ""
    raise UnknownNameError(f"no {what} {quoted(word)} in this dataset{hint}")


_FEW = 10


_SHORT_NAME = len("PEEL 2021/22")
"""The name of a cycle up to which it stays on one line."""


def forces(ds: Dataset) -> Sheet:
    """Every force, in the dataset's order."""
    from peeldiff.export.sheets import Sheet

    columns = ("force", "name", "region", "aliases")
    rows = tuple(tuple(line[name] for name in columns) for line in ds.rows("forces"))
    in_words = tuple(
        (name, region, ", ".join([force, *(aliases or "").split(";")]).removesuffix(", "))
        for force, name, region, aliases in rows
    )
    return Sheet(columns, rows, brief=("name", "region", "in commands also"), in_words=in_words)


def cycles(ds: Dataset) -> Sheet:
    """Every cycle, in the order of time, with how many inspections the dataset knows of it."""
    from peeldiff.export.sheets import Sheet

    known = Counter(cycle for _, cycle in ds.counts("judgments"))
    rows = tuple(
        (cycle.id, cycle.name, cycle.kind, ds.scales[cycle.scale].label, cycle.published_from, known[cycle.id])
        for cycle in ds.cycles.values()
    )
    in_words = tuple(
        (
            *(unbroken(name) if len(name) <= _SHORT_NAME else name, scale),
            *(unbroken(short_date(published)) if published else "", forces, cycle),
        )
        for cycle, name, _, scale, published, forces in rows
    )
    return Sheet(
        ("cycle", "name", "kind", "scale", "published_from", "forces_known"),
        rows,
        brief=("name", "scale", "published from", "forces known", "in commands"),
        in_words=in_words,
    )


def inspections(ds: Dataset) -> Sheet:
    """Every inspection of which the dataset knows a judgment or finding, by force, then cycle."""
    import polars as pl

    from peeldiff.export.sheets import Sheet

    by = ("force", "cycle")
    judged = ds.judgments.group_by(by).agg(pl.len().alias("judgments"), pl.col("published").max())
    found = ds.tables["findings"].group_by(by).agg(pl.len().alias("findings"))
    known = judged.join(found, on=by, how="full", coalesce=True).with_columns(
        pl.col("judgments", "findings").fill_null(0), place=pl.col("cycle").replace_strict(ds.cycle_order)
    )
    columns = ("inspection", "force_name", "cycle_name", "judgments", "findings", "published")
    rows = tuple(
        (
            *(f"{line['force']}:{line['cycle']}", ds.force_names[line["force"]], ds.cycles[line["cycle"]].name),
            *(line["judgments"], line["findings"], line["published"] and str(line["published"])),
        )
        for line in known.sort("force", "place").iter_rows(named=True)
    )
    brief = ("force", "cycle", "judgments", "findings", "published")
    in_words = tuple((*row[1:5], short_day(row[5]) if row[5] else "") for row in rows)
    return Sheet(columns, rows, brief=brief, in_words=in_words, headed_by=1)


def topics(ds: Dataset) -> Sheet:
    """Every topic, in the order in which rows stand."""
    from peeldiff.export.sheets import Sheet

    rows = tuple((topic.id, topic.label, topic.definition) for topic in ds.topics.values())
    in_words = tuple((label, definition, topic) for topic, label, definition in rows)
    return Sheet(
        ("topic", "label", "definition"), rows, brief=("topic", "what it is", "in commands"), in_words=in_words
    )
