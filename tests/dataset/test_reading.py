"""A dataset is read whole or refused with every problem named."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

import small_dataset
from peeldiff import shipped
from peeldiff.compare import compare
from peeldiff.compare.record import record
from peeldiff.dataset import Dataset, load
from peeldiff.dataset.queries.coverage import coverage, totals
from peeldiff.errors import DatasetError

GOOD = small_dataset.judgment("a:one", "whole", "good")


def problems(folder: Path) -> list[str]:
    with pytest.raises(DatasetError) as caught:
        load(folder)
    return list(caught.value.problems)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (GOOD.replace("a,one", "aa,one"), 'judgments.csv:3: force "aa": expected one of a, b'),
        (
            GOOD.replace("a,one", "a,oen"),
            'judgments.csv:3: cycle "oen": expected one of one, two, three, four (did you mean one?)',
        ),
        (GOOD.replace("whole", "wohle"), 'item "wohle": not an item of cycle one (did you mean whole?)'),
        (GOOD.replace("pillar", "area"), 'level "area": the framework has this item as pillar'),
        (GOOD.replace("good", "adequate"), 'grade "adequate": not on the scale of cycle one'),
        (GOOD.replace("good", "godo"), 'grade "godo": expected'),
        (GOOD.replace("graded", "grade"), 'status "grade": expected one of graded'),
        (GOOD.replace("good,graded,", "good,carried-over,"), "carried_from is empty: a cycle or unknown"),
        (GOOD.replace("good,graded,", "good,carried-over,two"), 'carried_from "two": not earlier than cycle one'),
        (GOOD.replace("good,graded,", "good,carried-over,twoo"), 'carried_from "twoo": expected an earlier cycle'),
        (GOOD.replace("good,graded", ",graded"), "grade is empty: this status needs one"),
        (GOOD.replace("good,graded", "good,pending"), "a grade stands where the status has none"),
        (GOOD.replace("good,graded", ",withheld").replace("a reason", ""), "a withheld judgment needs its reason"),
        (GOOD.replace("good,graded", "good,revised"), "a revised judgment needs revised_from and revised_on"),
        (GOOD.replace(",report,", ",deduced,"), "a deduced judgment needs what it follows from"),
        (GOOD.replace("2004-05-06", "6 May 2004"), 'published "6 May 2004": expected a day such as 2017-11-09'),
        (GOOD.replace("2004-05-06", "2004-02-30"), 'published "2004-02-30": expected a day'),
        (GOOD.replace("https://x", ""), "source is empty: a value is needed here"),
        (
            small_dataset.judgment("a:one", "q1", "good"),
            'force and cycle and item "a, one, q1" stand already in line 2',
        ),
    ],
)
def test_a_bad_line_is_named_with_its_value(line: str, message: str, tmp_path: Path) -> None:
    folder = small_dataset.write(tmp_path, [small_dataset.judgment("a:one", "q1", "good"), line])
    found = problems(folder)
    assert any(message in problem for problem in found), found
    assert all("judgments.csv:3" in problem for problem in found)


def test_all_problems_come_at_once_in_order_and_the_first_twenty_are_shown(tmp_path: Path) -> None:
    lines = [GOOD.replace("a,one", f"x{n},one") for n in range(30)]
    with pytest.raises(DatasetError) as caught:
        load(small_dataset.write(tmp_path, lines))
    error = caught.value
    assert len(error.problems) == 30
    assert len(error.lines) == 21
    assert "judgments.csv:2: force" in error.lines[0]
    assert error.lines[-1].endswith("30 problems in all, the first 20 are shown")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("force,cycle", "force,cycle, cycle", 'judgments.csv:1: two columns are called "cycle": rename one'),
        ("a,one,pillar", '"a,one,pillar', "judgments.csv: line 2: a quote is not closed"),
    ],
)
def test_no_words_of_a_library(old: str, new: str, expected: str, tmp_path: Path) -> None:
    folder = small_dataset.write(tmp_path, [GOOD])
    change("judgments.csv", old, new)(folder)
    assert problems(folder) == [expected]


def test_very_many_problems_are_counted_and_not_all_listed(tmp_path: Path) -> None:
    kinds = (
        GOOD.replace("a,one", "x,one"),
        GOOD.replace("whole", "wohle"),
        GOOD.replace("good", "adequate"),
        GOOD.replace("good,graded,", "good,carried-over,two"),
    )
    lines = [line.replace("2004-05-06", f"200{n % 7}-05-06") for n in range(2_000) for line in kinds]
    with pytest.raises(DatasetError) as caught:
        load(small_dataset.write(tmp_path, lines))
    error = caught.value
    wrong, repeated = 2_000 * len(kinds), 2_000 * len(kinds) - 3  # three keys: of force x, of item wohle, the others'
    assert error.lines[-1].endswith(f"{wrong + repeated} problems in all, the first 20 are shown")
    assert len(error.problems) < 1_000
    assert "judgments.csv:2: " in error.lines[0]


def change(name: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        path = folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return edit


def page(lines: str) -> Callable[[Path], None]:
    return change("cycles/two.toml", "[[pillars]]", f"[[pages]]\n{lines}\n[[pillars]]")


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (change("judgments.csv", "carried_from,", "carried,"), "column carried_from is missing"),
        (change("dataset.toml", 'name = "Invented"', ""), "dataset.toml: name is missing"),
        (change("dataset.toml", '"good"\nlabel', '"goood"\nlabel'), 'grade "good" has no [[grades]] entry'),
        (change("cycles/two.toml", 'home = "calls"', 'home = "cals"'), 'topic "cals" is not in topics.toml'),
        (change("cycles/two.toml", '"one:q2"', '"one:q9"'), 'continues "one:q9": no such cycle:item'),
        (change("cycles/two.toml", 'scale = "four-tier"', 'scale = "four"'), 'scale "four": expected one of four-tier'),
        (change("cycles/two.toml", 'basis = "direct"', 'basis = "straight"'), 'basis "straight": expected one of'),
        (change("cycles/four.toml", 'basis = "none"', 'basis = "direct"'), "basis direct across two scales"),
        (change("cycles/two.toml", 'id = "two"', 'id = "deux"'), "expected the file's own name without its ending"),
        (page('address = "x"'), 'address "x": expected one such as https://example.org/{force}/'),
        (page('address = "https://{force}.org/"'), 'address "https://{force}.org/": expected one such as'),
        (page('address = "https://x/{force}/"\npillar = "whloe"'), 'pillar "whloe": not a pillar of the cycle'),
        (change("cycles/two.toml", "[[pillars]]", '[page_slugs]\na = "A Police"\n[[pillars]]'), "page_slugs: expected"),
        (change("topics.toml", "[[topics]]", "[[topics"), "topics.toml:2: not TOML"),
        (change("forces.csv", "b,B Police", "a,B Police"), 'forces.csv:3: force "a" stand already in line 2'),
    ],
)
def test_a_bad_file_is_named(edit: Callable[[Path], None], message: str, tmp_path: Path) -> None:
    folder = small_dataset.write(tmp_path, [GOOD])
    edit(folder)
    assert any(message in problem for problem in problems(folder)), problems(folder)


def test_wrong_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    folder = small_dataset.write(tmp_path, [GOOD])
    with (folder / "judgments.csv").open("ab") as file:
        file.write("b,one,pillar,whole,good,graded,,,,,report,https://x,caf\xe9\n".encode("latin-1"))
    assert problems(folder) == ["judgments.csv:3: byte 0xe9 is not UTF-8: save the file as UTF-8"]


def test_too_many_cells_are_named_with_their_line(tmp_path: Path) -> None:
    folder = small_dataset.write(tmp_path, [GOOD, f"{GOOD.replace('whole', 'q1')},more"])
    assert "judgments.csv:3: 14 cells: expected 13, as in the header" in problems(folder)


def test_lines_are_counted_over_line_breaks_in_cells(tmp_path: Path) -> None:
    broken = small_dataset.judgment("a:one", "q1", "good").rpartition(",")[0] + ',"two\nlines"'
    folder = small_dataset.write(tmp_path, [broken, GOOD.replace("good", "godo")])
    assert any(problem.startswith('judgments.csv:4: grade "godo"') for problem in problems(folder))


def test_a_missing_folder_and_missing_files(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="1 problem"):
        load(tmp_path / "nowhere")
    folder = small_dataset.write(tmp_path, [GOOD])
    (folder / "topics.toml").unlink()
    assert problems(folder) == ["topics.toml: no such file or directory: a dataset needs this file"]


def test_parquet_tables_are_read_like_csv(tmp_path: Path) -> None:
    csv = small_dataset.write(tmp_path / "csv", [GOOD, small_dataset.judgment("a:two", "whole", "inadequate")])
    parquet = small_dataset.write(tmp_path / "parquet", [GOOD])
    pl.read_csv(csv / "judgments.csv", try_parse_dates=True).write_parquet(parquet / "judgments.parquet")
    (parquet / "judgments.csv").unlink()
    found = [record(compare(load(folder), "a:one", "a:two"))["judgments"] for folder in (csv, parquet)]
    assert found[0] == found[1]


def test_text_from_outside_is_inert(tmp_path: Path) -> None:
    evil = small_dataset.judgment("a:one", "q1", "withheld").replace("a reason", "\x1b]52;c;eA==\x07\u202edesrever")
    folder = small_dataset.write(tmp_path, [evil])
    (note,) = load(folder).judgments["note"]
    assert note == "␛]52;c;eA==␇�desrever"


def test_the_digest_depends_on_names_and_bytes(tmp_path: Path) -> None:
    one = load(small_dataset.write(tmp_path / "one", [GOOD])).digest
    same = load(small_dataset.write(tmp_path / "same", [GOOD])).digest
    other = load(small_dataset.write(tmp_path / "other", [GOOD.replace("good", "inadequate")])).digest
    assert one == same != other


def test_a_new_cycle_is_a_new_file_and_no_code(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(shipped.data(), folder)
    text = (folder / "cycles" / "2025-27.toml").read_text("utf-8")
    new = text.replace('id = "2025-27"', 'id = "2028-30"').replace('published_from = "2025"', 'published_from = "2028"')
    new += (
        '\n[[compared_with]]\ncycle = "2025-27"\nlevel = "area"\nbasis = "direct"\nofficial = true\nreason = "Said."\n'
    )
    (folder / "cycles" / "2028-30.toml").write_text(new, encoding="utf-8")
    line = "kent,{},area,workforce,{},graded,,,,,report,https://x,\n"
    with (folder / "judgments.csv").open("a", encoding="utf-8") as file:
        file.write(line.format("2028-30", "good"))
    found = compare(load(folder), "kent:2025-27", "kent:2028-30")
    workforce = next(row for row in found.judgment_rows if row.topic == "workforce")
    assert (workforce.basis, workforce.right[0].grade) == ("direct", "good")


def test_the_shipped_dataset_says_where_every_row_comes_from(ds: Dataset) -> None:
    for name in ("judgments", "findings", "stated-changes", "figures", "national-totals", "area-counts"):
        assert ds.tables[name].height
        assert ds.tables[name]["source"].null_count() == 0
    for one in ds.cycles.values():
        assert one.sources


def test_every_national_pillar_total_of_2015_and_2016_agrees(ds: Dataset) -> None:
    counted = [total for total in totals(ds) if total.where.split()[0] in ("2015", "2016")]
    pillars = [total for total in counted if total.where.split()[1] in ("effectiveness", "efficiency", "legitimacy")]
    assert len(pillars) >= 20
    assert {total.verdict for total in pillars} == {"agrees"}


def test_no_total_disagrees_without_an_explanation(ds: Dataset) -> None:
    assert [total for total in totals(ds) if total.verdict == "disagrees"] == []


def test_coverage_counts_gaps(ds: Dataset) -> None:
    covered = coverage(ds)
    assert (covered["known"] <= covered["expected"]).all()
    northamptonshire = covered.filter(force="northamptonshire", cycle="2021-22").row(0, named=True)
    assert (northamptonshire["expected"], northamptonshire["known"]) == (8, 8)
