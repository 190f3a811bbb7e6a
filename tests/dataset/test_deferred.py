"""A table that is read when it is first asked for is as strict as one that is read at once."""

from __future__ import annotations

import datetime
from pathlib import Path

import polars as pl
import pytest

import small_dataset
from peeldiff.dataset import Dataset, load
from peeldiff.errors import DatasetError

DAY = datetime.date(2002, 12, 31)
SOUND = pl.DataFrame(
    {
        "force": ["a", "b"],
        "measure": ["calls", "calls"],
        "start": [DAY, DAY],
        "end": [DAY, DAY],
        "value": [1.5, 2.0],
        "source": ["https://x", "https://x"],
    }
)


def dataset(folder: Path, table: pl.DataFrame, ending: str) -> Dataset:
    measures = ["calls,Calls,calls,none,calls,official,Counted."]
    root = small_dataset.write(folder, [small_dataset.judgment("a:one", "whole", "good")], measures=measures)
    path = root / f"national-figures.{ending}"
    _ = table.write_csv(path) if ending == "csv" else table.write_parquet(path)
    return load(root)


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_csv_and_parquet_give_the_same_typed_table(ending: str, tmp_path: Path) -> None:
    assert dataset(tmp_path, SOUND, ending).national_figures.equals(SOUND)


def test_a_parquet_table_of_text_is_read_as_csv_is(tmp_path: Path) -> None:
    assert dataset(tmp_path, SOUND.cast(pl.String), "parquet").national_figures.equals(SOUND)


def test_a_dataset_without_the_table_has_no_rows(tmp_path: Path) -> None:
    ds = load(small_dataset.write(tmp_path, [small_dataset.judgment("a:one", "whole", "good")]))
    assert (ds.national_figures.columns, ds.national_figures.height) == (SOUND.columns, 0)


@pytest.mark.parametrize("ending", ["csv", "parquet"])
@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [
        ("force", "c", 'force "c": expected one of a, b'),
        ("measure", "cals", 'measure "cals": expected one of calls (did you mean calls?)'),
        ("start", None, "start is empty"),
        ("value", float("inf"), 'value "inf": expected a number'),
        ("source", None, "source is empty"),
    ],
)
def test_what_is_wrong_is_named_with_its_row(
    ending: str, column: str, value: object, problem: str, tmp_path: Path
) -> None:
    broken = SOUND.with_columns(
        pl.when(pl.col("force") == "b").then(pl.lit(value, SOUND.schema[column])).otherwise(column).alias(column)
    )
    with pytest.raises(DatasetError) as caught:
        _ = dataset(tmp_path, broken, ending).national_figures
    (found,) = caught.value.problems
    assert found.startswith(f"national-figures.{ending}:3: {problem}")


def test_a_value_that_stands_twice_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatasetError) as caught:
        _ = dataset(tmp_path, pl.concat([SOUND, SOUND.head(1)]), "parquet").national_figures
    assert "stand already in line 2" in caught.value.problems[0]


def test_the_shipped_table_holds_official_figures_of_every_force(ds: Dataset) -> None:
    found = ds.national_figures
    assert found.height == 2299
    assert set(found["force"]) == set(ds.force_names)
    whose = ds.tables["measures"].filter(pl.col("measure").is_in(found["measure"].unique().implode()))["whose"]
    assert set(whose) == {"official"}
