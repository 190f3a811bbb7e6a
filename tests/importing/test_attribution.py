"""A grade is of high confidence only where force, cycle, item and grade are each beyond doubt.

A page without the grades of its own gets lines that are of something else: none of them makes a sure grade. And what
a page says of its own grades (corrected, with a note, quoted) makes none sure either.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from importing import shapes as s
from importing.shapes import Page, Piece
from peeldiff.importing import ImportedReport
from peeldiff.importing.pages.html_page import read as read_html
from peeldiff.importing.pages.text_page import read as read_text
from peeldiff.importing.report import GivenIdentity, import_document

_AREAS = s.area_report("2021-22", "kent", boxes=False)
_UNGRADED = s.without(_AREAS, "sentence", "badge")
_PILLAR = s.pillar_page("2017", "efficiency", findings=False)
_KENT = GivenIdentity("kent", "2021-22")


def _imported(page: Page, given: GivenIdentity | None = None, kind: str = "text") -> ImportedReport:
    read = read_html if kind == "html" else read_text
    return import_document(s.DS, read("page", s.WRITERS[kind](page)), given or GivenIdentity())


def _sure(report: ImportedReport) -> dict[str, str]:
    rows = (row for row in report.judgments if row.confidence == "high" and row.values["grade"])
    return {row.values["item"]: row.values["grade"] for row in rows}


def _under(page: Page, item: str, *lines: str) -> Page:
    """Return a page with lines directly below the heading of an item."""
    at = max(place for place, piece in enumerate(page.pieces) if piece.item == item and piece.role != "badge") + 1
    return replace(page, pieces=(*page.pieces[:at], *(Piece("text", line) for line in lines), *page.pieces[at:]))


_OF_SOMETHING_ELSE: dict[str, tuple[str, ...]] = {
    "the box of another force": ("Cleveland Police", "Good"),
    "the box of another force, without the word for police": ("In another force: Dorset", "Good"),
    "the box of another force, by its item": ("Cleveland Police", "Responding to the public", "Good", s.prose(1)),
    "a case study": ("Case study: Cleveland", "The force is good at investigating crime."),
    "a collaboration": ("The Kent and Essex collaboration", "Good"),
    "another page in a second column": ("Dorset PEEL 2021", "Investigating crime", s.prose(1), "Good"),
    "a table of two columns": ("Good", "Good", "Responding to the public", "Good", "Good"),
    "two columns of one row": ("Good", "Good", s.prose(1)),
    "an earlier grade below": ("Good", "(2014)"),
    "an earlier grade, named below": ("Good", "Superseded"),
    "a key": ("A force is graded as good if it does well.", "Good"),
    "a re-inspection": ("Progress since the report", "Investigating crime", "Good", s.prose(1)),
    "another public body": ("Probation service", "Investigating crime", "Good", s.prose(1)),
    "the force's own view": ("The force's own view", "Good"),
    "a condition": ("The force is good at investigating crime once it has mended its lamps.",),
    "a question": ("The force is good at investigating crime?",),
    "an opinion": ("The force is good at investigating crime, according to its own assessment.",),
    "a part": ("The force is good at investigating crime in one of its three districts.",),
    "a comparison": ("The force is good at investigating crime compared with Essex.",),
    "a quotation": ("> The force is good at investigating crime.",),
    "struck out": ("~~Good~~",),
    "with a note": ("Good *",),
    "with a note, in a sentence": ("Kent Police is good at investigating crime [1].",),
    "with a digit of a note": ("Kent Police is good at investigating crime3.",),
}


@pytest.mark.parametrize("name", _OF_SOMETHING_ELSE)
def test_what_is_of_something_else_makes_no_grade_sure(name: str) -> None:
    report = _imported(_under(_UNGRADED, "investigating", *_OF_SOMETHING_ELSE[name]), _KENT)
    assert report.judgments
    assert _sure(report) == {}


def test_the_same_page_with_a_grade_of_its_own_is_sure() -> None:
    page = _under(_UNGRADED, "investigating", "Kent Police is good at investigating crime.")
    assert _sure(_imported(page, _KENT)) == {"investigating": "good"}


_CORRECTIONS = (
    "Correction: the grade for investigating crime should read adequate.",
    "The judgment on investigating crime was withdrawn on 4 May 2022.",
    "Please disregard the grade for investigating crime.",
    "An earlier version of this page gave another grade for investigating crime.",
    "Following an appeal, the grade for investigating crime is now adequate.",
)


@pytest.mark.parametrize("sentence", _CORRECTIONS)
@pytest.mark.parametrize("at", [0, 2, len(_AREAS.pieces)])
def test_a_corrected_grade_is_not_sure_wherever_the_correction_stands(sentence: str, at: int) -> None:
    given = {item: grade for item, (grade,) in _AREAS.given().items()}
    pieces = (*_AREAS.pieces[:at], Piece("text", sentence), *_AREAS.pieces[at:])
    sure = _sure(_imported(replace(_AREAS, pieces=pieces), _KENT))
    assert sure == {item: grade for item, grade in given.items() if item != "investigating"}


def test_a_correction_that_names_no_item_makes_nothing_on_the_page_sure() -> None:
    page = replace(_AREAS, pieces=(Piece("text", "Erratum: a grade on this page was wrong."), *_AREAS.pieces))
    assert _sure(_imported(page, _KENT)) == {}


@pytest.mark.parametrize(
    "title",
    [
        "Kent Police: roads policing",
        "Kent – Custody visits",
        "Kent Police: crime data integrity inspection 2016",
        "Kent: Integrated offender management",
        "Kent Police: child protection inspection",
    ],
)
def test_a_title_on_something_else_than_peel_makes_nothing_sure(title: str) -> None:
    page = replace(_AREAS, pieces=(Piece("title", title), *_AREAS.pieces))
    assert _sure(_imported(page, _KENT)) == {}


_HTML: dict[str, str] = {
    "deleted": "<p><del>Good</del></p>",
    "struck": "<p><s>Good</s></p>",
    "not displayed": '<p style="display: none">Good</p>',
    "struck by its style": '<p style="text-decoration:line-through">Good</p>',
    "quoted": "<blockquote>Good</blockquote>",
    "a sentence quoted": "<blockquote>The force is good at investigating crime.</blockquote>",
    "a choice": "<datalist><option>Good</option></datalist>",
    "folded, of another time": "<details><summary>Last inspection</summary><p>Good</p></details>",
    "beside": "<aside><h3>Dorset Police</h3><p>Good</p></aside>",
}


@pytest.mark.parametrize("name", _HTML)
def test_what_a_page_strikes_out_quotes_or_hides_makes_no_grade_sure(name: str) -> None:
    page = s.as_html(_under(_UNGRADED, "investigating", "@@")).replace(b"<p>@@</p>", _HTML[name].encode())
    assert _sure(import_document(s.DS, read_html("page", page), _KENT)) == {}


def test_a_folded_part_of_a_page_is_read() -> None:
    whole = s.as_html(_AREAS).replace(b"<main>", b'<main><div style="display:none">').replace(b"</main>", b"</div>")
    assert len(_sure(import_document(s.DS, read_html("page", whole), _KENT))) == len(_AREAS.given())


def _moved_to_the_end(page: Page) -> Page:
    """Return a page whose first graded question stands behind the last."""
    (first, *_), last = (
        [place for place, piece in enumerate(page.pieces) if piece.item == f"efficiency-{number}"] for number in (1, 3)
    )
    return replace(page, pieces=(*page.pieces[:first], *page.pieces[last[0] :], *page.pieces[first : last[0]]))


def _before_the_title(page: Page) -> Page:
    text = ("How well is the force planning for demand in the future?", "Good", s.prose(1))
    kept = s.without(page, "skip")
    return replace(kept, pieces=(*(Piece("text", line) for line in text), *kept.pieces))


def _of_another_pillar(page: Page) -> Page:
    text = ("How legitimate is the force at lamps?", "To what extent does the force treat its workforce with fairness?")
    question = next(item for item in s.DS.cycles["2017"].items if item.id == "legitimacy-3")
    lines = (*text[:1], question.question or question.label, "Good", s.prose(1))
    return replace(page, pieces=(*page.pieces, *(Piece("text", line) for line in lines)))


_OUT_OF_PLACE: dict[str, tuple[Callable[[Page], Page], str]] = {
    "before the title": (_before_the_title, "efficiency-3"),
    "of a pillar that is not on the page": (_of_another_pillar, "legitimacy-3"),
}


@pytest.mark.parametrize("name", _OUT_OF_PLACE)
def test_a_section_that_is_out_of_place_makes_no_grade_sure(name: str) -> None:
    change, item = _OUT_OF_PLACE[name]
    assert item not in _sure(_imported(change(_PILLAR)))


def test_sections_in_another_order_than_the_framework_s_are_not_sure() -> None:
    assert {"efficiency-2", "efficiency-3"} - set(_sure(_imported(_moved_to_the_end(_PILLAR))))


@pytest.mark.parametrize("line", ["Dorset Police", "In another force: Dorset", "Dorset 2016"])
def test_a_sentence_on_a_pillar_below_the_name_of_another_force_is_not_sure(line: str) -> None:
    page = s.overview("2016")
    at = next(place for place, piece in enumerate(page.pieces) if piece.item == "legitimacy")
    pieces = (*page.pieces[:at], Piece("text", line), *page.pieces[at:])
    assert set(_sure(_imported(replace(page, pieces=pieces)))) == {"effectiveness", "efficiency"}
