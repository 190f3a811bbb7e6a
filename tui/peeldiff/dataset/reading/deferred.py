"""Reads a table that only some questions need, when it is first asked for.

A Parquet file that holds the types of the schema is believed after one pass over it; anything else goes
the way of every table, which names the row and the value that are wrong.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from peeldiff.dataset.reading.problems import Problem, as_error
from peeldiff.dataset.reading.raw_table import read_text
from peeldiff.dataset.reading.tables import TableReader, inert_frame
from peeldiff.dataset.schema import TABLES, Table


def read_deferred(
    name: str, files: Mapping[str, bytes], known: Mapping[str, Sequence[str]], root: Path
) -> pl.DataFrame:
    """Return the table `name` of the dataset in `root`, empty where `files` has none.

    `files` are the bytes of deferred tables by file name, `known` the ids that columns may refer to. Raises
    DatasetError with every problem found.
    """
    table, problems = TABLES[name], list[Problem]()
    reader = TableReader({"grade": (), **known}, problems)
    file = next((file for file in files if file.rpartition(".")[0] == name), None)
    if file is None:
        return reader.empty(table)
    if file.endswith(".parquet"):
        frame = _sound(table, files[file], reader)
        if frame is not None:
            return frame
    raw = read_text(file, files[file], problems)
    frame = reader.empty(table) if raw is None else reader.typed(table, raw)
    if problems:
        raise as_error(str(root), sorted(set(problems)))
    return frame


def _sound(table: Table, data: bytes, reader: TableReader) -> pl.DataFrame | None:
    """Return a Parquet table if it has the very types and nothing in it is wrong, else None."""
    try:
        frame = pl.read_parquet(io.BytesIO(data))
    except pl.exceptions.PolarsError:
        return None
    if frame.schema != reader.empty(table).schema:
        return None
    wrong = [
        pl.col(column.name).is_null().any() if column.required else pl.lit(value=False) for column in table.columns
    ]
    wrong += [
        ~pl.col(column.name).unique().is_in(reader.known[column.kind]).all()
        for column in table.columns
        if column.kind in reader.known
    ]
    wrong += [~pl.col(column.name).is_finite().all() for column in table.columns if column.kind == "number"]
    wrong.append(pl.struct(table.key).is_duplicated().any())
    checked = frame.select(pl.any_horizontal(wrong)).item()
    return None if checked else inert_frame(frame)
