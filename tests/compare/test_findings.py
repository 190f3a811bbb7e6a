"""Findings of two inspections as rows: which meet, what a row says, in which order they stand."""

from __future__ import annotations

from pathlib import Path

import small_dataset
from peeldiff.compare import FindingRow, compare
from peeldiff.compare.rows import FindingSide
from peeldiff.dataset import load

TENS = "Answer emergency calls within ten seconds."
LINES = [
    f"f1,a,one,area-for-improvement,q1,calls,{TENS},false,report,https://f1,",
    "f2,a,one,observation,,,Pleasant gardens bloom everywhere.,true,report,https://f2,",
    f"f3,a,one,recommendation,,people,{TENS},true,report,https://f3,",
    "f4,a,one,recommendation,,money,Publish yearly budget figures.,false,report,https://f4,",
    f"g1,a,two,cause-of-concern,q1,calls,{TENS} Publicly.,false,secondary,https://g1,",
    f"g2,a,two,recommendation,,money,{TENS} Quickly.,false,report,https://g2,",
    "g3,a,two,recommendation,,people,Publish yearly budget figures.,false,report,https://g3,",
]


def rows(folder: Path, left: str, right: str, verdicts: dict[tuple[str, str], str] | None = None) -> list[FindingRow]:
    found = compare(load(small_dataset.write(folder, [], findings=LINES)), left, right, verdicts)
    return list(found.finding_rows)


def brief(found: list[FindingRow]) -> list[tuple[str, str, str | None, str, str]]:
    return [
        (
            row.id,
            row.kind,
            row.topic,
            row.left.finding if row.left else "",
            row.right.finding if row.right else "",
        )
        for row in found
    ]


def test_pairs_stand_first_in_their_topic_and_what_has_no_topic_last(tmp_path: Path) -> None:
    found = rows(tmp_path, "a:one", "a:two")
    assert brief(found) == [
        ("finding/g1", "both", "calls", "f1", "g1"),
        ("finding/g2", "right-only", "money", "", "g2"),
        ("finding/g3", "both", "people", "f4", "g3"),
        ("finding/f3", "left-only", "people", "f3", ""),
        ("finding/f2", "left-only", None, "f2", ""),
    ]
    first = found[0]
    assert first.topic_label == "Calls"
    assert first.left == FindingSide("f1", "area-for-improvement", "q1", TENS, False, "https://f1", "report")
    assert first.right == FindingSide(
        "g1", "cause-of-concern", "q1", f"{TENS} Publicly.", False, "https://g1", "secondary"
    )
    assert found[-1].left == FindingSide(
        "f2", "observation", None, "Pleasant gardens bloom everywhere.", True, "https://f2", "report"
    )
    assert set(first.shared_words) == {"answer", "emergency", "calls", "within", "ten", "seconds"} - {"within"}
    assert (first.verdict, found[-1].score, found[-1].shared_words, found[-1].topic_label) == (None, None, (), None)


def test_another_topic_makes_a_score_smaller(tmp_path: Path) -> None:
    scores = {row.id: row.score for row in rows(tmp_path, "a:one", "a:two")}
    assert scores["finding/g3"] == 0.6


def test_turned_round_the_rows_are_the_same(tmp_path: Path) -> None:
    found = rows(tmp_path, "a:two", "a:one")
    assert brief(found) == [
        ("finding/g1", "both", "calls", "g1", "f1"),
        ("finding/g2", "left-only", "money", "g2", ""),
        ("finding/g3", "both", "people", "g3", "f4"),
        ("finding/f3", "right-only", "people", "", "f3"),
        ("finding/f2", "right-only", None, "", "f2"),
    ]


def test_verdicts_make_pairs_and_part_them(tmp_path: Path) -> None:
    answer = {("f1", "g1"): "different", ("f2", "g2"): "same"}
    for pair in ((answer), {(right, left): word for (left, right), word in answer.items()}):
        found = {row.id: row for row in rows(tmp_path, "a:one", "a:two", pair)}
        forced = found["finding/g2"]
        assert forced.left is not None
        assert (forced.left.finding, forced.verdict, forced.score, forced.near) == ("f2", "same", 0.0, ())
        assert (found["finding/g1"].kind, found["finding/f1"].kind) == ("right-only", "left-only")


