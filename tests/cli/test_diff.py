"""`peeldiff diff`: bytes, exit codes and messages of the installed program."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

import small_dataset
from running import inside, peeldiff
from sweeping import sweep

PAIR = ("northamptonshire:2017", "northamptonshire:2021-22")


def without_nulls(value: Any) -> Any:  # noqa: ANN401  (any JSON value)
    """Return JSON as TOML can say it: a null is a missing key."""
    if isinstance(value, dict):
        return {key: without_nulls(one) for key, one in value.items() if one is not None}
    return [without_nulls(entry) for entry in value] if isinstance(value, list) else value


def test_json_is_the_contract() -> None:
    done = peeldiff("diff", *PAIR, "--format", "json")
    assert (done.code, done.err) == (0, "")
    found = json.loads(done.out)
    assert list(found) == [
        *("format", "dataset", "left", "right", "comparability", "summary", "judgments", "findings", "figures"),
    ]
    assert found["format"] == 1
    assert {"name", "version", "digest"} <= set(found["dataset"])
    assert list(found["left"]) == ["force", "force_name", "cycle", "cycle_name", "scale", "published", "source"]
    assert list(found["comparability"]) == ["level", "reason", "official", "sources"]
    assert set(found["summary"]) == {"judgments", "judgments_by_basis", "findings", "figures"}
    row = found["judgments"][3]
    assert list(row) == ["id", "topic", "topic_label", "kind", "basis", "why", "left", "right", "stated_change"]
    assert list(row["left"][0]) == [
        *("item", "label", "question", "level", "coverage", "grade", "status", "carried_from"),
        *("revised_from", "revised_on", "published", "source", "source_basis", "note", "stated_change"),
    ]
    assert list(found["findings"][0]) == ["id", "kind", "topic", "score", "shared_words", "verdict", "left", "right"]
    assert list(found["figures"][0]) == [
        *(
            "id",
            "measure",
            "label",
            "unit",
            "better",
            "own",
            "left",
            "right",
            "delta",
            "delta_unit",
            "values",
            "spread",
        ),
    ]


FORMATS = ("json", "table", "html", "toml", "csv", "markdown")
EACH_FORMAT = f"""
import io, os, sys
from peeldiff.cli import main
for chosen in {FORMATS}:
    sys.stdout = io.TextIOWrapper(io.BytesIO(), "utf-8")
    assert main(["diff", *{PAIR}, "--format", chosen], None) == 0
    sys.stdout.flush()
    os.write(1, sys.stdout.buffer.getvalue() + bytes(1))
    # What is compiled is compared, and written for reading, without polars.
    unwanted = {{"textual", "rich"}} | ({{"polars"}} if chosen in {FORMATS[:3]} else set())
    assert not unwanted & set(sys.modules), (chosen, unwanted & set(sys.modules))
