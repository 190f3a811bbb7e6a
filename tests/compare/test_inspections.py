"""A row of judgments whole: every fact of it, what the report says of change, what is said of a pillar."""

from __future__ import annotations

from pathlib import Path

import pytest

import small_dataset
from peeldiff.compare import Comparison, Judgment, JudgmentRow, Side, compare
from peeldiff.compare.comparison import DatasetCard
from peeldiff.compare.rows import StatedChange
from peeldiff.dataset import Dataset, load
from shipped_dataset import shipped

SAID = [
    "c1,a,two,q2,,improved,one,Faster.,report,https://c1",
    "c2,a,two,,money,declined,one,Dearer.,report,https://c2",
    "c3,a,four,calls,people,mixed,three,Both.,report,https://c3",
    "c4,b,two,q1,,declined,one,Of another.,report,https://c4",
]


def row(found: Comparison, name: str) -> JudgmentRow:
    return next(row for row in found.judgment_rows if row.id == f"judgment/{name}")


def test_a_row_whole(tmp_path: Path) -> None:
    known = [
        "a,one,question,q1,good,graded,,,,2001-02-03,secondary,https://old,first",
        "a,two,question,q2,inadequate,revised,,good,2003-04-05,2002-03-04,report,https://new,second",
        "a,two,question,q1,good,carried-over,one,,,,narrative,https://newer,",
        "b,two,question,q1,good,graded,,,,2009-01-01,report,https://b,",
    ]
    ds = load(small_dataset.write(tmp_path, known, stated_changes=SAID))
    found = compare(ds, "a:one", "a:two")
    assert found.left == Side("a", "A Police", "one", "One", "four-tier", "2001-02-03", "https://old", "secondary")
    assert found.right == Side("a", "A Police", "two", "Two", "four-tier", "2002-03-04", "https://new", "report")
    assert (found.left_is_later, compare(ds, "a:two", "a:one").left_is_later) == (False, True)
    words = StatedChange("improved", "one", "Faster.", "https://c1", "report")
    left = Judgment(
        *("q1", "q1", None, "question", "home", "good", "graded", None, None, None, "2001-02-03"),
        *("https://old", "secondary", "first", None),
    )
    right = Judgment(
        *("q2", "q2", None, "question", "home", "inadequate", "revised", None, "good", "2003-04-05", "2002-03-04"),
        *("https://new", "report", "second", words),
    )
    assert row(found, "topic/calls") == JudgmentRow(
        id="judgment/topic/calls",
        topic="calls",
        topic_label="Calls",
        kind="declined",
        basis="indicative",
        why="One: good. Two: inadequate, revised from good on 5 April 2003. Declined, indicatively. Said so.",
        left=(left,),
        right=(right,),
        stated_change=words,
        basis_reason="Said so.",
        basis_sources=("https://said",),
    )
    money = row(found, "topic/money")
    assert (money.right[0].carried_from, money.right[0].published) == ("one", None)
    assert money.stated_change == StatedChange("declined", "one", "Dearer.", "https://c2", "report")
    assert row(compare(ds, "a:two", "a:one"), "topic/calls").stated_change == words
    assert row(compare(ds, "a:two", "b:two"), "item/q2").stated_change is None


def test_what_is_said_of_an_item_holds_at_home_and_under_the_topic_that_is_named(tmp_path: Path) -> None:
    known = [small_dataset.judgment("a:four", "calls", "good"), small_dataset.judgment("a:two", "q2", "good")]
    ds = load(small_dataset.write(tmp_path, known, stated_changes=SAID))
    found = compare(ds, "a:two", "a:four")
    assert row(found, "topic/calls").stated_change == row(found, "topic/people").stated_change
    assert row(found, "topic/people").right[0].coverage == "part"
    lines = [line.replace("calls,people", "calls,") for line in SAID]
    found = compare(load(small_dataset.write(tmp_path, known, stated_changes=lines)), "a:two", "a:four")
    assert row(found, "topic/calls").stated_change is not None
    assert row(found, "topic/people").stated_change is None


def test_what_the_framework_says_where_nothing_was_judged(tmp_path: Path) -> None:
    folder = small_dataset.write(tmp_path, [])
    two = folder / "cycles" / "two.toml"
    extra = 'graded = "none"\nsource = "https://framework"\nnote = "Nobody is."\nnumber = "3"\nquestion = "Who?"\n'
    two.write_text(two.read_text("utf-8").replace('graded = "none"\n', extra), "utf-8")
    people = row(compare(load(folder), "a:one", "a:two"), "topic/people")
    one = people.right[0]
    assert (one.status, one.source, one.source_basis, one.grade) == ("not-graded", "https://framework", "report", None)
    assert (one.item_note, one.number, one.question, one.note) == ("Nobody is.", "3", "Who?", None)
    absent = row(compare(load(folder), "a:one", "a:two"), "pillar/whole").left[0]
    assert (absent.status, absent.source, absent.source_basis, absent.question) == ("absent", None, None, "How good?")
    assert compare(load(folder), "a:one", "a:two").left.published is None


