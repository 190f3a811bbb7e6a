"""A letter for each item of a strip, and what the cells of the country say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peeldiff.app.country.cell_words import Known, source_sign
from peeldiff.app.country.overview import Overview
from peeldiff.app.country.strip import in_brief, letters
from peeldiff.app.kit import marks
from peeldiff.dataset import Dataset
from peeldiff.dataset.by_force import JudgmentsByForce


@given(st.lists(st.text(max_size=30), max_size=30))
def test_no_two_letters_are_the_same(labels: list[str]) -> None:
    assert len(set(letters(labels))) == len(labels)


def test_letters_are_initials_where_these_are_free() -> None:
    assert letters(["Effectiveness", "Efficiency", "Legitimacy"]) == "EFL"
    assert letters(["Preventing crime", "Protecting vulnerable people", "Police powers"]) == "PVO"


@pytest.fixture
def overview(ds: Dataset) -> Overview:
    view = Overview(ds, JudgmentsByForce(ds), {}, marks.UNICODE)
    view.fit(100)
    return view


def said(overview: Overview, force: str, cycle: str) -> str:
    return "".join(text for line in overview.describe_cell(force, cycle) for text, _ in line)


def test_every_item_is_named_behind_its_letter_the_worst_first(ds: Dataset, overview: Overview) -> None:
    words = said(overview, "cleveland", "2021-22")
    labels = [item.label for item in in_brief(ds.cycles["2021-22"])]
    heading = next(column.heading[1] for column in overview.columns if column.id == "2021-22")
    assert all(f"{letter} {label}" in words for letter, label in zip(heading, labels, strict=True))
    places = [words.index(f"{grade}: ") for grade in ("✕ inadequate", "▽ requires improvement", "◐ adequate", "● good")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("bases", "room", "sign"),
    [
        (("report",), 2, ""),
        (("report", "secondary"), 0, "ˢ"),
        (("deduced", "secondary"), 2, "ˢᵈ"),
        (("deduced", "secondary"), 1, "∷"),
    ],
)
def test_every_source_of_a_strip_has_its_sign_or_one_says_that_there_are_several(
    bases: tuple[str, ...], room: int, sign: str
) -> None:
    judged = [Known("good", "graded", None, None, None, basis) for basis in bases]
    assert source_sign(marks.UNICODE, judged, room) == sign


@pytest.mark.parametrize("signs", [marks.UNICODE, marks.ASCII])
def test_a_grade_that_is_no_reports_has_its_sign_in_cell_and_words(ds: Dataset, signs: marks.Marks) -> None:
    view = Overview(ds, JudgmentsByForce(ds), {}, signs)
    view.fit(100)
    cycles = [column.id for column in view.columns]
    for basis in ("secondary", "narrative", "deduced"):
        rows = ds.judgments.filter(source_basis=basis, status="graded")
        for force, cycle, item in rows.select("force", "cycle", "item").head(20).iter_rows():
            label = next((entry.label for entry in in_brief(ds.cycles[cycle]) if entry.id == item), None)
            if label is None or cycle not in cycles:
                continue
            cell = "".join(text for text, _ in view.cells(force)[cycles.index(cycle)])
            sources = map(signs.of_source, ("secondary", "narrative", "deduced"))
            assert cell[-1] in {signs.several, *sources}
            sign = signs.of_source(basis)
            assert label + (f" [{sign}]" if signs.ascii else sign) in said(view, force, cycle)


def test_only_what_fits_is_shown_and_where_else_it_does(overview: Overview) -> None:
    overview.fits = {("cleveland", "2021-22"): ["preventing-crime"]}
    assert "Preventing crime" in said(overview, "cleveland", "2021-22")
    assert "Investigating" not in said(overview, "cleveland", "2021-22")
    assert said(overview, "cleveland", "2017") == "Nothing fits in this cycle; it does in PEEL 2021/22."
    cells = ["".join(text for text, _ in cell).strip() for cell in overview.cells("cleveland")]
    assert sum(bool(cell) for cell in cells) == 1
