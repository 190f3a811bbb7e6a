"""`peeldiff country --data`: somebody else's tables."""

from __future__ import annotations

import csv
import io
import json
from itertools import product
from pathlib import Path

import polars as pl
import pytest

from peeldiff.compare.cycles import ROWS
from peeldiff.export import country_export
from running import Result, peeldiff
from sweeping import sweep

FORMATS = ("table", "markdown", "html", "json", "toml", "csv", "parquet")

HEADER = "force,item,grade\n"
SCALE = ("--scale", "good,fair,bad")

LEFT = "kent,q1,good\nkent,q2,fair\nkent,q3,bad\nesk,q1,fair\nesk,q2,\nayr,q1,good\n"
RIGHT = "ayr,q2,good\nesk,q2,good\nkent,q1,fair\nkent,q2,good\nkent,q3,bad\nesk,q1,fair\n"
BRIEF = ("force", "item", "kind", "basis", "left_grade", "right_grade", "left_status", "right_status")
EXPECTED = [
    ("ayr", "q1", "left-only", "none", "good", None, "graded", None),
    ("ayr", "q2", "right-only", "none", None, "good", None, "graded"),
    ("esk", "q1", "unchanged", "indicative", "fair", "fair", "graded", "graded"),
    ("esk", "q2", "not-graded", "indicative", None, "good", "not-graded", "graded"),
    ("kent", "q1", "declined", "indicative", "good", "fair", "graded", "graded"),
    ("kent", "q2", "improved", "indicative", "fair", "good", "graded", "graded"),
    ("kent", "q3", "unchanged", "indicative", "bad", "bad", "graded", "graded"),
]

HOSTILE = {
    # what both sides hold, and (added, removed, changed), or the words of the refusal
    "duplicate key, twice left, once right": ("B1,x,good\nB1,x,fair\n", "B1,x,good\n", "B1/x (2 rows)"),
    "duplicate key on both sides, swapped": ("B1,x,good\nB1,x,fair\n", "B1,x,fair\nB1,x,good\n", "B1/x (2 rows)"),
    "no grade on either side": ("B1,x,\nB2,x,good\n", "B1,x,\nB2,x,good\n", (0, 0, 0)),
    "no grade left, one right": ("B1,x,\n", "B1,x,good\n", (0, 0, 1)),
    "part of a key empty on both sides": ("B1,,good\nB2,x,good\n", "B1,,good\nB2,x,good\n", (0, 0, 0)),
    "trailing space in a grade": ("B1,x,good\n", "B1,x,good \n", (0, 0, 1)),
    "other case in a key": ("B1,x,good\n", "b1,x,good\n", (1, 1, 0)),
    "grade 1 against 1.0": ("B1,x,1\nB2,x,2\n", "B1,x,1.0\nB2,x,2.0\n", (0, 0, 2)),
    "ids that are numbers left, text right": ("1,x,good\n2,x,good\n", "1,x,good\n02x,x,good\n", (1, 1, 0)),
    "leading zero in an id": ("007,x,good\n", "7,x,good\n", (1, 1, 0)),
    "a header and no rows": ("B1,x,good\n", "", (0, 1, 0)),
    "no rows on either side": ("", "", (0, 0, 0)),
    "equal": ("B1,x,good\n", "B1,x,good\n", (0, 0, 0)),
}


def sides(folder: Path, left: str, right: str) -> tuple[str, ...]:
    """Write two CSV files and return the arguments that name them."""
    named = []
    for name, rows in (("left.csv", left), ("right.csv", right)):
        (folder / name).write_text(HEADER + rows, "utf-8")
        named += ["--data", str(folder / name)]
    return tuple(named)


def counts(done: Result) -> dict[str, int]:
    assert done.code == 0, done.err
    found: dict[str, int] = json.loads(done.out)["summary"]
    return found


@pytest.fixture
def tables(tmp_path: Path) -> tuple[str, ...]:
    return sides(tmp_path, LEFT, RIGHT)


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_cases(case: str, tmp_path: Path) -> None:
    left, right, expected = HOSTILE[case]
    done = peeldiff("country", *sides(tmp_path, left, right), "--summary", "--format", "json")
    if isinstance(expected, str):
        assert done.code == 2
        assert done.out == b""
        assert "left.csv: 1 force and item stands on more than one row" in done.err
        assert expected in done.err
    else:
        found = counts(done)
        assert (found["added"], found["removed"], found["changed"]) == expected


