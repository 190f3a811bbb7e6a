"""Somebody else's table in the country: what it has no row of is no gap, and a grade stands as it is written."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from peeldiff.app.country.change_view import Change
from peeldiff.app.country.country_view import CountryView
from peeldiff.app.country.judgment_filter import Filtered
from peeldiff.app.country.one_cycle import OneCycle
from peeldiff.app.country.overview import Overview
from peeldiff.app.kit import marks
from peeldiff.app.kit.definitions import definitions
from peeldiff.app.kit.judgment_detail import describe_no_source
from peeldiff.compare.cycles import compare_cycles
from peeldiff.compare.inspection_pair import compare
from peeldiff.dataset import Dataset, load
from peeldiff.dataset.by_force import JudgmentsByForce
from peeldiff.dataset.queries.judgment_query import JudgmentQuery, find_judgments
from peeldiff.dataset.queries.names import Inspection

SCHOOLS = """force,cycle,item,grade
Ash,2021,Care,A
Ash,2023,Care,a
Ash,2023,Teaching,B
Elm,2021,Teaching,B
Elm,2023,Care,
"""


@pytest.fixture(scope="module")
def schools(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    path: Path = tmp_path_factory.mktemp("table") / "schools.csv"
    path.write_text(SCHOOLS, "utf-8")
    return load(path, scale=("A", "a", "B"))


def words(lines: list[list[tuple[str, str]]]) -> str:
    return " ".join("".join(text for text, _ in line) for line in lines)


@pytest.mark.parametrize("shown", [marks.UNICODE, marks.ASCII])
def test_a_row_that_a_table_does_not_have_is_no_gap(schools: Dataset, shown: marks.Marks) -> None:
    index = JudgmentsByForce(schools)
    views: list[CountryView] = [
        Overview(schools, index, {}, shown),
        OneCycle(schools, index, "2021", shown),
        Change(schools, compare_cycles(schools, "2021", "2023"), shown),
    ]
    for view in views:
        view.fit(100)
        everything = words(
            [view.legend(200), *(cell for force in schools.forces["force"] for cell in view.cells(force))]
        )
        assert shown.gap not in everything
        assert "not in this dataset" not in everything
    overview, one_cycle, _ = views
    assert (
        words(overview.describe_cell("Elm", "2023"))
        == f"{shown.no_grade} not graded: C Care; no such item: T Teaching."
    )
    assert words(one_cycle.describe_cell("Elm", "Care")) == "Elm, 2021, Care: no such item"


def test_grades_that_differ_by_case_are_two_in_every_sentence(schools: Dataset) -> None:
    view = Change(schools, compare_cycles(schools, "2021", "2023"), marks.UNICODE)
    view.fit(100)
    assert "declined, indicative (A then a)" in words(view.describe_cell("Ash", "Care"))
    row = compare(schools, Inspection("Ash", "2021"), Inspection("Ash", "2023")).judgment_rows[0]
    assert row.why.startswith("2021: A. 2023: a.")


def test_no_reason_speaks_of_a_framework_that_a_table_has_not(schools: Dataset) -> None:
    rows = compare(schools, Inspection("Elm", "2021"), Inspection("Elm", "2023")).judgment_rows
    assert {row.kind for row in rows} == {"left-only", "right-only"}
    assert not [row for row in rows if "framework" in f"{row.why} {row.basis_reason}"]


def test_what_is_looked_up_says_nothing_that_a_table_does_not(schools: Dataset) -> None:
    compared = compare(schools, Inspection("Elm", "2021"), Inspection("Elm", "2023"))
    row = next(row for row in compared.judgment_rows if row.kind == "left-only")
    assert describe_no_source("row", row.left) == "This row has no source."
    assert "B B  scale as given " in words(definitions(schools, compared, row, marks.UNICODE))
    gap = [dataclasses.replace(row.left[0], status="absent", grade=None)]
    assert describe_no_source("cell", gap).endswith("where its answer is published is not known.")


def test_how_many_judgments_a_table_should_have_is_not_said(schools: Dataset) -> None:
    query = JudgmentQuery(grades=frozenset({"B"}))
    found = Filtered((0, 1), query, find_judgments(schools, query))
    assert found.in_words(schools) == "B: 2 judgments of 5 that are known there"
