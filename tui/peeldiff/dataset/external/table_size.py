"""Into how many pieces two tables have to be cut, so that the join of one fits into memory."""

from __future__ import annotations

import math
from collections.abc import Sequence

import polars as pl

from peeldiff import table_address
from peeldiff.dataset.external.table import ExternalTable
from peeldiff.dataset.reading.csv_form import HEAD

_START = 300_000_000
"""Bytes that are in use before the first row is joined."""
_ROW = 60
"""Bytes that a row takes in the join, besides its text: measured, see `docs/scale.md`."""
_GRID_ROW = 30
"""The same for a row that is laid in a grid, where the force of at least two rows is kept once and no item is."""
_SHARE = 0.6
"""How much of the memory is used: the list of what was found takes its part after the join."""
_HEAD_ROWS = 1_000
_PACKED = (".gz", ".zst")
_UNPACKED, _PACKED_LINE = 10, 50
"""How many times larger a packed file is when it is unpacked, and how long its lines are: a guess."""
MOST_PIECES = 64


def find_pieces(tables: Sequence[ExternalTable], free: int | None, *, gridded: bool = False) -> int:
    """Return the number of pieces for which `free` bytes suffice; 1 where sizes or memory are not known.

    `tables` has a table for each side, or one that holds both. Where their rows are `gridded` each takes less.
    """
    if free is None:
        return 1
    size = sum(rows * (_GRID_ROW + text // 2 if gridded else _ROW + text) for rows, text in map(_size, tables))
    return min(max(math.ceil(size / max(_SHARE * free - _START, 1)), 1), MOST_PIECES)


def _size(table: ExternalTable) -> tuple[int, int]:
    """Return about how many rows a table has, and the bytes of text in a row; (0, 0) where that is not known."""
    return _size_of_parquet(table) if table.form is None else _size_of_csv(table)


def _size_of_parquet(table: ExternalTable) -> tuple[int, int]:
    text = pl.sum_horizontal(pl.col(name).str.len_bytes().fill_null(0).mean() for name in table.columns)
    try:
        # One by one: together they would share a scan, and so read the whole file.
        counted, head = table.scan().select(pl.len()).collect(), table.first_rows(_HEAD_ROWS).select(text).collect()
    except (pl.exceptions.PolarsError, OSError):
        return 0, 0
    return int(counted.item()), math.ceil(head.item() or 0)


def _size_of_csv(table: ExternalTable) -> tuple[int, int]:
    """Count a file's bytes by the length of its first lines; whole lines, since they are in memory while parsed."""
    content = table.form.recoded if table.form is not None else None
    content = content if content is not None else table.source.data
    files = [] if content is not None else table_address.local_files(table.place)
    held = sum(file.stat().st_size for file in files) if content is None else len(content)
    if files and files[0].suffix in _PACKED:
        return held * _UNPACKED // _PACKED_LINE, _PACKED_LINE
    head = content[:HEAD] if content is not None else b""
    if files:
        with files[0].open("rb") as stream:
            head = stream.read(HEAD)
    line = max(len(head) // max(head.count(b"\n"), 1), 1)
    return held // line, line
