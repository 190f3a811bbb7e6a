"""What a later report says became of a finding is that finding's outcome, with its source, and no new finding."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from importing import shapes as s
from importing.shapes import Page, Piece
from peeldiff.dataset import Dataset, load
from peeldiff.importing import ImportedReport, plan_import, write
from peeldiff.importing.extraction.outcome_words import DEMAND, UNCLEAR, outcome_of
from peeldiff.importing.extraction.outcomes import divided
from peeldiff.importing.pages.text_page import read
from peeldiff.importing.report import GivenIdentity, import_document
from peeldiff.vocabulary.terms import FINDING_OUTCOMES

_CARRIED = (
    "This question was not subject to detailed inspection in 2018/19, "
    "and our judgment from the 2017 efficiency inspection has been carried over."
)


_SENTENCES = {
    "addressed": """
        This has been addressed.|The force has addressed this area for improvement.|This cause of concern is now closed.
        This area for improvement has been completed.|This cause of concern has been closed.|Closed.|Status: addressed
        The force has now addressed this.|These have been addressed.|Both areas for improvement have been addressed.
        This is no longer an area for improvement.|The area for improvement identified in 2017 has been addressed.
        We are satisfied that this has been addressed.|This has been addressed (see page 12).|This is closed.
        This has been addressed since our last inspection.|This has been addressed and is now closed.
    """,
    "partly-addressed": """
        This has been partly addressed.|The force has made good progress.|This has only been partially addressed.
        The force has addressed some of this.|This has been addressed to some extent.|Some of these have been addressed.
        The force has largely addressed this.|The force has made some progress, but more is needed.
    """,
    "not-addressed": """
        This has not been fully addressed.|This remains an area for improvement.|This has not yet been addressed.
        This has never been addressed.|This hasn’t been addressed.|The force has yet to address this.
        The force has failed to address this.|The force has made no progress.|This has not been adequately addressed.
        None of these has been addressed.|Not all of these have been addressed.|Outcome: not addressed
        This cause of concern remains open.|This had not been addressed at the time of our inspection.
        This is not closed.|We found that this has not been addressed.|The force has not made progress.
    """,
    UNCLEAR: """
        We will check whether this has been addressed.|We will check whether it was addressed.|This is being addressed.
        This will be addressed in our next inspection.|It is unclear whether this has been addressed.
        The force told us that this has been addressed.|The force has begun to address this.
        In 2016 we said this had been addressed.|Our 2016 report said: “this has been addressed”.
        This has been addressed, although the force should watch it.|This will be addressed soon.
        This has been addressed but not in full.
        This has been replaced by a new area for improvement.|The force has plans to address this.
    """,
    DEMAND: """
        This should be addressed by March.|The force should address this.|This must be addressed as a matter of urgency.
    """,
    None: """
        The force should address its backlog of lamps.|The force has lamps that remain dark at night.
        Staff told us that this has been addressed by the harbour office.|It has resolved disputes with the harbour.
        The force should make sure that this is completed.|It was met with silence.|It has met its targets.
        The force has addressed this problem of lamps.|The force has made good progress in counting its ropes.
    """,
}


@pytest.mark.parametrize("outcome", _SENTENCES)
def test_only_what_is_said_outright_is_an_outcome(outcome: str | None) -> None:
    text, wanted = "The force should count its ropes.", None if outcome == DEMAND else outcome
    for sentence in re.split(r"\s*[|\n]\s*", _SENTENCES[outcome].strip()):
        assert outcome_of(sentence) == outcome, sentence
        is_outright = outcome in FINDING_OUTCOMES
        assert divided(f"{text} {sentence}") == ((text, wanted) if is_outright else (f"{text} {sentence}", wanted))


@pytest.mark.parametrize(
    ("sentences", "outcome"),
    [
        ("This has been addressed. This cause of concern is now closed.", "addressed"),
        ("This has been addressed. However, lamps were dark again.", UNCLEAR),
        ("This has been addressed. This has not been addressed.", UNCLEAR),
        ("We will check whether this was addressed. This has been addressed.", UNCLEAR),
    ],
)
def test_several_sentences_have_to_say_the_same(sentences: str, outcome: str) -> None:
    text = "The force should count its ropes."
    assert divided(f"{text} {sentences}") == ((text if outcome == "addressed" else f"{text} {sentences}"), outcome)


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


@pytest.mark.parametrize("message", ["This will be addressed soon.", "We will check whether this has been addressed."])
def test_what_is_not_said_outright_is_for_a_person(message: str) -> None:
    for afis in ([Piece("afi", f"{_ROPES} {message}")], [Piece("afi", _ROPES), Piece("text", message)]):
        (row,) = _read(_page(*afis)).findings
        assert (row.values["cycle"], row.values["outcome"], row.confidence) == ("2018-19", None, "low")
        assert "outright" in str(row.values["note"])


def test_an_outcome_attaches_to_a_finding_of_the_dataset_and_changes_nothing_else(tmp_path: Path) -> None:
    earlier = s.DS.tables["findings"].filter(force="leicestershire", cycle="2017", kind="area-for-improvement")
    known = next(row for row in earlier.iter_rows(named=True) if row["outcome"] is None)
    page = s.pillar_page("2018-19", "efficiency", "leicestershire", findings=False)
    words = f"{known['summary'].rstrip('.')}. This has been addressed."
    repeated = s.below(page, "efficiency-1", [Piece("afis", "Areas for improvement"), Piece("afi", words)])
    report = _read(repeated)
    (row,) = report.findings
    assert (row.values["finding"], row.values["summary"]) == (known["finding"], known["summary"])
    plan = plan_import(s.DS, [report], tmp_path)
    assert [entry.outcome for entry in plan.rows if entry.table == "findings"] == ["add"]
    write(plan, today="2026-11-27")
    ds = load(s.DS.root, tmp_path)
    assert not [conflict for conflict in ds.conflicts if "findings" in conflict]
    merged = ds.tables["findings"].filter(finding=known["finding"]).row(0, named=True)
    filled = {"outcome": "addressed", "outcome_cycle": "2018-19", "outcome_source": "page"}
    assert merged == {**known, **filled, "outcome_added": dt.date(2026, 11, 27)}
    assert ds.tables["findings"].height == s.DS.tables["findings"].height
    again = plan_import(ds, [_read(repeated, ds)], tmp_path)
    assert [entry.outcome for entry in again.rows if entry.table == "findings"] == ["known"]


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