def test_rows_and_their_order(tables: tuple[str, ...]) -> None:
    found = json.loads(peeldiff("country", *tables, *SCALE, "--format", "json").out)
    assert list(found["rows"][0]) == list(ROWS)
    assert [tuple(row[name] for name in BRIEF) for row in found["rows"]] == EXPECTED
    assert found["comparability"]["level"] == "indicative"
    assert (found["left_cycle"], found["right_cycle"]) == ("left.csv", "right.csv")
    assert {"item": "q1", "from": "good", "to": "fair", "count": 1} in found["transitions"]
    summary = found["summary"]
    assert [summary[name] for name in ("added", "removed", "changed", "unchanged")] == [1, 1, 3, 2]
    assert summary["bases"] == {"indicative": 5, "none": 2}


def test_without_a_scale_a_difference_has_no_direction(tables: tuple[str, ...]) -> None:
    found = json.loads(peeldiff("country", *tables, "--format", "json").out)
    assert found["comparability"]["level"] == "none"
    assert "scale" in found["comparability"]["reason"]
    by_key = {(row["force"], row["item"]): (row["kind"], row["basis"]) for row in found["rows"]}
    assert by_key["kent", "q1"] == ("not-comparable", "none")
    assert by_key["kent", "q3"] == ("unchanged", "indicative")
    assert found["summary"]["changed"] == 3
    assert [(line["item"], line["from"], line["to"], line["count"]) for line in found["transitions"]] == [
        ("q1", "fair", "fair", 1),
        ("q3", "bad", "bad", 1),
    ]


@sweep(4, ("chosen", "counts_alone"), list(product(FORMATS, [(), ("--summary",)])))
def test_two_runs_give_the_same_bytes(chosen: str, counts_alone: tuple[str, ...], tables: tuple[str, ...]) -> None:
    one, other = (peeldiff("country", *tables, *SCALE, *counts_alone, "--format", chosen) for _ in range(2))
    assert one.code == 0, one.err
    assert one.out == other.out != b""


@sweep(3, "chosen", FORMATS)
def test_a_side_may_have_grades_that_the_other_has_not(chosen: str, tmp_path: Path) -> None:
    named = sides(tmp_path, "kent,q1,good\n", "kent,q1,fine\nkent,q2,poor\n")
    done = peeldiff("country", *named, "--format", chosen)
    assert (done.code, done.err.count("error")) == (0, 0)
    assert [grade for grade in (b"good", b"fine", b"poor") if grade not in done.out.lower()] == []


def test_rows_are_the_same_in_every_format(tables: tuple[str, ...], tmp_path: Path) -> None:
    facts = json.loads(peeldiff("country", *tables, *SCALE, "--format", "json").out)["rows"]
    lines = list(csv.reader(io.StringIO(peeldiff("country", *tables, *SCALE, "--format", "csv").text)))
    assert [tuple(cell or None for cell in line) for line in lines] == [
        ROWS,
        *(tuple(row.values()) for row in facts),
    ]
    for name in ("rows.csv", "rows.parquet"):
        assert peeldiff("country", *tables, *SCALE, "-o", str(tmp_path / name)).code == 0
    assert (tmp_path / "rows.csv").read_bytes() == peeldiff("country", *tables, *SCALE, "--format", "csv").out
    assert pl.read_parquet(tmp_path / "rows.parquet").with_columns(pl.col(pl.Enum).cast(pl.String)).to_dicts() == facts


def test_only_basis_item_and_exit_code(tables: tuple[str, ...]) -> None:
    def rows(*more: str) -> list[str]:
        found = json.loads(peeldiff("country", *tables, *SCALE, *more, "--format", "json").out)["rows"]
        return [f"{row['force']}/{row['item']}" for row in found]

    assert rows("--only", "improved,left-only") == ["ayr/q1", "kent/q2"]
    assert rows("--basis", "none") == ["ayr/q1", "ayr/q2"]
    assert rows("--item", "q3") == ["kent/q3"]
    assert peeldiff("country", *tables, *SCALE, "--exit-code", "--summary").code == 1
    assert peeldiff("country", *tables, *SCALE, "--exit-code", "--only", "unchanged").code == 0
    done = peeldiff("country", *tables, *SCALE, "--item", "Q3")
    assert (done.code, done.out) == (2, b"")
    assert 'no item "Q3"' in done.err


