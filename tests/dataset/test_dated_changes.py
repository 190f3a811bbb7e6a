"""What was published, revised or added since a day, or between two editions."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import small_dataset
from peeldiff.dataset import load
from peeldiff.dataset.queries.dated_changes import changes_between, changes_since
from running import inside


def edition(folder: Path, grade: str = "good", **more: str) -> Path:
    """Write a dataset with one judgment; `more` are other cells of it."""
    root = small_dataset.write(folder, [])
    row = {
        "force": "a",
        "cycle": "four",
        "level": "area",
        "item": "calls",
        "grade": grade,
        "status": "graded",
        "published": "2026-01-10",
        "source_basis": "report",
        "source": "https://a.example/",
        **more,
    }
    columns = [*small_dataset.HEADER.split(","), "added"]
    (root / "judgments.csv").write_text(
        f"{','.join(columns)}\n{','.join(row.get(name, '') for name in columns)}\n", "utf-8"
    )
    return root


REVISED = {"status": "revised", "revised_from": "inadequate", "revised_on": "2026-04-01"}
CASES: list[tuple[str, dict[str, str], str, list[str]]] = [
    ("published on the day", {}, "2026-01-10", ["published"]),
    ("published before", {}, "2026-01-11", []),
    ("added later than published", {"added": "2026-03-01"}, "2026-02-01", ["added"]),
    ("added, no day of publication", {"published": "", "added": "2026-03-01"}, "2026-02-01", ["added"]),
    ("no day at all", {"published": ""}, "1900-01-01", []),
    ("revised", {**REVISED, "added": "2026-04-02"}, "2026-02-01", ["revised"]),
]


@pytest.mark.parametrize(("cells", "day", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_since_a_day(tmp_path: Path, cells: dict[str, str], day: str, expected: list[str]) -> None:
    found = changes_since(load(edition(tmp_path, **cells)), day)
    assert [change.what for change in found] == expected


def test_monitoring_begins_and_ends(tmp_path: Path) -> None:
    root = edition(tmp_path, published="")
    (root / "monitoring.csv").write_text(
        f"{small_dataset.HEADERS['monitoring']}\na,2026-02,2026-05-01,poor service,https://a.example/\n", "utf-8"
    )
    found = changes_since(load(root), "2026-02")
    assert [(change.what, change.day) for change in found] == [
        ("monitoring began", "2026-02"),
        ("monitoring ended", "2026-05-01"),
    ]
    assert len(changes_since(load(root), "2026-02-15")) == 2, "a day of February can be a later one"
    assert len(changes_since(load(root), "2026-03-01")) == 1


def test_between_two_editions(tmp_path: Path) -> None:
    old, new = edition(tmp_path / "old", "inadequate"), edition(tmp_path / "new", **REVISED)
    (change,) = changes_between(load(old), load(new))
    assert (change.what, change.day, change.before, change.now) == ("revised", "2026-04-01", "inadequate", "good")
    (change,) = changes_between(load(new), load(old))
    assert (change.what, change.before, change.now) == ("changed", "good", "inadequate")
    none = small_dataset.write(tmp_path / "none", [])
    assert [entry.what for entry in changes_between(load(none), load(old))] == ["added"]
    assert [entry.what for entry in changes_between(load(old), load(none))] == ["removed"]
    assert changes_between(load(old), load(old)) == []


def with_finding(root: Path, outcome: str = "", source: str = "", added: str = "") -> Path:
    cells = "f1,a,one,area-for-improvement,q1,calls,Answer calls.,false,report,https://f1,"
    cycle = "two" if outcome else ""
    (root / "findings.csv").write_text(
        f"{small_dataset.HEADERS['findings']},outcome,outcome_cycle,outcome_source,added\n"
        f"{cells},{outcome},{cycle},{source},{added}\n",
        "utf-8",
    )
    return root


def test_what_became_of_a_finding_is_a_change_with_its_own_source(tmp_path: Path) -> None:
    old = with_finding(edition(tmp_path / "old"))
    new = with_finding(edition(tmp_path / "new"), "partly-addressed", "https://later")
    (change,) = changes_between(load(old), load(new))
    assert (change.what, change.before, change.source) == ("outcome", None, "https://later")
    assert change.now == "partly-addressed: Answer calls."
    (taken_back,) = changes_between(load(new), load(old))
    assert (taken_back.what, taken_back.before) == ("outcome", "partly-addressed: Answer calls.")
    text = inside("changes", "--between", str(old), str(new)).text
    assert "addressed in part: Answer calls." in text

    own = tmp_path / "own"
    own.mkdir()
    with_finding(own, "partly-addressed", "https://later", "2026-11-27")
    (since,) = changes_since(load(old, own), "2026-11-01")
    assert (since.what, since.day, since.source) == ("outcome", "2026-11-27", "https://later")
    assert changes_since(load(old, own), "2026-11-28") == []


def test_a_grade_that_was_pending_is_published(tmp_path: Path) -> None:
    old = edition(tmp_path / "old", "", status="pending", published="")
    (change,) = changes_between(load(old), load(edition(tmp_path / "new")))
    assert (change.what, change.day, change.before, change.now) == ("published", "2026-01-10", "pending", "good")


def test_editions_in_the_wrong_order_are_asked_about(tmp_path: Path) -> None:
    old, new = edition(tmp_path / "old"), edition(tmp_path / "new")
    for root, date in ((old, "2026-01-01"), (new, "2026-02-01")):
        described = re.sub(r"(?m)^date = .*\n", "", (root / "dataset.toml").read_text("utf-8"))
        (root / "dataset.toml").write_text(f'date = "{date}"\n{described}', "utf-8")
    assert "earlier one first?" in inside("changes", "--between", str(new), str(old)).err
    assert inside("changes", "--between", str(old), str(new)).err == ""


def test_the_day_on_which_a_row_was_added_is_no_fact(tmp_path: Path) -> None:
    old, new = edition(tmp_path / "old"), edition(tmp_path / "new", added="2026-05-05")
    assert changes_between(load(old), load(new)) == []


def test_the_command(tmp_path: Path) -> None:
    root = str(edition(tmp_path))
    found = inside("changes", "--since", "10 Jan 2026", "--data", root, "--format", "json", "--exit-code")
    assert found.code == 1
    (row,) = json.loads(found.out)
    assert (row["what"], row["now"], row["source_basis"]) == ("published", "good", "report")
    assert inside("changes", "--since", "2026-02-01", "--data", root, "--exit-code").code == 0
    assert inside("changes", "--since", "2026-01-01", "--data", root).code == 0
    assert inside("changes", "--between", root, root, "--exit-code").code == 0
    wrong = inside("changes", "--since", "soon", "--data", root)
    assert (wrong.code, wrong.err.count("\n")) == (2, 1)


def test_a_reader_gets_names_days_and_grades_in_words(tmp_path: Path) -> None:
    folder = edition(tmp_path, "good", **REVISED)
    text = " ".join(
        inside("changes", "--since", "2026-01-01", "--data", str(folder)).text.replace("\u00a0", " ").split()
    )
    assert "1 Apr 2026, revised, A Police Four calls G Good (before: I Inadequate) [1]" in text
    assert "https://a.example/ (the inspectorate)" in text
