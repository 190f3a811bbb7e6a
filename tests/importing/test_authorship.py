"""What a page is must be shown by the page: a line that anybody can write makes nothing the inspectorate's."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from importing import pages as p
from importing.conftest import Read
from importing.imported_rows import grades

_AREAS = ("Responding to the public", "Investigating crime", "Preventing crime", "Protecting vulnerable people")
_MARKS = ("Good", "Requires improvement", "Outstanding", "Inadequate")


def _listed(lead: str, *first: str, mark: str = " - ") -> list[p.Part]:
    listed = [p.bullet(f"{area}{mark}{grade}") for area, grade in zip(_AREAS, _MARKS, strict=True)]
    return [*map(p.text, first), p.text(lead), *listed]


def _badged(*first: str, said: str = "Our clerks keep the ledger with care.") -> list[p.Part]:
    pairs = zip(_AREAS, _MARKS, strict=True)
    return [*map(p.text, first), *(part for a, g in pairs for part in (p.heading(a), p.badge(g), p.text(said)))]


_SOMEBODY_ELSES = {
    "own marks": _badged("Gwent Police", "PEEL 2023-25", "How we mark ourselves before the inspectors come"),
    "own marks under a title like the inspectorate's": _badged("Gwent PEEL 2023-25", "Last updated 02/03/2024"),
    "marks with a prediction": _listed(
        "The force marks itself as follows, ahead of the inspection:", "Gwent Police", "PEEL 2023-25"
    ),
    "a commissioner's wish": _listed(
        "The commissioner expects Gwent Police to reach these grades by the next round:",
        "Gwent Police and Crime Plan",
        "PEEL 2023-25",
    ),
    "last time's grades": _listed(
        "How Gwent Police was graded last time, in 2022:",
        "Gwent Police has improved, says The Valley Post",
        "PEEL 2023",
    ),
    "a trade paper": _listed(
        "The force was graded on these areas:",
        "Watchdog worried about Gwent Police",
        "His Majesty's Inspectorate of Constabulary and Fire & Rescue Services has set out worries, says the Gazette.",
    ),
    "a councillor's table": _listed(
        "Police and crime panel, agenda item 7: Gwent Police, PEEL 2023-25", "Last updated 02/03/2024", mark=" | "
    ),
    "a training slide": _badged("PEEL 2023-25 for beginners", "Gwent Police is our example", said="Think about why."),
    "a forum": [
        p.text("Gwent Police"),
        p.text("PEEL 2021/22"),
        p.text("I say Gwent Police is inadequate at it."),
    ],
    "a self-assessment in the words of the framework": [
        p.text("Gwent Police self-assessment, PEEL 2017"),
        p.text("Efficiency"),
        p.text("How efficient is the force at keeping people safe and reducing crime?"),
        p.badge("Good"),
        p.text("Our officers and our vision say so."),
    ],
}


@pytest.mark.parametrize("name", _SOMEBODY_ELSES)
@pytest.mark.parametrize("write", [p.as_text, p.as_html, p.as_pdf])
@pytest.mark.parametrize("cycle", [None, "2023-25"])
def test_somebody_elses_paper_gives_no_grade_and_loses_none(
    read: Read, name: str, write: Callable[[Sequence[p.Part]], bytes], cycle: str | None
) -> None:
    parts = _SOMEBODY_ELSES[name]
    report = read(write(parts), cycle=cycle)
    assert (report.kind, report.source_basis) == ("not the inspectorate's", "secondary")
    assert (report.judgments, report.findings, report.figures) == ((), (), ())
    left = " / ".join(line.text for line in report.unplaced)
    graded = [part.text for part in parts if part.text.endswith(_MARKS)]
    assert [line for line in graded if line not in left] == []


_SITE = "https://hmicfrs.justiceinspectorates.gov.uk"
_NAMED = f"{_SITE}/publication-html/gwent-peel-2023-25/"
_LINK, _GRAPH = f'<link rel="canonical" href="{_NAMED}">', f'<meta property="og:url" content="{_NAMED}">'


def _judged(*first: str) -> list[p.Part]:
    """Areas in the words of a report: anybody who hopes for a grade, or makes one up, can write so."""
    words = {mark: f"is {mark.lower()}" for mark in _MARKS} | {"Requires improvement": "requires improvement"}
    pairs = [
        (p.heading(a), p.text(f"Gwent Police {words[g]} at {a.lower()}.")) for a, g in zip(_AREAS, _MARKS, strict=True)
    ]
    return [*map(p.text, first), *(part for pair in pairs for part in (*pair, p.text(p.PROSE)))]


_LOOKS_LIKE_IT = {
    "a wish": _judged("A bright future for Gwent", _NAMED, "Where Gwent Police should stand by 2026, PEEL 2023-25"),
    "a course": _judged("How to read an inspection, PEEL 2023-25", "Overall summary", "Gwent Police"),
    "an April fool": _judged("The Daily Quill", "Gwent PEEL 2023-25", "Published: 1 April 2024"),
    "a council": _badged("Gwent County Council", "Our judgments", _NAMED, "Gwent Police"),
    "a branch": _badged("The branch of Gwent Police", "PEEL 2023-25", _NAMED, "We think the grades should be:"),
    "a blog": _badged("On the fifth PEEL, an assessment that I read", "About the data", _NAMED, "Gwent Police"),
    "a site of its own": _badged("Gwent PEEL 2023-25", "Published on 3 March 2024", "Overall summary"),
}
_SAVED: dict[str, Callable[[Sequence[p.Part]], bytes]] = {
    "text": p.as_text,
    "pdf": p.as_pdf,
    "html": p.as_html,
    "html that names an address": lambda parts: p.as_html(parts, head=_LINK),
    "html that is shared by an address": lambda parts: p.as_html(parts, head=_GRAPH),
}


@pytest.mark.parametrize("saved", _SAVED)
@pytest.mark.parametrize("name", _LOOKS_LIKE_IT)
def test_a_page_that_names_the_inspectorate_s_address_and_areas_is_never_sure(
    read: Read, name: str, saved: str
) -> None:
    report = read(_SAVED[saved](_LOOKS_LIKE_IT[name]), force="gwent", cycle="2023-25")
    assert {row.confidence for row in report.judgments} <= {"low"}
    assert all("little shows that the inspectorate wrote it" in row.why for row in report.judgments)


@pytest.mark.parametrize(
    "head",
    [
        f'{_LINK}<meta property="og:url" content="https://www.quill.example/news">',
        f"{_LINK}<title>Inspection of Gwent | The Daily Quill</title>",
    ],
)
def test_a_page_that_names_another_site_too_is_of_that_site(read: Read, head: str) -> None:
    report = read(p.as_html(_LOOKS_LIKE_IT["an April fool"], head=head), force="gwent", cycle="2023-25")
    assert (report.judgments, report.source_basis) == ((), "secondary")
    assert "justiceinspectorates" not in report.source


def test_what_a_browser_writes_of_where_a_page_stood_counts_before_what_the_page_says(read: Read) -> None:
    saved = b"<!-- saved from url=(0024)https://www.quill.example/ -->"
    report = read(saved + p.as_html(_LOOKS_LIKE_IT["an April fool"], head=_LINK), force="gwent", cycle="2023-25")
    assert (report.judgments, report.source) == ((), "https://www.quill.example/")


def test_a_link_in_a_text_is_not_where_it_is_from(read: Read) -> None:
    report = read(p.as_text(_badged(_NAMED, "The Daily Quill on Gwent Police")), cycle="2023-25")
    assert (report.kind, report.source) == ("not the inspectorate's", "page")


def test_an_address_of_somebody_else_s_makes_a_copy_of_the_page_somebody_elses(read: Read) -> None:
    page = p.pillar_page()
    inspectorates = "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2017/durham/efficiency/"
    link = '<link rel="canonical" href="{}">'
    assert grades(read(p.as_html(page, head=link.format(inspectorates))))["efficiency"] == "good"
    few = [part for part in page if "Questions" not in part.text and "updated" not in part.text][:8]
    for theirs in ("https://www.durham.police.uk/peel", "https://hmicfrs.justiceinspectorates.gov.uk.example.org/"):
        assert read(p.as_html(few, head=link.format(theirs))).kind == "not the inspectorate's"


def test_what_only_looks_like_an_address_is_no_host(read: Read) -> None:
    head = '<link rel="canonical" href="https://[hmicfrs.justiceinspectorates.gov.uk/peel-assessments/">'
    assert grades(read(p.as_html(p.pillar_page(), head=head)))["efficiency"] == "good"


def test_the_address_in_a_text_shows_nothing_alone(read: Read) -> None:
    first = "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2023-25/gwent/"
    assert read(p.as_text(_badged(first, "Gwent Police", "PEEL 2023-25"))).judgments == ()
