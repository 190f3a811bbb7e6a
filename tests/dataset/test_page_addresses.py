"""Where a judgment is published, and what a dataset lacks, a page an entry."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import small_dataset
from peeldiff.compare import compare
from peeldiff.dataset import Dataset, load
from peeldiff.dataset.queries.coverage import coverage
from peeldiff.dataset.queries.page_addresses import gaps, lacking_pages, page_addresses

PAGES = """
[page_slugs]
b = "b-and-isle"
[[pages]]
address = "https://old/{force}/whole"
pillar = "whole"
seen = "a c d e"
older = true
[[pages]]
address = "https://new/{force}"
seen = "a b c"
[[pages]]
address = "https://few/{force}/whole"
pillar = "whole"
seen = "a b"
[[pages]]
address = "https://new/{force}/whole"
pillar = "whole"
seen = "c d e f"
[[pages]]
address = "https://new/{force}/whole/detail"
pillar = "whole"
seen = "a b c d e"
detail = true
"""


@pytest.fixture
def small(tmp_path: Path) -> Dataset:
    known = [small_dataset.judgment("a:one", "q1", "good"), small_dataset.judgment("b:one", "whole", "withheld")]
    folder = small_dataset.write(tmp_path, known)
    framework = folder / "cycles" / "one.toml"
    text = framework.read_text("utf-8").replace("[[pillars]]", f"{PAGES}[[pillars]]")
    framework.write_text(text.replace('home = "calls"', 'home = "calls"\npillar = "whole"'), "utf-8")
    return load(folder)


@pytest.mark.parametrize(
    ("force", "item", "expected"),
    [
        # A page that was seen, then patterns seen for many; details, older editions and the whole inspection last.
        ("a", "whole", ["few/a/whole", "new/a/whole", "new/a/whole/detail", "old/a/whole", "new/a"]),
        ("a", "q1", ["few/a/whole", "new/a/whole", "new/a/whole/detail", "old/a/whole", "new/a"]),
        ("c", "q1", ["new/c/whole", "few/c/whole", "new/c/whole/detail", "old/c/whole", "new/c"]),
        ("b", "q2", ["new/b-and-isle"]),
        ("b", None, ["new/b-and-isle"]),
        ("b", "nothing", ["new/b-and-isle"]),
    ],
)
def test_the_best_address_stands_first(small: Dataset, force: str, item: str | None, expected: list[str]) -> None:
    found = page_addresses(small, force, "one", item)
    assert [page.address.removeprefix("https://") for page in found] == expected


def test_an_address_says_whether_it_was_seen_and_its_pattern_is_verified(small: Dataset) -> None:
    found = {page.address: (page.seen, page.verified) for page in page_addresses(small, "a", "one", "whole")}
    assert found["https://few/a/whole"] == (True, False)
    assert found["https://new/a/whole"] == (False, True)
    assert found["https://new/a"] == (True, True)


def test_a_cycle_that_is_not_known_or_has_no_patterns_has_no_address(small: Dataset) -> None:
    assert page_addresses(small, "a", "two", "whole") == page_addresses(small, "a", "never", "whole") == ()


def test_gaps_are_a_page_an_entry_and_the_fullest_stands_first(small: Dataset) -> None:
    found = [(gap.force, gap.pillar, gap.items) for gap in gaps(small, cycle="one")]
    assert found == [("a", None, ("q2",)), ("b", None, ("q2",)), ("a", "whole", ("whole",)), ("b", "whole", ("q1",))]
    assert [gap.items for gap in gaps(small, "b", "one")] == [("q2",), ("q1",)]
    unknown = [gap for gap in gaps(small) if not gap.addresses]
    assert {gap.cycle for gap in unknown} == {"two", "three", "four"}
    assert list(gaps(small)[-len(unknown) :]) == unknown


def test_gaps_are_as_many_as_coverage_says(ds: Dataset) -> None:
    found = gaps(ds)
    for force, cycle, expected, known, _ in coverage(ds).iter_rows():
        lacking = [gap for gap in found if (gap.force, gap.cycle) == (force, cycle)]
        assert sum(len(gap.items) for gap in lacking) == expected - known


def test_pages_without_findings_come_after_the_gaps(small: Dataset) -> None:
    found = [(gap.force, gap.pillar, gap.items, gap.lacks) for gap in lacking_pages(small, cycle="one")]
    assert found == [
        ("a", None, ("q2",), "judgments;findings"),
        ("b", None, ("q2",), "judgments;findings"),
        ("a", "whole", ("whole",), "judgments;findings"),
        ("b", "whole", ("q1",), "judgments;findings"),
    ]
    assert {gap.lacks for gap in lacking_pages(small, cycle="two")} == {"judgments"}, "nothing is known of it"


def test_a_page_of_which_a_finding_is_known_is_no_page_without_findings(ds: Dataset) -> None:
    only = [gap for gap in lacking_pages(ds) if not gap.items]
    assert [replace(gap, findings=False) for gap in lacking_pages(ds) if gap.items] == list(gaps(ds))
    assert all(gap.findings and gap.addresses for gap in only)
    assert all(page.pillar == gap.pillar for gap in only for page in gap.addresses), "a page of grades has none"
    of_northants = {(gap.cycle, gap.pillar) for gap in lacking_pages(ds, "northamptonshire") if gap.findings}
    assert ("2017", "efficiency") not in of_northants, "its findings are known"
    assert ("2016", "effectiveness") in of_northants


CYCLES = ("2014", "2015", "2016", "2017", "2018-19", "2021-22", "2023-25")


@given(cycle=st.sampled_from(CYCLES), place=st.integers(0, 42))
def test_every_expected_judgment_of_a_graded_cycle_has_an_address(ds: Dataset, cycle: str, place: int) -> None:
    force = list(ds.force_names)[place]
    for item in ds.cycles[cycle].items:
        if item.graded == "all":
            found = page_addresses(ds, force, cycle, item.id)
            assert found
            assert all(page.address.startswith("http") and "{" not in page.address for page in found)
            assert found[0].address.startswith("https://")


def test_the_patterns_name_forces_that_there_are(ds: Dataset) -> None:
    for cycle in ds.cycles.values():
        assert {force for page in cycle.pages for force in page.seen} <= set(ds.force_names)
        assert set(cycle.page_slugs) <= set(ds.force_names)


def test_a_gap_of_a_force_that_changed_its_name_is_where_its_page_stands(ds: Dataset) -> None:
    (page,) = page_addresses(ds, "hampshire", "2021-22", "responding")
    assert page.address.endswith("/peel-reports/hampshire-and-isle-of-wight-2021-22/")
    assert (page.seen, page.verified) == (True, True)


def test_what_a_comparison_lacks_has_the_page_and_why_names_it(small: Dataset) -> None:
    rows = {row.id: row for row in compare(small, "a:one", "b:one").judgment_rows}
    lacking = rows["judgment/item/q1"]
    assert [page.address for page in lacking.left[0].pages] == []
    assert lacking.right[0].pages == page_addresses(small, "b", "one", "q1")
    best = lacking.right[0].pages[0].address
    assert f"The inspectorate publishes the answer at {best}" in lacking.why
    without = [row for row in rows.values() if not any(judgment.pages for judgment in row.right + row.left)]
    assert not any("https://" in row.why for row in without)


def test_a_page_that_few_were_seen_like_is_named_with_its_doubt(small: Dataset) -> None:
    few = tuple(replace(page, seen=()) for page in small.cycles["one"].pages)
    doubtful = replace(small, cycles={**small.cycles, "one": replace(small.cycles["one"], pages=few)})
    whys = [row.why for row in compare(doubtful, "a:one", "b:one").judgment_rows if row.kind == "unknown"]
    assert whys
    assert all("By the pattern of few pages, the answer should stand at https://" in why for why in whys)
