"""Statements of a dataset that a small one seldom makes: at one level, on some items, or none at all."""

from __future__ import annotations

from pathlib import Path

import pytest

import small_dataset
from peeldiff.compare import Comparison, compare
from peeldiff.dataset import load

HEAD = 'id = "{0}"\nname = "{1}"\ntitle = "x"\nkind = "peel"\nscale = "four-tier"\npublished_from = "2005"\n{2}'
ITEM = '[[items]]\nid = "{0}"\nlevel = "{1}"\nlabel = "{0}"\ngraded = "all"\nhome = "{2}"\n'
SAID = '[[compared_with]]\ncycle = "one"\nlevel = "{0}"\nbasis = "{1}"\nofficial = {2}\nreason = "{3}"\n'


def against_five(folder: Path, items: list[tuple[str, str, str]], text: str, right: str = "a:five") -> Comparison:
    """Compare cycle one with a fifth that has these items and makes these statements."""
    small_dataset.write(folder, [])
    body = "".join(ITEM.format(*item) for item in items) + text
    (folder / "cycles" / "five.toml").write_text(HEAD.format("five", "Five", body), "utf-8")
    return compare(load(folder), "a:one", right)


def test_silence_is_no_basis(tmp_path: Path) -> None:
    found = against_five(tmp_path, [("q1", "question", "calls")], "")
    silence = "The dataset makes no statement that One and Five can be compared here."
    calls = next(row for row in found.judgment_rows if row.topic == "calls")
    assert (calls.basis, calls.basis_reason, calls.basis_sources) == ("none", silence, ())
    pillar = next(row for row in found.judgment_rows if row.id == "judgment/pillar/whole")
    assert (pillar.basis, pillar.basis_reason) == ("none", "One side has no such item.")
    assert (found.comparability.level, found.comparability.reason) == ("none", silence)
    assert (found.comparability.official, found.comparability.sources) == (False, ())


@pytest.mark.parametrize(
    ("item", "level", "basis", "reason"),
    [
        ("area", "area", "direct", "A question is not set against an area."),
        ("question", "question", "indicative", "Neither question continues the other: they only share a topic."),
        ("question", "question", "none", "Heard."),
        ("question", "pillar", "direct", "The dataset makes no statement that One and Five can be compared here."),
    ],
)
def test_reasons_of_a_row_without_a_basis(tmp_path: Path, item: str, level: str, basis: str, reason: str) -> None:
    found = against_five(tmp_path, [("new", item, "calls")], SAID.format(level, basis, "true", "Heard."))
    calls = next(row for row in found.judgment_rows if row.topic == "calls")
    assert (calls.basis, calls.basis_reason) == ("none", reason)


def test_a_statement_on_some_items_is_about_no_other(tmp_path: Path) -> None:
    words = SAID.format("question", "indicative", "false", "Heard.") + 'only = ["q1"]\n'
    items = [("new", "question", "calls"), ("newer", "question", "money")]
    small = [("new", "q1"), ("newer", "q2")]
    small_dataset.write(tmp_path, [])
    body = "".join(
        ITEM.format(*item) + f'continues = "one:{earlier}"\n' for item, (_, earlier) in zip(items, small, strict=True)
    )
    (tmp_path / "cycles" / "five.toml").write_text(HEAD.format("five", "Five", body + words), "utf-8")
    rows = {row.topic: row for row in compare(load(tmp_path), "a:one", "a:five").judgment_rows}
    assert {topic: rows[topic].basis for topic in ("calls", "money")} == {"calls": "indicative", "money": "none"}


def test_the_best_basis_between_two_cycles(tmp_path: Path) -> None:
    message = SAID.format("pillar", "none", "true", "No.") + SAID.format("question", "direct", "true", "Yes.")
    message += SAID.format("area", "indicative", "true", "Perhaps.")
    over_time = against_five(tmp_path, [("q1", "question", "calls")], message).comparability
    assert (over_time.level, over_time.reason, over_time.official) == ("direct", "Yes.", True)
    between = against_five(tmp_path, [("q1", "question", "calls")], message, "b:five").comparability
    words = "Two forces in two cycles, so a difference is only indicative. For one force: Yes."
    assert (between.level, between.reason, between.official) == ("indicative", words, False)


def test_one_cycle_is_direct(tmp_path: Path) -> None:
    small_dataset.write(tmp_path, [])
    one = tmp_path / "cycles" / "one.toml"
    one.write_text('sources = ["https://first", "https://second"]\n' + one.read_text("utf-8"), "utf-8")
    found = compare(load(tmp_path), "a:one", "b:one").comparability
    assert (found.level, found.official, found.sources) == ("direct", False, ("https://first",))
    assert found.reason == "One cycle: the same framework and scale on both sides."


@pytest.mark.parametrize(
    ("several", "message"), [(2, "two"), (3, "three"), (4, "four"), (5, "five"), (6, "six"), (7, "7")]
)
def test_counts_are_words_up_to_six(tmp_path: Path, several: int, message: str) -> None:
    items = [(f"i{place}", "question", "calls") for place in range(several)]
    found = against_five(tmp_path, items, SAID.format("question", "indicative", "true", "Heard."))
    calls = next(row for row in found.judgment_rows if row.topic == "calls")
    assert calls.basis_reason == f"one against {message}: nothing is averaged, so no direction is drawn."


def test_an_area_is_not_set_against_a_question(tmp_path: Path) -> None:
    against_five(tmp_path, [("new", "area", "calls")], SAID.format("area", "direct", "true", "Heard."))
    turned = compare(load(tmp_path), "a:five", "a:one")
    calls = next(row for row in turned.judgment_rows if row.topic == "calls")
    assert calls.basis_reason == "An area is not set against a question."


def test_an_item_met_only_in_part_has_no_basis(tmp_path: Path) -> None:
    small_dataset.write(tmp_path, [])
    touching = ITEM.format("new", "question", "people") + 'continues = "two:q3"\ntouches = [{ topic = "calls" }]\n'
    body = touching + SAID.format("question", "indicative", "true", "Heard.")
    (tmp_path / "cycles" / "five.toml").write_text(HEAD.format("five", "Five", body), "utf-8")
    for pair in (("a:one", "a:five"), ("a:five", "a:one")):
        calls = next(row for row in compare(load(tmp_path), *pair).judgment_rows if row.topic == "calls")
        assert {judgment.coverage for judgment in (*calls.left, *calls.right)} == {"home", "part"}
        assert (calls.basis, calls.basis_reason) == ("none", "One of the two items covers this topic only in part.")
