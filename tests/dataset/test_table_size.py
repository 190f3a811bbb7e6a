"""Into how many pieces tables are cut, by their size and the memory that there is."""

from __future__ import annotations

import gzip
from pathlib import Path

import polars as pl
import pytest

from peeldiff.dataset.external.source import Source
from peeldiff.dataset.external.table import open_table
from peeldiff.dataset.external.table_size import MOST_PIECES, find_pieces

ROWS = 50_000


@pytest.fixture
def frame() -> pl.DataFrame:
    numbers = pl.int_range(ROWS, eager=True)
    return pl.DataFrame({"force": numbers.cast(pl.String).str.zfill(8), "item": "leadership", "grade": "good"})


@pytest.mark.parametrize("ending", ["csv", "csv.gz", "parquet"])
def test_the_less_memory_the_more_pieces(ending: str, frame: pl.DataFrame, tmp_path: Path) -> None:
    path = tmp_path / f"t.{ending}"
    if ending == "parquet":
        frame.write_parquet(path)
    else:
        content = frame.write_csv().encode()
        path.write_bytes(gzip.compress(content) if ending == "csv.gz" else content)
    table = open_table(Source(str(path)))
    found = [find_pieces([table, table], free) for free in (10**12, 502_500_000, 501_000_000, 10**6, 0)]
    assert found == sorted(found)
    assert found[0] == 1
    assert 1 < found[1] < found[2] <= MOST_PIECES
    assert found[3] == found[4] == MOST_PIECES
    assert 1 < find_pieces([table, table], 501_000_000, gridded=True) < found[2]


def test_what_came_by_standard_input_is_counted_too(frame: pl.DataFrame) -> None:
    table = open_table(Source("-", data=frame.write_csv().encode()))
    assert find_pieces([table], 502_000_000) > 1


def test_nothing_is_cut_where_nothing_is_known(frame: pl.DataFrame, tmp_path: Path) -> None:
    frame.clear().write_parquet(tmp_path / "t.parquet")
    empty = open_table(Source(str(tmp_path / "t.parquet")))
    assert find_pieces([empty], 0) == 1
    assert find_pieces([open_table(Source("-", data=frame.write_csv().encode()))], None) == 1
