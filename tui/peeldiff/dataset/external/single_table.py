"""Somebody else's table of judgments becomes a dataset: no frameworks, each item a topic of its own.

The table is read and checked by the same functions as where any number of rows is compared. It
states nothing of comparability. An item is set against the same item; with a scale a difference has
a direction that is only indicative, without one there is none.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Mapping, Sequence, Set
from functools import partial
from pathlib import Path, PurePath
from string import ascii_letters

import polars as pl

from peeldiff import table_address
from peeldiff.dataset.external import near_names
from peeldiff.dataset.external.checks import check_tables, describe_odd_rows
from peeldiff.dataset.external.source import DETAILS, NEEDED, ROLES, Source
from peeldiff.dataset.external.table import ExternalTable, open_table, unreadable
from peeldiff.dataset.external.table_statements import find_statement
from peeldiff.dataset.framework_model import Cycle, Grade, Item, Scale, Topic
from peeldiff.dataset.model import Dataset
from peeldiff.dataset.reading.tables import TableReader, inert_frame
from peeldiff.dataset.schema import TABLES
from peeldiff.dataset.time import cycle_order as cycle_time
from peeldiff.text import inert, plural
from peeldiff.vocabulary.signs import TAKEN
from peeldiff.vocabulary.terms import EMPTY, LEVELS, STATUSES, UNKNOWN_ORIGIN
from peeldiff.vocabulary.words import SCALE_WORDS


def load_table(address: str, names: Mapping[str, str], scale: Sequence[str], data: bytes | None = None) -> Dataset:
    """Read a table with the columns force, cycle, item and grade, and more if it has them, as a dataset.

    `names` gives the table's own name of a column, `scale` the grades, best first; without it they
    stand as text sorts them and have no order. `data` is what came by standard input. Raises
    DatasetError with every problem, a line each.
    """
    source = Source(address, names, tuple(scale), data=data)
    table = open_table(source, (*ROLES, *DETAILS), (*NEEDED, "cycle"))
    check_tables([table])
    raw, keys = _read_rows(table), ("force", "cycle", "item")
    rows = _with_name_for_empty(inert_frame(raw, keys), keys)
    grades = tuple(map(inert, scale)) or _values(rows, "grade")
    forces, items = _values(rows, "force"), _values(rows, "item")
    known = {"force": forces, "cycle": (), "topic": items, "measure": (), "grade": grades}
    reader = TableReader(known, [])
    tables = {described.name: reader.empty(described) for described in TABLES.values() if not described.deferred}
    tables["judgments"] = pl.concat([tables["judgments"], _judgments(rows, grades)], how="diagonal")
    named = pl.DataFrame({"force": forces, "name": forces}, schema={"force": pl.String, "name": pl.String})
    tables["forces"] = pl.concat([tables["forces"], named], how="diagonal")
    path, scale_id = Path(address), "given" if scale else "not-given"
    remarks = [table.form.remark] if table.form is not None and table.form.remark else []
    lost = rows["published"].count() - tables["judgments"]["published"].count()
    remarks += [f"published is no day beyond doubt on {plural(lost, 'row')}: left out"] if lost else []
    remarks += near_names.describe_within(*(_values(raw, name) for name in ("force", "item", "cycle")))
    remarks += describe_odd_rows(table)
    return Dataset(
        root=path,
        name=inert(PurePath(address).name),
        version="",
        date="",
        licence="",
        attribution="",
        digest=_digest(table),
        cycles=_cycles(rows, scale_id),
        topics={item: Topic(item, item) for item in items},
        scales={scale_id: Scale(scale_id, SCALE_WORDS[scale_id], grades)},
        grades=_with_marks(grades),
        grade_definitions={},
        terms={},
        tables=tables,
        states=partial(find_statement, has_scale=bool(scale)),
        remarks=tuple(f"{inert(address)}: {remark}" for remark in remarks),
    )


def _with_name_for_empty(rows: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """Call what is empty by a name that nothing in the table has."""
    name, known = EMPTY, set().union(*(rows[column].unique() for column in columns))
    while name in known:
        name = f"({name})"
    return rows.with_columns(pl.col(*columns).fill_null(name))


def _read_rows(table: ExternalTable) -> pl.DataFrame:
    """Return the rows in the file's order, with every role and detail, null where it has none; their text as it is."""
    try:
        rows = table.rows.collect(engine="streaming")
    except (pl.exceptions.PolarsError, OSError) as error:
        raise unreadable(table.source, error, table) from error
    missing = [name for name in (*ROLES, *DETAILS) if name not in rows.columns]
    return rows.with_columns(pl.lit(None, pl.String).alias(name) for name in missing)


