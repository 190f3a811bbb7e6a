"""What compares two tables of grades, each in a process of its own: `python contestants.py NAME LEFT RIGHT LIST`.

Each prints its counts as JSON. Those that can, write the list of changes to LIST, as a person who
wants it would have them do; the others only count.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

KEY = ["force", "item"]
COLUMNS = [*KEY, "grade"]
GRADES = ("outstanding", "good", "adequate", "requires-improvement", "inadequate")

Counts = dict[str, int]
Files = tuple[str, str, str]
"""Left, right, and where the list of changes goes."""


@dataclass(frozen=True)
class Contestant:
    """A way to compare two tables."""

    run: Callable[[Files], Counts] | None
    needs: tuple[str, ...]
    """The packages that it imports."""
    formats: tuple[str, ...] = ("csv", "parquet")
    most: int = 10**9
    """The most rows a side that it is asked for: more would take minutes."""


def _scan(file: str) -> Any:  # noqa: ANN401  (a lazy frame)
    import polars as pl

    return (pl.scan_csv(file) if file.endswith(".csv") else pl.scan_parquet(file)).select(COLUMNS)


def _pandas(file: str) -> Any:  # noqa: ANN401  (a frame)
    pd = import_module("pandas")

    return pd.read_csv(file, usecols=COLUMNS) if file.endswith(".csv") else pd.read_parquet(file, columns=COLUMNS)


def polars_emit(files: Files) -> Counts:
    """Hand-written and lean: one full join on the streaming engine, the changes written out."""
    import polars as pl

    left = _scan(files[0]).with_columns(left=pl.lit(True))
    right = _scan(files[1]).with_columns(right=pl.lit(True))
    kind = (
        pl.when(pl.col("left").is_null())
        .then(pl.lit("added"))
        .when(pl.col("right").is_null())
        .then(pl.lit("removed"))
        .when(pl.col("grade").ne_missing(pl.col("grade_right")))
        .then(pl.lit("changed"))
    )
    met = left.join(right, on=KEY, how="full", coalesce=True).with_columns(kind=kind)
    found = met.filter(pl.col("kind").is_not_null()).select("kind", *COLUMNS, "grade_right")
    changes = found.collect(engine="streaming")
    changes.write_csv(files[2])
    return dict(changes["kind"].value_counts().iter_rows())


def duckdb(files: Files) -> Counts:
    """One full outer join in SQL, the changes written out."""
    engine = import_module("duckdb")

    left, right = (f"(select force, item, grade from '{file}')" for file in files[:2])  # noqa: S608  (our own files)
    joined = f"from {left} l full join {right} r on l.force = r.force and l.item = r.item"
    kind = "case when l.force is null then 'added' when r.force is null then 'removed' else 'changed' end"
    found = f"select {kind} kind, coalesce(l.force, r.force) force, coalesce(l.item, r.item) item, l.grade, r.grade g"
    connection = engine.connect()
    connection.execute(f"create temp table changes as {found} {joined} where l.grade is distinct from r.grade")
    connection.execute(f"copy changes to '{files[2]}'")
    return dict(connection.execute("select kind, count(*) from changes group by kind").fetchall())


def pandas(files: Files) -> Counts:
    """An outer merge with an indicator, the changes written out."""
    both = _pandas(files[0]).merge(_pandas(files[1]), on=KEY, how="outer", indicator=True)
    changes = both[(both["_merge"] != "both") | (both["grade_x"] != both["grade_y"])]
    changes.to_csv(files[2], index=False)
    counted = changes["_merge"].value_counts()
    return {"added": int(counted["right_only"]), "removed": int(counted["left_only"]), "changed": int(counted["both"])}


def diffly(files: Files) -> Counts:
    """Its comparison of two lazy frames, counted."""
    found = import_module("diffly").compare_frames(_scan(files[0]), _scan(files[1]), primary_key=KEY)
    return {
        "added": found.num_rows_right_only(),
        "removed": found.num_rows_left_only(),
        "changed": found.num_rows_joined_unequal(),
    }


def datacompy(files: Files) -> Counts:
    """Its comparison with the polars engine, counted."""
    found = import_module("datacompy").PolarsCompare(*(_scan(file).collect() for file in files[:2]), join_columns=KEY)
    (changed,) = [int(stats["unequal_cnt"]) for stats in found.column_stats if stats["column"] == "grade"]
    return {"added": len(found.df2_unq_rows), "removed": len(found.df1_unq_rows), "changed": changed}


def csv_diff(files: Files) -> Counts:
    """Its comparison of files with one key column, which are made for it beforehand."""
    engine = import_module("csv_diff")

    loaded = []
    for file in files[:2]:
        with open(file.replace(".csv", ".key.csv"), newline="") as stream:  # noqa: PTH123  (it takes a stream)
            loaded.append(engine.load_csv(stream, key="key"))
    found = engine.compare(*loaded)
    return {name: len(found[name]) for name in ("added", "removed", "changed")}


def daff(files: Files) -> Counts:
    """Its highlighter table, counted by the marks of its first column."""
    engine = import_module("daff")

    tables = []
    for file in files[:2]:
        with open(file, newline="") as stream:  # noqa: PTH123  (csv takes a stream)
            tables.append(engine.PythonTableView([row[:3] for row in csv.reader(stream)]))
    flags = engine.CompareFlags()
    for name in KEY:
        flags.addPrimaryKey(name)
    lines: list[list[Any]] = []
    engine.TableDiff(engine.compareTables(*tables, flags).align(), flags).hilite(engine.PythonTableView(lines))
    marks = [str(line[0]) for line in lines]
    return {
        "added": marks.count("+++"),
        "removed": marks.count("---"),
        "changed": sum("->" in mark for mark in marks),
    }


CONTESTANTS = {
    "peeldiff": Contestant(None, ("polars",)),
    "peeldiff, counts": Contestant(None, ("polars",)),
    "polars-emit": Contestant(polars_emit, ("polars",)),
    "duckdb": Contestant(duckdb, ("duckdb",)),
    "diffly": Contestant(diffly, ("diffly",)),
    "pandas": Contestant(pandas, ("pandas", "pyarrow")),
    "datacompy": Contestant(datacompy, ("datacompy",)),
    "csv-diff": Contestant(csv_diff, ("csv_diff",), ("csv",), 5_000_000),
    "daff": Contestant(daff, ("daff",), ("csv",), 1_000_000),
}

if __name__ == "__main__":
    chosen = CONTESTANTS[sys.argv[1]].run
    assert chosen is not None
    print(json.dumps(chosen((sys.argv[2], sys.argv[3], sys.argv[4]))))
