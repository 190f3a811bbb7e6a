"""A grade counts once, at home: no count of grades says more than the dataset has."""

from __future__ import annotations

import itertools
from collections import Counter

import polars as pl
import pytest

from peeldiff.compare import compare
from peeldiff.compare.comparison import count_apart
from peeldiff.compare.cycles import compare_cycles
from peeldiff.compare.force_history import timeline
from peeldiff.compare.record import record
from peeldiff.dataset import Dataset, Inspection
from peeldiff.dataset.judgment_query import JudgmentQuery, find_judgments
from peeldiff.dataset.known_judgments import known_cycles, known_judgments
from shipped_dataset import shipped

DS = shipped()


PAIRS = list(itertools.permutations(DS.cycles, 2))


@pytest.mark.sweep(20)
@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_a_country_counts_every_grade_once(left: str, right: str) -> None:
    found = compare_cycles(DS, left, right)
    counted = dict(found.distributions.group_by("cycle").agg(pl.col("count").sum()).iter_rows())
    drawn = found.transitions["count"].sum()
    for side, cycle in (("left", left), ("right", right)):
        given = _grades(DS, cycle)
        assert found.grades_given(found.rows, side).height == given
        assert counted.get(cycle, 0) + drawn <= given
    summary, height = found.summary, found.rows.height
    counts = [summary[name] for name in ("added", "removed", "changed", "unchanged")]
    four = sum(count for count in counts if isinstance(count, int))
    assert four + found.not_compared == sum(found.kinds.values()) == sum(found.bases.values()) == height


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


@pytest.mark.sweep(30)
@pytest.mark.parametrize(("force", "left", "right"), [(force, *pair) for force in DS.force_names for pair in PAIRS])
def test_every_grade_stands_once_at_home_between_two_inspections(force: str, left: str, right: str) -> None:
    compared = compare(DS, Inspection(force, left), Inspection(force, right))
    for side, cycle in (("left", left), ("right", right)):
        shown = [one for row in compared.judgment_rows for one in getattr(row, side)]
        at_home = [one.item for one in shown if one.grade and one.coverage == "home"]
        assert len(at_home) == len(set(at_home)) == _grades(DS, cycle, force)
    told = record(compared)["summary"]["judgments"]
    assert sum(told.values()) == len(compared.judgment_rows)
    drawn = sum(told.get(kind, 0) for kind in ("improved", "declined", "unchanged", "carried-over"))
    assert drawn <= min(_grades(DS, left, force), _grades(DS, right, force))
    assert sum(count.rows for count in count_apart(compared.judgment_rows)) == len(compared.judgment_rows)


@pytest.mark.sweep(15)
@pytest.mark.parametrize("force", DS.force_names)
def test_every_grade_stands_once_in_what_is_known_of_a_force_and_in_its_timeline(force: str) -> None:
    cycles = known_cycles(DS, force)
    known = Counter(line["cycle"] for line in known_judgments(DS, force, cycles) if line["grade"])
    for cycle in cycles:
        assert known[cycle] == _grades(DS, cycle, force)
    for column in timeline(DS, force).columns:
        entries = [entry.judgment for cell in column.cells.values() for entry in cell]
        at_home = [one.item for one in entries if one.grade and one.coverage == "home"]
        assert len(at_home) == len(set(at_home)) == _grades(DS, column.side.cycle, force)


def test_no_list_counts_more_than_there_is() -> None:
    every = find_judgments(DS, JudgmentQuery())
    assert every.rows.height == DS.judgments.height
    assert every.known + every.more == DS.judgments.height
    for cycle in DS.cycles:
        found = find_judgments(DS, JudgmentQuery(cycles=frozenset({cycle})))
        assert found.rows.filter(pl.col("grade").is_not_null()).height == _grades(DS, cycle)
        assert found.known <= found.expected
        topics = [find_judgments(DS, JudgmentQuery(frozenset(), frozenset({cycle}), topics=frozenset({topic})))
                  for topic in DS.topics]  # fmt: skip
        assert sum(of_topic.rows.height for of_topic in topics) <= found.rows.height


def _grades(ds: Dataset, cycle: str, force: str | None = None) -> int:
    here = ds.judgments.filter(pl.col("cycle") == cycle, pl.col("grade").is_not_null())
    return here.height if force is None else here.filter(force=force).height
