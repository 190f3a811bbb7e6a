"""Pages that are not quite what they seem: what is taken of them, how sure, and what stands under `unplaced`."""

from __future__ import annotations

import pytest

from peeldiff.dataset import load
from peeldiff.errors import ReportError
from peeldiff.importing import GivenIdentity, ImportedReport
from peeldiff.importing.pages.html_page import read as read_html
from peeldiff.importing.pages.text_page import read as read_text
from peeldiff.importing.report import import_document

_DS = load()
_SITE = "https://www.justiceinspectorates.gov.uk/hmicfrs"
_PILLAR = f"{_SITE}/peel-assessments/peel-2017/kent/effectiveness/"
_AREAS = f"{_SITE}/peel-reports/kent-2021-22/"
_COUNT = (
    "Our inspection assessed how good Kent Police is in 12 areas of policing. We make graded judgments in 10 of them:"
)


def page(title: str, address: str, *lines: str) -> str:
    """Return a saved web page; lines that begin with a sign of HTML are its own, the others paragraphs."""
    body = "\n".join(line if line.startswith("<") else f"<p>{line}</p>" for line in lines)
    return (
        f'<html><head><title>{title}</title><link rel="canonical" href="{address}"></head><body>\n{body}</body></html>'
    )


def pillar(title: str = "Kent PEEL 2017", heading: str = "Kent PEEL 2017", address: str = _PILLAR) -> str:
    question = "How effective is the force at keeping people safe and reducing crime?"
    marks = ("<h2>Effectiveness</h2>", f"<h3>{question}</h3>", "Last updated 22/03/2018", "Good")
    return page(title, address, f"<h1>{heading}</h1>", *marks)


def areas(*lines: str, title: str = "Kent PEEL 2021/22", above: str = "") -> str:
    return page(title, _AREAS, f"<h1>{title}</h1>", *([above] if above else []), _COUNT, *lines)


INVESTIGATING = "<h2>Investigating crime</h2>"
RESPONDING = "<h2>Responding to the public</h2>"
SAYS = "Kent Police is inadequate at investigating crime."