def test_one_table_with_both_cycles_and_names_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "all.parquet"
    pl.DataFrame(
        {
            "body": [7, 7, 8, 8],
            "year": [2024, 2025, 2024, 2025],
            "question": ["a", "a", "a", "a"],
            "mark": [1, 2, 2, 2],
        }
    ).write_parquet(file)
    named = ("--columns", "force=body,item=question,grade=mark,cycle=year", "--scale", "1,2,3")
    done = peeldiff("country", "2024", "2025", "--data", str(file), *named, "--format", "json")
    found = json.loads(done.out)
    assert [(row["force"], row["kind"]) for row in found["rows"]] == [("7", "declined"), ("8", "unchanged")]
    assert (found["left_cycle"], found["right_cycle"]) == ("2024", "2025")
    missing = peeldiff("country", "2024", "2031", "--data", str(file), *named)
    assert missing.code == 2
    assert 'no row of cycle "2031": it has 2024, 2025' in missing.err
    # All cycles at once repeat every key.
    twice = peeldiff("country", "--data", str(file), "--data", str(file), *named)
    assert twice.code == 2
    assert "2 forces and items stand on more than one row: 7/a (2 rows); 8/a (2 rows)" in twice.err
    assert "or name the cycles" in twice.err


def test_globs_standard_input_and_a_folder(tmp_path: Path) -> None:
    sides(tmp_path, LEFT, RIGHT)
    lines = LEFT.splitlines(keepends=True)
    for place, part in enumerate((lines[:2], lines[2:])):
        (tmp_path / f"part-{place}.csv").write_text(HEADER + "".join(part), "utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "judgments.csv").write_text(HEADER + LEFT, "utf-8")
    expected = peeldiff("country", *sides(tmp_path, LEFT, RIGHT), *SCALE, "--format", "csv").out
    right = ("--data", str(tmp_path / "right.csv"), *SCALE, "--format", "csv")
    for left in (str(tmp_path / "part-*.csv"), str(tmp_path / "folder")):
        assert peeldiff("country", "--data", left, *right).out == expected
    assert peeldiff("country", "--data", "-", *right, given=(HEADER + LEFT).encode()).out == expected


def test_statuses_are_heeded(tmp_path: Path) -> None:
    header = "force,item,grade,status\n"
    (tmp_path / "left.csv").write_text(header + "a,q,good,graded\nb,q,fair,graded\nc,q,,\n", "utf-8")
    (tmp_path / "right.csv").write_text(header + "a,q,good,carried-over\nb,q,good,\nc,q,,withheld\n", "utf-8")
    named = ("--data", str(tmp_path / "left.csv"), "--data", str(tmp_path / "right.csv"), *SCALE)
    found = json.loads(peeldiff("country", *named, "--format", "json").out)["rows"]
    assert [(row["kind"], row["left_status"], row["right_status"]) for row in found] == [
        ("carried-over", "graded", "carried-over"),
        ("improved", "graded", "graded"),
        ("not-graded", "not-graded", "withheld"),
    ]
    (tmp_path / "right.csv").write_text(header + "a,q,good,guessed\n", "utf-8")
    done = peeldiff("country", *named)
    assert done.code == 2
    assert 'right.csv: 1 row has a status that is not a status: "guessed" (1)' in done.err


def test_one_side_with_a_status_and_one_without(tmp_path: Path) -> None:
    named = sides(tmp_path, "a,q,good\n", "")
    (tmp_path / "right.csv").write_text("force,item,grade,status\na,q,good,carried-over\n", "utf-8")
    (row,) = json.loads(peeldiff("country", *named, *SCALE, "--format", "json").out)["rows"]
    assert (row["kind"], row["left_status"], row["right_status"]) == ("carried-over", "graded", "carried-over")


def test_duplicates_hide_nowhere(tmp_path: Path) -> None:
    """A key twice on one side is found whether it meets nobody, one row or two."""
    for place, (left, right) in enumerate(
        [
            ("a,q,good\na,q,good\nb,q,good\n", "b,q,good\n"),
            ("b,q,good\n", "a,q,good\nb,q,good\na,q,good\n"),
            ("b,q,good\n", "b,q,good\nb,q,good\n"),
            (",q,good\n,q,good\n", ""),
        ]
    ):
        folder = tmp_path / str(place)
        folder.mkdir()
        done = peeldiff("country", *sides(folder, left, right), *SCALE, "--only", "declined", "--format", "csv")
        assert done.code == 2, (left, right)
        assert "stands on more than one row" in done.err


def test_duplicates_far_behind_the_first_rows(tmp_path: Path) -> None:
    many = "".join(f"f{place},q,good\n" for place in range(25_000))
    for left, right in ((many + "f3,q,fair\n", many), (many, many + "x,q,good\nx,q,good\n")):
        done = peeldiff("country", *sides(tmp_path, left, right), *SCALE, "--summary")
        assert done.code == 2
        assert "1 force and item stands on more than one row" in done.err


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_grades_off_the_scale(ending: str, tmp_path: Path) -> None:
    right = "".join(f"f{place},q,{'great' if place % 2 else 'good '}\n" for place in range(7))
    named = sides(tmp_path, "f1,q,good\n", right)
    if ending == "parquet":
        file = tmp_path / "right.parquet"
        pl.read_csv(tmp_path / "right.csv", infer_schema=False).write_parquet(file)
        named = (*named[:3], str(file))
    done = peeldiff("country", *named, *SCALE)
    assert done.code == 2
    (line,) = done.err.splitlines()
    assert f'right.{ending}: 7 rows have a grade that is not on the scale: "good " (4), "great" (3)' in line
    assert "expected good, fair, bad" in line


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--data", "left.csv"), "expected LEFT_CYCLE and RIGHT_CYCLE, or --data once more"),
        (("2024", "--data", "left.csv", "--data", "right.csv"), "expected both, or neither"),
        (("1", "2", "--data", "left.csv"), 'no column "cycle" for cycle: it has force, item, grade'),
        (("--data", "left.csv", "--data", "gone.csv"), "gone.csv: no such file"),
        (("--data", "left.csv", "--data", "gone-*.csv"), "gone-*.csv: no such file"),
        (("--data", "left.csv", "--data", "notes.doc"), "notes.doc: expected an address that ends in .csv"),
        (
            ("--data", "left.csv", "--data", "empty.csv"),
            "empty.csv: is empty: expected a header with force, item, grade",
        ),
        (("--data", "left.csv", "--data", "latin.csv"), "latin.csv: line 2: byte 0xe9 is not UTF-8"),
        (("--data", "left.csv", "--data", "ragged.csv"), "ragged.csv: line 2 has 4 fields, the header 3"),
        (("--data", "left.csv", "--data", "broken.parquet"), "broken.parquet: cannot be read"),
        (("--data", "left.csv", "--data", "nested.parquet"), 'column "grade" for grade is List(String)'),
        (("--data", "left.csv", "--data", "left.csv", "--data", "left.csv"), "--data: expected once, or twice"),
        (("--data", "left.csv", "--data", "left.csv", "--columns", "body=x"), "expected force, item"),
        (("--data", "left.csv", "--data", "left.csv", "--columns", "force=body"), 'no column "body" for force'),
        (("--data", "left.csv", "--data", "left.csv", "--scale", "good,good"), "best first"),
        (("2016", "2017", "--scale", "good,bad"), "--scale is for tables"),
        (("2016",), "LEFT_CYCLE and RIGHT_CYCLE are needed"),
    ],
)
def test_one_line_says_what_is_wrong(arguments: tuple[str, ...], message: str, tmp_path: Path) -> None:
    sides(tmp_path, LEFT, RIGHT)
    (tmp_path / "notes.doc").write_text("a", "utf-8")
    (tmp_path / "empty.csv").write_text("", "utf-8")
    (tmp_path / "latin.csv").write_bytes(HEADER.encode() + b"a,b,\xe9\n")
    (tmp_path / "ragged.csv").write_text(HEADER + "a,b,c,d\n", "utf-8")
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 and no more")
    pl.DataFrame({"force": ["a"], "item": ["b"], "grade": [["c"]]}).write_parquet(tmp_path / "nested.parquet")
    done = peeldiff("country", *arguments, cwd=tmp_path)
    assert (done.code, done.out) == (2, b"")
    (line,) = done.err.splitlines()
    assert line.startswith("peeldiff: error: ")
    assert message in line


