"""What the tests of the notes share: a dataset without some of its findings, ways through it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import any_writers
import polars as pl
import pytest

from peeldiff.compare import Comparison, FindingRow, compare
from peeldiff.dataset import Dataset, load
from peeldiff.notes import NotesFolder

LEICS = ("leicestershire:2017", "leicestershire:2018-19")
FORCES = ("leicestershire:2018-19", "northamptonshire:2018-19")


@pytest.fixture
def small(tmp_path: Path) -> tuple[NotesFolder, Comparison]:
    """A folder without notes, and a comparison that has a few rows of each kind: it is written in a moment."""
    full, _ = any_writers.write_datasets(tmp_path / "data")
    ds = load(full)
    return NotesFolder(tmp_path / "small", ds), compare(ds, *any_writers.PAIR)


def without(ds: Dataset, finding: str) -> Dataset:
    """Return the dataset as if it had never had a finding."""
    findings = ds.tables["findings"].filter(pl.col("finding") != finding)
    return dataclasses.replace(ds, tables={**ds.tables, "findings": findings})


def turned(ds: Dataset, comparison: Comparison) -> Comparison:
    """Return the comparison the other way round."""
    return compare(ds, comparison.right.inspection, comparison.left.inspection)


def pairs(comparison: Comparison) -> list[FindingRow]:
    """Return the rows of two findings."""
    return [row for row in comparison.finding_rows if row.left and row.right]


def walk(value: Any) -> Iterator[Any]:  # noqa: ANN401  (anything that TOML holds)
    """Walk over a value and everything in it."""
    yield value
    if isinstance(value, dict):
        for one in value.values():
            yield from walk(one)
    elif isinstance(value, list):
        for one in value:
            yield from walk(one)
