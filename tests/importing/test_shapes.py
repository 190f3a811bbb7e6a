"""Every shape in which a page of the inspectorate is stored gives the grades that it holds, and no other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest

from importing import shapes as s
from importing.shapes import Page, Piece
from peeldiff.errors import ReportError
from peeldiff.importing import GivenIdentity, ImportedReport, import_document
from peeldiff.importing.pages import html_page, pdf_page, text_page
from sweeping import sweep

_READERS = {"text": text_page.read, "html": html_page.read, "pdf": pdf_page.read}
_PILLARS = [(cycle, pillar) for cycle in s.DAYS for pillar in ("effectiveness", "efficiency", "legitimacy")]


def imported(page: Page, kind: str = "text", *, known: bool = False) -> ImportedReport:
    """Read a page in this process; with `known`, force and cycle are given, as for a copy that lost its head."""
    given = GivenIdentity(page.force, page.cycle) if known else GivenIdentity()
    return import_document(s.DS, _READERS[kind]("page", s.WRITERS[kind](page)), given)


def grades(report: ImportedReport, confidence: str = "high medium low") -> dict[str, str]:
    rows = (row for row in report.judgments if row.values["grade"] and row.confidence in confidence)
    return {row.values["item"]: row.values["grade"] for row in rows}


def only(page: Page) -> dict[str, str]:
    return {item: grade for item, (grade,) in page.given().items()}


@sweep(8, ("kind", "cycle", "pillar"), [(kind, *pillar) for kind in s.WRITERS for pillar in _PILLARS])
def test_a_full_pillar_page(cycle: str, pillar: str, kind: str) -> None:
    page = s.pillar_page(cycle, pillar)
    report = imported(page, kind)
    assert (report.force, report.cycle, report.kind) == (page.force, cycle, "pillar page")
    assert grades(report, "high") == only(page)
    assert report.published is not None
    assert {row.values["item"] for row in report.findings} == {
        item.id for item in s.DS.cycles[cycle].items if item.pillar == pillar
    }


@pytest.mark.parametrize(("cycle", "pillar"), _PILLARS)
@pytest.mark.parametrize("copy", [s.copy_b, s.copy_c, s.copy_d])
def test_a_copy_without_badges_gives_no_grade_and_keeps_its_findings(
    cycle: str, pillar: str, copy: Callable[[Page], Page]
) -> None:
    report = imported(copy(s.pillar_page(cycle, pillar)), known=True)
    assert grades(report) == {}
    if report.kind != "not the inspectorate's":
        assert report.findings


@pytest.mark.parametrize("cycle", ["2015", "2016", "2017", "2018-19"])
@pytest.mark.parametrize("kind", s.WRITERS)
def test_an_overview_names_its_cycle_by_title_and_count(cycle: str, kind: str) -> None:
    page = s.overview(cycle)
    report = imported(page, kind)
    assert (report.force, report.cycle) == (page.force, cycle)
    assert grades(report, "high") == only(page)


_REPORT = s.area_report()
_2017 = s.pillar_page("2017", "efficiency")
_OTHER_WORDS = {
    "with colons": lambda text: text.replace(" is ", " is: ") if text.startswith("The extent") else text,
    "constabulary": lambda text: text.replace("the force is", "the constabulary is"),
    "in lower case after a lead": lambda text: text.replace("The extent", "the extent"),
    "Overall": lambda text: text.replace("The extent", "Overall, the extent"),
}


@pytest.mark.parametrize("name", _OTHER_WORDS)
def test_the_sentence_on_a_pillar_in_other_words(name: str) -> None:
    page = s.retold(s.overview("2016"), _OTHER_WORDS[name])
    assert grades(imported(page), "high") == only(page)


def test_one_address_holds_two_editions() -> None:
    early = s.overview("2017", ungraded=("effectiveness", "legitimacy"))
    report = imported(early)
    status = {row.values["item"]: row.values["status"] for row in report.judgments}
    assert status == {"effectiveness": "pending", "efficiency": "graded", "legitimacy": "pending"}
    assert grades(imported(s.overview("2017"))) == only(s.overview("2017"))


def test_a_mid_cycle_page_that_says_one_pillar_twice_and_links_to_last_year() -> None:
    page = s.led_by(s.overview("2016", "gwent"), "See last year's PEEL 2015 assessment")
    twice = replace(page, pieces=(*page.pieces[:6], page.pieces[5], *page.pieces[6:-4], *page.pieces[-3:]))
    report = imported(twice)
    assert (report.force, report.cycle) == ("gwent", "2016")
    assert grades(report) == only(twice)


_LED: dict[str, tuple[Page, tuple[str, ...]]] = {
    "a consultation": (_2017, ("We are consulting on PEEL 2025-29: give your view", "Find out more")),
    "a language switch and the slogan": (_2017, ("English Cymraeg", "Promoting improvements in policing")),
    "a line in Welsh": (s.pillar_page("2017", "efficiency", "gwent"), ("Mae'r dudalen hon ar gael yn Gymraeg",)),
    "a cookie banner": (_2017, ("We use cookies.", "Accept", "Good to know")),
}


@sweep(8, ("name", "kind"), list(product(_LED, s.WRITERS)))
def test_what_stands_before_the_title_changes_nothing(name: str, kind: str) -> None:
    page, lines = _LED[name]
    report = imported(s.led_by(page, *lines), kind)
    assert (report.force, report.cycle) == (page.force, page.cycle)
    assert grades(report, "high") == only(page)


_WRITTEN: dict[str, Callable[[str], str]] = {
    "typographic": lambda text: text.replace("'", "’").replace("-", "\u2011").replace(" PEEL", "\u00a0PEEL"),
    "hyphens lost": lambda text: text.replace("anti-social", "antisocial").replace(
        "Counter-corruption", "Countercorruption"
    ),
    "blanks lost": lambda text: text.replace("value for money", "valueformoney"),
    "capitals": lambda text: text.upper() if len(text) < 25 else text,
}


@pytest.mark.parametrize("page", [_REPORT, _2017], ids=["areas", "pillar"])
@sweep(10, ("name", "kind"), list(product(_WRITTEN, s.WRITERS)))
def test_the_accidents_of_writing_change_nothing(name: str, page: Page, kind: str) -> None:
    if kind == "pdf" and name == "typographic":
        pytest.skip("the little writer of PDFs has no such signs")
    assert grades(imported(s.retold(page, _WRITTEN[name]), kind), "high") == only(page)


@pytest.mark.parametrize("cycle", ["2021-22", "2023-25"])
@pytest.mark.parametrize("ends", [True, False])
@pytest.mark.parametrize("kind", s.WRITERS)
def test_a_badge_above_the_next_heading_grades_the_area_that_it_ends(cycle: str, ends: bool, kind: str) -> None:
    page = s.area_report(cycle, ends=ends)
    report = imported(page, kind)
    assert (report.force, report.cycle, report.kind) == ("kent", cycle, "area report")
    assert grades(report, "high") == only(page)


def test_the_badges_of_areas_without_their_sentences_never_grade_the_next_one() -> None:
    page = s.without(_REPORT, "sentence")
    true = only(_REPORT)
    assert {item: grade for item, grade in grades(imported(page, known=True)).items() if grade != true[item]} == {}


@pytest.mark.parametrize("years", ["2023-25", "2023–2025", "2023/25", "2023–25"])
def test_the_name_of_a_cycle_in_all_its_spellings(years: str) -> None:
    page = s.led_by(s.area_report("2023-25"), f"PEEL {years} – An inspection of Kent Police")
    assert imported(page).cycle == "2023-25"


def test_carried_over_and_an_ungraded_badge() -> None:
    carried = (
        "This question was not subject to detailed inspection in 2018/19, and our judgment from the 2017 efficiency "
    )
    carried += "inspection has been carried over."
    page = s.below(s.pillar_page("2018-19", "efficiency"), "efficiency-1", [Piece("narrative", carried)])
    rows = {row.values["item"]: row.values for row in imported(page).judgments}
    assert (rows["efficiency-1"]["status"], rows["efficiency-1"]["carried_from"]) == ("carried-over", "2017")
    assert rows["efficiency-2"]["status"] == "graded"
    rows = {row.values["item"]: row.values for row in imported(s.pillar_page("2014", "legitimacy")).judgments}
    assert {rows[item.id]["status"] for item in s.DS.cycles["2014"].items if item.id == "legitimacy"} == {"not-graded"}


def test_the_page_of_detailed_findings_says_the_same_judgments() -> None:
    page = s.pillar_page("2018-19", "effectiveness")
    links = s.below(page, "effectiveness-1", [Piece("link", "Detailed findings for question 1")])
    first, second = imported(s.without(links, "afis", "afi")), imported(page)
    assert [row.values for row in first.judgments] == [row.values for row in second.judgments]


def test_a_leadership_page_without_grades() -> None:
    page = s.pillar_page("2015", "efficiency")
    page = s.retold(s.without(page, "badge", "afis", "afi"), lambda text: text.replace("Efficiency", "Leadership"))
    assert grades(imported(page)) == {}


_PRESS = "Kent Police requires improvement in four areas and is inadequate in four areas, the inspectorate found."


@pytest.mark.parametrize("lines", [("Get the report", _PRESS), ("Get the letter", "Published on: 3 May 2022", _PRESS)])
def test_a_news_item_and_a_letter_count_grades_and_give_none(lines: tuple[str, ...]) -> None:
    page = Page(
        (Piece("title", "Kent Police: progress made"), *(Piece("text", line) for line in lines)), "kent", "2021-22"
    )
    report = imported(page, known=True)
    assert report.judgments == ()
    assert [left.text for left in report.unplaced] == [_PRESS]


_BY_YEAR = {
    "in lines": ["2016 Good", "2017 Good", "2018/19 Inadequate"],
    "in cells": ["2016", "Good", "2017", "Good", "2018/19", "Inadequate"],
    "in columns": ["2016", "2017", "2018/19", "Good", "Good", "Inadequate"],
    "in a row": ["2016 | 2017 | 2018/19", "Good | Good | Inadequate"],
    "under a lead": ["How the force was graded at our last inspection", "Inadequate"],
}


@pytest.mark.parametrize("name", _BY_YEAR)
@pytest.mark.parametrize("kind", s.WRITERS)
def test_grades_by_year_are_no_grades_of_this_cycle_and_are_not_lost(name: str, kind: str) -> None:
    page = s.pillar_page("2018-19", "efficiency")
    lines = [Piece("text", line) for line in _BY_YEAR[name]]
    pieces = [piece for piece in page.pieces if piece.item != "efficiency" or piece.role == "headline"]
    at = next(place for place, piece in enumerate(pieces) if piece.role == "headline") + 1
    report = imported(replace(page, pieces=(*pieces[:at], *lines, *pieces[at:])), kind)
    assert "efficiency" not in grades(report)
    left = " ".join(line.text for line in report.unplaced)
    assert left.count("Inadequate") == 1
    assert left.count("Good") >= " ".join(_BY_YEAR[name]).count("Good")


@pytest.mark.parametrize("mark", [" | ", " - ", ": ", "  "])
def test_a_table_of_areas_in_a_pdf_is_read_or_left_with_its_lines(mark: str) -> None:
    page = s.without(s.area_report("2023-25", ends=False), "sentence")
    table = [Piece("cell", f"{label}{mark}{grade}") for label, grade in _TABLE]
    report = imported(replace(page, pieces=(*page.pieces[:3], *table, *page.pieces[3:])), "pdf")
    assert grades(report) == {"responding": "good", "investigating": "requires-improvement"}
    assert {row.confidence for row in report.judgments if row.values["grade"]} == {"medium"}
    assert any("Tending the lamps" in left.text for left in report.unplaced)


_TABLE = (
    ("Responding to the public", "Good"),
    ("Investigating crime", "Requires improvement"),
    ("Tending the lamps", "Inadequate"),
)


def test_findings_outside_every_section_are_rows_without_an_item() -> None:
    cause = [Piece("afis", "Cause of concern"), Piece("boxed", "The force leaves the gate of its yard open at night.")]
    under = [
        Piece("area", "Tending the lamps"),
        Piece("afis", "Area for improvement"),
        Piece("boxed", "It should tend."),
    ]
    page = replace(_REPORT, pieces=(*_REPORT.pieces[:6], *cause, *_REPORT.pieces[6:], *under))
    report = imported(page, "html")
    found = {row.values["summary"]: (row.values["item"], row.confidence) for row in report.findings}
    assert found["The force leaves the gate of its yard open at night."] == (None, "low")
    assert found["It should tend."] == (None, "low")


@pytest.mark.parametrize("words", ["Area for improvement", "Areas for improvement", "Cause of concern 1"])
def test_a_finding_that_is_announced_in_its_own_first_words(words: str) -> None:
    boxed = Piece("boxed", f"{words}: The force should mend the gate of its yard.")
    report = imported(s.below(s.area_report(boxes=False), "responding", [boxed]))
    (row,) = report.findings
    assert (row.values["item"], row.values["summary"]) == ("responding", "The force should mend the gate of its yard.")


def test_a_heading_that_announces_a_finding_and_has_none_is_told() -> None:
    page = s.below(_REPORT, "responding", [Piece("afis", "Cause of concern")])
    assert "Cause of concern" in [left.text for left in imported(page).unplaced]


def test_a_page_of_the_inspectorate_s_that_names_no_cycle_asks_for_it() -> None:
    page = s.without(s.pillar_page("2017", "efficiency"), "title", "headline", "question", "pillar")
    with pytest.raises(ReportError, match=r"give --(?:force|cycle)"):
        imported(page)