def _judgments(rows: pl.DataFrame, grades: Sequence[str]) -> pl.DataFrame:
    """Return the rows with the columns and types of judgments, as far as such a table knows them."""
    graded = pl.when(pl.col("grade").is_null()).then(pl.lit("not-graded")).otherwise(pl.lit("graded"))
    status = pl.coalesce("status", graded)
    return rows.select(
        *("force", "cycle", "item"),
        pl.col("grade").cast(pl.Enum(grades)),
        *("source", "note"),
        published=_days(rows),
        status=status,
        source_basis=pl.lit(None, pl.String),  # the table does not say whose its sources are
        level=pl.lit("area"),
        carried_from=pl.when(status == "carried-over").then(pl.lit(UNKNOWN_ORIGIN)),
    ).cast({"status": pl.Enum(STATUSES), "level": pl.Enum(LEVELS)})


def _days(rows: pl.DataFrame) -> pl.Series:
    """Return the days of publication, where the cells tell them beyond doubt; else null."""
    days = cycle_time.find_days(rows["published"].unique().drop_nulls().to_list())
    return rows["published"].replace_strict(days, default=None, return_dtype=pl.Date)


def _values(rows: pl.DataFrame, column: str) -> tuple[str, ...]:
    return tuple(rows[column].drop_nulls().unique().sort().to_list())


def _digest(table: ExternalTable) -> str:
    """Return the SHA-256 of the file's bytes; of a table in many files, of its rows as they were read."""
    digest = hashlib.sha256()
    if table.source.data is not None:
        digest.update(table.source.data)
    for file in table_address.local_files(table.place) if table.place else ():
        with file.open("rb") as stream:
            for block in iter(partial(stream.read, 1 << 20), b""):
                digest.update(block)
    return digest.hexdigest()


def _cycles(rows: pl.DataFrame, scale: str) -> dict[str, Cycle]:
    """Return the cycles, oldest first as far as their names tell, each with the items that it has."""
    pairs = rows.select("cycle", "item").unique().sort("cycle", "item").rows()
    held = {
        cycle: tuple(item for _, item in group) for cycle, group in itertools.groupby(pairs, key=lambda pair: pair[0])
    }
    return {
        cycle: Cycle(
            id=cycle,
            name=cycle,
            title=cycle,
            kind="table",
            scale=scale,
            published_from="",
            items=tuple(Item(item, "area", item, graded="some", home=item, in_framework=False) for item in held[cycle]),
        )
        for cycle in cycle_time.sort_in_time(held)
    }


def _with_marks(grades: Sequence[str]) -> dict[str, Grade]:
    """Give each grade a sign in Unicode and in ASCII."""
    marks, plain = (_signs_of(grades, TAKEN[ascii_only]) for ascii_only in (False, True))
    return {
        grade: Grade(grade, inert(grade), inert(grade), *both)
        for grade, *both in zip(grades, marks, plain, strict=True)
    }


def _signs_of(grades: Sequence[str], taken: Set[str]) -> list[str]:
    """Return a sign for each grade: its first letter, else another of its letters, else the next one of the alphabet.

    Never its place in the scale: `2 Good` reads as two of them. Never one that says something else already.
    """
    signs = [grade[:1] for grade in grades]
    if len(set(signs)) == len(signs) and not taken & {*signs} and all(sign.isascii() for sign in signs):
        return signs
    signs = []
    for grade in grades:
        letters = [letter for letter in grade if letter.isascii() and letter.isalpha()]
        tried = (*letters, *(letter.swapcase() for letter in letters), *ascii_letters)
        signs.append(next((letter for letter in tried if letter not in taken and letter not in signs), "*"))
    return signs
