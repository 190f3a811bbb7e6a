"""`list`, `show`, `search`, `check`, `config`: what they print and how they end."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import pytest

import small_dataset
from peeldiff import __version__
from running import peeldiff


def test_version_and_help() -> None:
    assert peeldiff("--version").text == f"peeldiff {__version__}\n"
    output = peeldiff("--help").text
    for command in ("diff", "show", "search", "list", "check", "config"):
        assert f"\n  {command}" in output
        assert "examples:" in peeldiff(command, "--help").text or command == "config"


@pytest.mark.parametrize(
    ("what", "count", "has"),
    [("forces", 43, "northamptonshire"), ("cycles", 11, "2021-22"), ("topics", 16, "finance")],
)
def test_list(what: str, count: int, has: str) -> None:
    lines = json.loads(peeldiff("list", what, "--format", "json").out)
    assert len(lines) == count
    assert has in [next(iter(line.values())) for line in lines]
    assert has in peeldiff("list", what).text


def test_list_inspections_as_csv() -> None:
    lines = list(csv.DictReader(io.StringIO(peeldiff("list", "inspections", "--format", "csv").text)))
    known = {line["inspection"]: line for line in lines}
    assert known["northamptonshire:2021-22"]["judgments"] == "12"
    assert known["northamptonshire:2021-22"]["published"] == "2021-11-24"
    assert int(known["northamptonshire:2021-22"]["findings"]) > 50
    assert known["northamptonshire:core-business-2014"]["judgments"] == "0"


def test_show_an_inspection_and_a_force() -> None:
    found = json.loads(peeldiff("show", "northants 2023", "--format", "json").out)
    responding = next(line for line in found["judgments"] if line["item"] == "responding")
    assert (responding["status"], responding["grade"], responding["revised_from"], responding["revised_on"]) == (
        *("revised", "requires-improvement", "adequate", "2024-08-08"),
    )
    force = json.loads(peeldiff("show", "northamptonshire", "--format", "json").out)
    assert {line["cycle"] for line in force["judgments"]} >= {"2014", "2017", "2018-19", "2021-22", "2023-25"}
    assert len(force["findings"]) > 100
    table = peeldiff("show", "northants:2017").text
    assert "Sources\n[1] https://" in table


def test_gaps() -> None:
    lines = json.loads(peeldiff("gaps", "northants:2017", "--format", "json").out)
    assert {line["force"] for line in lines} == {"northamptonshire"}
    first = lines[0]
    assert first["address"].startswith("https://")
    assert "/peel-2017/northamptonshire/" in first["address"]
    assert (first["cycle"], first["judgments"]) == ("2017", len(first["items"].split(";")))
    assert "peel-2017/northamptonshire/" in peeldiff("gaps", "northants:2017").text
    wrong = peeldiff("gaps", "nothants")
    assert (wrong.code, wrong.err.count("\n")) == (2, 1)
    assert "northamptonshire" in wrong.err


def test_search() -> None:
    hits = json.loads(peeldiff("search", "Scrutiny EXTERNAL", "--format", "json").out)
    assert {hit["kind"] for hit in hits} == {"finding"}
    assert all("scrutiny" in hit["text"].lower() and "external" in hit["text"].lower() for hit in hits)
    nothing = peeldiff("search", "knitting", "--format", "json")
    assert (nothing.code, json.loads(nothing.out)) == (0, [])


def test_check_the_shipped_dataset() -> None:
    done = peeldiff("check")
    assert "Judgments by source basis" in done.text
    assert done.code == 0
    assert "unexplained disagreements: 0" in done.err
    assert "coverage by cycle" in done.text.lower()


def test_check_finds_an_unexplained_disagreement(tmp_path: Path) -> None:
    lines = [small_dataset.judgment(f"{force}:one", "whole", "good") for force in "ab"]
    folder = small_dataset.write(tmp_path, lines)
    head = "cycle,item,outstanding,good,requires-improvement,inadequate,source,explanation\n"
    (folder / "national-totals.csv").write_text(f"{head}one,whole,0,1,1,0,https://x,\n", encoding="utf-8")
    done = peeldiff("check", str(folder), "--format", "json")
    assert done.code == 1
    answer = json.loads(done.out)["differences"]
    assert [(line["verdict"], line["grade"], line["published"], line["known"]) for line in answer] == [
        ("disagrees", "good", 1, 2),
        ("disagrees", "requires-improvement", 1, 0),
    ]
    (folder / "national-totals.csv").write_text(f"{head}one,whole,0,1,1,0,https://x,because\n", encoding="utf-8")
    assert peeldiff("check", str(folder)).code == 0


def test_check_a_broken_dataset(tmp_path: Path) -> None:
    folder = small_dataset.write(tmp_path, [small_dataset.judgment("a:one", "wohle", "good")])
    done = peeldiff("check", str(folder))
    assert (done.code, done.out) == (2, b"")
    assert "judgments.csv:2: " in done.err


def test_config_says_where_each_value_comes_from(tmp_path: Path) -> None:
    user = Path(os.environ["XDG_CONFIG_HOME"]) / "peeldiff"
    user.mkdir(parents=True)
    (user / "config.toml").write_text('theme = "light"\nauthor = "Kim"\n', encoding="utf-8")
    env = {**os.environ, "PEELDIFF_NOTES_DIR": str(tmp_path)}
    lines = json.loads(peeldiff("config", "--format", "json", env=env).out)
    answer = {line["setting"]: (line["value"], line["from"]) for line in lines}
    assert answer["theme"] == ("light", str(user / "config.toml"))
    assert answer["author"] == ("Kim", str(user / "config.toml"))
    assert answer["notes"] == (str(tmp_path), "PEELDIFF_NOTES_DIR")
    assert answer["mouse"] == ("true", "shipped")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('theem = "dark"', "theem: no such setting (did you mean theme?)"),
        ("mouse = 1", 'mouse: "1": expected true or false'),
        ('theme = "pink"', 'theme: "pink": expected one of dark'),
        ("theme = ", "not TOML"),
    ],
)
def test_wrong_settings_are_named(text: str, message: str) -> None:
    user = Path(os.environ["XDG_CONFIG_HOME"]) / "peeldiff"
    user.mkdir(parents=True)
    (user / "config.toml").write_text(text, encoding="utf-8")
    done = peeldiff("config")
    assert done.code == 2
    assert message in done.err
    assert "config.toml" in done.err


@pytest.mark.parametrize("name", ["kent:2014", "northamptonshire:2017", "northamptonshire"])
def test_show_has_one_shape_whatever_is_known_and_each_row_says_of_whom(name: str) -> None:
    found = json.loads(peeldiff("show", name, "--format", "json").out)
    force = name.partition(":")[0]
    assert {row["force"] for rows in found.values() for row in rows} == {force}
    tables = peeldiff("show", name, "--format", "csv").out.decode().split("\n\n")
    assert [len(list(csv.DictReader(io.StringIO(table)))) for table in tables] == [len(rows) for rows in found.values()]
