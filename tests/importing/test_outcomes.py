"""What a later report says became of a finding is that finding's outcome, with its source, and no new finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from importing import shapes as s
from importing.shapes import Page, Piece
from peeldiff.dataset import Dataset, load
from peeldiff.importing import ImportedReport, plan_import, write
from peeldiff.importing.extraction.outcomes import divided, outcome_of
from peeldiff.importing.pages.text_page import read
from peeldiff.importing.report import GivenIdentity, import_document

_CARRIED = (
    "This question was not subject to detailed inspection in 2018/19, "
    "and our judgment from the 2017 efficiency inspection has been carried over."
)


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("This has been addressed.", "addressed"),
        ("The force has addressed this area for improvement.", "addressed"),
        ("This area for improvement has been completed.", "addressed"),
        ("This has not been fully addressed.", "not-addressed"),
        ("This remains an area for improvement.", "not-addressed"),
        ("This has been partly addressed.", "partly-addressed"),
        ("The force has made good progress.", "partly-addressed"),
        ("The force should address its backlog of lamps.", None),
        ("The force has lamps that remain dark at night.", None),
        ("Staff told us that this has been addressed by the harbour office.", None),
    ],
)
def test_sentences_that_say_what_became_of_a_finding(sentence: str, outcome: str | None) -> None:
    assert outcome_of(sentence) == outcome
    text = "The force should count its ropes."
    assert divided(f"{text} {sentence}") == ((text, outcome) if outcome else (f"{text} {sentence}", None))


def test_a_sentence_joined_by_a_stop_and_a_dash() -> None:
    assert divided("The force should count its ropes. - This has been addressed.") == (
        *("The force should count its ropes.", "addressed"),
    )


def _page(*afis: Piece, carried: bool = True) -> Page:
    page = s.pillar_page("2018-19", "efficiency", findings=False)
    lead = [Piece("narrative", _CARRIED)] if carried else []
    return s.below(page, "efficiency-1", [*lead, Piece("afis", "Areas for improvement"), *afis])


def _read(page: Page, ds: Dataset = s.DS) -> ImportedReport:
    return import_document(ds, read("page", s.as_text(page)), GivenIdentity())


_ROPES = "The force should count the ropes of its quay every morning."


@pytest.mark.parametrize(
    "afis",
    [
        [Piece("afi", f"{_ROPES} This has been addressed.")],
        [Piece("afi", _ROPES), Piece("text", "This has been addressed.")],
        [Piece("afi", _ROPES), Piece("afi", "This has been addressed.")],
        [Piece("boxed", f"{_ROPES} This has been addressed.")],
    ],
)
def test_an_outcome_belongs_to_the_inspection_that_the_judgment_comes_from(afis: list[Piece]) -> None:
    (row,) = _read(_page(*afis)).findings
    assert {name: row.values[name] for name in ("cycle", "summary", "outcome", "outcome_cycle", "outcome_source")} == {
        "cycle": "2017",
        "summary": _ROPES,
        "outcome": "addressed",
        "outcome_cycle": "2018-19",
        "outcome_source": "page",
    }
    assert row.confidence == "medium"


def test_its_id_is_the_one_that_the_earlier_page_gives() -> None:
    page = s.pillar_page("2017", "efficiency", findings=False)
    earlier = s.below(page, "efficiency-1", [Piece("afis", "Areas for improvement"), Piece("afi", _ROPES)])
    (first,) = _read(earlier).findings
    (later,) = _read(_page(Piece("afi", f"{_ROPES} This has been addressed."))).findings
    assert later.values["finding"] == first.values["finding"]


def test_of_which_inspection_it_is_has_to_be_said_else_nothing_is_sure() -> None:
    (row,) = _read(_page(Piece("afi", f"{_ROPES} This has been addressed."), carried=False)).findings
    assert (row.values["outcome"], row.confidence) == (None, "low")
    assert "addressed" in str(row.values["note"])


def test_an_outcome_attaches_to_a_finding_of_the_dataset_and_changes_nothing_else(tmp_path: Path) -> None:
    known = (
        s.DS.tables["findings"]
        .filter(force="leicestershire", cycle="2017", kind="area-for-improvement")
        .row(0, named=True)
    )
    page = s.pillar_page("2018-19", "efficiency", "leicestershire", findings=False)
    said = f"{known['summary'].rstrip('.')}. This has been addressed."
    repeated = s.below(page, "efficiency-1", [Piece("afis", "Areas for improvement"), Piece("afi", said)])
    report = _read(repeated)
    (row,) = report.findings
    assert (row.values["finding"], row.values["summary"]) == (known["finding"], known["summary"])
    plan = plan_import(s.DS, [report], tmp_path)
    assert [one.outcome for one in plan.rows if one.table == "findings"] == ["add"]
    write(plan)
    ds = load(s.DS.root, tmp_path)
    assert not [conflict for conflict in ds.conflicts if "findings" in conflict]
    merged = ds.tables["findings"].filter(finding=known["finding"]).row(0, named=True)
    assert merged == {**known, "outcome": "addressed", "outcome_cycle": "2018-19", "outcome_source": "page"}
    assert ds.tables["findings"].height == s.DS.tables["findings"].height
    again = plan_import(ds, [_read(repeated, ds)], tmp_path)
    assert [one.outcome for one in again.rows if one.table == "findings"] == ["known"]


def test_a_table_written_before_outcomes_were_known_is_widened(tmp_path: Path) -> None:
    old = "finding,force,cycle,kind,item,topic,summary,positive,source_basis,source,note\n"
    old += "ken-17-afi-00000001,kent,2017,area-for-improvement,,,Sweep the quay.,false,report,page,\n"
    (tmp_path / "findings.csv").write_text(old, "utf-8")
    ds = load(s.DS.root, tmp_path)
    write(plan_import(ds, [_read(_page(Piece("afi", f"{_ROPES} This has been addressed.")), ds)], tmp_path))
    rows = load(s.DS.root, tmp_path).tables["findings"].filter(force="kent", cycle="2017")
    assert {"Sweep the quay.": None, _ROPES: "addressed"}.items() <= dict(
        rows.select("summary", "outcome").iter_rows()
    ).items()
