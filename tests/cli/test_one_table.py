"""One table of somebody else's judgments, in every command: `--data FILE --columns … --scale …`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from homes import COLUMNS, HOMES, SCALE
from running import peeldiff
from sweeping import draw, sweep

READ = ("--columns", ",".join(f"{role}={name}" for role, name in COLUMNS.items()), "--scale", ",".join(SCALE))


@pytest.fixture(params=draw(1, "forms of a table", ["csv", "parquet"]))
def table(tmp_path: Path, request: pytest.FixtureRequest) -> tuple[str, ...]:
    """The arguments that name the table."""
    path = tmp_path / f"homes.{request.param}"
    if request.param == "csv":
        path.write_text(HOMES, "utf-8")
    else:
        pl.read_csv(HOMES.encode()).write_parquet(path)  # the year is a number there
    return ("--data", str(path), *READ)


def compared(*arguments: str) -> dict[str, Any]:
    done = peeldiff("diff", *arguments, "--format", "json")
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def test_an_item_meets_itself_and_a_direction_is_only_indicative(table: tuple[str, ...]) -> None:
    found = compared("oak:2024", "oak:2025", *table)
    assert {row["id"]: (row["kind"], row["basis"]) for row in found["judgments"]} == {
        "judgment/topic/caring": ("improved", "indicative"),
        "judgment/topic/led": ("unchanged", "indicative"),
        "judgment/topic/safe": ("declined", "indicative"),
    }
    assert found["comparability"]["level"] == "indicative"


def test_without_a_scale_there_is_no_direction(table: tuple[str, ...]) -> None:
    found = compared("oak:2024", "oak:2025", *table[:4])
    assert {row["topic"]: (row["kind"], row["basis"]) for row in found["judgments"]} == {
        "caring": ("not-comparable", "none"),
        "led": ("unchanged", "indicative"),
        "safe": ("not-comparable", "none"),
    }


def test_what_a_body_lacks_is_no_gap_since_a_table_has_no_framework(table: tuple[str, ...]) -> None:
    rows = {row["topic"]: row for row in compared("elm:2024", "elm:2025", *table)["judgments"]}
    assert {topic: row["kind"] for topic, row in rows.items()} == {"safe": "left-only", "well run": "right-only"}
    assert "The table has no such row of elm in 2025." in rows["safe"]["why"]


def test_diff_and_country_say_the_same_of_every_body(table: tuple[str, ...]) -> None:
    whole = peeldiff("country", "2024", "2025", *table, "--format", "json")
    of_country = {(row["force"], row["item"]): (row["kind"], row["basis"]) for row in json.loads(whole.out)["rows"]}
    of_diff = {
        (body, row["topic"]): (row["kind"], row["basis"])
        for body in ("elm", "oak")
        for row in compared(f"{body}:2024", f"{body}:2025", *table)["judgments"]
    }
    assert of_diff == of_country


def test_two_bodies_of_one_year_meet_too(table: tuple[str, ...]) -> None:
    rows = {row["topic"]: row for row in compared("oak:2024", "elm:2024", *table)["judgments"]}
    assert (rows["safe"]["kind"], rows["safe"]["right"][0]["grade"]) == ("lower", "poor")


def test_the_other_commands_read_it(table: tuple[str, ...]) -> None:
    assert "oak" in peeldiff("list", "forces", *table).text
    assert "outstanding" in peeldiff("show", "oak:2025", *table).text
    assert "caring" in peeldiff("search", "caring", *table).text
    assert peeldiff("check", *table).err.endswith("8 judgments, 0 findings, 0 figures; unexplained disagreements: 0\n")
    listed = json.loads(peeldiff("country", "2024", "2025", *table, "--format", "json").out)["rows"]
    assert ("oak", "safe", "declined") in {(row["force"], row["item"], row["kind"]) for row in listed}


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("home,year,question\noak,2024,safe\n", 'no column "mark" for grade: it has home, year, question'),
        (
            HOMES + "oak,2024,safe,good\n",
            "1 force, cycle and item stands on more than one row: oak/2024/safe (2 rows) (the first on line 2 and",
        ),
        (
            HOMES + "oak,2026,safe,great\n",
            '1 row has a grade that is not on the scale: "great" (1) (the first on line 10): expected',
        ),
    ],
)
def test_what_is_wrong_with_it_is_told_with_its_line(tmp_path: Path, rows: str, message: str) -> None:
    path = tmp_path / "homes.csv"
    path.write_text(rows, "utf-8")
    arguments = (("diff", "oak:2024", "oak:2025"), ("country", "2024", "2025"))
    refused = [peeldiff(*words, "--data", str(path), *READ) for words in arguments]
    assert {(done.code, done.out) for done in refused} == {(2, b"")}
    (line,) = {done.err for done in refused}
    assert line.startswith(f"peeldiff: error: {path}: {message}")


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--scale", "good", '"good": expected two or more different grades, best first'),
        ("--columns", "body=home", '"body=home": expected force, item, grade'),
    ],
)
def test_an_option_that_means_nothing_is_refused(option: str, value: str, message: str) -> None:
    done = peeldiff("list", "forces", option, value)
    assert done.code == 2
    assert message in done.err


@sweep(
    2,
    ("earlier", "later", "kinds"),
    [
        ("31/12/2019", "01/02/2020", {"caring": "improved", "led": "unchanged", "safe": "declined"}),
        ("9", "10", {"caring": "improved", "led": "unchanged", "safe": "declined"}),
        ("Autumn term", "Spring term", {"caring": "improved", "led": "unchanged", "safe": "declined"}),
        ("before", "after", {"caring": "not-comparable", "led": "unchanged", "safe": "not-comparable"}),
    ],
)
def test_time_is_told_by_the_names_of_cycles(tmp_path: Path, earlier: str, later: str, kinds: dict[str, str]) -> None:
    path = tmp_path / "homes.csv"
    path.write_text(HOMES.partition("elm")[0].replace("2024", earlier).replace("2025", later), "utf-8")
    read = ("--data", str(path), *READ)
    for left, right in ((earlier, later), (later, earlier)):
        found = compared(f"oak:{left}", f"oak:{right}", *read)
        listed = json.loads(peeldiff("country", left, right, *read, "--format", "json").out)
        assert {row["topic"]: (row["kind"], row["basis"]) for row in found["judgments"]} == {
            row["item"]: (row["kind"], row["basis"]) for row in listed["rows"]
        }
        assert {row["item"]: row["kind"] for row in listed["rows"]} == kinds
        assert found["comparability"]["reason"] == listed["comparability"]["reason"]
    if "not-comparable" in kinds.values():
        assert "do not tell which came first" in found["comparability"]["reason"]
    else:
        shown = peeldiff("show", "oak", *read).text
        assert shown.rindex(f"\n{earlier} (") < shown.rindex(f"\n{later} (")


def test_each_word_of_a_summary_has_one_number(tmp_path: Path) -> None:
    path = tmp_path / "homes.csv"
    path.write_text(HOMES + "ash,2024,safe,\nash,2025,safe,\nash,2024,led,good\nash,2025,led,\n", "utf-8")
    read = ("country", "2024", "2025", "--summary", "--data", str(path), *READ)
    table = peeldiff(*read).text.partition("─\n")[2]
    lines = [line.rsplit(maxsplit=1) for line in table.splitlines()]
    assert len({words for words, _ in lines}) == len(lines)
    summary = json.loads(peeldiff(*read, "--format", "json").out)["summary"]
    rows = sum(summary["kinds"].values())
    assert sum(summary["bases"].values()) == rows == 7
    assert summary["unchanged"] == summary["kinds"]["unchanged"] == 1
    assert {words: int(count) for words, count in lines}["= unchanged, indicative only"] == 1


def test_a_cycle_in_two_spellings_is_told_by_both_commands(tmp_path: Path) -> None:
    path = tmp_path / "homes.csv"
    path.write_text("force,cycle,item,grade\nash,2024,led,good\nash,2025 ,led,poor\noak,2025,led,poor\n", "utf-8")
    table = ("--data", str(path), "--scale", "outstanding,good,poor")
    for command in (("country", "2024", "2025"), ("diff", "ash:2024", "oak:2025")):
        done = peeldiff(*command, *table, "--format", "csv")
        assert done.code == 0
        assert f"{path}: 1 name stands in several spellings" in done.err
        assert '"2025" and "2025 " (blanks)' in done.err


UNORDERED = """force,cycle,item,grade,source
oak,Baseline,safe,good,https://care.example/a
oak,Follow-up,safe,poor,Report 12
"""
SOURCED = UNORDERED.replace("Baseline", "2018").replace("Follow-up", "2019")
REVISED = "force,cycle,item,grade,status\noak,2019,safe,good,revised\n"
SAID = [
    # a table, a command, what it says of the table, and what it must not
    (UNORDERED, "show oak", "Which of these came last, their names do not tell.", "Latest"),
    (UNORDERED, "brief oak:Baseline oak:Follow-up", "what was done about it in the other cycle?", "since"),
    (UNORDERED, "brief oak:Baseline oak:Follow-up", "a table does not say what was due in it", "were due"),
    (UNORDERED, "brief oak:Baseline oak:Follow-up", "(scale as given)", "Engage"),
    (SOURCED, "show oak", "Latest grades: 2019 (scale as given)", "press"),
    (SOURCED, "show oak", "https://care.example/a (the table's own source)", "inspectorate"),
    (SOURCED, "diff oak:2018 oak:2019", "Report 12 (the table's own source)", "inspectorate"),
    (SOURCED, "brief oak:2018 oak:2019", "what was done about it since?", "inspectorate"),
    (SOURCED, "diff oak:2018 oak:2019 --format html", "Report 12", "inspectorate&#x27;s"),
    (SOURCED, "list judgments", "2 judgments found, of 2 that are known there", "press"),
    (UNORDERED.replace("Report 12", ""), "list judgments --grade poor", "P poor", "press"),
    (SOURCED + "oak,2019,caring,good,\n", "show oak", "+ only in 2019", "framework"),
    (SOURCED.replace("safe,good", "safe,"), "show oak", "P poor [1] ∅ no grade in 2018", "framework"),
    (REVISED, "list judgments", "G good, revised", "was"),
    (REVISED, "show oak", "G good, revised", "was"),
    (SOURCED, "search poor", "Poor: safe".replace("P", "p"), "press"),
    (SOURCED, "check", "cycle forces judgments with a grade", "inspectorate"),
]


@pytest.mark.parametrize(("rows", "command", "message", "unsaid"), SAID)
def test_nothing_is_said_of_a_table_that_it_does_not_say(
    rows: str, command: str, message: str, unsaid: str, tmp_path: Path
) -> None:
    file = tmp_path / "homes.csv"
    file.write_text(rows, "utf-8")
    done = peeldiff(*command.split(), "--data", str(file), "--scale", "outstanding,good,poor")
    assert done.code == 0, done.err
    words = " ".join(done.out.decode().split())
    assert message.casefold() in words.casefold()
    assert unsaid not in words


def test_what_a_table_lacks_is_not_known(tmp_path: Path) -> None:
    file = tmp_path / "homes.csv"
    file.write_text(SOURCED, "utf-8")
    done = peeldiff("gaps", "oak", "--data", str(file), "--format", "csv")
    assert (len(done.out.splitlines()), "a table does not say what was due" in done.err) == (1, True)


def test_a_status_that_a_grade_belies_is_refused_alike(tmp_path: Path) -> None:
    file = tmp_path / "homes.csv"
    file.write_text("force,cycle,item,grade,status\noak,1,safe,good,withheld\noak,2,safe,good,graded\n", "utf-8")
    table = ("--data", str(file), "--scale", "good,poor")
    lines = {peeldiff(*command, *table).err for command in (("diff", "oak:1", "oak:2"), ("country", "1", "2"))}
    assert len(lines) == 1
    assert "1 row has a status that the grade belies" in lines.pop()


def test_a_grade_with_a_comma_stands_in_quotes(tmp_path: Path) -> None:
    file = tmp_path / "homes.csv"
    file.write_text("force;cycle;item;grade\noak;1;safe;3,5\noak;2;safe;4,0\n", "utf-8")
    done = peeldiff("country", "1", "2", "--data", str(file), "--scale", '"4,0", "3,5"', "--format", "json")
    assert [row["kind"] for row in json.loads(done.out)["rows"]] == ["improved"]


CITED = """force,cycle,item,grade,link
oak,2024,safe,good,https://quill.example/1
oak,2025,safe,poor,https://quill.example/2
elm,2024,safe,good,=1+1
elm,2025,safe,good,
ash,2024,safe,good,\x1b[2Jhome
"""


@pytest.mark.parametrize("scale", [("--scale", "good,poor"), ()])
def test_every_row_of_a_country_says_where_the_table_says_it_is_from(tmp_path: Path, scale: tuple[str, ...]) -> None:
    path = tmp_path / "cited.csv"
    path.write_text(CITED, "utf-8")
    given = ("country", "2025", "2024", "--data", str(path), "--columns", "source=link", *scale)
    rows = json.loads(peeldiff(*given, "--format", "json").out)["rows"]
    assert {row["force"]: (row["left_source"], row["right_source"]) for row in rows} == {
        "ash": (None, "\N{SYMBOL FOR ESCAPE}[2Jhome"),
        "elm": (None, "=1+1"),
        "oak": ("https://quill.example/2", "https://quill.example/1"),
    }
    assert {row["left_source_basis"] for row in rows} == {None}
    assert ",'=1+1," in peeldiff(*given, "--format", "csv").text
    sides = ("country", "--data", str(path), "--data", str(path), "--item", "safe", "--columns", "source=link")
    assert "expected two" not in peeldiff(*sides).err  # the keys repeat there: refused, not crashed


STRANGE = "force,cycle,item,grade\n"


@pytest.mark.parametrize(
    ("rows", "scale", "remark"),
    [
        ("oak,2024,safe,Good*\noak,2025,safe,Good\n", "", '1 grade has a mark or a note behind: "Good*"'),
        ("oak,2024,safe,Good (kept)\noak,2025,safe,Good\n", "", 'a note behind: "Good (kept)": each counts as a grade'),
        ("oak,2024,safe,Good\noak,2025,safe,good\n", "", '"Good" and "good" (case)'),
        ("oak,2024,safe,n/a\noak,2025,safe,-\n", "", '2 rows have a grade that says there is none: "n/a", "-"'),
        ("oak,2024,safe,Not rated\noak,2025,safe,Good\n", "", '1 row has a grade that says there is none: "Not rated"'),
        ("oak,2024,safe,Good\noak,2025,Safe,Good\nelm,2024,safe,Good\nelm,2025,safe,Good\n", "", '"Safe" and "safe"'),
    ],
)
def test_what_may_mislead_in_a_table_is_said_by_every_command(
    tmp_path: Path, rows: str, scale: str, remark: str
) -> None:
    path = tmp_path / "strange.csv"
    path.write_text(STRANGE + rows, "utf-8")
    given = ("--data", str(path), *(("--scale", scale) if scale else ()))
    for command in (("show", "oak"), ("check",), ("list", "judgments"), ("country", "2024", "2025")):
        done = peeldiff(*command, *given)
        said = done.err.replace('"safe" and "Safe"', '"Safe" and "safe"')
        assert (done.code, remark in said) == (0, True), (command, done.err)


@pytest.mark.parametrize(
    ("scale", "told"),
    [
        (
            "Inadequate,Requires improvement,Good",
            '"Inadequate" stands before "Requires improvement": expected the best',
        ),
        ("poor,GOOD", '"poor" stands before "GOOD": expected the best grade first'),
        ("Good,Inadequate,n/a", '"n/a" is no grade: leave it out'),
    ],
)
def test_a_scale_that_cannot_be_meant_is_refused(tmp_path: Path, scale: str, told: str) -> None:
    path = tmp_path / "homes.csv"
    path.write_text(STRANGE + "oak,2024,safe,Good\noak,2025,safe,Inadequate\n", "utf-8")
    for command in (("show", "oak"), ("country", "2024", "2025"), ("diff", "oak:2024", "oak:2025")):
        done = peeldiff(*command, "--data", str(path), "--scale", scale)
        assert (done.code, told in done.err) == (2, True), done.err


def test_a_mark_behind_a_grade_is_named_where_the_scale_does_not_have_it(tmp_path: Path) -> None:
    path = tmp_path / "homes.csv"
    path.write_text(STRANGE + "oak,2024,safe,Good*\noak,2025,safe,Bad\n", "utf-8")
    done = peeldiff("show", "oak", "--data", str(path), "--scale", "Good,Bad")
    assert '"Good*" is "Good" with a mark behind it: take the mark off' in done.err


def test_an_empty_name_is_not_the_name_that_stands_for_it(tmp_path: Path) -> None:
    path = tmp_path / "homes.csv"
    path.write_text(STRANGE + ",2024,safe,good\n(empty),2024,safe,poor\n", "utf-8")
    listed = json.loads(peeldiff("list", "judgments", "--data", str(path), "--format", "json").out)["judgments"]
    assert {row["force"]: row["grade"] for row in listed} == {"((empty))": "good", "(empty)": "poor"}


@pytest.mark.parametrize(
    ("name", "is_sum"),
    [
        *((name, True) for name in ("Grand total (n=2)", "England", "England and Wales", "All homes", "North total")),
        *((name, False) for name in ("Totalwood House", "England Lane School", "All Saints", "Allhomes", "Walesby")),
    ],
)
def test_a_row_that_reads_like_a_sum_of_others_is_named(tmp_path: Path, name: str, is_sum: bool) -> None:
    path = tmp_path / "homes.csv"
    path.write_text(STRANGE + f"oak,2024,safe,good\n{name},2024,safe,good\n", "utf-8")
    assert ("reads like a sum of others" in peeldiff("list", "forces", "--data", str(path)).err) == is_sum


def test_names_that_differ_by_what_cannot_be_seen_stay_two_bodies_in_every_command(tmp_path: Path) -> None:
    file = tmp_path / "homes.csv"
    rows = (f"A{sign}B,{year},Care,{grade}" for sign in "\u200b\u2060" for year, grade in ((1, "good"), (2, "poor")))
    file.write_text("\n".join(("force,cycle,item,grade", *rows, "")), "utf-8")
    table = ("--data", str(file), "--scale", "good,poor")
    names = ["A[U+200B]B", "A[U+2060]B"]
    listed = peeldiff("list", "forces", "--format", "json", *table)
    assert [force["force"] for force in json.loads(listed.out)] == names
    country = json.loads(peeldiff("country", "1", "2", "--format", "json", *table).out)
    assert [row["force"] for row in country["rows"]] == names
    shown = peeldiff("show", names[1], "--format", "json", *table)
    assert [judged["grade"] for judged in json.loads(shown.out)["judgments"]] == ["good", "poor"]
    assert all(name in listed.err for name in names)
