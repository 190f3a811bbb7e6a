"""Stays in Engage: how precisely their days are known, and what they touch."""

from __future__ import annotations

from pathlib import Path

import pytest

import small_dataset
from peeldiff.compare import compare
from peeldiff.compare.force_history import timeline
from peeldiff.compare.monitored_years import stays_of_cycles
from peeldiff.dataset import Dataset, load
from peeldiff.dataset.queries.monitoring import MonitoringStay, monitoring_stays
from peeldiff.dataset.queries.search import search
from peeldiff.errors import DatasetError

KNOWN = [small_dataset.judgment(f"{force}:{cycle}", "whole", "good") for force in "ab" for cycle in ("one", "two")]
KNOWN = [line.replace("2004-05-06", "2003-05-06" if ",one," in line else "2005-05-06") for line in KNOWN]


def dataset(folder: Path, *stays: str) -> Dataset:
    return load(small_dataset.write(folder, KNOWN, monitoring=[f"{stay},Late calls.,https://x" for stay in stays]))


@pytest.mark.parametrize(
    ("start", "end", "period"),
    [
        ("2001", "", "from 2001, no end known"),
        ("2001-02", "2003", "from February 2001 to 2003"),
        ("2001-02-03", "2001-02-03", "from 3 February 2001 to 3 February 2001"),
    ],
)
def test_a_period_is_said_as_precisely_as_it_is_known(start: str, end: str, period: str, tmp_path: Path) -> None:
    (stay,) = monitoring_stays(dataset(tmp_path, f"a,{start},{end}"), "a")
    assert (stay.force, stay.period, stay.reason, stay.source_basis) == ("a", period, "Late calls.", None)


@pytest.mark.parametrize("stay", ["a,2001-13,", "a,2001-02-30,", "a,February 2001,", "a,01,", "a,2001-2,"])
def test_what_is_no_day_month_or_year_is_refused(stay: str, tmp_path: Path) -> None:
    with pytest.raises(DatasetError) as caught:
        dataset(tmp_path, stay)
    assert "monitoring.csv:2: from" in caught.value.problems[0]


@pytest.mark.parametrize("end", ["2000", "2001-01", "2001-02-02"])
def test_an_end_before_the_beginning_is_refused(end: str, tmp_path: Path) -> None:
    with pytest.raises(DatasetError) as caught:
        dataset(tmp_path, f"a,2001-02-03,{end}")
    assert f'monitoring.csv:2: to "{end}": before 2001-02-03' in caught.value.problems[0]


@pytest.mark.parametrize(
    ("stay", "over_time", "two_forces"),
    [
        # The inspections were published in 2003 and 2005.
        ("a,2002,2002-12", False, False),
        ("a,2002,2003", True, True),
        ("a,2004-01,2004-02-03", True, False),
        ("a,2005-12-31,", True, False),
        ("a,2006,", False, False),
        ("b,2003,2004", False, False),
        ("b,2005,2005", False, True),
    ],
)
def test_a_comparison_has_the_stays_of_its_years(stay: str, over_time: bool, two_forces: bool, tmp_path: Path) -> None:
    ds = dataset(tmp_path, stay)
    found = [bool(compare(ds, "a:one", right).monitoring) for right in ("a:two", "b:two")]
    assert found == [over_time, two_forces]
    assert bool(compare(ds, "a:two", "a:one").monitoring) == over_time


def test_a_timeline_has_every_stay_of_its_force_and_each_inspection_those_of_its_year(tmp_path: Path) -> None:
    found = timeline(dataset(tmp_path, "a,2006,", "a,2003,2004", "b,2003,"), "a")
    assert [stay.start for stay in found.monitoring] == ["2003", "2006"]
    assert [[stay.start for stay in column.monitoring] for column in found.columns] == [["2003"], []]


@pytest.mark.parametrize("sought", ["special measures", "Engage", "late calls"])
def test_a_search_finds_a_stay_by_its_reason_and_by_what_it_is_called(sought: str, tmp_path: Path) -> None:
    (hit,) = search(dataset(tmp_path, "a,2003-02,"), sought)
    assert (hit.kind, hit.force, hit.id) == ("monitoring", "a", "2003-02")
    assert hit.text == "In Engage (special measures) from February 2003, no end known: Late calls."


def test_the_shipped_dataset_defines_what_it_monitors(ds: Dataset) -> None:
    hits = list(search(ds, "special measures"))
    assert {hit.kind for hit in hits} == {"definition", "monitoring"}
    assert {hit.force for hit in hits if hit.kind == "monitoring"} == {stay.force for stay in monitoring_stays(ds)}
    stays = compare(ds, "greater-manchester:2017", "greater-manchester:2021-22").monitoring
    assert [(stay.start, stay.end) for stay in stays] == [("2020-12-17", "2022-10-28")]


@pytest.mark.parametrize(
    ("force", "cycles", "starts"),
    [
        ("cleveland", ["2018-19"], ["2019"]),
        ("cleveland", ["2014"], []),
        ("cleveland", ["2015", "2021-22"], ["2019"]),
        ("kent", ["2021-22"], []),
        ("cleveland", ["core-business-2014"], []),
    ],
)
def test_the_stays_of_cycles_are_those_of_their_years(
    ds: Dataset, force: str, cycles: list[str], starts: list[str]
) -> None:
    assert [stay.start for stay in stays_of_cycles(ds, force, cycles)] == starts


@pytest.mark.parametrize(
    ("end", "name", "words"),
    [
        ("2023-09-20", "", "Was in Engage (special measures) from 2019 to 20 September 2023"),
        (None, "", "In Engage (special measures) from 2019, no end known"),
        ("2023-09", "Kent Police", "Kent Police was in Engage (special measures) from 2019 to September 2023"),
        (None, "Kent Police", "Kent Police has been in Engage (special measures) from 2019, no end known"),
    ],
)
def test_a_stay_that_ended_does_not_read_like_one_that_goes_on(end: str | None, name: str, words: str) -> None:
    assert MonitoringStay("kent", "2019", end, "why", "page").describe(name=name) == words
