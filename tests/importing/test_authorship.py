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
