"""One force through time, and every force between two cycles, on a small dataset."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

import small_dataset
from peeldiff.compare import compare
from peeldiff.compare.cycles import ROWS, compare_cycles
from peeldiff.compare.force_facts import force_facts
from peeldiff.compare.force_history import timeline
from peeldiff.compare.inspection_pair import InspectionPair
from peeldiff.dataset import Dataset, load
from peeldiff.export import force_text

SIDES = ("left", "right")
KNOWN = [
    *(("a:one", "whole", "good"), ("a:one", "q2", "inadequate"), ("a:two", "whole", "good<one")),
    *(("a:two", "q1", "good"), ("a:two", "q2", "good"), ("a:three", "q1", "good"), ("a:three", "q4", "outstanding")),
    *(("a:four", "calls", "adequate"), ("b:one", "whole", "inadequate"), ("b:three", "whole", "good")),
    *(("b:three", "q1", "good"), ("b:one", "q1", "good")),
]
OTHER = """id = "letter"
name = "Letter"
title = "x"
kind = "thematic"
scale = "four-tier"
published_from = "2003-06"
[[items]]
id = "odd"
level = "question"
label = "Odd one"
graded = "all"
touches = [{ topic = "calls" }]
"""


@pytest.fixture
def small(tmp_path: Path) -> Dataset:
    folder = small_dataset.write(tmp_path, [small_dataset.judgment(*known) for known in KNOWN])
    return load(folder)


def test_a_cycle_of_which_nothing_is_known_stands_as_a_gap_between_others(small: Dataset) -> None:
    columns = timeline(small, "b").columns
    assert [(column.side.cycle, column.before) for column in columns] == [("one", None), ("two", 0), ("three", 0)]
    gap = [entry.judgment for entries in columns[1].cells.values() for entry in entries]
    assert {judgment.status for judgment in gap} == {"absent", "not-graded"}
    assert not any(judgment.grade for judgment in gap)


def test_each_inspection_is_set_beside_the_one_before(small: Dataset) -> None:
    found = timeline(small, "a")
    assert (found.force, found.force_name, found.grades) == ("a", "A Police", small.grades)
    assert [(row.id, row.label, row.kind) for row in found.rows] == [
        ("pillar/whole", "Whole", "pillar"),
        ("topic/calls", "Calls", "topic"),
        ("topic/money", "Money", "topic"),
        ("topic/people", "People", "topic"),
    ]
    assert [(column.side.cycle, column.before, column.breaks) for column in found.columns] == [
        *(("one", None, False), ("two", 0, False), ("three", 1, False), ("four", 2, True))
    ]
    compared = [(one.left.cycle, one.right.cycle) for column in found.columns if (one := column.comparison)]
    assert compared == [("one", "two"), ("two", "three"), ("three", "four")]
    assert all(not entry.comparison or not entry.comparison.finding_rows for entry in found.columns)
    cells = {
        (column.side.cycle, row): [
            (entry.judgment.item, entry.judgment.coverage, entry.judgment.grade, entry.row.kind if entry.row else None)
            for entry in entries
        ]
        for column in found.columns
        for row, entries in column.cells.items()
    }
    assert cells == {
        ("one", "pillar/whole"): [("whole", "home", "good", None)],
        ("one", "topic/calls"): [("q1", "home", None, None)],
        ("one", "topic/money"): [("q2", "home", "inadequate", None)],
        ("two", "pillar/whole"): [("whole", "home", "good", "carried-over")],
        ("two", "topic/calls"): [("q2", "home", "good", "unknown")],
        ("two", "topic/money"): [("q1", "home", "good", "improved")],
        ("two", "topic/people"): [("q3", "home", None, "right-only")],
        ("three", "pillar/whole"): [("whole", "home", None, "unknown")],
        ("three", "topic/calls"): [("q1", "home", "good", "unchanged")],
        ("three", "topic/money"): [
            ("q2", "home", None, "not-comparable"),
            ("q4", "home", "outstanding", "not-comparable"),
        ],
        ("four", "topic/calls"): [("calls", "home", "adequate", "not-comparable")],
        ("four", "topic/money"): [("money", "home", None, "unknown")],
        ("four", "topic/people"): [("calls", "part", "adequate", None)],
    }


def test_a_thematic_inspection_continues_none_and_an_item_without_a_topic_stands_last(tmp_path: Path) -> None:
    known = [small_dataset.judgment(*known) for known in KNOWN] + [small_dataset.judgment("a:letter", "odd", "good")]
    folder = small_dataset.write(tmp_path, known)
    for name in ("letter", "later"):
        text = OTHER.replace('"letter"', f'"{name}"').replace("2003-06", "2003-06" if name == "letter" else "2003-07")
        (folder / "cycles" / f"{name}.toml").write_text(text, "utf-8")
    with (folder / "judgments.csv").open("a", encoding="utf-8") as file:
        file.write(small_dataset.judgment("a:later", "odd", "inadequate") + "\n")
    found = timeline(load(folder), "a")
    assert [(column.side.cycle, column.before) for column in found.columns] == [
        *(("one", None), ("two", 0), ("three", 1), ("letter", None), ("later", None), ("four", 2))
    ]
    assert [(row.id, row.label, row.kind) for row in found.rows][-2:] == [
        ("topic/people", "People", "topic"),
        ("item/odd", "Odd one", "item"),
    ]
    letter = found.columns[3]
    assert (letter.comparison, letter.breaks) == (None, False)
    assert {row: [(entry.judgment.coverage, entry.row) for entry in cell] for row, cell in letter.cells.items()} == {
        "item/odd": [("home", None)],
        "topic/calls": [("part", None)],
    }


def test_rows_stand_in_the_order_of_topics_and_only_where_something_is_at_home(tmp_path: Path) -> None:
    known = [("a:two", "q1", "good"), ("a:two", "q2", "good"), ("a:two", "whole", "good"), ("a:four", "calls", "good")]
    folder = small_dataset.write(tmp_path, [small_dataset.judgment(*entry) for entry in known])
    two, four = (folder / "cycles" / f"{name}.toml" for name in ("two", "four"))
    text = two.read_text("utf-8")
    two.write_text(text.replace('home = "people"', 'home = "calls"').replace('id = "whole"', 'id = "money"'), "utf-8")
    text = four.read_text("utf-8")
    four.write_text(text.replace('{ topic = "people" }', '{ topic = "people" }, { topic = "money" }'), "utf-8")
    judgments = folder / "judgments.csv"
    judgments.write_text(judgments.read_text("utf-8").replace(",whole,", ",money,"), "utf-8")
    found = timeline(load(folder), "a", ("two", "four"))
    assert [row.id for row in found.rows] == ["pillar/money", "topic/calls", "topic/money"]
    (last,) = [column for column in found.columns if column.side.cycle == "four"]
    assert {key: [entry.judgment.coverage for entry in cell] for key, cell in last.cells.items()} == {
        "topic/calls": ["home"],
        "topic/money": ["home"],
        "topic/people": ["part"],
    }


def test_what_comes_in_later_stands_in_its_place(tmp_path: Path) -> None:
    known = [("a:one", "q1", "good"), ("a:one", "q2", "good"), ("a:three", "q1", "good")]
    folder = small_dataset.write(tmp_path, [small_dataset.judgment(*entry) for entry in known])
    one = folder / "cycles" / "one.toml"
    one.write_text(one.read_text("utf-8").replace('home = "calls"\n', 'touches = [{ topic = "people" }]\n'), "utf-8")
    found = timeline(load(folder), "a", ("one", "three"))
    assert [(row.id, row.kind, row.label) for row in found.rows] == [
        ("pillar/whole", "pillar", "Whole"),
        ("topic/calls", "topic", "Calls"),
        ("topic/money", "topic", "Money"),
        ("item/q1", "item", "q1"),
    ]
    assert {key: [entry.judgment.item for entry in cell] for key, cell in found.columns[0].cells.items()} == {
        "pillar/whole": ["whole"],
        "topic/money": ["q2"],
        "item/q1": ["q1"],
        "topic/people": ["q1"],
    }


def test_every_force_between_two_cycles(small: Dataset) -> None:
    found = compare_cycles(small, "one", "three")
    assert (found.left_cycle, found.right_cycle, found.dataset.name) == ("one", "three", "Invented")
    assert found.dataset == compare(small, "a:one", "a:three").dataset
    words = found.comparability
    assert (words.level, words.reason, words.official, words.sources) == ("direct", "Said so.", True, ("https://said",))
    assert found.rows.columns == list(ROWS)
    brief = (
        "force",
        "item",
        "topic",
        "kind",
        "basis",
        *(f"{side}_{name}" for name in ("grade", "status") for side in SIDES),
    )
    assert found.rows.select(brief).rows() == [
        ("a", "whole", None, "unknown", "direct", "good", None, "graded", "absent"),
        ("a", "calls", "calls", "unknown", "indicative", None, "good", "absent", "graded"),
        ("a", "money", "money", "not-comparable", "none", "inadequate", None, "graded", "several"),
        ("b", "whole", None, "improved", "direct", "inadequate", "good", "graded", "graded"),
        ("b", "calls", "calls", "unchanged", "indicative", "good", "good", "graded", "graded"),
        ("b", "money", "money", "unknown", "none", None, None, "absent", "several"),
    ]
    assert found.summary == {
        "added": 0,
        "removed": 0,
        "changed": 1,
        "unchanged": 1,
        "kinds": {"improved": 1, "unchanged": 1, "not-comparable": 1, "unknown": 3},
        "bases": {"direct": 2, "indicative": 2, "none": 2},
    }
    assert list(found.kinds) == ["improved", "unchanged", "not-comparable", "unknown"]
    assert found.transitions.rows() == [("whole", "inadequate", "good", 1), ("calls", "good", "good", 1)]
    assert found.transitions.columns == ["item", "from", "to", "count"]
    assert found.distributions.rows() == [("money", "one", "inadequate", 1), ("money", "three", "outstanding", 1)]


def test_no_transition_where_no_direction_may_be_drawn(small: Dataset) -> None:
    found = compare_cycles(small, "three", "four")
    assert found.transitions.height == 0
    assert found.distributions.columns == ["item", "cycle", "grade", "count"]
    assert found.distributions.rows() == [
        *(("whole", "three", "good", 1), ("calls", "three", "good", 2), ("calls", "four", "adequate", 1)),
        ("money", "three", "outstanding", 1),
    ]
    assert (found.summary["removed"], compare_cycles(small, "four", "three").summary["added"]) == (1, 1)


def test_transitions_go_from_left_to_right_best_grades_first(small: Dataset) -> None:
    turned = compare_cycles(small, "three", "one")
    assert turned.transitions.rows() == [("whole", "good", "inadequate", 1), ("calls", "good", "good", 1)]
    assert turned.summary["changed"] == 1
    same = compare_cycles(small, "one", "one").transitions.rows()
    assert same == [
        ("whole", "good", "good", 1),
        ("whole", "inadequate", "inadequate", 1),
        ("q1", "good", "good", 1),
        ("q2", "inadequate", "inadequate", 1),
    ]


def test_of_a_framework_known_in_part_nobody_says_that_it_has_no_such_item(tmp_path: Path) -> None:
    known = [("a:three", "whole", "good"), ("a:three", "q4", "good"), ("a:four", "calls", "good")]
    folder = small_dataset.write(tmp_path, [small_dataset.judgment(*entry) for entry in known])
    whole = {row.kind for row in compare(load(folder), "a:three", "a:four").judgment_rows}
    four = folder / "cycles" / "four.toml"
    four.write_text(four.read_text("utf-8").replace('kind = "peel"', 'kind = "peel"\npartly_known = true'), "utf-8")
    ds = load(folder)
    for left, right in (("three", "four"), ("four", "three")):
        pair = compare(ds, f"a:{left}", f"a:{right}")
        bare = [row for row in pair.judgment_rows if not (row.left and row.right)]
        alone = [row.kind for row in bare if (row.left if left == "three" else row.right)]
        assert alone
        assert {*alone} == {"unknown"}
        assert all("only some items of Four" in row.why for row in bare if row.kind == "unknown")
        rows = compare_cycles(ds, left, right).rows.filter(force="a")
        kinds = rows.select("kind").to_series().cast(str).to_list()
        assert sorted(kinds) == sorted(row.kind for row in pair.judgment_rows)
        gaps = rows.filter(pl.col("kind") == "unknown").select("right_status" if right == "four" else "left_status")
        assert gaps.to_series().null_count() == 0
    assert {"left-only"} <= whole


def test_a_timeline_says_the_kind_and_basis_of_the_rows_of_its_comparisons(small: Dataset) -> None:
    found = timeline(small, "a")
    entries = [entry for column in found.columns for cell in column.cells.values() for entry in cell]
    beside = [entry for entry in entries if entry.pair]
    assert beside
    assert all((entry.kind, entry.basis) == (entry.row.kind, entry.row.basis) for entry in beside if entry.row)
    assert [(entry.kind, entry.basis, entry.row) for entry in entries if not entry.pair] == [(None, None, None)] * (
        len(entries) - len(beside)
    )
    for column in found.columns:
        if column.before is not None:
            earlier = found.columns[column.before].side
            assert column.comparison == compare(small, earlier.inspection, column.side.inspection)


def test_text_says_what_became_of_a_grade_without_a_whole_comparison(
    small: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = force_text.write(force_facts(small, "a"), 80)
    monkeypatch.setattr(InspectionPair, "rows", property(lambda _: pytest.fail("compared as a whole")))
    assert force_text.write(force_facts(small, "a"), 80) == whole
