"""Each kind of document, in each format, gives the rows that it should."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from importing import pages as p
from importing.conftest import Read
from importing.imported_rows import confidences, findings, grades, row

FORMATS: dict[str, Callable[[Sequence[p.Part]], bytes]] = {"html": p.as_html, "text": p.as_text, "pdf": p.as_pdf}


@pytest.mark.parametrize("kind", FORMATS)
def test_pillar_page(read: Read, kind: str) -> None:
    report = read(FORMATS[kind](p.pillar_page()))
    assert (report.kind, report.force, report.cycle) == ("pillar page", "durham", "2017")
    assert report.published == "2017-11-14"
    assert grades(report) == {
        "efficiency": "good",
        "efficiency-1": "good",
        "efficiency-2": "inadequate",
        "efficiency-3": "good",
    }
    assert set(confidences(report).values()) == {"high"}
    words = findings(report)
    assert [(kind, item) for kind, item, _ in words] == [
        ("area-for-improvement", f"efficiency-{number}") for number in (1, 2, 3)
    ]
    assert words[1][2] == "The force should count its lamps, part 2."


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("ends", [True, False])
def test_area_report(read: Read, kind: str, ends: bool) -> None:
    report = read(FORMATS[kind](p.area_report(ends=ends)))
    assert (report.kind, report.force, report.cycle, report.published) == (
        *("area report", "kent", "2021-22", "2022-03-03"),
    )
    assert grades(report) == {
        "victims": "good",
        "preventing-crime": "adequate",
        "responding": "outstanding",
        "investigating": "requires-improvement",
        "managing-offenders": "inadequate",
        "strategic-policing-requirement": "not-graded",
    }
    assert set(confidences(report).values()) == {"high"}
    assert row(report, "investigating")["published"] == "2022-03-03"


@pytest.mark.parametrize("kind", FORMATS)
def test_letter(read: Read, kind: str) -> None:
    report = read(FORMATS[kind](p.letter()))
    assert (report.kind, report.force, report.cycle) == ("letter", "cumbria", "core-business-2014")
    assert report.judgments == ()
    answer = {item: said for _, item, said in findings(report)}
    assert set(answer) == {"preventing-crime", "attendance", "freeing-up-time"}
    positive = {finding.values["item"]: finding.values["positive"] for finding in report.findings}
    assert positive == {"preventing-crime": "true", "attendance": "false", "freeing-up-time": "false"}
    assert {finding.confidence for finding in report.findings} == {"medium"}


@pytest.mark.parametrize("kind", FORMATS)
def test_a_force_s_own_paper_is_not_taken_for_the_inspectorate_s(read: Read, kind: str) -> None:
    report = read(FORMATS[kind](p.briefing()))
    assert report.kind == "not the inspectorate's"
    assert (report.judgments, report.findings, report.figures) == ((), (), ())
    assert "not a document of the inspectorate" in report.notices[0]
    assert len(report.unplaced) == 2


def test_force_page_with_three_pillar_sentences(read: Read) -> None:
    parts = [
        p.heading("PEEL 2016 – Surrey Police", 1),
        p.text("Last updated 02/03/2017"),
        p.text("The extent to which the force is effective at keeping people safe and reducing crime is good."),
        p.text("The extent to which the force is efficient at keeping people safe and reducing crime is outstanding."),
        p.text("The extent to which the force is legitimate at keeping people safe requires improvement."),
    ]
    report = read(p.as_text(parts))
    assert (report.kind, report.force, report.cycle) == ("force page", "surrey", "2016")
    assert grades(report) == {
        "effectiveness": "good",
        "efficiency": "outstanding",
        "legitimacy": "requires-improvement",
    }


def test_2018_19_page_with_its_own_headings(read: Read) -> None:
    parts = [
        p.heading("PEEL 2018/19 – Sussex Police", 1),
        p.text("Last updated 27/09/2019"),
        p.heading("Effectiveness"),
        p.heading("How effectively does the force reduce crime and keep people safe?"),
        p.badge("Requires improvement"),
        p.heading("Questions for Effectiveness"),
        p.heading("Preventing crime and tackling anti-social behaviour", 3),
        p.badge("Good"),
        p.text(p.PROSE),
        p.heading("Protecting vulnerable people", 3),
        p.badge("Inadequate"),
        p.heading("Cause of concern", 4),
        p.text("The harbour watch leaves its gate open at night, and nobody knows who has the key of the boat shed."),
        p.heading("Recommendations", 4),
        p.bullet("The force should find the key within six months."),
    ]
    report = read(p.as_html(parts))
    assert grades(report) == {
        "effectiveness": "requires-improvement",
        "effectiveness-1": "good",
        "effectiveness-3": "inadequate",
    }
    assert confidences(report)["effectiveness-1"] in ("high", "medium")
    assert [(kind, item) for kind, item, _ in findings(report)] == [
        ("cause-of-concern", "effectiveness-3"),
        ("recommendation", "effectiveness-3"),
    ]


def test_2023_25_report_with_boxes(read: Read) -> None:
    parts = [
        p.heading("PEEL 2023–25 – An inspection of Cleveland Police", 1),
        p.text("Published 5 June 2024"),
        p.heading("Preventing crime"),
        p.text("Cleveland Police is good at preventing and deterring crime and antisocial behaviour."),
        p.heading("Area for improvement", 3),
        p.text("The force needs to mend the fence around its evidence store."),
        p.text(p.PROSE),
        p.heading("Innovative practice", 3),
        p.text("Officers and anglers share a map of the river, which both keep up to date."),
        p.heading("Leadership and force management"),
        p.text("Cleveland Police is adequate at leadership and force management."),
        p.text(p.MORE),
    ]
    report = read(p.as_html(parts))
    assert (report.cycle, report.force) == ("2023-25", "cleveland")
    assert grades(report) == {"preventing-crime": "good", "leadership": "adequate"}
    assert findings(report) == [
        *(
            (
                "area-for-improvement",
                "preventing-crime",
                "The force needs to mend the fence around its evidence store.",
            ),
        ),
        (
            *("observation", "preventing-crime"),
            "Officers and anglers share a map of the river, which both keep up to date.",
        ),
    ]
    assert [finding.values["positive"] for finding in report.findings] == ["false", "true"]


def test_the_cycle_is_known_by_its_headings(read: Read) -> None:
    report = read(p.as_text(p.area_report(cycle="A look")[3:]))
    assert report.cycle == "2021-22"
    assert "no cycle is named" in report.notices[0]


def test_the_cycle_is_known_by_the_address(read: Read) -> None:
    head = '<link rel="canonical" href="https://hmicfrs.justiceinspectorates.gov.uk/peel-reports/kent-2021-22/">'
    report = read(p.as_html(p.area_report(cycle="Report"), head=head))
    assert (report.cycle, report.source) == (
        "2021-22",
        "https://hmicfrs.justiceinspectorates.gov.uk/peel-reports/kent-2021-22/",
    )


def test_force_and_cycle_can_be_said(read: Read) -> None:
    parts = [part for part in p.area_report("the force") if "PEEL" not in part.text]
    report = read(p.as_text(parts), force="gwent", cycle="2021-22")
    assert (report.force, report.cycle) == ("gwent", "2021-22")
    assert grades(report)["victims"] == "good"


def test_an_unknown_cycle_gives_a_draft(read: Read) -> None:
    report = read(p.as_html(p.area_report(cycle="PEEL 2031-33")))
    assert report.cycle == "2031-33"
    assert report.draft is not None
    assert 'id = "investigating"' in report.draft.toml
    assert 'home = "investigation"' in report.draft.toml
    assert grades(report)["investigating"] == "requires-improvement"
    assert "high" not in confidences(report).values()
    assert "complete the drafted framework" in " ".join(report.notices)


def test_figures_with_both_sides(read: Read) -> None:
    parts = [
        *p.area_report(),
        p.heading("Performance in context"),
        p.text(
            "In the year ending 31 March 2021, 31 percent of domestic abuse crimes led to an arrest. "
            "This compares with 27.5 percent across England and Wales."
        ),
        p.text("As at 31 March 2020, 3 percent of its boats were blue, lower than the local population (12 percent)."),
        p.text("Some 40 percent of lamps were lit. It rained on 12 percent of days."),
    ]
    first, second = read(p.as_html(parts)).figures
    assert {name: first.values[name] for name in ("measure", "value", "comparator", "comparator_value")} == {
        "measure": "da-arrest-rate",
        "value": "31",
        "comparator": "England and Wales",
        "comparator_value": "27.5",
    }
    assert (first.values["start"], first.values["end"], first.confidence) == ("2020-04-01", "2021-03-31", "medium")
    assert (second.values["measure"], second.confidence) == (None, "low")


_EFFECTIVENESS = "How effective is the force at keeping people safe and reducing crime?"
_LEGITIMACY = "How legitimate is the force at keeping people safe and reducing crime?"


@pytest.mark.parametrize(
    ("question", "item", "confidence"),
    [
        (_LEGITIMACY, "legitimacy", "high"),
        ("How legitimate is the force in the way it lights its lamps?", "effectiveness", "low"),
        ("To what extent do the officers of the night desk act with courtesy?", "effectiveness", "medium"),
    ],
)
@pytest.mark.parametrize("kind", FORMATS)
def test_findings_under_another_question_than_their_item_s_are_not_sure(
    read: Read, kind: str, question: str, item: str, confidence: str
) -> None:
    parts = [
        p.text("Kent PEEL 2016"),
        p.text("Effectiveness"),
        p.text(_EFFECTIVENESS),
        p.text("Last updated 02/03/2017"),
        p.badge("Good"),
        p.text(question),
        p.text("Areas for improvement"),
        p.bullet("The force should count its lamps."),
        p.bullet("The force should sweep its boat sheds."),
    ]
    report = read(FORMATS[kind](parts))
    assert [finding.values["item"] for finding in report.findings] == [item, item]
    assert [finding.confidence for finding in report.findings] == [confidence, confidence]


@pytest.mark.parametrize(
    ("item", "heading", "about"),
    [
        ("investigating", "Investigating crime", "providing a service to the victims of crime"),
        ("responding", "Responding to the public", "engaging with and treating the public with fairness and respect"),
        ("preventing-crime", "Preventing crime and anti-social behaviour", "recording data about crime"),
    ],
)
def test_a_sentence_on_another_item_is_no_grade_of_the_heading_whose_words_it_shares(
    read: Read, item: str, heading: str, about: str
) -> None:
    parts = p.area_report(ends=False)
    (at,) = (place for place, part in enumerate(parts) if part.text == heading)
    parts[at + 1] = p.text(f"Kent Police is good at {about}.")
    report = read(p.as_html(parts))
    whole = grades(read(p.as_html(p.area_report(ends=False))))
    assert grades(report) == {other: grade for other, grade in whole.items() if other != item}
    assert f"speaks of another item, under the heading “{heading}”" in {left.why for left in report.unplaced}