"""


def test_another_process_gives_the_same_bytes_and_needs_no_terminal_library() -> None:
    # Without what the C library has: readline, which pytest loads, puts COLUMNS of its own there.
    command, env = [sys.executable, "-c", EACH_FORMAT], dict(os.environ)
    done = subprocess.run(command, env=env, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    *found, rest = done.stdout.split(b"\0")
    assert rest == b""
    for chosen, out in zip(FORMATS, found, strict=True):
        assert out == peeldiff("diff", *PAIR, "--format", chosen).out
        assert out.endswith(b"\n")
        assert b"\x1b" not in out


def test_toml_carries_every_fact_of_the_json() -> None:
    facts = json.loads(peeldiff("diff", *PAIR, "--format", "json").out)
    notes = tomllib.loads(peeldiff("diff", *PAIR, "--format", "toml").text)
    assert notes["notes"]["format"] == facts["format"]
    assert notes["notes"]["dataset"] == facts["dataset"]
    for section in ("left", "right", "comparability", "summary", "judgments", "findings", "figures"):
        assert notes[section] == without_nulls(facts[section]), section


def test_toml_is_the_same_whichever_side_stands_left() -> None:
    there = peeldiff("diff", *PAIR, "--format", "toml")
    assert there.out == peeldiff("diff", *reversed(PAIR), "--format", "toml").out


def test_exporting_again_keeps_what_people_wrote(tmp_path: Path) -> None:
    file = tmp_path / "notes.toml"
    assert peeldiff("diff", *PAIR, "-o", str(file)).code == 0
    first = file.read_bytes()
    assert peeldiff("diff", *PAIR, "-o", str(file)).code == 0
    assert file.read_bytes() == first
    text = first.decode("utf-8")
    where = 'id = "judgment/topic/prevention"\n'
    assert where in text
    mine = 'note = { text = "ours: \\"prevention\\" board", status = "open", author = "kim", extra = "kept" }\n'
    file.write_text(text.replace(where, where + mine), encoding="utf-8")
    assert peeldiff("diff", *PAIR, "-o", str(file)).code == 0
    rows = {row["id"]: row for row in tomllib.loads(file.read_text("utf-8"))["judgments"]}
    note = rows["judgment/topic/prevention"]["note"]
    assert (note["text"], note["author"], note["extra"]) == ('ours: "prevention" board', "kim", "kept")


def test_only_part_of_a_comparison_is_not_written_onto_notes(tmp_path: Path) -> None:
    file = tmp_path / "notes.toml"
    peeldiff("diff", *PAIR, "-o", str(file))
    before = file.read_bytes()
    done = peeldiff("diff", *PAIR, "--only", "unknown", "-o", str(file))
    assert done.code == 2
    assert done.err.startswith("peeldiff: error: ")
    assert file.read_bytes() == before
    other = peeldiff("diff", "leics:2017", "leics:2018", "-o", str(file))
    assert other.code == 2
    assert file.read_bytes() == before


def test_csv_reads_back_and_has_every_row() -> None:
    facts = json.loads(peeldiff("diff", *PAIR, "--format", "json").out)
    lines = list(csv.DictReader(io.StringIO(peeldiff("diff", *PAIR, "--format", "csv").text)))
    assert [line["id"] for line in lines] == [
        row["id"] for section in ("judgments", "findings", "figures") for row in facts[section]
    ]


def test_the_ending_of_the_file_chooses_the_format(tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    assert peeldiff("diff", *PAIR, "-o", str(file)).out == b""
    assert json.loads(file.read_bytes())["left"]["cycle"] == "2017"
    assert peeldiff("diff", *PAIR, "-o", str(tmp_path / "out.xyz")).code == 2


def test_only_a_pillar_and_a_topic() -> None:
    done = peeldiff("diff", *PAIR, "--item", "efficiency,Planning for the future", "--format", "json")
    found = json.loads(done.out)
    assert [row["id"] for row in found["judgments"]] == ["judgment/pillar/efficiency", "judgment/topic/future-planning"]


def test_filters() -> None:
    done = peeldiff("diff", "leics:2017", "leics:2018", "--only", "improved,carried-over", "--format", "json")
    kinds = {row["kind"] for row in json.loads(done.out)["judgments"]}
    assert kinds == {"improved", "carried-over"}
    assert json.loads(done.out)["findings"] == []
    done = peeldiff("diff", *PAIR, "--topic", "investigation", "--format", "json")
    found = json.loads(done.out)
    assert {row["topic"] for row in (*found["judgments"], *found["findings"])} == {"investigation"}
    done = peeldiff("diff", "leics:2017", "leics:2018", "--basis", "direct", "--format", "json")
    assert {row["basis"] for row in json.loads(done.out)["judgments"]} == {"direct"}


def test_exit_code_only_where_asked_for() -> None:
    pair = ("leics:2017", "leics:2018")
    assert peeldiff("diff", *pair).code == 0
    assert peeldiff("diff", *pair, "--exit-code").code == 1
    assert peeldiff("diff", *pair, "--exit-code", "--only", "unchanged").code == 0
    assert peeldiff("diff", *pair, "--exit-code", "--only", "improved").code == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("diff", "north:2017", PAIR[1]), 'force "north" could be north-wales, north-yorkshire, northamptonshire'),
        (("diff", "northhamptonshire:2017", PAIR[1]), "did you mean northamptonshire"),
        (("diff", PAIR[0], "northamptonshire:1999"), 'no cycle "1999"'),
        (("diff", PAIR[0]), "RIGHT"),
        (("diff", *PAIR, "--format", "yaml"), "invalid choice"),
        (("diff", *PAIR, "--only", "better"), 'no kind "better": expected improved'),
        (("diff", *PAIR, "--topic", "knitting"), 'no topic "knitting"'),
        (("diff", *PAIR, "--data", "/nowhere/at/all"), "/nowhere/at/all: no such folder"),
        (("diff", *PAIR, "-o", "/nowhere/at/all.json"), "/nowhere/at/all.json: not written"),
        (("diff", *PAIR, "-o", "/nowhere/at/all.toml"), "/nowhere/at"),
        (("diff", "\x1b[31m:2017", PAIR[1]), "␛[31m"),
    ],
)
def test_trouble_is_one_line_and_exit_2(arguments: tuple[str, ...], message: str) -> None:
    done = peeldiff(*arguments)
    assert (done.code, done.out) == (2, b"")
    assert done.err.startswith("peeldiff: error: ")
    assert done.err.count("\n") == 1
    assert message in done.err
    assert "\x1b" not in done.err


def test_a_bad_dataset_is_a_line_a_problem(tmp_path: Path) -> None:
    lines = [small_dataset.judgment(f"x{n}:one", "whole", "good") for n in range(25)]
    done = peeldiff("diff", "a:one", "a:two", "--data", str(small_dataset.write(tmp_path, lines)))
    assert (done.code, done.out) == (2, b"")
    assert len(done.err.splitlines()) == 21
    assert all(line.startswith("peeldiff: error: ") for line in done.err.splitlines())
    assert "judgments.csv:2: force" in done.err


def test_shared_options_stand_before_or_after_the_command(tmp_path: Path) -> None:
    folder = str(small_dataset.write(tmp_path, [small_dataset.judgment("a:one", "whole", "good")]))
    before = peeldiff("--data", folder, "diff", "a:one", "b:one", "--format", "json")
    after = peeldiff("diff", "a:one", "b:one", "--format", "json", "--data", folder)
    assert before.code == after.code == 0
    assert before.out == after.out
    assert json.loads(before.out)["dataset"]["name"] == "Invented"


def test_a_closed_pipe_ends_quietly() -> None:
    command = f"{sys.executable} -m peeldiff diff {PAIR[0]} {PAIR[1]} | head -1"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, check=False)
    assert done.stderr == b""
    assert done.stdout.decode("utf-8").startswith("Northamptonshire Police: PEEL 2017")


@sweep(1, "locale", ["C", "en_US.ISO-8859-1"])
def test_no_locale_changes_what_is_written(locale: str) -> None:
    usual = peeldiff("diff", *PAIR)
    env = {**os.environ, "LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert peeldiff("diff", *PAIR, env=env).out == usual.out


@pytest.mark.parametrize(
    ("columns", "wide"), [(None, 100), ("", 100), ("160", 160), ("80", 80), ("wide", 100), ("-7", 100), ("9" * 30, 100)]
)
def test_without_a_terminal_a_table_is_as_wide_as_columns_says_and_plain(columns: str | None, wide: int) -> None:
    variables = {"FORCE_COLOR": "1"} | ({} if columns is None else {"COLUMNS": columns})
    done = inside("diff", "leics:2017", "leics:2018-19", env=variables)
    table = [line for line in done.text.splitlines() if "https://" not in line]
    assert max(len(line) for line in table) == wide
    assert b"\x1b" not in done.out


def test_a_force_that_is_compiled_starts_no_polars() -> None:
    code = (
        "import sys, io; from peeldiff.cli import main\n"
        "sys.stdout = io.TextIOWrapper(io.BytesIO())\n"
        "for written in ('json', 'table', 'html'):\n"
        "    assert main(['show', 'northamptonshire', '--format', written], None) == 0\n"
        "    unwanted = {'textual', 'polars', 'rich', 'peeldiff.dataset.time.cycle_names'}\n"
        "    unwanted |= {'statistics'} if written != 'html' else set()\n"
        "    assert not unwanted & set(sys.modules), (written, unwanted & set(sys.modules))\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


WITHOUT_POLARS = (
    ["notes", "set", *PAIR, "judgment/pillar/effectiveness", "--note", "Ask them"],
    *(["notes", "list"], ["notes", "check"], ["search", "victims"], ["search", "good", "kent"], ["search", "officers"]),
    *(["gaps"], ["gaps", "kent"], ["list", "forces"], ["list", "cycles"], ["brief", *PAIR]),
)


def test_notes_searches_and_lists_start_no_polars_where_the_dataset_is_compiled() -> None:
    code = (
        "import sys, io; from peeldiff.cli import main\n"
        "sys.stdout = io.TextIOWrapper(io.BytesIO())\n"
        f"for command in {WITHOUT_POLARS}:\n"
        "    assert main(command, None) == 0, command\n"
        "    assert 'polars' not in sys.modules, command\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_help_imports_nothing_of_weight() -> None:
    code = (
        "import sys; from peeldiff.cli import main\n"
        "try: main(['--help'], None)\n"
        "except SystemExit: pass\n"
        "heavy = {'textual', 'rich', 'polars', 'tomllib', 'platformdirs', 'asyncio'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
