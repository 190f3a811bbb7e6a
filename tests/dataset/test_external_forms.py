"""Tables as other people's programs write them: read where it is certain what they are, else refused in a line."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import polars as pl
import pytest

from peeldiff.dataset import load
from peeldiff.dataset.external.checks import check_tables
from peeldiff.dataset.external.side import open_side
from peeldiff.dataset.external.source import Source
from peeldiff.errors import DatasetError

TABLE = "force,cycle,item,grade\nAldermoor,2024,Care,best\nBrackwell,2024,Care,\n"
ROWS = [("Aldermoor", "Care", "best"), ("Brackwell", "Care", None)]
MANY = TABLE + "".join(f"Body {row * row},2024,Care,best\n" for row in range(40_000))
SEMICOLONS, TABS = TABLE.replace(",", ";"), TABLE.replace(",", "\t")

READ: dict[str, tuple[str, bytes, str]] = {
    # a file's name, its bytes and what is said of it
    "as usual": ("a.csv", TABLE.encode(), ""),
    "a byte order mark": ("a.csv", TABLE.encode("utf-8-sig"), ""),
    "carriage returns": ("a.csv", TABLE.replace("\n", "\r\n").encode(), ""),
    "UTF-16": ("a.csv", TABLE.encode("utf-16"), "read as UTF-16"),
    "UTF-16, big end first": ("a.csv", b"\xfe\xff" + TABLE.encode("utf-16-be"), "read as UTF-16"),
    "Unicode text of Excel": ("a.txt", TABS.encode("utf-16"), "read as UTF-16, separated by tabs"),
    "semicolons": ("a.csv", SEMICOLONS.encode(), "separated by semicolons"),
    "tabs": ("a.tsv", TABS.encode(), "separated by tabs"),
    "bars": ("a.csv", TABLE.replace(",", "|").encode(), "separated by bars"),
    "sep=": ("a.csv", ("sep=;\r\n" + SEMICOLONS).encode(), ""),
    "sep= of a comma": ("a.csv", ('"sep=,"\n' + TABLE).encode(), ""),
    "blank lines above": ("a.csv", ("\n,,,\n" + TABLE).encode(), ""),
    "blank lines between and below": ("a.csv", TABLE.replace("\nB", "\n\n,,,\nB").encode() + b",,,\n" * 5000, ""),
    "lines of blanks alone": (
        "a.csv",
        TABLE.encode() + ' ,,,\n\t, ,,\n"","","",""\n\u00a0,\u2003,  ,\n'.encode(),
        "",
    ),
    "blanks around the names": ("a.csv", TABLE.replace(",", " , ", 3).encode(), ""),
    "empty columns beside": ("a.csv", TABLE.replace("grade", "grade,,", 1).encode(), ""),
    "compressed": ("a.csv.gz", gzip.compress(SEMICOLONS.encode()), "separated by semicolons"),
    "a comma in a cell": ("a.csv", TABLE.replace("grade\n", 'grade,"a, b"\n').encode(), ""),
}
REFUSED: dict[str, tuple[str, bytes, str]] = {
    # a file's name, its bytes and how the refusal begins
    "Windows-1252": ("a.csv", TABLE.replace("Brack", "Br\xe4ck").encode("cp1252"), "line 3: byte 0xe4 is not UTF-8"),
    "far behind": (
        "a.csv",
        (TABLE + "a,b,c,d\n" * 20_000).encode() + b"\x93x\x94,2,3,4\n",
        "line 20004: byte 0x93 is not",
    ),
    "a field too many": ("a.csv", (TABLE + "x,2024,Care,best,more\n").encode(), "line 4 has 5 fields, the header 4"),
    "an open quote": (
        "a.csv",
        (TABLE + '"x,2024,Care,best\ny,2024,Care,best\n').encode(),
        "line 4: a quote is not closed",
    ),
    "behind a quote": (
        "a.csv",
        (TABLE + '"x"y,2024,Care,best\n').encode(),
        "line 4: something stands behind a closing quote",
    ),
    "a title": (
        "a.csv",
        ("Outcomes at 31 March,,,\n,,,\n" + TABLE).encode(),
        "line 1 is no header (line 3 has force, ",
    ),
    "two of one name": (
        "a.csv",
        TABLE.replace("grade\n", "grade,grade \n").encode(),
        'two columns are called "grade" (columns 4 and 5)',
    ),
    "two notes": ("a.csv", TABLE.replace("grade\n", "grade,note,note\n").encode(), 'two columns are called "note"'),
    "nothing": ("a.csv", b"", "is empty: expected a header with force, "),
    "blank lines alone": ("a.csv", b"\n\n,,,\n", "is empty: expected a header"),
    "a workbook": ("a.csv", b"PK\x03\x04....", "this is an Excel or OpenDocument workbook"),
    "an old workbook": ("a.csv", b"\xd0\xcf\x11\xe0....", "this is an old Excel workbook"),
    "Parquet": ("a.csv", b"PAR1....", "this is a Parquet file: give its name"),
    "gzip": ("a.csv", gzip.compress(TABLE.encode()), "this is a compressed file: give its name the ending .gz"),
    "zstd": ("a.csv", b"\x28\xb5\x2f\xfd....", "this is a compressed file: give its name the ending .zst"),
    "a database": ("a.csv", b"SQLite format 3\0....", "this is a database"),
    "an old Mac's": ("a.csv", TABLE.replace("\n", "\r").encode(), "its lines end in carriage returns alone"),
    "a page": ("a.csv", b"\n<!DOCTYPE html><table>", "this is a page"),
    "a table of a page": ("a.csv", b"<TABLE border=0><tr><td>force</td></tr></TABLE>", "this is a page"),
    "a page in parts": ("a.csv", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "this is a page"),
    "NUL": ("a.csv", TABLE.replace("Care", "Ca\0re").encode(), "line 2: a NUL byte"),
    "other names, semicolons": (
        "a.csv",
        b"home;year;question;mark\n",
        'no column "force" for force: it has home, year, question, mark',
    ),
    "a packed file cut off": ("a.csv.gz", gzip.compress(TABLE.encode())[:-9], "cannot be unpacked: cut off"),
    "a packed file cut off far behind": ("a.csv.gz", gzip.compress(MANY.encode())[:-9], "cannot be unpacked: cut off"),
    "not packed": ("a.csv.gz", TABLE.encode(), "cannot be unpacked: cut off, damaged, or not packed at all"),
    "an xlsx": ("a.xlsx", b"PK\x03\x04....", 'a workbook (".xlsx"): save the sheet as CSV'),
}


@pytest.mark.parametrize("case", READ)
def test_read_by_both_ways(case: str, tmp_path: Path) -> None:
    name, content, remark = READ[case]
    file = tmp_path / name
    file.write_bytes(content)
    side = open_side(Source(str(file), scale=("best", "good")))
    for plan in (side.plan(few_items=True), side.plan(few_items=False), side.text):
        assert plan.cast(pl.String).collect(engine="streaming").select("force", "item", "grade").rows() == ROWS
    ds = load(file)
    assert ds.judgments.select("force", "item", pl.col("grade").cast(pl.String)).rows() == ROWS
    assert ds.remarks == ((f"{file}: {remark}",) if remark else ())


@pytest.mark.parametrize("case", REFUSED)
def test_refused_by_both_ways_in_the_same_words(case: str, tmp_path: Path) -> None:
    name, content, expected = REFUSED[case]
    file = tmp_path / name
    file.write_bytes(content)

    def read_rows() -> None:
        check_tables([open_side(Source(str(file), cycle="2024")).table])

    lines = []
    for read in (read_rows, lambda: load(file)):
        with pytest.raises(DatasetError) as caught:
            read()
        lines += caught.value.lines

    line, again = lines
    assert line == again
    assert line.startswith(f"{file}: {expected}")
    for word in ("Schema", "row_offset", "_duplicated_0"):
        assert word not in line


def test_a_pipe_is_refused_with_what_to_do(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    os.mkfifo(tmp_path / "pipe")
    for name in ("a.csv", "pipe"):
        with pytest.raises(DatasetError) as caught:
            load(tmp_path / name)
        assert caught.value.lines == [
            f"{tmp_path / name}: a pipe or a device, which is read only once: give CSV on standard input, with --data -"
        ]


def test_an_empty_name_is_a_name_and_statuses_agree(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("force,cycle,item,grade,status\n,1,Care,good,\nx,,Care,good,carried-over\n", "utf-8")
    rows = load(file).judgments.select("force", "cycle", "status", "carried_from")
    assert rows.cast(pl.String).rows() == [
        ("(empty)", "1", "graded", None),
        ("x", "(empty)", "carried-over", "unknown"),
    ]


def test_problems_of_many_rows_are_a_line_each(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    rows = "".join(f"B{place // 2},1,Care,{'great' if place % 3 else 'good'}\n" for place in range(200_000))
    file.write_text("force,cycle,item,grade\n" + rows, "utf-8")
    with pytest.raises(DatasetError) as caught:
        load(file, scale=("good", "bad"))
    grades, keys = caught.value.lines
    assert '133333 rows have a grade that is not on the scale: "great" (133333) (the first on line 3)' in grades
    assert "100000 forces, cycles and items stand on more than one row: B0/1/Care (2 rows); B1/1/Care (2 rows)" in keys


HEADER = "force,cycle,item,grade,status\n"
UNLIKE = [
    # rows that a scale of best and "good, but" refuses, and how the refusal ends
    ("Oak,1,Care,best\u00a0,\n", 'differs from "best" by blanks: write them alike'),
    ("Oak,1,Care,best\u200b,\n", 'differs from "best" by a sign that cannot be seen: write them alike'),
    ("Oak,1,Care,Best,\n", '"Best" differs from "best" by case: write them alike'),
    ("Oak,1,Care,best*,\n", '"best*" is "best" with a mark behind it: take the mark off'),
    ("Oak,1,Care,n/a,\n", "leave the cell empty where no grade was given"),
    ("Oak,1,Care,Not yet rated,\n", "leave the cell empty where no grade was given"),
    ("Oak,1,Care,-,\n", "leave the cell empty where no grade was given"),
    ('Oak,1,Care,"3,5",\n', "a grade with a comma stands in quotes in --scale"),
    ("Oak,1,Care,best,Graded\n", '"Graded" differs from "graded" by case: write them alike'),
    (
        "Oak,1,Care,best,withheld\n",
        'belies: "withheld" beside the grade "best" (the first on line 2): correct one of the two',
    ),
    (
        "Elm,1,Care,,\nOak,1,Care,,revised\n",
        'belies: "revised" beside no grade (the first on line 3): correct one of the two',
    ),
]
REMARKED = [
    # rows, how many are judgments, and what is said of the rest
    (
        "Oak,1,Care,best,\nTotal,,,,\nSource: a survey,,,,\n",
        1,
        ['2 lines name no item and no grade: "Total" (the first on line 3): left out'],
    ),
    ("Oak,1,Care,best,\n,2024,,,\n", 1, ['1 line names no item and no grade: "2024" (the first on line 3): left out']),
    (
        "Oak,1,Care,best,\nGRAND TOTAL:,1,Care,,\n",
        2,
        ['1 row reads like a sum of others: "GRAND TOTAL:" (the first on line 3): leave such rows out'],
    ),
    ("Allington,1,Care,best,\nTotally Different Ltd,1,Care,,\nAll Saints,1,Care,,\n", 3, []),
    ("Oak,1,Care,best,\n\ufeffOak,2,Care,best,\n", 2, ['"Oak" and "\ufffdOak" (a sign that cannot be seen)']),
]


@pytest.mark.parametrize(("rows", "ending"), UNLIKE)
def test_what_to_do_is_said_of_a_value(rows: str, ending: str, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(HEADER + rows, "utf-8")
    with pytest.raises(DatasetError) as caught:
        load(file, scale=("best", "good, but"))
    assert caught.value.lines[0].endswith(ending)


@pytest.mark.parametrize(("rows", "judgments", "remarks"), REMARKED)
def test_what_is_no_judgment_is_left_out_or_remarked(
    rows: str, judgments: int, remarks: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "a.csv"
    file.write_text(HEADER + rows, "utf-8")
    ds = load(file)
    assert ds.judgments.height == open_side(Source(str(file))).text.collect().height == judgments
    assert len(ds.remarks) == len(remarks)
    assert all(expected in remark for expected, remark in zip(remarks, ds.remarks, strict=True))


def test_the_first_rows_are_those_that_are_meant(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(HEADER + "Oak,1,Care,best,\nElm,1,Care,best,\nOak,2,Care,best,\nElm,2,Care,best,\n", "utf-8")
    whole, second = open_side(Source(str(file))), open_side(Source(str(file), cycle="2"))
    assert whole.first_rows(3).collect()["force"].to_list() == ["Oak", "Elm", "Oak"]
    assert second.first_rows(1).collect()["force"].to_list() == ["Oak"]


def test_a_packed_file_is_not_small_for_its_few_bytes(tmp_path: Path) -> None:
    few, many = tmp_path / "few.parquet", tmp_path / "many.parquet"
    for file, rows in ((few, 3), (many, 100_001)):
        pl.select(force=pl.lit("Oak"), item=pl.int_range(rows).cast(pl.String), grade=pl.lit("best")).write_parquet(
            file
        )
    text, packed = tmp_path / "a.csv", tmp_path / "a.csv.gz"
    text.write_text(HEADER + "Oak,1,Care,best,\n", "utf-8")
    packed.write_bytes(gzip.compress(text.read_bytes()))
    small = {file.name: open_side(Source(str(file))).table.is_small for file in (few, many, text, packed)}
    assert small == {"few.parquet": True, "many.parquet": False, "a.csv": True, "a.csv.gz": False}


def test_signs_of_grades_are_never_numbers_that_count(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("force,cycle,item,grade\n", "utf-8")
    for scale in (("best", "good", "bad"), ("★★", "★"), ("Good", "Gold", "Go")):
        signs = [grade.mark for grade in load(file, scale=scale).grades.values()]
        assert len(set(signs)) == len(signs)
        assert all(sign.isalpha() for sign in signs)
