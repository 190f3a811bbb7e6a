"""Judgments found by what they are, and how many of those that there should be are known."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from peeldiff.dataset import Dataset, load
from peeldiff.dataset.queries.judgment_query import ROWS, JudgmentQuery, find_judgment_lines, find_judgments
from peeldiff.export import judgment_list

FORCES = 43


def asked(**sets: str) -> JudgmentQuery:
    return JudgmentQuery(**{name: frozenset(words.split()) for name, words in sets.items()})  # type: ignore[arg-type]


def test_everything_stands_once(ds: Dataset) -> None:
    found = find_judgments(ds, JudgmentQuery())
    assert found.rows.height == ds.judgments.height == found.known + found.more
    assert found.rows.columns == list(ROWS)
    assert (
        found.rows.null_count()
        .select("force_name", "cycle_name", "label", "source", "source_basis")
        .sum_horizontal()
        .item()
        == 0
    )


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        (asked(cycles="2021-22", grades="inadequate"), {"cycle": "2021-22", "grade": "inadequate"}),
        (asked(forces="kent", statuses="carried-over"), {"force": "kent", "status": "carried-over"}),
        (asked(topics="finance", source_bases="secondary"), {"topic": "finance", "source_basis": "secondary"}),
        (asked(items="efficiency", source_bases="deduced"), {"item": "efficiency", "source_basis": "deduced"}),
    ],
)
def test_only_what_is_asked_for(ds: Dataset, query: JudgmentQuery, wanted: dict[str, str]) -> None:
    rows = find_judgments(ds, query).rows
    for name, word in wanted.items():
        assert set(rows[name].cast(pl.String)) <= {word}
    everything = find_judgments(ds, JudgmentQuery()).rows
    by_hand = everything.filter(pl.col(name).cast(pl.String) == word for name, word in wanted.items())
    assert rows.equals(by_hand)


def test_how_many_are_known_does_not_depend_on_the_grade(ds: Dataset) -> None:
    some, whole = (find_judgments(ds, asked(cycles="2021-22", **more)) for more in ({"grades": "good"}, {}))
    assert (some.known, some.expected, some.more) == (whole.known, whole.expected, whole.more)
    areas = [item for item in ds.cycles["2021-22"].items if item.graded == "all"]
    assert whole.expected == FORCES * len(areas)
    assert some.rows.height < whole.rows.height == whole.known + whole.more


@pytest.mark.parametrize(
    "query",
    [
        JudgmentQuery(),
        asked(forces="kent gwent", grades="good inadequate"),
        asked(cycles="2017 2021-22", statuses="carried-over withheld"),
        asked(topics="finance", source_bases="secondary"),
        asked(items="efficiency"),
        asked(forces="kent", cycles="2017", grades="adequate"),
        JudgmentQuery(label_words=("investigating",)),
    ],
)
def test_plain_rows_are_those_of_the_frame(ds: Dataset, query: JudgmentQuery, tmp_path: Path) -> None:
    framed = find_judgments(ds, query)
    load(cache=tmp_path)
    for dataset in (ds, load(cache=tmp_path)):
        lines = find_judgment_lines(dataset, query)
        assert [*lines.rows] == framed.rows.rows(named=True)
        assert (lines.known, lines.expected, lines.more) == (framed.known, framed.expected, framed.more)


def test_the_formats(ds: Dataset) -> None:
    found = find_judgments(ds, asked(forces="northamptonshire", cycles="2017"))
    facts = json.loads(judgment_list.write(ds, found, "json"))
    assert list(facts) == ["known", "expected", "judgments"]
    assert [list(line) for line in facts["judgments"]] == [list(ROWS)] * found.rows.height
    assert judgment_list.write(ds, found, "csv").decode().splitlines()[0] == ",".join(ROWS)
    page = judgment_list.write(ds, found, "table", 160).decode()
    assert page.startswith(judgment_list.completeness(found))
    assert "● Good" in page
    assert "\n[1] http" in page
    nothing = find_judgments(ds, asked(forces="kent", cycles="2017", grades="adequate"))
    assert judgment_list.write(ds, nothing, "table").decode().startswith("0 judgments found; ")
