"""Which values stand on the two sides of a measure: a table of cases, and one row whole."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import small_dataset
from peeldiff.compare import FigureRow, compare
from peeldiff.compare.comparison import FigureSide
from peeldiff.dataset import load

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "figures.toml").read_text("utf-8"))["case"]
WAITS = "waits,Waits,minutes,down,calls,force,Counted."


def dated(inspection: str, published: str) -> str:
    return small_dataset.judgment(inspection, "whole", "good").replace("2004-05-06", published)


def value(short: str) -> str:
    """Return a line of figures.csv from short words."""
    force, start, end, number, *more = short.split()
    dates = ("" if one == "-" else one for one in (start, end))
    page = "https://elsewhere" if "elsewhere" in more else "https://x"
    kind = "plan" if "plan" in more else "measured"
    return ",".join((force, "waits", f"{start} to {end}", *dates, number, "", "", kind, "", "report", page, ""))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    known = [dated(one, day) for one, day in zip((case["left"], case["right"]), case["published"], strict=True)]
    figures = [value(one) for one in case["values"]]
    ds = load(small_dataset.write(tmp_path, known, measures=[WAITS], figures=figures))
    (row,) = compare(ds, case["left"], case["right"]).figure_rows
    assert [told(row.left), told(row.right)] == case["sides"]
    assert row.delta == case.get("delta")
    assert row.delta_unit == ("minutes" if "delta" in case else None)
    assert row.is_change == ("delta" in case)


def told(side: FigureSide | None) -> str:
    return "" if side is None else f"{'late ' if side.late else ''}{'none' if side.end is None else side.end}"


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
    lines += [f"b,{one},2002,2002-01-01,2002-12-31,1,,,measured,,report,https://b," for one in ("rings", "cars")]
    lines += [f"a,{one},2002,2002-01-01,2002-12-31,2,,,measured,,report,https://b," for one in ("rings",)]
    lines += ["a,beds,aim,,,30,,,target,inspectorate,report,https://c,"]
    known = [dated("b:one", "2003-02-01"), dated("a:two", "2004-01-01")]
    ds = load(small_dataset.write(tmp_path, known, measures=measures, figures=lines))
    rows = compare(ds, "b:one", "a:two").figure_rows
    assert [row.id for row in rows] == ["figure/waits", "figure/cars", "figure/rings", "figure/beds"]
    first = FigureSide(
        *("2002", "2002-01-01", "2002-12-31", 50.25, "others", 60.5, "https://b"),
        kind="measured",
        note="seen",
        source_basis="report",
    )
    second = FigureSide(
        *("2003", "2003-01-01", "2003-12-31", 40.0, None, None, "https://a"), kind="measured", source_basis="secondary"
    )
    third = FigureSide("aim", None, None, 30.0, None, None, "https://c", kind="target", source_basis="report")
    assert rows[0] == FigureRow(
        id="figure/waits",
        measure="waits",
        label="Waits",
        unit="percent of calls",
        better="down",
        own=True,
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
        *((True, "money", "Money"), (False, None, None), (False, None, None))
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
    folder = small_dataset.write(tmp_path, [dated("a:one", "2004-01-01")], measures=measures, figures=figures)
    rows = compare(load(folder), "a:one", "b:one").figure_rows
    assert [row.measure for row in rows] == ["boths", "rights", "lefts", "plans"]


def test_a_cycle_that_ended_on_a_day_stands_for_a_publication_that_is_not_known(tmp_path: Path) -> None:
    figures = [value("a 2002-01-01 2002-12-31 5"), value("a 2003-01-01 2003-12-31 9")]
    folder = small_dataset.write(tmp_path, [dated("a:two", "2004-01-01")], measures=[WAITS], figures=figures)
    one = folder / "cycles" / "one.toml"
    text = one.read_text(encoding="utf-8")
    for last, side in (("2002-12-31", "2002-12-31"), ("2003", "")):
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