@pytest.mark.parametrize(
    ("carried", "message"),
    [
        (2, "In Two, 2 of its 2 known question grades were carried over."),
        (1, ""),
        (0, ""),
    ],
)
def test_a_pillar_whose_questions_were_mostly_carried_over_says_so(tmp_path: Path, carried: int, message: str) -> None:
    questions = ["good<one" if place < carried else "good" for place in range(2)]
    known = [("a:one", "whole", "good"), ("a:two", "whole", "good"), ("b:two", "whole", "good")]
    known += [("a:two", item, grade) for item, grade in zip(("q1", "q2"), questions, strict=True)]
    folder = small_dataset.write(tmp_path, [small_dataset.judgment(*entry) for entry in known])
    two = folder / "cycles" / "two.toml"
    two.write_text(
        two.read_text("utf-8").replace('level = "question"', 'level = "question"\npillar = "whole"'), "utf-8"
    )
    ds = load(folder)
    assert (
        row(compare(ds, "a:one", "a:two"), "pillar/whole").why
        == f"One: good. Two: good. Unchanged. Said so. {message}".strip()
    )
    between = row(compare(ds, "b:two", "a:two"), "pillar/whole").why
    assert between.endswith(f"on one scale. {message.replace('Two', 'A Police')}".strip())


def test_the_words_for_a_grade_are_those_of_the_dataset(ds: Dataset) -> None:
    found = compare(ds, "kent:2016", "kent:2017")
    assert [found.grade_label(entry) for entry in ("requires-improvement", "no-such")] == [
        "Requires improvement",
        "no-such",
    ]
    assert found.grades == ds.grades
    assert found.dataset == DatasetCard(ds.name, ds.version, ds.digest, ds.date, ds.attribution)
    assert (found.left_is_later, compare(ds, "kent:2017", "kent:2016").left_is_later) == (False, True)
    assert not compare(ds, "kent:2017", "essex:2017").left_is_later


def test_each_side_says_how_much_of_it_was_carried_over(tmp_path: Path) -> None:
    known = [("a:two", "whole", "good"), ("b:two", "whole", "good")]
    known += [("a:two", "q1", "good<one"), ("b:two", "q1", "good<one"), ("b:two", "q2", "good<one")]
    folder = small_dataset.write(tmp_path, [small_dataset.judgment(*entry) for entry in known])
    two = folder / "cycles" / "two.toml"
    two.write_text(
        two.read_text("utf-8").replace('level = "question"', 'level = "question"\npillar = "whole"'), "utf-8"
    )
    why = row(compare(load(folder), "a:two", "b:two"), "pillar/whole").why
    assert why.endswith(
        "In A Police, 1 of its 1 known question grades were carried over. "
        "In B Police, 2 of its 2 known question grades were carried over."
    )
    two.write_text(two.read_text("utf-8").replace('id = "whole"', 'id = "all"', 1).replace('r = "whole"', 'r = "all"'))
    judgments = folder / "judgments.csv"
    judgments.write_text(judgments.read_text("utf-8").replace(",whole,", ",all,"), "utf-8")
    words = row(compare(load(folder), "a:one", "b:two"), "pillar/all")
    assert words.left == ()
    assert words.why.endswith("In B Police, 2 of its 2 known question grades were carried over.")


def test_what_somebody_looked_up_and_found_without_a_grade_has_its_own_source(tmp_path: Path) -> None:
    known = [("a:two", "q3", "not-graded"), ("b:two", "q3", "not-inspected")]
    ds = load(small_dataset.write(tmp_path, [small_dataset.judgment(*entry) for entry in known]))
    people = row(compare(ds, "a:two", "b:two"), "item/q3")
    assert [(judgment.status, judgment.source, judgment.note) for judgment in (*people.left, *people.right)] == [
        *(("not-graded", "https://x", "a reason"), ("not-inspected", "https://x", "a reason"))
    ]


def test_a_side_of_which_no_grade_is_the_inspectorates_says_so_at_the_top(ds: Dataset) -> None:
    said = compare(ds, "gwent:2021-22", "gwent:2023-25").unofficial
    assert said.startswith("No grade of Gwent Police, PEEL 2023-25 is from the inspectorate's own page: ")
    assert "press" in said
    for force in ds.force_names:
        made = compare(ds, f"{force}:2023-25", f"{force}:2023-25")
        bases = {judged.source_basis for row in made.judgment_rows for judged in row.left if judged.grade}
        assert ("is from the inspectorate's own page" in made.unofficial) == (bool(bases) and "report" not in bases)


def test_the_day_of_a_later_cycle_s_page_is_not_that_of_an_inspection_read_from_it() -> None:
    ds = shipped()
    found = [line for line in ds.lines("judgments", "west-yorkshire", "2016") if line["published"]]
    assert max(str(line["published"]) for line in found) > "2019"
    assert str(compare(ds, "west-yorkshire:2016", "west-yorkshire:2017").left.published) < "2018"
