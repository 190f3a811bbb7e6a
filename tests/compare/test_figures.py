"""Which values stand on the two sides of a measure: a table of cases, and one row whole."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import small_dataset
from peeldiff.compare import FigureRow, compare
from peeldiff.compare.rows import FigureSide
from peeldiff.dataset import Dataset, load

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "figures.toml").read_text("utf-8"))["case"]
WAITS = "waits,Waits,minutes,down,calls,force,Counted."


def dated(inspection: str, published: str) -> str:
    return small_dataset.judgment(inspection, "whole", "good").replace("2004-05-06", published)


def value(short: str) -> str:
    """Return a line of figures.csv from short words."""
    force, start, end, number, *more = short.split()
    dates = ("" if entry == "-" else entry for entry in (start, end))
    page = "https://elsewhere" if "elsewhere" in more else "https://x"
    kind = "plan" if "plan" in more else "measured"
    return ",".join((force, "waits", f"{start} to {end}", *dates, number, "", "", kind, "", "report", page, ""))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    known = [dated(one, day) for one, day in zip((case["left"], case["right"]), case["published"], strict=True)]
    figures = [value(entry) for entry in case["values"]]
    ds = load(small_dataset.write(tmp_path, known, measures=[WAITS], figures=figures))
    (row,) = compare(ds, case["left"], case["right"]).figure_rows
    assert [told(row.left), told(row.right)] == case["sides"]
    assert row.delta == case.get("delta")
    assert row.delta_unit == ("minutes" if "delta" in case else None)
    assert row.is_change == ("delta" in case)


def told(side: FigureSide | None) -> str:
    return "" if side is None else side.end or "none"


def test_a_row_whole(tmp_path: Path) -> None:
    lines = [
        "b,waits,2002,2002-01-01,2002-12-31,50.25,others,60.5,measured,inspectorate,report,https://b,seen",
        "a,waits,2003,2003-01-01,2003-12-31,40,,,measured,,secondary,https://a,",
        "a,waits,aim,,,30,,,target,inspectorate,report,https://c,",
    ]
    measures = [
        "rings,Rings,calls,none,,inspectorate,Rings counted.",
        "waits,Waits,percent of calls,down,calls,force,Waits counted.",
        "beds,Beds,beds,up,,force,Beds counted.",
        "cars,Cars,cars,up,money,force,Cars counted.",
    ]
    lines += [f"b,{entry},2002,2002-01-01,2002-12-31,1,,,measured,,report,https://b," for entry in ("rings", "cars")]
    lines += [f"a,{entry},2002,2002-01-01,2002-12-31,2,,,measured,,report,https://b," for entry in ("rings",)]
    lines += ["a,beds,aim,,,30,,,target,inspectorate,report,https://c,"]
    known = [dated("b:one", "2003-02-01"), dated("a:two", "2004-01-01")]
    ds = load(small_dataset.write(tmp_path, known, measures=measures, figures=lines))
    rows = compare(ds, "b:one", "a:two").figure_rows
    assert [(row.id, row.group) for row in rows] == [
        *(("figure/waits", "both"), ("figure/rings", "both"), ("figure/cars", "own"), ("figure/beds", "rest"))
    ]
    first = FigureSide(
        *("2002", "2002-01-01", "2002-12-31", 50.25, "others", 60.5, "https://b"),
        kind="measured",
        note="seen",
        force="b",
        source_basis="report",
    )
    second = FigureSide(
        *("2003", "2003-01-01", "2003-12-31", 40.0, None, None, "https://a"),
        source_basis="secondary",
        force="a",
        whose="force",
    )
    third = FigureSide(
        "aim", None, None, 30.0, None, None, "https://c", kind="target", source_basis="report", force="a"
    )
    assert rows[0] == FigureRow(
        id="figure/waits",
        measure="waits",
        label="Waits",
        unit="percent of calls",
        better="down",
        own=False,
        left=first,
        right=second,
        delta=-10.25,
        delta_unit="points",
        values=(third, first, second),
        topic="calls",
        topic_label="Calls",
        definition="Waits counted.",
    )
    assert [(row.own, row.topic, row.topic_label) for row in rows[1:]] == [
        *((False, None, None), (True, "money", "Money"), (False, None, None))
    ]
    assert (rows[-1].left, rows[-1].right, rows[-1].delta) == (None, None, None)


def test_in_a_topic_measures_with_a_value_on_both_sides_stand_first(tmp_path: Path) -> None:
    names = ("plans", "rights", "lefts", "boths")
    measures = [WAITS.replace("waits", name) for name in names]
    figures = [
        value(short).replace("waits", name)
        for name, short in (
            *(("plans", "a - - 1 plan"), ("rights", "b 2002-01-01 2002-12-31 5")),
            *(("lefts", "a 2002-01-01 2002-12-31 5"), ("boths", "a 2002-01-01 2002-12-31 5")),
            ("boths", "b 2002-01-01 2002-12-31 5"),
        )
    ]
    known = [dated("a:one", "2004-01-01"), dated("b:one", "2004-01-01")]
    folder = small_dataset.write(tmp_path, known, measures=measures, figures=figures)
    rows = compare(load(folder), "a:one", "b:one").figure_rows
    assert [row.measure for row in rows] == ["boths", "rights", "lefts", "plans"]


def test_a_cycle_that_ended_on_a_day_stands_for_a_publication_that_is_not_known(tmp_path: Path) -> None:
    figures = [value("a 2002-01-01 2002-12-31 5"), value("a 2003-01-01 2003-12-31 9")]
    folder = small_dataset.write(tmp_path, [dated("a:two", "2004-01-01")], measures=[WAITS], figures=figures)
    one = folder / "cycles" / "one.toml"
    text = one.read_text(encoding="utf-8")
    for last, side in (("2002-12-31", "2002-12-31"), ("2003-02", "2002-12-31"), ("2003", "2003-12-31")):
        one.write_text(text.replace('_from = "2001"\n', f'_from = "2001"\npublished_to = "{last}"\n'), "utf-8")
        (row,) = compare(load(folder), "a:one", "a:two").figure_rows
        assert told(row.left) == side


def test_the_spread_is_of_what_was_known_then(tmp_path: Path) -> None:
    figures = [
        value(f"{force} 2002-01-01 2002-12-31 {number}") for force, number in zip("abcd", (1, 2, 6, 9), strict=True)
    ]
    figures[3] = value("d 2003-01-01 2003-12-31 9")
    figures += [value("a 2003-06-01 2003-06-30 100"), value("b - - 77"), value("c 2002-01-01 2002-12-31 8 plan")]
    folder = small_dataset.write(tmp_path, [dated("a:one", "2003-01-01")], measures=[WAITS], figures=figures)
    with (folder / "forces.csv").open("a", encoding="utf-8") as file:
        file.write("c,C Police,North,\nd,D Police,North,\n")
    (row,) = compare(load(folder), "b:one", "a:one").figure_rows
    assert row.spread is not None
    assert (row.spread.forces, row.spread.mean) == (3, 3.0)


@pytest.mark.parametrize(
    ("better", "comparator", "target_row", "met"),
    [
        ("down", "target,40", "", False),
        ("down", "target,41", "", True),
        ("up", "target,40", "", True),
        ("up", "target,42", "", False),
        ("none", "target,40", "", None),
        ("up", "others,40", "", None),
        ("up", ",", "a,2003,2003-01-01,2003-12-31,41", True),
        ("up", ",", "a,2003,2003-01-01,2003-12-31,42", False),
        ("up", ",", "a,2004,2004-01-01,2004-12-31,42", None),
        ("up", ",", "b,2003,2003-01-01,2003-12-31,42", None),
    ],
)
def test_a_target_is_met_or_missed(
    better: str, comparator: str, target_row: str, met: bool | None, tmp_path: Path
) -> None:
    lines = [f"a,waits,2003,2003-01-01,2003-12-31,41,{comparator},measured,,report,https://x,"]
    if target_row:
        force, rest = target_row.split(",", 1)
        lines.append(f"{force},waits,{rest},,,target,,report,https://x,")
    known = [dated("a:one", "2004-01-01"), dated("b:one", "2004-01-01")]
    measure = WAITS.replace("down", better)
    ds = load(small_dataset.write(tmp_path, known, measures=[measure], figures=lines))
    (row,) = compare(ds, "a:one", "b:one").figure_rows
    assert row.left is not None
    assert row.left.met is met
    assert [plan.kind for plan in row.plans] == ["target"] * bool(target_row)


@pytest.mark.parametrize("period", ["2002", "calendar year 2002", "staff survey of 2002", "year to December 2002"])
def test_a_period_in_words_is_dated(period: str, tmp_path: Path) -> None:
    lines = [
        f"a,waits,{period},,,5,,,measured,,secondary,https://elsewhere,",
        "a,waits,2003,2003-01-01,2003-12-31,9,,,measured,,secondary,https://elsewhere,",
    ]
    known = [dated("a:one", "2003-01-01"), dated("a:two", "2004-01-01")]
    ds = load(small_dataset.write(tmp_path, known, measures=[WAITS], figures=lines))
    (row,) = compare(ds, "a:one", "a:two").figure_rows
    assert (told(row.left), row.delta) == ("2002-12-31", 4.0)


def test_official_figures_stand_beside_the_topic_of_their_measure(ds: Dataset) -> None:
    found = compare(ds, "kent:2017", "kent:2021-22").figure_rows
    officers = next(row for row in found if row.measure == "officers-fte")
    assert (officers.topic, officers.group, officers.own) == ("workforce", "both", False)
    assert officers.left is not None
    assert officers.right is not None
    assert (officers.left.period, officers.left.whose) == ("31 March 2017", "official")
    assert officers.delta == round(officers.right.value - officers.left.value, 6)
    assert officers.spread is not None
    assert officers.spread.forces == 43


def test_no_value_stands_before_it_was_known(ds: Dataset) -> None:
    for pair in (("northamptonshire:2017", "northamptonshire:2021-22"), ("kent:2017", "leicestershire:2018-19")):
        found = compare(ds, *pair)
        for row in found.figure_rows:
            for side, inspected in ((row.left, found.left), (row.right, found.right)):
                if side is not None and side.end is not None and inspected.published:
                    assert side.end <= inspected.published
                    assert side.end <= (ds.cycles[inspected.cycle].published_to or side.end)
