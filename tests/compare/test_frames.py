"""A comparison as polars frames."""

from __future__ import annotations

import dataclasses
from typing import Any

import polars as pl
import pytest

from peeldiff.compare import compare
from peeldiff.compare.record import record
from peeldiff.dataset import Dataset


def test_frames_hold_what_the_rows_hold(ds: Dataset) -> None:
    found = compare(ds, "northamptonshire:2017", "northamptonshire:2021-22")
    assert found.judgments["id"].unique(maintain_order=True).to_list() == [row.id for row in found.judgment_rows]
    assert found.findings["id"].to_list() == [row.id for row in found.finding_rows]
    assert found.figures["id"].to_list() == [row.id for row in found.figure_rows]
    pairs = found.findings.filter(pl.col("left_finding").is_not_null(), pl.col("right_finding").is_not_null())
    assert pairs["kind"].unique().to_list() == ["both"]
    moved = found.figures.filter(pl.col("delta").is_not_null())
    assert moved.height
    assert moved["delta"].to_list() == pytest.approx((moved["right_value"] - moved["left_value"]).to_list())


def test_empty_frames_keep_their_columns(ds: Dataset) -> None:
    found = compare(dataclasses.replace(ds, deferred={}), "kent:2015", "kent:2016")
    assert found.findings.height == found.figures.height == 0
    assert {"left_summary", "right_summary"} <= set(found.findings.columns)
    assert found.figures.schema["delta"] == pl.Float64


@pytest.mark.parametrize("right", ["northamptonshire:2021-22", "leicestershire:2018-19"])
def test_they_are_the_record_line_by_line(ds: Dataset, right: str) -> None:
    found = compare(ds, "northamptonshire:2017", right)
    answer = record(found)
    lines = [
        {**row, **entry, "side": side, "force": answer[side]["force"], "cycle": answer[side]["cycle"]}
        for row in answer["judgments"]
        for side in ("left", "right")
        for entry in row[side]
    ]
    head = ("id", "topic", "kind", "basis", "why", "side", "force", "cycle", "item", "label", "level", "coverage")
    rest = ("grade", "status", "carried_from", "revised_from", "revised_on", "published", "source", "source_basis")
    judgments, findings, figures = found.judgments, found.findings, found.figures
    assert judgments.columns == [*head, *rest]
    assert judgments.to_dicts() == [{name: line[name] for name in judgments.columns} for line in lines]
    assert findings.to_dicts() == [_flat(findings, row) for row in answer["findings"]]
    assert figures.to_dicts() == [
        _flat(figures, row | {"own": one.own, "delta_unit": one.delta_unit, "topic": one.topic})
        for row, one in zip(answer["figures"], found.figure_rows, strict=True)
    ]


def _flat(frame: pl.DataFrame, row: dict[str, Any]) -> dict[str, Any]:
    """Return a row of the record with its sides beside each other, as far as the frame has them."""
    sides = {f"{side}_{key}": value for side in ("left", "right") for key, value in (row[side] or {}).items()}
    return {name: sides.get(name) if name.startswith(("left_", "right_")) else row[name] for name in frame.columns}
