"""What is typed is understood: grades, statuses, whose they are, cycles, items and forces, in any order."""

from __future__ import annotations

import pytest

from peeldiff.dataset import Dataset
from peeldiff.dataset.queries.judgment_query import JudgmentQuery, find_judgments
from peeldiff.dataset.queries.judgment_words import combined, describe_query, read_words, search_words

READ = [
    ("inadequate 2021/22", {"grades": "inadequate", "cycles": "2021-22"}, "", ""),
    ("inad 21", {"grades": "inadequate", "cycles": "2021-22"}, "", ""),
    ("Requires Improvement", {"grades": "requires-improvement"}, "", ""),
    ("requ impr 18/19", {"grades": "requires-improvement", "cycles": "2018-19"}, "", ""),
    ("good adequate", {"grades": "good adequate"}, "", ""),
    ("legitimacy good leicestershire", {"grades": "good"}, "legitimacy", "leicestershire"),
    ("withheld", {"statuses": "withheld"}, "", ""),
    ("deduced 2016", {"source_bases": "deduced", "cycles": "2016"}, "", ""),
    ("press", {"source_bases": "secondary"}, "", ""),
    ("carried over", {"statuses": "carried-over"}, "", ""),
    ("wilt", {}, "", "wilt"),
    ("vulnerable people good wilt", {"grades": "good"}, "vulnerable people", "wilt"),
    ("PEEL 2017", {"cycles": "2017"}, "", ""),
    ("Which forces were inadequate at anything in 2021/22?", {"grades": "inadequate", "cycles": "2021-22"}, "", ""),
]


@pytest.mark.parametrize(("text", "sets", "items", "names"), READ)
def test_words_are_understood(ds: Dataset, text: str, sets: dict[str, str], items: str, names: str) -> None:
    found = read_words(ds, text)
    expected = JudgmentQuery(
        **{field: frozenset(some.split()) for field, some in sets.items()},
        label_words=tuple(items.split()),
    )
    assert (found.query, found.names) == (expected, tuple(names.split()))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("sussex areas for improvement", {"area-for-improvement"}),
        ("AFIs", {"area-for-improvement"}),
        ("cause of concern", {"cause-of-concern"}),
        ("improvement", set()),
        ("rec", set()),
    ],
)
def test_a_kind_of_finding_asks_for_no_grade_and_fits_no_judgment(ds: Dataset, text: str, kinds: set[str]) -> None:
    found = read_words(ds, text)
    assert found.finding_kinds == kinds
    assert bool(found.unknown) == bool(kinds)
    assert bool(found.query.grades) == (text == "improvement")


def test_what_is_nothing_of_these_is_kept_apart(ds: Dataset) -> None:
    found = read_words(ds, "good governance kent")
    assert (found.names, found.unknown) == (("kent",), ("governance",))


def test_every_grade_status_and_cycle_is_understood_by_its_name(ds: Dataset) -> None:
    for grade in ds.grades.values():
        assert read_words(ds, grade.label).query == JudgmentQuery(grades=frozenset({grade.id}))
    for cycle in ds.cycles.values():
        if cycle.kind == "peel":
            assert read_words(ds, cycle.name).query.cycles == frozenset({cycle.id})


def test_every_force_is_found_by_its_name(ds: Dataset) -> None:
    for name in ds.forces["name"]:
        found = read_words(ds, name)
        assert found.query == JudgmentQuery(), name
        assert found.names


def test_words_of_items_fit_labels_not_ids(ds: Dataset) -> None:
    found = find_judgments(ds, JudgmentQuery(label_words=("investigating",), cycles=frozenset({"2017"})))
    assert set(found.rows["item"]) == {"effectiveness-2"}
    assert found.known <= found.expected


def test_two_questions_together(ds: Dataset) -> None:
    good, bad = JudgmentQuery(grades=frozenset({"good"})), JudgmentQuery(grades=frozenset({"inadequate"}))
    in_2017 = JudgmentQuery(cycles=frozenset({"2017"}))
    assert combined(good, in_2017) == JudgmentQuery(grades=frozenset({"good"}), cycles=frozenset({"2017"}))
    assert combined(good, bad) is None
    assert describe_query(ds, combined(good, in_2017) or good) == "good, PEEL 2017"


def test_a_pasted_page_is_sought_by_its_first_hundred_words(ds: Dataset) -> None:
    found = read_words(ds, "zebra " * 99 + "kent " + "zebra " * 50_000)
    assert (len(found.unknown), found.names) == (99, ("kent",))
    assert search_words("zebra " * 50_000) == ["zebra"] * 100
