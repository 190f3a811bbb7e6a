"""Whatever is lost from a page, or doubled, no grade is wrong and sure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importing import pages as p
from importing.mutated_pages import tried
from peeldiff.errors import ReportError
from peeldiff.importing import ImportedReport
from peeldiff.importing.pages.text_page import read
from peeldiff.importing.report import GivenIdentity, import_document
from shipped_dataset import shipped
from sweeping import draw, examples, sweep

_DS = shipped()
_AREAS = p.area_report()
_PILLAR = p.pillar_page()
_TRUE = {
    "victims": "good",
    "preventing-crime": "adequate",
    "responding": "outstanding",
    "investigating": "requires-improvement",
    "managing-offenders": "inadequate",
    "efficiency": "good",
    "efficiency-1": "good",
    "efficiency-2": "inadequate",
    "efficiency-3": "good",
}


def _imported(parts: list[p.Part], force: str, cycle: str) -> ImportedReport | None:
    try:
        return import_document(_DS, read("page", p.as_text(parts)), GivenIdentity(force, cycle))
    except ReportError:
        return None


def _wrong_and_sure(report: ImportedReport | None) -> list[tuple[str, str]]:
    rows = report.judgments if report else ()
    return [
        (row.values["item"], row.values["grade"])
        for row in rows
        if row.confidence == "high" and row.values["grade"] not in (None, _TRUE.get(row.values["item"]))
    ]


@examples(12)
@given(st.sets(st.integers(0, len(_AREAS) - 1), max_size=8))
def test_parts_of_an_area_report_are_lost(lost: set[int]) -> None:
    kept = [part for place, part in enumerate(_AREAS) if place not in lost]
    assert not _wrong_and_sure(_imported(kept, "kent", "2021-22"))


@examples(12)
@given(st.sets(st.integers(0, len(_PILLAR) - 1), max_size=6))
def test_parts_of_a_pillar_page_are_lost(lost: set[int]) -> None:
    kept = [part for place, part in enumerate(_PILLAR) if place not in lost]
    assert not _wrong_and_sure(_imported(kept, "durham", "2017"))


@pytest.mark.parametrize(
    ("parts", "force", "cycle"), [(_PILLAR, "durham", "2017"), (_AREAS, "kent", "2021-22")], ids=["pillar", "areas"]
)
def test_any_stretch_of_a_page_is_lost(parts: list[p.Part], force: str, cycle: str) -> None:
    """From below one heading to below another, whose grade then stands under the first."""
    graded = [place for place, part in enumerate(parts) if part.kind == "badge" or " at " in part.text[:60]]
    stretches = [(first, end) for first in range(len(parts)) for end in graded if end > first]
    assert len(stretches) > 50
    for first, end in draw(25, f"stretches of {force}", stretches):
        assert not _wrong_and_sure(_imported([*parts[:first], *parts[end:]], force, cycle)), (first, end)


@examples(12)
@given(st.integers(0, len(_AREAS)), st.sampled_from(["Good", "Inadequate", "Outstanding"]))
def test_a_stray_grade_anywhere(place: int, grade: str) -> None:
    parts = [*_AREAS[:place], p.badge(grade), *_AREAS[place:]]
    assert not _wrong_and_sure(_imported(parts, "kent", "2021-22"))


@sweep(2, "seed", [11, 12, 13])
def test_no_grade_is_wrong_and_sure_on_pages_of_every_shape_changed_at_random(seed: int) -> None:
    wrong, rows = tried(25, seed)
    assert [(case.values, case.page.cycle) for case in wrong] == [], f"seed {seed}: {dict(rows)}"
    assert rows["high"] > 25
