"""Somebody else's table of judgments becomes a dataset: no frameworks, each item a topic of its own.

The table states nothing of comparability. An item is set against the same item; with a scale a
difference has a direction that is only indicative, without one there is none.
"""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from peeldiff.dataset.external import ORDERED, UNORDERED
from peeldiff.dataset.model import Cycle, Dataset, Grade, Item, Scale, Statement, Topic
from peeldiff.dataset.problems import Problem
from peeldiff.dataset.regular_file import read_regular_file
from peeldiff.dataset.schema import TABLES, Table
from peeldiff.dataset.tables import RawTable, TableReader, inert_frame, read_text
from peeldiff.errors import DatasetError
from peeldiff.text import inert, quoted
from peeldiff.vocabulary.terms import SOURCE_BASES

ENDINGS = (".csv", ".parquet")
NEEDED = ("force", "cycle", "item", "grade")
_KEPT = (*NEEDED, "status", "published", "source", "note")
"""What a table may say of a judgment."""
_SCALE = "stated"


def is_table(path: Path) -> bool:
    """Tell whether a path is a table that can be read whole, and no dataset's folder."""
    return path.suffix.lower() in ENDINGS and not path.is_dir()


def load_table(path: Path, names: Mapping[str, str], scale: Sequence[str]) -> Dataset:
    """Read a CSV or Parquet table with the columns force, cycle, item and grade, and more if it has them.

    `names` gives the table's own name of a column, `scale` the grades, best first; without it they
    stand as text sorts them and have no order. Raises DatasetError with every problem, a line each.
    """
    problems: list[Problem] = []
    try:
        data = read_regular_file(path)
    except OSError as error:
        raise DatasetError(inert(str(path)), [(error.strerror or "cannot be read").lower()]) from error
    raw = read_text(path.name, data, problems)
    _refuse(path, problems)
    assert raw is not None  # noqa: S101  (or there was a problem)
    raw = _with_every_column(path, raw, names)
    grades = tuple(scale) or _each(raw, "grade")
    known = {"force": _each(raw, "force"), "cycle": _each(raw, "cycle"), "topic": _each(raw, "item"), "measure": ()}
    reader = TableReader({**known, "grade": grades}, problems)
    tables = {table.name: reader.empty(table) for table in TABLES.values()}
    tables["judgments"] = reader.typed(_without_what_no_table_says(TABLES["judgments"]), raw)
    forces = pl.DataFrame({"force": known["force"], "name": known["force"]}, schema_overrides={"force": pl.String})
    tables["forces"] = pl.concat([tables["forces"], forces.cast(pl.String)], how="diagonal")
    _refuse(path, problems)
    return Dataset(
        root=path,
        name=inert(path.name),
        version="",
        date="",
        licence="",
        attribution="",
        digest=hashlib.sha256(data).hexdigest(),
        cycles=_cycles(raw, ordered=bool(scale)),
        topics={item: Topic(item, inert(item)) for item in known["topic"]},
        scales={_SCALE: Scale(_SCALE, f"{len(grades)} grades" if scale else "no scale", grades)},
        grades=_with_marks(grades),
        grade_definitions={},
        terms={},
        tables=tables,
    )


def _refuse(path: Path, problems: Sequence[Problem]) -> None:
    if problems:
        told = [f"line {problem.line}: {problem.message}" if problem.line else problem.message for problem in problems]
        raise DatasetError(inert(str(path)), told)


def _with_every_column(path: Path, raw: RawTable, names: Mapping[str, str]) -> RawTable:
    """Return the table with the columns of judgments, called as they are in a dataset, null where it has none."""
    has = raw.frame.columns
    for role in NEEDED:
        if names.get(role, role) not in has:
            listed = ", ".join(inert(one) for one in has[:20])
            wanted = f"no column {quoted(names.get(role, role))} for {role}"
            raise DatasetError(inert(str(path)), [f"{wanted}: it has {listed}; say --columns {role}=…"])
    here = [role for role in _KEPT if names.get(role, role) in has]
    kept = inert_frame(raw.frame.select(pl.col(names.get(role, role)).alias(role) for role in here))
    graded = pl.when(pl.col("grade").is_null()).then(pl.lit("not-graded")).otherwise(pl.lit("graded"))
    status = pl.coalesce("status", graded) if "status" in kept.columns else graded
    basis = pl.lit(SOURCE_BASES[1] if "source" in kept.columns else None, pl.String)
    frame = kept.with_columns(level=pl.lit("area"), status=status, source_basis=basis)
    missing = [column.name for column in TABLES["judgments"].columns if column.name not in frame.columns]
    return RawTable(raw.file, frame.with_columns(pl.lit(None, pl.String).alias(name) for name in missing), raw.data)


def _without_what_no_table_says(table: Table) -> Table:
    """Return the description of judgments without a need for sources."""
    free = ("source", "source_basis")
    columns = (
        dataclasses.replace(one, kind="text", required=False) if one.name in free else one for one in table.columns
    )
    return dataclasses.replace(table, columns=tuple(columns))


def _each(raw: RawTable, column: str) -> tuple[str, ...]:
    return tuple(raw.frame[column].drop_nulls().unique().sort().to_list())


def _cycles(raw: RawTable, *, ordered: bool) -> dict[str, Cycle]:
    """Return the cycles as text sorts them, each with the items that it has and a word on every earlier one."""
    pairs = raw.frame.select("cycle", "item").drop_nulls().unique().sort("cycle", "item").rows()
    held = {
        cycle: tuple(item for _, item in rows) for cycle, rows in itertools.groupby(pairs, key=lambda pair: pair[0])
    }
    basis, reason = ("indicative", ORDERED) if ordered else ("none", UNORDERED)
    return {
        cycle: Cycle(
            id=cycle,
            name=inert(cycle),
            title=inert(cycle),
            kind="table",
            scale=_SCALE,
            published_from="",
            items=tuple(Item(item, "area", inert(item), graded="some", home=item) for item in items),
            statements=tuple(
                Statement(earlier, cycle, "any", basis, official=False, reason=reason) for earlier in list(held)[:place]
            ),
        )
        for place, (cycle, items) in enumerate(held.items())
    }


def _with_marks(grades: Sequence[str]) -> dict[str, Grade]:
    """Give each grade a sign: its first letter, or its place where two would have the same."""
    letters = [grade[:1] for grade in grades]
    alone = len(set(letters)) == len(letters) and all(letter.isascii() for letter in letters)
    signs = letters if alone else [str(place) if place < 10 else "+" for place in range(1, len(grades) + 1)]
    return {
        grade: Grade(grade, inert(grade), inert(grade), sign, sign) for grade, sign in zip(grades, signs, strict=True)
    }
