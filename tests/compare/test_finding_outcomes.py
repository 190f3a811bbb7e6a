"""What a later report says became of a finding stands with the finding, wherever the finding stands."""

from __future__ import annotations

from pathlib import Path

import pytest

import small_dataset
from peeldiff.compare import compare
from peeldiff.compare.force_history import timeline
from peeldiff.compare.frames import findings
from peeldiff.compare.record import record
from peeldiff.compare.rows import FindingOutcome
from peeldiff.dataset import Dataset, load

LINES = [
    "f1,a,one,area-for-improvement,q1,calls,Answer calls.,false,report,https://f1,,partly-addressed,two,https://o1",
    "f2,a,one,area-for-improvement,q2,money,Count coins.,false,report,https://f2,,,,",
    "f3,a,one,cause-of-concern,q2,people,Train staff.,false,report,https://f3,,not-addressed,,",
]


@pytest.fixture
def ds(tmp_path: Path) -> Dataset:
    known = [small_dataset.judgment(f"a:{cycle}", "q1", "good") for cycle in ("one", "two")]
    folder = small_dataset.write(tmp_path, known, findings=[])
    header = small_dataset.HEADERS["findings"] + ",outcome,outcome_cycle,outcome_source"
    (folder / "findings.csv").write_text("\n".join([header, *LINES]) + "\n", "utf-8")
    return load(folder)


def test_a_finding_has_its_outcome_with_who_says_so(ds: Dataset) -> None:
    sides = {row.left.finding: row.left for row in compare(ds, "a:one", "a:two").finding_rows if row.left}
    assert sides["f1"].outcome == FindingOutcome("partly-addressed", "two", "Two", "https://o1")
    assert sides["f2"].outcome is None
    assert [sides[name].outcome.sentence for name in ("f1", "f3")] == [  # type: ignore[union-attr]
        "Two says: addressed in part",
        "A later report says: not addressed",
    ]


def test_the_record_and_the_frame_have_it(ds: Dataset) -> None:
    compared = compare(ds, "a:one", "a:two")
    kept = {row["left"]["finding"]: row["left"].get("outcome") for row in record(compared)["findings"]}
    assert kept["f1"] == {"outcome": "partly-addressed", "cycle": "two", "source": "https://o1"}
    assert kept["f2"] is None
    columns = ("left_finding", "left_outcome", "left_outcome_cycle", "left_outcome_source", "right_outcome")
    lines = set(findings(compared).select(columns).rows())
    assert ("f1", "partly-addressed", "two", "https://o1", None) in lines
    assert ("f2", None, None, None, None) in lines


def test_the_timeline_has_it_at_the_inspection_that_says_so(ds: Dataset) -> None:
    by_cycle = {column.side.cycle: column.followed_up for column in timeline(ds, "a").columns}
    assert by_cycle["one"] == ()
    assert [side.finding for side in by_cycle["two"]] == ["f1"]