def test_text_from_outside_is_inert(tmp_path: Path) -> None:
    named = sides(tmp_path, '=cmd(),q,good\nb\x1b[31m,"-q\x07",good\n', "=cmd(),q,bad\n")
    lines = list(csv.reader(io.StringIO(peeldiff("country", *named, *SCALE, "--format", "csv").text)))
    assert [line[:2] for line in lines[1:]] == [["'=cmd()", "q"], ["b␛[31m", "'-q␇"]]
    for chosen in ("json", "table", "markdown", "html"):
        assert "\x1b" not in peeldiff("country", *named, *SCALE, "--format", chosen).text


def test_large_tables_written_piece_by_piece_are_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More rows than are written at once: CSV, Parquet and JSON agree with each other and with plain joins."""
    monkeypatch.setattr(country_export, "_AT_ONCE", 1_000)
    height = 2_300
    left = pl.DataFrame({"force": [f"{place:06}" for place in range(height)]}).with_columns(
        item=pl.lit("q"), grade=pl.Series(["good", "fair", "bad"] * height)[:height]
    )
    right = left.with_columns(grade=pl.col("grade").shift(1).fill_null("bad")).reverse()[10:]
    for name, frame in (("left", left), ("right", right)):
        frame.write_csv(tmp_path / f"{name}.csv")
    named = ("--data", str(tmp_path / "left.csv"), "--data", str(tmp_path / "right.csv"), *SCALE)
    for name in ("rows.csv", "rows.parquet", "rows.json"):
        assert peeldiff("country", *named, "-o", str(tmp_path / name)).code == 0
    written = pl.read_csv(tmp_path / "rows.csv", infer_schema=False)
    assert written["force"].to_list() == left["force"].to_list()
    assert pl.read_parquet(tmp_path / "rows.parquet").cast(pl.String).equals(written)
    assert json.loads((tmp_path / "rows.json").read_text("utf-8"))["rows"] == written.to_dicts()
    assert written["right_grade"].null_count() == 10
    both = left.join(right, on=("force", "item"), suffix="_right")
    changed = both.filter(pl.col("grade") != pl.col("grade_right")).height
    assert counts(peeldiff("country", *named, "--summary", "--format", "json"))["changed"] == changed


def table_of(tmp_path: Path, rows: str, *scale: str) -> list[str]:
    file = tmp_path / "homes.csv"
    file.write_text("force,cycle,item,grade\n" + rows, "utf-8")
    done = peeldiff("country", "2022", "2023", "--data", str(file), *scale)
    assert done.code == 0, done.err
    return done.out.decode().splitlines()


LIKERT = "a,2022,Clean,Agree\na,2023,Clean,Strongly agree\nb,2022,Clean,Disagree\nb,2023,Clean,Agree\n"


@pytest.mark.parametrize("chosen", ["table", "html"])
def test_grades_stand_in_the_order_of_the_scale(tmp_path: Path, chosen: str) -> None:
    lines = table_of(tmp_path, LIKERT, "--scale", "Strongly agree,Agree,Disagree", "--format", chosen)
    heads = next(line for line in lines if "from 2022; to 2023:" in line)
    places = [heads.index(grade) for grade in ("Strongly agree", " Agree" if chosen == "table" else ">Agree")]
    assert places == sorted(places)


def test_a_grade_of_the_scale_that_was_not_given_was_given_to_none(tmp_path: Path) -> None:
    lines = table_of(tmp_path, "a,2022,Clean,good\nb,2023,Clean,poor\n", "--scale", "good,poor")
    assert [line.split() for line in lines if line.startswith("202")][-2:] == [["2022", "1", "0"], ["2023", "0", "1"]]


@pytest.mark.parametrize("chosen", ["table", "markdown", "html"])
def test_an_empty_force_or_item_has_a_name_that_nothing_else_has(tmp_path: Path, chosen: str) -> None:
    rows = "".join(f"{key},good\n" for key in (",2022,Care", ",2023,Care", "a,2022,", "a,2023,", "a,2022,Care"))
    text = "\n".join(table_of(tmp_path, rows, "--scale", "good,poor", "--format", chosen))
    assert "(empty)" in text
    assert "((empty))" not in text
    with_the_name = rows + "(empty),2022,Care,good\n(empty),2023,Care,poor\n"
    text = "\n".join(table_of(tmp_path, with_the_name, "--scale", "good,poor", "--format", chosen))
    assert "((empty))" in text
