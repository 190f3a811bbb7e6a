"""Imported rows are written to a folder that lies over the dataset; the dataset is never silently overruled."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

import small_dataset
from importing import pages as p
from importing.conftest import Read
from peeldiff.dataset import Dataset, load
from peeldiff.dataset.queries.page_addresses import gaps
from peeldiff.dataset.schema import TABLES
from peeldiff.errors import DatasetError, FileError, OutputError
from peeldiff.files import hold_lock, replace_whole
from peeldiff.importing import ImportedReport, ImportedRow, Plan, Sandbox, import_file, plan_import, write
from peeldiff.importing.writing import overlay_writing


def _overlay(folder: Path, *judgments: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "judgments.csv").write_text("\n".join([small_dataset.HEADER, *judgments]) + "\n", "utf-8")
    return folder


def _standing(ds: Dataset, item: str) -> list[tuple[str, str]]:
    return [(str(row["grade"]), str(row["status"])) for row in ds.judgments.filter(item=item).rows(named=True)]


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    return small_dataset.write(tmp_path / "shipped", [small_dataset.judgment("a:four", "calls", "good")])


@pytest.mark.parametrize(
    ("known", "standing", "conflicts"),
    [
        ("good", "good", 0),
        ("inadequate", "good", 1),
        ("adequate!good", "adequate", 0),
        ("adequate!outstanding", "good", 1),
        ("withheld", "good", 1),
    ],
)
def test_a_row_of_a_known_key(tmp_path: Path, shipped: Path, known: str, standing: str, conflicts: int) -> None:
    ds = load(shipped, _overlay(tmp_path / "own", small_dataset.judgment("a:four", "calls", known)))
    assert [grade for grade, _ in _standing(ds, "calls")] == [standing]
    assert len(ds.conflicts) == conflicts
    if conflicts:
        assert ds.conflicts[0].startswith("judgments.csv:2: a, four, calls: ")
        assert "the shipped row stands" in ds.conflicts[0]


@pytest.mark.parametrize(("later", "standing"), [("good", "good"), ("withheld", "None"), ("pending", "None")])
def test_a_grade_that_was_to_come_takes_its_place(tmp_path: Path, later: str, standing: str) -> None:
    shipped = small_dataset.write(tmp_path / "shipped", [small_dataset.judgment("a:four", "calls", "pending")])
    ds = load(shipped, _overlay(tmp_path / "own", small_dataset.judgment("a:four", "calls", later)))
    assert [grade for grade, _ in _standing(ds, "calls")] == [standing]
    assert _standing(ds, "calls")[0][1] == ("graded" if later == "good" else later)
    assert ds.conflicts == ()


def test_new_rows_and_cycles_are_added(tmp_path: Path, shipped: Path) -> None:
    own = _overlay(tmp_path / "own", small_dataset.judgment("b:four", "calls", "adequate"))
    (own / "cycles").mkdir()
    five = small_dataset.CYCLES["four"].replace('id = "four"', 'id = "five"').replace("2004", "2005")
    (own / "cycles" / "five.toml").write_text(five, "utf-8")
    (own / "cycles" / "six.toml.draft").write_text("not read", "utf-8")
    ds = load(shipped, own)
    assert sorted(_standing(ds, "calls")) == [("adequate", "graded"), ("good", "graded")]
    assert list(ds.cycles) == ["one", "two", "three", "four", "five"]
    assert ds.digest != load(shipped).digest


def test_a_broken_overlay_is_named(tmp_path: Path, shipped: Path) -> None:
    own = _overlay(tmp_path / "own", small_dataset.judgment("a:four", "calls", "splendid"))
    with pytest.raises(DatasetError) as caught:
        load(shipped, own)
    assert caught.value.place == str(own)
    assert 'judgments.csv:2: grade "splendid"' in caught.value.problems[0]


def _plan(ds: Dataset, read: Read, folder: Path, force: str = "Durham Constabulary") -> Plan:
    return plan_import(ds, [read(p.as_html(p.pillar_page(force)))], folder)


def test_importing_twice_changes_nothing(ds: Dataset, read: Read, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    plan = _plan(ds, read, folder)
    assert plan.count > 2
    write(plan)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert {"findings.csv", "judgments.csv"} & set(before)
    again = _plan(load(ds.root, folder), read, folder)
    assert (again.count, again.conflicts) == (0, plan.conflicts)
    write(again)
    write(plan)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert load(ds.root, folder).conflicts == ()


class _Killed(BaseException):
    """The process is gone."""


def test_a_writer_that_is_killed_leaves_nothing_that_the_next_one_does_not_complete(
    ds: Dataset, read: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, put = tmp_path / "whole", replace_whole
    lacking = next(gap.force for gap in gaps(ds, cycle="2017") if gap.pillar == "efficiency")
    force = ds.force_names[lacking]
    plan = _plan(ds, read, whole, force)
    write(plan, today="2026-11-27")
    complete = {path.name: path.read_bytes() for path in whole.glob("*.csv")}
    assert len(complete) > 1, "there is something to be killed between"
    for kills in range(2 * len(complete)):  # each file is written twice, once to see whether it is sound
        own, left = tmp_path / f"own-{kills}", iter(range(kills))

        def replace(path: Path, content: bytes, *, mode: int | None = None, left: Iterator[int] = left) -> None:
            if next(left, None) is None:
                raise _Killed
            put(path, content, mode=mode)

        with monkeypatch.context() as patched:
            patched.setattr(overlay_writing, "replace_whole", replace)
            with pytest.raises(_Killed):
                write(dataclasses.replace(plan, overlay=own), today="2026-11-27")
        (own / ".trial-left").mkdir()  # as SIGKILL leaves it
        assert not (own / "judgments.csv").exists(), "they close the gap: the rest would never be asked for"
        write(_plan(load(ds.root, own), read, own, force), today="2026-11-27")
        assert {path.name: path.read_bytes() for path in own.glob("*.csv")} == complete
        assert not list(own.glob(".trial-*"))


def test_a_row_that_differs_from_a_shipped_one_is_not_written(ds: Dataset, read: Read, tmp_path: Path) -> None:
    shipped = ds.judgments.filter(cycle="2017", item="efficiency", status="graded", grade="good")
    force = shipped["force"][0]
    page = p.pillar_page(ds.force_names[force], grades=("Inadequate", "Good", "Good", "Good"))
    report = read(p.as_html(page))
    plan = plan_import(ds, [report], tmp_path / "own")
    assert [line for line in plan.conflicts if "grade: inadequate here, good standing" in line]
    assert all(row["item"] != "efficiency" for row in plan.added.get("judgments", []))


def _doubted(force: str, item: str) -> bytes:
    """Return a report in which one area has two grades."""
    parts = p.area_report(force)
    at = next(place for place, part in enumerate(parts) if part.text.startswith(item))
    return p.as_html([*parts[: at + 1], p.badge("Inadequate"), *parts[at + 1 :]])


def test_rows_that_are_not_sure_are_left_to_a_person(ds: Dataset, read: Read, tmp_path: Path) -> None:
    plan = plan_import(ds, [read(_doubted("Kent Police", "Providing a service"))], tmp_path)
    assert any("victims" in line and "low confidence" in line for line in plan.doubtful)
    assert all(row["item"] != "victims" for row in plan.added.get("judgments", []))


def test_a_row_that_is_not_sure_and_stands_already_asks_nothing(ds: Dataset, read: Read, tmp_path: Path) -> None:
    parts = p.area_report("Kent Police", grades=("Good", "Good", "Adequate", "Good", "Good"))
    at = next(place for place, part in enumerate(parts) if part.text.startswith("Preventing crime"))
    report = read(p.as_html([*parts[: at + 1], p.badge("Inadequate"), *parts[at + 1 :]]))
    row = next(judgment for judgment in report.judgments if judgment.values["item"] == "preventing-crime")
    (planned,) = [entry for entry in plan_import(ds, [report], tmp_path).rows if entry.row is row]
    standing = ds.judgments.filter(force="kent", cycle="2021-22", item="preventing-crime")["grade"].item()
    assert row.confidence == "low"
    assert planned.standing is not None
    assert planned.standing["grade"] == standing
    assert planned.outcome == ("known" if row.values["grade"] == standing else "conflict")


@pytest.mark.parametrize(("revised_from", "outcome"), [("good", "add"), ("outstanding", "conflict")])
def test_a_revision_of_the_standing_grade_is_the_one_way_past_it(
    tmp_path: Path, shipped: Path, revised_from: str, outcome: str
) -> None:
    own = tmp_path / "own"
    cells = small_dataset.judgment("a:four", "calls", f"adequate!{revised_from}").split(",")
    values = {name: cell or None for name, cell in zip(small_dataset.HEADER.split(","), cells, strict=True)}
    row = ImportedRow(values, "1", "high", "corrected")
    report = ImportedReport("page", "text", "area report", "a", "four", None, "page", (row,))
    plan = plan_import(load(shipped), [report], own)
    assert [entry.outcome for entry in plan.rows] == [outcome]
    write(plan)
    if outcome == "add":
        ds = load(shipped, own)
        assert (_standing(ds, "calls"), ds.conflicts) == ([("adequate", "revised")], ())
        assert [entry.outcome for entry in plan_import(ds, [report], own).rows] == ["known"]
        other = dataclasses.replace(row, values={**values, "grade": "inadequate", "revised_from": "adequate"})
        again = dataclasses.replace(report, judgments=(other,))
        assert [entry.outcome for entry in plan_import(ds, [again], own).rows] == ["conflict"]


def test_an_unknown_cycle_is_drafted_once(ds: Dataset, read: Read, sandbox: Sandbox, tmp_path: Path) -> None:
    page = tmp_path / "page"
    report = read(p.as_html(p.area_report(cycle="PEEL 2031-33")))
    for _ in range(2):
        write(plan_import(ds, [report], tmp_path))
    draft = tmp_path / "cycles" / "2031-33.toml.draft"
    assert "complete it" in draft.read_text("utf-8")
    assert list(load(ds.root, tmp_path).cycles) == list(ds.cycles)
    draft.rename(draft.with_suffix(""))
    completed = load(ds.root, tmp_path)
    assert "2031-33" in completed.cycles
    again = import_file(completed, page, sandbox)
    assert again.draft is None
    plan = plan_import(completed, [again], tmp_path)
    assert len(plan.added["judgments"]) == 6
    write(plan)
    assert load(ds.root, tmp_path).judgments.height == ds.judgments.height + 6


def test_what_would_break_the_dataset_is_not_written(ds: Dataset, read: Read, tmp_path: Path) -> None:
    _overlay(tmp_path, small_dataset.judgment("kent:2017", "nothing", "good"))
    before = (tmp_path / "judgments.csv").read_bytes()
    with pytest.raises(OutputError, match="nothing was written"):
        write(_plan(ds, read, tmp_path))
    assert (tmp_path / "judgments.csv").read_bytes() == before
    assert not (tmp_path / "findings.csv").exists()
    assert not list(tmp_path.glob(".trial-*"))


def test_a_folder_that_cannot_be_written(ds: Dataset, read: Read, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(FileError, match=r"file: .*stands where a folder is needed|file: not written, all is as it was"):
        write(_plan(ds, read, tmp_path / "file"))


def test_a_lock_that_somebody_holds_ends_the_waiting_with_one_line(ds: Dataset, read: Read, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    with hold_lock(folder / ".lock", folder), pytest.raises(FileError) as caught:
        write(_plan(ds, read, folder), wait=0.05)
    assert "somebody else is writing it" in str(caught.value)
    assert str(folder) in str(caught.value)
    assert not list(folder.glob("*.csv"))


def test_ones_own_row_is_replaced_where_a_person_says_so(tmp_path: Path, shipped: Path) -> None:
    own = _overlay(
        tmp_path / "own", *(small_dataset.judgment("b:four", item, "adequate") for item in ("calls", "money"))
    )
    before = (own / "judgments.csv").read_text("utf-8").splitlines()
    ds = load(shipped, own)
    row = dict(zip(small_dataset.HEADER.split(","), before[1].split(","), strict=True))
    values = {column: row.get(column) or None for column in TABLES["judgments"].names} | {"grade": "good"}
    reread = ImportedRow(values, "1", "high", "badge")

    def plan(*rows: ImportedRow) -> Plan:
        return plan_import(ds, [ImportedReport("x", "html", "", "b", "four", None, "x", judgments=rows)], own)

    (conflict,) = plan(reread).rows
    assert (conflict.outcome, conflict.is_in_overlay) == ("conflict", True)
    accepted = plan(dataclasses.replace(reread, replaces_own=True))
    assert (accepted.count, sum(map(len, accepted.replaced.values()))) == (1, 1)
    twice = plan(
        *(
            dataclasses.replace(reread, values=values | {"grade": to}, replaces_own=True)
            for to in ("good", "inadequate")
        )
    )
    assert [row.outcome for row in twice.rows] == ["add", "conflict"], "one row takes the place of one"
    write(accepted, today="2026-11-28")
    assert _standing(load(shipped, own), "calls") == [("good", "graded"), ("good", "graded")]
    assert _standing(load(shipped, own), "money") == [("adequate", "graded")], "the others stay as they were"


def test_a_shipped_row_is_replaced_by_nobody(tmp_path: Path, shipped: Path) -> None:
    own = _overlay(tmp_path / "own", small_dataset.judgment("a:four", "calls", "inadequate"))
    row = dict(
        zip(
            small_dataset.HEADER.split(","), (own / "judgments.csv").read_text().splitlines()[1].split(","), strict=True
        )
    )
    values = {column: row.get(column) or None for column in TABLES["judgments"].names}
    again = ImportedRow(values, "1", "high", "badge", replaces_own=True)
    report = ImportedReport("x", "html", "", "a", "four", None, "x", judgments=(again,))
    (planned,) = plan_import(load(shipped, own), [report], own).rows
    assert (planned.outcome, planned.is_in_overlay) == ("conflict", False)