def test_a_pair_that_somebody_called_the_same_keeps_its_score(tmp_path: Path) -> None:
    same = (("f1", "g2"), ("f3", "g1"), ("f4", "g3"), ("f3", "g2"), ("f1", "g1"), ("f4", "g1"))
    answer = dict.fromkeys(same, "same")
    found = {row.id: row for row in rows(tmp_path, "a:one", "a:two", answer) if row.left and row.right}
    met = {(row.left.finding, row.right.finding) for row in found.values() if row.left and row.right}
    assert met == set(same)
    alone = {row.id: row for row in rows(tmp_path, "a:one", "a:two")}
    first = found["finding/g1"]
    assert (first.score, first.shared_words, first.verdict) == (
        alone["finding/g1"].score,
        alone["finding/g1"].shared_words,
        "same",
    )
    nothing = rows(tmp_path, "a:one", "a:two", {("f2", "g3"): "same"})
    (forced,) = [row for row in nothing if row.left and row.left.finding == "f2"]
    assert (forced.score, forced.shared_words) == (0.0, ())


def test_a_finding_has_every_partner_that_a_person_gives_it(tmp_path: Path) -> None:
    found = rows(tmp_path, "a:one", "a:two", {("f4", "g2"): "same", ("f4", "g1"): "same", ("f1", "g1"): "same"})
    paired = {row.id: (row.left.finding, row.right.finding) for row in found if row.left and row.right}
    assert paired == {
        "finding/g1": ("f1", "g1"),
        "finding/g1/f4": ("f4", "g1"),
        "finding/g2": ("f4", "g2"),
    }
    assert {row.verdict for row in found if row.id in paired} == {"same"}
    parted = rows(tmp_path, "a:one", "a:two", {("f4", "g1"): "same", ("f1", "g1"): "different"})
    assert [row.id for row in parted if row.left and row.right] == ["finding/g1", "finding/g2"]


def test_two_findings_that_speak_of_one_subject_may_be_three(tmp_path: Path) -> None:
    lines = [line for line in LINES if not line.startswith("g2")]
    lines += [f"g4,a,two,recommendation,,calls,{TENS} Quickly.,false,report,https://g4,"]
    found = compare(load(small_dataset.write(tmp_path, [], findings=lines)), "a:one", "a:two").finding_rows
    pairs = [(row.id, row.left and row.left.finding, row.right and row.right.finding) for row in found[:2]]
    assert pairs == [("finding/g1", "f1", "g1"), ("finding/g4", "f1", "g4")]
    assert [row.near for row in found[:2]] == [(), ()]
    ds = load(small_dataset.write(tmp_path, [], findings=lines))
    turned = [row.id for row in compare(ds, "a:two", "a:one").finding_rows]
    assert turned[:2] == ["finding/g1", "finding/g4"]
    one = compare(ds, "a:one", "a:two", {("f1", "g1"): "same"}).finding_rows[:2]
    assert [(row.id, row.verdict) for row in one] == [("finding/g1", "same"), ("finding/g4", None)]


def test_an_inspection_beside_itself_meets_itself(tmp_path: Path) -> None:
    found = rows(tmp_path, "a:one", "a:one")
    assert [(row.left, row.score) for row in found] == [(row.right, 1.0) for row in found]


def test_of_two_forces_in_one_cycle_the_name_decides_the_id(tmp_path: Path) -> None:
    lines = [LINES[0], LINES[0].replace("f1,a", "e1,b")]
    ds = load(small_dataset.write(tmp_path, [], findings=lines))
    for pair in (("a:one", "b:one"), ("b:one", "a:one")):
        (row,) = compare(ds, *pair).finding_rows
        assert (row.id, row.topic) == ("finding/e1", "calls")
