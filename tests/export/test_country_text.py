"""The country as text: names and signs, each count once, a force's name once, sources below."""

from __future__ import annotations

import pytest

import small_dataset
from peeldiff.compare.cycles import compare_cycles
from peeldiff.dataset import Dataset, load
from peeldiff.export import country_text
from peeldiff.export.country_words import CountryWords
from peeldiff.export.source_numbers import SourceNumbers

JUDGMENTS = [
    *(("a:one", "whole", "good"), ("a:two", "whole", "inadequate"), ("a:one", "q1", "good"), ("a:two", "q2", "good")),
    *(("b:one", "whole", "inadequate"), ("b:two", "whole", "good")),
    *(("a:three", "q1", "good"), ("a:four", "calls", "adequate"), ("b:three", "q1", "inadequate")),
]


@pytest.fixture(scope="module")
def ds(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    lines = [small_dataset.judgment(*known) for known in JUDGMENTS]
    return load(small_dataset.write(tmp_path_factory.mktemp("small"), lines))


def sheets(ds: Dataset, left: str, right: str) -> dict[str, list[tuple[str, ...]]]:
    found = country_text.sheets(CountryWords(compare_cycles(ds, left, right)), SourceNumbers())
    return {sheet.title: [tuple(row) for row in sheet.rows_named_once] for sheet in found}


def test_the_kinds_and_the_bases_add_up_to_the_rows(ds: Dataset) -> None:
    counted = sheets(ds, "one", "two")["In short"]
    place = [name for name, _ in counted].index("all rows")
    total = int(counted[place][1])
    assert sum(int(rows) for _, rows in counted[:place]) == total
    assert sum(int(rows) for _, rows in counted[place + 1 :]) == total


def test_from_grade_to_grade_has_the_sign_of_each_count(ds: Dataset) -> None:
    lines = sheets(ds, "one", "two")["From grade to grade"]
    assert lines[:2] == [("Whole (direct)", "G Good", "0", "1 ↓"), ("", "I Inadequate", "1 ↑", "0")]


def test_a_grade_that_a_scale_does_not_have_has_no_count_there(ds: Dataset) -> None:
    lines = sheets(ds, "three", "four")["Grades given (no direction may be drawn)"]
    assert lines == [("Calls", "Three", "1", "", "1"), ("", "Four", "0", "1", "0")]


def test_a_force_stands_once_above_its_rows(ds: Dataset) -> None:
    lines = sheets(ds, "one", "two")["Force by force"]
    assert [line[0] for line in lines if line[0]] == ["A Police", "B Police"]
    assert lines[0][1:] == ("Whole", "G Good [1]", "I Inadequate [1]", "↓ declined")
