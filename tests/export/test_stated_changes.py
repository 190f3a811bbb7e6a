"""What is said of change: whoever says it is named, and since when, in every format for readers."""

from __future__ import annotations

import csv
import dataclasses
import io

import pytest

from peeldiff.compare import compare
from peeldiff.compare.comparison import Comparison
from peeldiff.compare.rows import StatedChange
from peeldiff.dataset import Dataset
from peeldiff.export import comparison_text, html, markdown, words
from peeldiff.export import csv as csv_export
from peeldiff.export.selection import Selection

REPORT = StatedChange("improved", "2018-19", "More is answered.", "https://hmicfrs.example/1", "report")
SAYING = [
    (REPORT, "PEEL 2021/22 says"),
    (dataclasses.replace(REPORT, source_basis=None), "PEEL 2021/22 says"),
    (
        dataclasses.replace(REPORT, source="https://www.kentpcc.example/1", source_basis="secondary"),
        "a commissioner says of PEEL 2021/22",
    ),
    (
        dataclasses.replace(REPORT, source="https://times.example/1", source_basis="secondary"),
        "press says of PEEL 2021/22",
    ),
]


@pytest.fixture(scope="module")
def pair(ds: Dataset) -> Comparison:
    return compare(ds, "northamptonshire:2017", "northamptonshire:2021-22")


@pytest.mark.parametrize(("change", "whose"), SAYING)
def test_only_a_report_says_what_stands_in_a_report(pair: Comparison, change: StatedChange, whose: str) -> None:
    assert words.stating_of_row(pair, change) == whose
    assert words.stating(change, "the report", "Calls") == whose.replace(
        "PEEL 2021/22 says", "the report says of Calls"
    ).replace("of PEEL 2021/22", "of Calls")


def test_a_change_says_since_when_wherever_it_stands(pair: Comparison) -> None:
    selected = Selection(pair)
    stated = [row.stated_change for row in pair.judgment_rows if row.stated_change]
    formats = (comparison_text.write(selected, 400), markdown.write(selected), html.write(selected))
    for text in (written.decode() for written in formats):
        assert text.count("PEEL 2021/22 says: ") == len(stated)
        for change in stated:
            assert f"says: {words.stated_direction(pair.cycle_names, change)}" in text


def test_a_row_of_csv_says_of_whom_it_speaks(pair: Comparison) -> None:
    rows = list(csv.DictReader(io.StringIO(csv_export.write(Selection(pair)).decode())))
    assert {(row["left"], row["right"]) for row in rows} == {("northamptonshire:2017", "northamptonshire:2021-22")}
    assert all(bool(row["stated_change"]) == bool(row["stated_source"]) for row in rows)