Case = tuple[str, GivenIdentity, dict[str, str], tuple[str, ...], str]
NOBODY = GivenIdentity()
CASES: dict[str, Case] = {
    # a page, what a person says of it, the judgments, what stands under unplaced, and a part of the first notice
    "as it should be": (pillar(), NOBODY, {"effectiveness": "good high"}, (), ""),
    "another title": (pillar("Essex PEEL 2016"), NOBODY, {"effectiveness": "good low"}, (), "its title names Essex"),
    "another heading": (
        pillar(heading="Essex PEEL 2017"),
        NOBODY,
        {"effectiveness": "good low"},
        (),
        "its heading names",
    ),
    "another year above": (pillar(heading="Kent PEEL 2016"), NOBODY, {"effectiveness": "good low"}, (), "PEEL 2016"),
    "another address": (
        pillar(address=_PILLAR.replace("kent", "essex")),
        NOBODY,
        {"effectiveness": "good low"},
        (),
        "its address names Essex Police",
    ),
    "another force said": (
        pillar(),
        GivenIdentity("gwent", "2017"),
        {"effectiveness": "good low"},
        (),
        "its title names Kent Police",
    ),
    "another cycle said": (
        pillar(),
        GivenIdentity("kent", "2016"),
        {"effectiveness": "good low"},
        (),
        "its title names PEEL 2017",
    ),
    "a draft": (areas(INVESTIGATING, SAYS, title="DRAFT Kent PEEL 2021/22"), NOBODY, {}, (SAYS,), "this is a draft"),
    "a draft below its title": (
        areas(INVESTIGATING, SAYS, above="For factual accuracy check only"),
        NOBODY,
        {},
        (SAYS,),
        "this is a draft",
    ),
    "a fire and rescue service": (
        page("Kent Fire and Rescue Service 2021/22", f"{_SITE}/frs-assessment/kent-2021-22/", RESPONDING, "Good"),
        GivenIdentity("kent", "2021-22"),
        {},
        ("Good",),
        "fire and rescue service, not on a force",
    ),
    "another inspection": (
        page(
            "Kent Police: national child protection inspection",
            f"{_SITE}/publication-html/kent-child-protection-inspection/",
            "Published 3 March 2022",
            "<h2>Protecting vulnerable people</h2>",
            "Kent Police requires improvement at protecting vulnerable people.",
        ),
        GivenIdentity("kent", "2021-22"),
        {},
        ("Kent Police requires improvement at protecting vulnerable people.",),
        "another inspection than PEEL (child protection inspection)",
    ),
    "changed since": (
        areas(
            INVESTIGATING, SAYS, above="On 8 August 2022 we changed this grade from inadequate to requires improvement."
        ),
        NOBODY,
        {"investigating": "inadequate low"},
        (),
        "",
    ),
    "changed since, of another item": (
        areas(
            INVESTIGATING,
            SAYS,
            above="We changed our grade for responding to the public from inadequate to requires improvement.",
        ),
        NOBODY,
        {"investigating": "inadequate high"},
        (),
        "",
    ),
    "quoted": (
        f"Kent Police PEEL 2021/22\n\n{_COUNT}\n\nInvestigating crime\n\n“{SAYS}”\n",
        NOBODY,
        {},
        (f"“{SAYS}”",),
        "",
    ),
    "a paper quotes": (
        f"Kent Police PEEL 2021/22\n\n{_COUNT}\n\nInvestigating crime\n\n{SAYS}"
        "\n\nWe wait, he said on Tuesday.\n\nEnds\n",
        NOBODY,
        {},
        (SAYS,),
        "a journalist's voice",
    ),
    "good in parts": (
        areas(INVESTIGATING, "The force is good at investigating crime in towns but inadequate in villages."),
        NOBODY,
        {},
        ("The force is good at investigating crime in towns but inadequate in villages.",),
        "",
    ),
    "one thing and another": (
        areas(INVESTIGATING, "Kent Police is good at investigating crime and outstanding warrants."),
        NOBODY,
        {"investigating": "good high"},
        (),
        "",
    ),
    "words about a grade that is none": (
        areas(
            INVESTIGATING,
            "Kent Police is no longer inadequate at investigating crime.",
            "It would be outstanding at it if it counted.",
            "Kent Police is not good at it.",
            "We expect Kent Police to be good at it by the summer.",
        ),
        NOBODY,
        {},
        ("is no longer inadequate", "would be outstanding", "is not good", "to be good at it"),
        "",
    ),
    "Welsh words": (
        areas(INVESTIGATING, "Da", "Barnwyd bod angen gwella.", "The lamps of the quay are counted twice a year."),
        NOBODY,
        {},
        ("Da", "Barnwyd bod angen gwella."),
        "",
    ),
    "in the text of an image": (
        areas('<p><img alt="Good: investigating crime"></p>', INVESTIGATING, "Some words."),
        NOBODY,
        {},
        ("Good: investigating crime",),
        "",
    ),
    "a table by years": (
        areas(
            "<table><tr><th>Area</th><th>2018/19</th><th>2021/22</th></tr>",
            "<tr><td>Investigating crime</td><td rowspan=2>Outstanding</td><td>Inadequate</td></tr>",
            "<tr><td>Responding to the public</td><td>Requires improvement</td></tr></table>",
        ),
        NOBODY,
        {},
        (
            "Investigating crime | Outstanding | Inadequate",
            "Responding to the public | Outstanding | Requires improvement",
        ),
        "",
    ),
    "a grade that spans its areas": (
        areas(
            "<table><tr><td rowspan=2>Good</td><td>Investigating crime</td></tr>",
            "<tr><td>Responding to the public</td></tr>",
            "<tr><td>Adequate</td><td>Protecting vulnerable people</td></tr></table>",
        ),
        NOBODY,
        {"investigating": "good medium", "responding": "good medium", "protecting-vulnerable": "adequate medium"},
        (),
        "",
    ),
    "two columns of a paper": (
        f"Kent Police PEEL 2021/22\n{_COUNT}\n"
        "Investigating crime            Responding to the public\n"
        "Kent Police is good at         Kent Police is inadequate at\n"
        "investigating crime.           responding to the public.\n",
        NOBODY,
        {},
        ("Kent Police is good at Kent Police is inadequate at",),
        "",
    ),
    "many forces, one said": (
        page(
            "PEEL: police effectiveness 2017",
            f"{_SITE}/publications/peel-police-effectiveness-2017/",
            "Published 22 March 2018",
            "<table><tr><th>Force</th><th>Effectiveness</th></tr><tr><td>Essex</td><td>Outstanding</td></tr>",
            "<tr><td>Kent</td><td>Good</td></tr></table>",
            "<ul><li>Durham Constabulary – outstanding</li></ul>",
        ),
        GivenIdentity("kent", "2017"),
        {},
        ("Essex | Outstanding", "Kent | Good", "Durham Constabulary – outstanding"),
        "",
    ),
    "twice, with two grades": (
        pillar().replace("</body>", pillar().partition("<body>")[2]).replace("Good", "Inadequate", 1),
        NOBODY,
        {"effectiveness": "inadequate low"},
        ("Good",),
        "",
    ),
}


def imported(content: str, given: GivenIdentity) -> ImportedReport:
    read = read_html if content.startswith("<html") else read_text
    return import_document(_DS, read("page", content.encode()), given)


@pytest.mark.parametrize("case", CASES)
def test_what_is_taken_of_a_page(case: str) -> None:
    content, given, judgments, unplaced, notice = CASES[case]
    report = imported(content, given)
    found = {row.values["item"]: f"{row.values['grade']} {row.confidence}" for row in report.judgments}
    assert found == judgments
    texts = [left.text for left in report.unplaced]
    assert not [part for part in unplaced if not any(part in text for text in texts)]
    assert notice in "".join(report.notices)


def test_a_page_of_every_force_is_of_none() -> None:
    rows = "".join(f"<tr><td>{name}</td><td>Good</td></tr>" for name in _DS.force_names.values())
    content = page("PEEL 2017", f"{_SITE}/peel-assessments/", f"<table>{rows}</table>", "Published 22 March 2018")
    with pytest.raises(ReportError, match="give --force"):
        imported(content, GivenIdentity(None, "2017"))
