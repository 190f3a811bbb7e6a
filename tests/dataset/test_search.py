"""A search finds every kind of thing, says how complete judgments are, and what the dataset does not hold."""

from __future__ import annotations

import dataclasses

import pytest

from peeldiff.dataset import Dataset
from peeldiff.dataset.queries.judgment_query import JudgmentQuery, find_judgments
from peeldiff.dataset.queries.not_held import PUBLICATIONS, coverage_line, describe_off_scale, not_held
from peeldiff.dataset.queries.search import read_sought, search
from shipped_dataset import shipped

FOUND = [
    ("Hampshire Constabulary", "force", "hampshire"),
    ("isle of wight", "force", "hampshire"),
    ("somerset", "force", "avon-and-somerset"),
    ("2021/22", "cycle", "2021-22"),
    ("special measures", "definition", "special-measures"),
    ("is Cleveland still in special measures?", "monitoring", "cleveland"),
    ("inadequate 2021/22", "judgment", "cleveland"),
    ("withheld", "judgment", "greater-manchester"),
    ("legitimacy good leicestershire", "judgment", "leicestershire"),
    ("external scrutiny", "finding", "northamptonshire"),
    ("areas for improvement northants 2017", "finding", "northamptonshire"),
    ("AFI leicestershire", "finding", "leicestershire"),
    ("what does adequate mean against good?", "definition", "five-tier/adequate"),
    ("characteristics of good", "definition", "five-tier/good"),
    ("what did the inspectorate say about custody", "definition", "custody-inspection"),
    ("BTP", "definition", "forces-outside-peel"),
    ("which forces got better at investigating crime since the last inspection", "stated change", "leicestershire"),
    ("declined efficiency", "stated change", "leicestershire"),
]


@pytest.mark.parametrize(("text", "kind", "what"), FOUND)
def test_each_kind_of_thing_is_found(ds: Dataset, text: str, kind: str, what: str) -> None:
    hits = [hit for hit in search(ds, text) if hit.kind == kind]
    assert what in {hit.force or hit.cycle or hit.id for hit in hits}


def test_judgments_are_those_that_the_command_lists(ds: Dataset) -> None:
    asked = JudgmentQuery(grades=frozenset({"inadequate"}), cycles=frozenset({"2021-22"}))
    listed = find_judgments(ds, asked)
    sought = read_sought(ds, "inadequate 2021/22")
    hits = [hit for hit in search(ds, sought) if hit.kind == "judgment"]
    assert [(hit.force, hit.id) for hit in hits] == list(listed.rows.select("force", "item").iter_rows())
    line = coverage_line(ds, sought)
    assert f"{listed.known} of {listed.expected} judgments" in line
    assert line.startswith(f"{len(hits)} of inadequate, PEEL 2021/22")


def test_a_name_alone_lists_no_judgments_and_no_findings(ds: Dataset) -> None:
    assert {hit.kind for hit in search(ds, "wiltshire")} <= {"force", "monitoring", "finding", "stated change"}
    assert read_sought(ds, "wiltshire").judgments is None
    assert all("wiltshire" in hit.text.casefold() for hit in search(ds, "wiltshire") if hit.kind == "finding")


def test_a_grade_beside_anything_else_asks_for_judgments_and_for_no_definition(ds: Dataset) -> None:
    assert {hit.kind for hit in search(ds, "inadequate 2021/22")} == {"judgment"}


@pytest.mark.parametrize(
    ("text", "is_said"), [("kent AFI", True), ("leadership at the Met", True), ("good kent", False)]
)
def test_that_nothing_is_known_of_a_force_is_said_unless_a_grade_is_asked_for(
    ds: Dataset, text: str, *, is_said: bool
) -> None:
    sought = read_sought(ds, text)
    sentences = [*not_held(ds, sought, [*search(ds, sought)])]
    assert any(sentence.startswith("This dataset has no findings") for sentence in sentences) == is_said


def test_whose_a_source_is_stands_with_it(ds: Dataset) -> None:
    deduced = [hit for hit in search(ds, "deduced") if hit.kind == "judgment"]
    assert deduced
    assert all(hit.whose.startswith("deduced") for hit in deduced)


def test_what_is_not_held_is_said_with_where_it_can_be_found(ds: Dataset) -> None:
    sought = read_sought(ds, "knitting patterns")
    (words,) = not_held(ds, sought, list(search(ds, sought)))
    assert words.startswith("Nothing has all of these words.")
    assert PUBLICATIONS in words
    nobody = dataclasses.replace(ds, tables={**ds.tables, "findings": ds.tables["findings"].clear()})
    sought = read_sought(nobody, "cleveland scrutiny")
    words = " ".join(not_held(nobody, sought, list(search(nobody, sought))))
    assert "no findings" in words
    assert "of Cleveland Police: see https://" in words


SAID = [
    ("sussex areas for improvement", "This dataset has no findings", "of Sussex Police: see https://"),
    ("cause of concern sussex", "This dataset has no findings", "of Sussex Police: see https://"),
    ("causes of concern", "Findings are held of 2 of 43 forces", "no list of them is complete"),
    ("which forces improved", "two cycles", "peeldiff country 2021-22 2023-25"),
    ("Northhamptonshire", "did you mean", "Northamptonshire"),
    ("inadequte 2021", "did you mean", "Inadequate"),
]


@pytest.mark.parametrize(("text", "beginning", "more"), SAID)
def test_what_a_list_cannot_say_is_said_beside_it(text: str, beginning: str, more: str) -> None:
    ds = shipped()
    sought = read_sought(ds, text)
    words = [*not_held(ds, sought, [*search(ds, sought)])]
    assert any(beginning in sentence and more in sentence for sentence in words), words
    assert not any("holds judgments, findings" in sentence for sentence in words)


def test_a_judgment_that_is_found_has_its_grade() -> None:
    hits = [hit for hit in search(shipped(), "has gwent ever been inadequate") if hit.kind == "judgment"]
    assert [hit.grade for hit in hits] == ["inadequate"]


def test_a_force_that_was_never_monitored_is_said_to_be_so_as_far_as_is_known(ds: Dataset) -> None:
    monitored = set(ds.tables["monitoring"]["force"])
    other = next(force for force in ds.force_names if force not in monitored)
    sought = read_sought(ds, f"special measures {other}")
    assert any("never in Engage" in sentence for sentence in not_held(ds, sought, list(search(ds, sought))))


def test_no_judgment_that_is_so_names_how_many_are_not_known(ds: Dataset) -> None:
    sought = read_sought(ds, "outstanding 2021/22 cumbria")
    assert sought.judgments is not None
    assert not sought.judgments.rows
    words = list(not_held(ds, sought, list(search(ds, sought))))
    assert any("are not known" in sentence for sentence in words)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("adequate 2017", "Adequate is no grade of PEEL 2017: it is on the scale of PEEL 2021/22, PEEL 2023-25"),
        ("adequate 2021-22", ""),
        ("inadequate 2017", ""),
    ],
)
def test_a_grade_that_a_cycle_cannot_give_is_no_news(words: str, message: str) -> None:
    sought = read_sought(shipped(), words)
    assert sought.judgments is not None
    found = describe_off_scale(shipped(), sought.reading.query)
    assert found.startswith(message) if message else not found
