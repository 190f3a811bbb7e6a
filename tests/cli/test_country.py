"""`peeldiff country`: every force between two cycles."""

from __future__ import annotations

import csv
import io
import json
import random
import tomllib
from pathlib import Path

import polars as pl
import pytest

from peeldiff.compare import compare
from peeldiff.compare.cycles import ROWS, compare_cycles
from peeldiff.dataset import Dataset
from running import peeldiff


def test_which_forces_declined_in_efficiency() -> None:
    done = peeldiff("country", "2016", "2017", "--item", "efficiency", "--only", "declined", "--format", "json")
    found = json.loads(done.out)
    assert [row["force"] for row in found["rows"]] == [
        *("leicestershire", "lincolnshire", "metropolitan", "north-wales", "north-yorkshire", "west-midlands"),
    ]
    assert {(line["from"], line["to"]) for line in found["transitions"]} <= {
        ("good", "requires-improvement"),
        ("outstanding", "good"),
        ("outstanding", "requires-improvement"),
        ("requires-improvement", "inadequate"),
    }
    assert sum(line["count"] for line in found["transitions"]) == 6


def test_the_record_is_the_contract() -> None:
    found = json.loads(peeldiff("country", "2016", "2017", "--format", "json").out)
    assert list(found) == [
        *("format", "dataset", "left_cycle", "right_cycle", "comparability", "summary"),
        *("transitions", "distributions", "rows"),
    ]
    assert {"added", "removed", "changed", "unchanged"} <= set(found["summary"])
    assert list(found["rows"][0]) == list(ROWS)
    forces = [row["force"] for row in found["rows"]]
    assert forces == sorted(forces)
    assert len(set(forces)) == 43


def test_no_transitions_across_scales_but_two_distributions() -> None:
    found = json.loads(peeldiff("country", "2017", "2021-22", "--format", "json").out)
    assert found["transitions"] == []
    assert found["comparability"]["level"] == "none"
    assert {line["cycle"] for line in found["distributions"]} == {"2017", "2021-22"}
    assert found["summary"]["changed"] == 0


def test_rows_are_the_same_in_every_format(tmp_path: Path) -> None:
    file = tmp_path / "rows.parquet"
    assert peeldiff("country", "2016", "2017", "-o", str(file)).code == 0
    rows = pl.read_parquet(file).with_columns(pl.col(pl.Enum).cast(pl.String)).rows()
    facts = json.loads(peeldiff("country", "2016", "2017", "--format", "json").out)
    assert [tuple(row.values()) for row in facts["rows"]] == rows
    lines = list(csv.reader(io.StringIO(peeldiff("country", "2016", "2017", "--format", "csv").text)))
    assert [tuple(cell or None for cell in line) for line in lines[1:]] == rows
    toml = tomllib.loads(peeldiff("country", "2016", "2017", "--format", "toml").text)
    assert [row["kind"] for row in toml["rows"]] == [row["kind"] for row in facts["rows"]]
    assert toml["summary"] == facts["summary"]


@pytest.mark.parametrize("chosen", ["table", "markdown", "html", "json", "csv"])
def test_two_runs_give_the_same_bytes(chosen: str) -> None:
    one, other = (peeldiff("country", "2017", "2018-19", "--format", chosen) for _ in range(2))
    assert one.code == 0
    assert one.out == other.out != b""


def test_summary_and_exit_code() -> None:
    found = json.loads(peeldiff("country", "2016", "2017", "--summary", "--format", "json").out)
    assert "rows" not in found
    assert found["summary"]["kinds"]["declined"] > 0
    assert peeldiff("country", "2016", "2017", "--exit-code").code == 1
    assert peeldiff("country", "2016", "2017", "--exit-code", "--only", "unchanged").code == 0


def test_wrong_names() -> None:
    done = peeldiff("country", "2016", "2017", "--item", "knitting")
    assert done.code == 2
    assert "pillars: effectiveness, efficiency, legitimacy" in done.err
    assert peeldiff("country", "2016", "1999").code == 2


def test_the_country_says_of_a_force_what_the_pair_says(ds: Dataset) -> None:
    seed = random.randrange(10**6)
    rng = random.Random(seed)
    print(f"seed {seed}")  # noqa: T201  (shown when the test fails)
    cycles = list(ds.cycles)
    for _ in range(12):
        left, right = rng.sample(cycles, 2)
        rows = compare_cycles(ds, left, right).rows
        force = rng.choice(ds.forces["force"].to_list())
        of_force = rows.filter(force=force).with_columns(pl.col(pl.Enum).cast(pl.String))
        pair = compare(ds, f"{force}:{left}", f"{force}:{right}")
        expected = [(row.id.split("/", 2)[2], row.topic, row.kind, row.basis) for row in pair.judgment_rows]
        assert of_force.select("item", "topic", "kind", "basis").rows() == expected
