"""`peeldiff country` on tables of a lake; what makes and reads them is an extra of its own."""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path

import polars as pl
import pytest

from running import Result, peeldiff, process

LEFT = pl.DataFrame({"force": ["kent", "esk"], "item": ["q1", "q1"], "grade": ["good", "poor"]})
RIGHT = pl.DataFrame({"force": ["kent", "ayr"], "item": ["q1", "q1"], "grade": ["poor", "good"]})
KINDS = {"ayr": "right-only", "esk": "left-only", "kent": "declined"}


def country(left: str, right: str, *, own_process: bool = False) -> Result:
    asked = ("country", "--data", left, "--data", right, "--scale", "good,poor", "--format", "json")
    return process(*asked, env=dict(os.environ)) if own_process else peeldiff(*asked)


def kinds(done: Result) -> dict[str, str]:
    assert done.code == 0, done.err
    return {row["force"]: row["kind"] for row in json.loads(done.out)["rows"]}


@pytest.mark.parametrize("named", ["its folder", "its log"])
def test_a_delta_table(named: str, tmp_path: Path) -> None:
    pytest.importorskip("deltalake", reason="the extra delta is not installed")
    for name, frame in (("left", LEFT), ("right", LEFT)):
        frame.write_delta(tmp_path / name)
    RIGHT.write_delta(tmp_path / "right", mode="overwrite")
    ending = "" if named == "its folder" else "/_delta_log"
    assert kinds(country(f"{tmp_path}/left{ending}", f"{tmp_path}/right{ending}")) == KINDS


def test_an_iceberg_table(tmp_path: Path) -> None:
    catalogs = pytest.importorskip("pyiceberg.catalog.memory", reason="the extra iceberg is not installed")
    catalog = catalogs.InMemoryCatalog("here", warehouse=str(tmp_path))
    catalog.create_namespace("grades")
    places = []
    for name, frame in (("left", LEFT), ("right", RIGHT)):
        table = catalog.create_table(f"grades.{name}", schema=frame.to_arrow().schema)
        table.append(frame.to_arrow())
        places.append(table.metadata_location.removeprefix("file://"))
    done = country(places[0], places[1], own_process=True)
    assert kinds(done) == KINDS
    assert done.err == ""


@pytest.mark.parametrize(
    ("address", "package", "extra"),
    [("t/_delta_log", "deltalake", "delta"), ("t/1.metadata.json", "pyiceberg", "iceberg")],
)
def test_what_cannot_be_read_is_one_line(address: str, package: str, extra: str, tmp_path: Path) -> None:
    place = tmp_path / address
    place.parent.mkdir()
    if extra == "delta":
        place.mkdir()
    else:
        place.write_text("{}", "utf-8")
    done = country(str(place), str(place), own_process=True)
    assert (done.code, done.out) == (2, b"")
    (line,) = done.err.splitlines()
    is_there = importlib.util.find_spec(package) is not None
    assert ("cannot be read" if is_there else f"install what reads it, pip install 'peeldiff[{extra}]'") in line
