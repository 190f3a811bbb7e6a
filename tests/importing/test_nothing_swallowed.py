"""A line that is nothing but a grade is the evidence of a row, or is told of as not placed."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from importing import pages as p
from importing import shapes as s
from importing.conftest import Read
from importing.imported_rows import grades
from importing.mutated_pages import mutated
from peeldiff.errors import ReportError
from peeldiff.importing import ImportedReport
from peeldiff.importing.pages.html_page import read as read_html
from peeldiff.importing.pages.text_page import read as read_text
from peeldiff.importing.report import GivenIdentity, import_document
from shipped_dataset import shipped

_DS = shipped()
_GRADES = frozenset(grade.label for grade in _DS.grades.values())
_FIXTURES = {
    "pillar page": (p.pillar_page(), GivenIdentity("durham", "2017")),
    "area report": (p.area_report(), GivenIdentity("kent", "2021-22")),
    "unknown cycle": (p.area_report(cycle="PEEL 2031-33"), GivenIdentity("kent", None)),
    "letter": ([*p.letter(), p.badge("Good")], GivenIdentity("cumbria", None)),
    "briefing": ([*p.briefing(), p.badge("Good")], GivenIdentity()),
}
_UNKNOWN = "How well does the force understand the demand for its lamps and the public's expectations?"


def _swallowed(content: bytes, report: ImportedReport) -> list[str]:
    """Return the lines that are nothing but a grade, and of which the report says nothing."""
    answer = {place for row in report.judgments for place in (row.place, *row.also)}
    answer |= {left.place for left in report.unplaced}
    lines = enumerate(content.decode().splitlines(), 1)
    return [f"{number}: {line}" for number, line in lines if line in _GRADES and str(number) not in answer]


def _swallowed_of(parts: list[p.Part], asked: GivenIdentity) -> list[str]:
    content = p.as_text(parts)
    try:
        return _swallowed(content, import_document(_DS, read_text("page", content), asked))
    except ReportError:
        return []


@pytest.mark.parametrize("name", _FIXTURES)
def test_no_grade_of_a_page_is_swallowed(name: str) -> None:
    parts, asked = _FIXTURES[name]
    content = p.as_text(parts)
    assert any(line in _GRADES for line in content.decode().splitlines())
    assert _swallowed(content, import_document(_DS, read_text("page", content), asked)) == []


@given(
    st.sampled_from(list(_FIXTURES)),
    st.sets(st.integers(0, 40), max_size=8),
    st.lists(st.tuples(st.integers(0, 40), st.sampled_from([*sorted(_GRADES), _UNKNOWN])), max_size=6),
)
@example("pillar page", set(), [(3, "Adequate"), (5, "Adequate")])
def test_no_grade_is_swallowed_whatever_is_lost_or_stands_astray(
    name: str, lost: set[int], astray: list[tuple[int, str]]
) -> None:
    parts, asked = _FIXTURES[name]
    kept = [part for place, part in enumerate(parts) if place not in lost]
    for place, words in astray:
        kept.insert(place, p.text(words))
    assert _swallowed_of(kept, asked) == []


_QUESTION = "How well does the force understand the demand for its services and the public's expectations?"


@pytest.mark.parametrize("between", [[], [p.text(p.PROSE)]])
def test_a_grade_under_a_question_that_the_framework_does_not_have(read: Read, between: list[p.Part]) -> None:
    parts = [
        p.text("Kent Police"),
        p.text("PEEL: Police efficiency 2016"),
        p.text("Efficiency"),
        p.text("How efficient is the force at keeping people safe and reducing crime?"),
        p.text("Last updated 02/03/2017"),
        p.badge("Good"),
        p.text(_QUESTION),
        *between,
        p.badge("Good"),
    ]
    report = read(p.as_text(parts))
    assert grades(report) == {"efficiency": "good"}
    (row,) = report.judgments
    assert (row.why, row.also) == ("badge", ())
    (left,) = report.unplaced
    assert (left.text, left.place) == ("Good", str(2 * len(parts) - 1))
    assert left.why == f"stands under a question that the framework of the cycle does not have: {_QUESTION}"


def test_a_sentence_in_the_midst_of_a_text_and_one_below_a_lost_heading_are_told(read: Read) -> None:
    within = f"Kent Police is good at investigating crime. {p.PROSE}"
    below = "Kent Police is inadequate at responding to the public."
    parts = p.area_report()
    at = next(place for place, part in enumerate(parts) if part.text == "Responding to the public")
    parts[at : at + 1] = [p.text(p.PROSE), p.text(below), p.text(below)]
    at = next(place for place, part in enumerate(parts) if part.text == "Managing offenders and suspects")
    parts.insert(at, p.text(within))
    report = read(p.as_text(parts))
    assert [left.text for left in report.unplaced].count(below) == 2
    assert "Kent Police is good at investigating crime." in [left.text for left in report.unplaced]


VERDICT_MESSAGES = (
    "It has been assessed as requiring improvement in respect of lamps.",
    "The force has been judged as requiring improvement in how it keeps its quays.",
    "We have graded the force outstanding in this area.",
    "We rated how it keeps its quays as inadequate.",
    "Overall, I am satisfied that the force is good.",
    "The constabulary remains good.",
    "Kent Police has been inadequate for two years.",
)
SILENT = (
    "Our inspection assessed how good Kent Police is in 12 areas of policing.",
    "It is a good idea to count lamps.",
    "Officers told us that morale is good.",
    "This improvement requires time.",
)


@pytest.mark.parametrize("sentence", VERDICT_MESSAGES)
def test_a_sentence_that_speaks_of_a_grade_and_gives_none_stands_with_its_line(sentence: str) -> None:
    parts = [*p.area_report(), p.heading("Responding to the tide"), p.text(sentence)]
    content = p.as_text(parts)
    report = import_document(_DS, read_text("page", content), GivenIdentity("kent", "2021-22"))
    line = content.decode().splitlines().index(sentence) + 1
    assert [(left.place, left.text) for left in report.unplaced if left.text == sentence] == [(str(line), sentence)]


@pytest.mark.parametrize("sentence", SILENT)
def test_a_sentence_that_only_has_the_words_is_no_grade(sentence: str) -> None:
    parts = [*p.area_report(), p.heading("Responding to the tide"), p.text(sentence)]
    report = import_document(_DS, read_text("page", p.as_text(parts)), GivenIdentity("kent", "2021-22"))
    assert sentence not in [left.text for left in report.unplaced]


def _account(content: bytes) -> tuple[list[object], list[str]]:
    report = import_document(_DS, read_html("page", content), GivenIdentity())
    rows: list[object] = [
        (row.values["item"], row.values["grade"], row.values["status"], row.confidence) for row in report.judgments
    ]
    return rows, sorted(left.text for left in report.unplaced)


@pytest.mark.parametrize("seed", range(12))
def test_a_page_saved_in_one_line_loses_nothing(seed: int) -> None:
    """Where every block stands in line 1, the line does not tell one from the other."""
    page = mutated(random.Random(seed))
    content = s.as_html(page)
    try:
        expected = _account(content)
    except ReportError:
        return
    assert _account(content.replace(b"\n", b" ")) == expected


def test_a_badge_of_the_same_word_in_the_same_line_is_another_badge() -> None:
    parts = [*p.pillar_page(), p.heading("About the tide"), p.badge("Good"), p.heading("Of lamps – Good")]
    _, left = _account(p.as_html(parts).replace(b"\n", b" "))
    assert left == ["Good", "Of lamps – Good"]


@pytest.mark.parametrize(("stray", "expected"), [((), ("good", "high")), (("Outstanding",), ("good", "low"))])
def test_a_badge_in_one_line_with_the_date_is_read(
    read: Read, stray: tuple[str, ...], expected: tuple[str, str]
) -> None:
    page = p.as_text(p.pillar_page()).replace(b"14/11/2017\n\nGood", b"14/11/2017 Good")
    assert b"14/11/2017 Good" in page
    page = page.replace(b"2017 Good", "\n\n".join(("2017 Good", *stray)).encode())
    (row,) = [row for row in read(page).judgments if row.values["item"] == "efficiency"]
    assert (row.values["grade"], row.confidence) == expected
    assert read(page).published == "2017-11-14"


def test_a_badge_below_two_headings_in_a_row_may_be_of_either(read: Read) -> None:
    """As where two columns of a page were copied line by line."""
    page = s.pillar_page("2015", "effectiveness", "gwent", findings=False)
    at = [place for place, piece in enumerate(page.pieces) if piece.role == "question"]
    moved = [*page.pieces[: at[0]], page.pieces[at[1]], *page.pieces[at[0] : at[1]], *page.pieces[at[1] + 1 :]]
    report = read(s.as_text(replace(page, pieces=tuple(moved))))
    (row,) = [row for row in report.judgments if row.values["item"] == page.pieces[at[0]].item]
    assert row.confidence == "medium"
    assert "whose heading stands bare above it" in row.why
