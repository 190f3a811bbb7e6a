"""A comparison as polars frames."""

from __future__ import annotations

import polars as pl
import pytest

from peeldiff.compare import compare
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
    found = compare(ds, "kent:2015", "kent:2016")
    assert found.findings.height == found.figures.height == 0
    assert {"left_summary", "right_summary"} <= set(found.findings.columns)
    assert found.figures.schema["delta"] == pl.Float64
