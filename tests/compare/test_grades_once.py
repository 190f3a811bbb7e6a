"""A grade counts once, at home: no count of grades says more than the dataset has."""

from __future__ import annotations

import itertools

import polars as pl
import pytest

from peeldiff.compare.cycles import compare_cycles
from peeldiff.dataset import Dataset, load

DS = load()


@pytest.mark.parametrize(("left", "right"), itertools.permutations(DS.cycles, 2))
def test_every_grade_stands_once_in_a_country(left: str, right: str) -> None:
    found = compare_cycles(DS, left, right)
    for side, cycle in (("left", left), ("right", right)):
        assert found.grades_given(found.rows, side).height == _grades(DS, cycle)


@pytest.mark.parametrize(("left", "right"), itertools.permutations(DS.cycles, 2))
def test_no_distribution_or_transition_counts_a_grade_twice(left: str, right: str) -> None:
    found = compare_cycles(DS, left, right)
    counted = dict(found.distributions.group_by("cycle").agg(pl.col("count").sum()).iter_rows())
    drawn = found.transitions["count"].sum()
    for cycle in (left, right):
        assert counted.get(cycle, 0) + drawn <= _grades(DS, cycle)


def test_a_row_says_what_is_met_in_part_and_where_several_stand() -> None:
    rows = compare_cycles(DS, "2017", "2021-22").rows.filter(force="northamptonshire")
    parts = rows.filter(pl.col("right_coverage") == "part")
    assert set(parts["basis"]) == {"none"}
    assert parts.filter(pl.col("label").is_null()).height == 0
    several = compare_cycles(DS, "2017", "2021-22").rows.filter(pl.col("left_status") == "several")
    assert several.height
    assert several["left_grade"].null_count() == several.height


def test_a_source_stands_with_whose_it_is() -> None:
    rows = compare_cycles(DS, "2017", "2021-22").rows
    for side in ("left", "right"):
        assert rows.filter(pl.col(f"{side}_source").is_null() != pl.col(f"{side}_source_basis").is_null()).height == 0
        assert rows.filter(pl.col(f"{side}_grade").is_not_null() & pl.col(f"{side}_source").is_null()).height == 0


def _grades(ds: Dataset, cycle: str) -> int:
    return ds.judgments.filter(pl.col("cycle") == cycle, pl.col("grade").is_not_null()).height
