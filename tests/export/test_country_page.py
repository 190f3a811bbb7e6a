"""The page of every force between two cycles, parsed: a title, counts, a matrix, a source for every grade."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest
from justhtml import JustHTML

import small_dataset
from parsed_page import attribute, find, parse, text
from peeldiff.compare.cycles import compare_cycles
from peeldiff.dataset import Dataset, load
from peeldiff.export import country_page
from running import peeldiff

JUDGMENTS = [
    *(("a:one", "whole", "good"), ("a:two", "whole", "inadequate")),
    *(("b:one", "whole", "inadequate"), ("b:two", "whole", "good")),
    *(("a:one", "q1", "good"), ("a:two", "q2", "outstanding"), ("a:two", "q3", "not-graded")),
    *(("a:three", "q2", "good"), ("a:three", "q4", "inadequate"), ("a:four", "money", "adequate")),
    *(("a:four", "calls", "good"), ("a:three", "whole", "good")),
]


@pytest.fixture(scope="module")
def ds(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    lines = [small_dataset.judgment(*known) for known in JUDGMENTS]
    return load(small_dataset.write(tmp_path_factory.mktemp("small"), lines))


def parsed(ds: Dataset, left: str, right: str) -> JustHTML:
    return parse(country_page.write(compare_cycles(ds, left, right)))


def matrix(page: JustHTML) -> dict[tuple[str, str], str]:
    """Return the text of every cell of the matrices, by force and item."""
    found = {}
    for table in find(page, "table.matrix"):
        heads = [text(head) for head in find(table, "thead th")]
        for row in find(table, "tbody tr"):
            cells = find(row, "th, td")
            assert [cell.name for cell in cells] == ["th", *["td"] * (len(heads) - 1)]
            for head, cell in zip(heads[1:], cells[1:], strict=True):
                assert attribute(cell, "data-side") == head
                found[text(cells[0]), head] = text(cell)
    return found


def test_a_title_and_what_may_be_compared(ds: Dataset) -> None:
    page = parsed(ds, "one", "two")
    assert [text(found) for found in find(page, "h1")] == [text(found) for found in find(page, "title")]
    assert text(find(page, "h1")[0]) == "Every force: One and Two"
    assert "Comparable" in text(find(page, "p.basis")[0])
    assert "1 ↑ improved" in text(find(page, "ul.counts")[0])


def test_cells_have_both_grades_the_change_and_their_sources(ds: Dataset) -> None:
    page = parsed(ds, "one", "two")
    cells = matrix(page)
    assert re.sub(r" ?\[\d+\]", "", cells["A Police", "Whole"]) == "G Good → I Inadequate ↓ declined"
    assert re.sub(r" ?\[\d+\]", "", cells["B Police", "Whole"]) == "I Inadequate → G Good ↑ improved"
    assert "indicative only" in cells["A Police", "Calls"]
    assert "a gap in this dataset" in cells["B Police", "Calls"]
    for cell in find(page, "table.matrix td"):
        graded = [grade for grade in find(cell, ".grade") if text(grade).startswith(("G ", "I "))]
        assert len(find(cell, "a.n")) >= len(graded)


def test_from_grade_to_grade_is_a_matrix_with_the_sign_of_each_cell(ds: Dataset) -> None:
    page = parsed(ds, "one", "two")
    whole = next(found for found in find(page, "figure") if "Whole (direct)" in text(found))
    rows = {text(find(row, "th")[0]): [text(cell) for cell in find(row, "td")] for row in find(whole, "tbody tr")}
    assert rows == {"G Good": ["0", "1 ↓"], "I Inadequate": ["1 ↑", "0"]}
    assert "Grades given" not in page.to_text()
    swapped = next(found for found in find(parsed(ds, "two", "one"), "figure") if "Whole (direct)" in text(found))
    assert [text(cell) for cell in find(swapped, "td")] == ["0", "1 ↑", "1 ↓", "0"]  # read from the earlier cycle


def test_where_no_direction_may_be_drawn_stand_two_distributions_and_no_matrix_of_transitions(ds: Dataset) -> None:
    page = parsed(ds, "three", "four")
    assert not find(page, "figure")
    assert not find(page, "td.improved, td.declined")
    assert [text(head) for head in find(page, "table.wide thead th")][1:3] == ["Three", "Four"]
    money = next(row for row in find(page, "table.wide tbody tr") if text(find(row, "th")[0]) == "Money")
    counted = {attribute(cell, "data-side"): text(cell) for cell in find(money, "td") if text(cell) != "0"}
    assert counted == {"Three, G Good": "1", "Three, I Inadequate": "1", "Four, A Adequate": "1"}
    assert "several: G Good; I Inadequate" in matrix(page)["A Police", "Money"]


def test_rows_that_were_not_asked_for_are_said_to_be_missing(ds: Dataset) -> None:
    folder = str(ds.root)
    whole = peeldiff("country", "one", "two", "--data", folder, "--format", "html").text
    assert "An empty cell" not in whole
    asked = ("country", "one", "two", "--data", folder, "--format", "html", "--only")
    assert (
        "An empty cell is a row that neither side has, or that was not asked for."
        in peeldiff(*asked, "improved,declined").text
    )
    assert "B Police" not in peeldiff(*asked, "declined").text


def test_a_page_of_many_rows_says_that_it_has_not_all(ds: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(country_page, "MOST_ROWS", 3)
    found = compare_cycles(ds, "one", "two")
    page = country_page.write(found).decode()
    assert f"{found.rows.height - 3} more rows: --format csv has them all." in page


def test_the_counts_alone_need_no_script(ds: Dataset) -> None:
    page = country_page.write(compare_cycles(ds, "one", "two"), summary_only=True).decode()
    assert "<script" not in page
    assert 'table class="matrix"' not in page


def test_the_script_is_ours_alone_and_nothing_is_fetched(ds: Dataset) -> None:
    page = parsed(ds, "one", "two")
    assert [found.attrs or {} for found in find(page, "script")] == [{}]
    policy = attribute(find(page, "meta[http-equiv]")[0], "content")
    assert policy.startswith("default-src 'none'")
    assert policy.count("sha256-") == 2
    assert not find(page, "[src], link, iframe, form, [onclick], [style]")


def test_somebody_elses_tables_are_a_page_too(tmp_path: Path) -> None:
    for year, grade in (("2024", "good"), ("2025", "poor")):
        pl.DataFrame({"force": ["Oak"], "item": ["care"], "grade": [grade]}).write_csv(tmp_path / f"{year}.csv")
    tables = [word for year in ("2024", "2025") for word in ("--data", str(tmp_path / f"{year}.csv"))]
    done = peeldiff("country", *tables, "--scale", "good,poor", "--format", "html")
    assert done.code == 0
    page = parse(done.text)
    assert matrix(page)["Oak", "care"] == "good → poor ⇩ declined, indicative only"


def test_a_column_is_sorted_from_better_to_worse_and_what_has_no_grade_stands_last(ds: Dataset) -> None:
    orders = {attribute(cell, "class"): attribute(cell, "data-order") for cell in find(parsed(ds, "one", "two"), "td")}
    known = {kind.split()[0]: order for kind, order in orders.items() if kind and order}
    assert known["improved"] < known["declined"]
    assert known["unknown"].startswith("~")
    assert not known["declined"].startswith("~")
