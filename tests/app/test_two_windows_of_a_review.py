"""Two windows on one review: of each row the later decision stands in both, and both say so; nothing is lost."""

from __future__ import annotations

import dataclasses
import json
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.test_review_state import judgment, report
from peeldiff.app.review.decisions import Review
from peeldiff.app.review.other_windows import TakenUp, describe_others
from peeldiff.app.review.review_keeper import ReviewKeeper
from peeldiff.dataset import Dataset

ITEMS = ("victims", "leadership", "responding", "investigating", "vulnerability")
BEGUN = Review.of([report(*(judgment(item, "good", "medium") for item in ITEMS))])


class Window:
    """A review as the screen holds it: every decision is kept, and what others decided is taken up."""

    def __init__(self, folder: Path, begun: Review = BEGUN) -> None:
        self.keeper = ReviewKeeper(folder, Path("own"))
        self.review = self.keeper.load(begun)

    def do(self, review: Review) -> TakenUp:
        self.review = review
        self.keeper.keep(review)
        return self.look()

    def look(self) -> TakenUp:
        self.keeper.flush()
        self.keeper.read()
        taken = self.keeper.take_up(self.review)
        self.review = taken.review
        return taken

    @property
    def words(self) -> dict[int, str]:
        return {at: decision.word for at, decision in self.review.decisions.items()}


def test_decisions_on_different_rows_are_all_kept(tmp_path: Path) -> None:
    left, right = Window(tmp_path), Window(tmp_path)
    left.do(left.review.accept(0))
    taken = right.do(right.review.drop(1))
    assert (taken.rows, taken.replaced, taken.prevailed) == ((0,), (), ())
    left.look()
    assert left.words == right.words == Window(tmp_path).words == {0: "accepted", 1: "dropped"}


def test_of_one_row_the_later_decision_stands_and_both_are_told(ds: Dataset, tmp_path: Path) -> None:
    left, right = Window(tmp_path), Window(tmp_path)
    left.do(left.review.accept(0))
    taken = right.do(right.review.drop(0))
    assert taken.prevailed == (0,)
    assert "yours is later and stands" in describe_others(ds, right.review, taken)
    taken = left.look()
    assert taken.replaced == (0,)
    assert "later than yours" in describe_others(ds, left.review, taken)
    assert left.words == right.words == Window(tmp_path).words == {0: "dropped"}


def test_what_is_taken_back_is_taken_back_in_both(tmp_path: Path) -> None:
    left, right = Window(tmp_path), Window(tmp_path)
    left.do(left.review.accept(0))
    right.look()
    left.do(left.review.undo())
    right.look()
    assert right.words == left.words == Window(tmp_path).words == {}


def test_ones_own_decision_is_taken_back_first(tmp_path: Path) -> None:
    left, right = Window(tmp_path), Window(tmp_path)
    left.do(left.review.accept(0))
    right.review = right.review.drop(1)
    right.look()
    assert right.review.undo().decisions.keys() == {0}


def test_what_is_written_in_one_is_undecided_in_none(tmp_path: Path) -> None:
    left, right = Window(tmp_path), Window(tmp_path)
    left.do(left.review.accept(0).drop(1))
    right.do(right.review.accept(2))
    written = right.do(right.review.written(right.review))
    assert not written.has_written
    assert left.look().has_written
    assert left.words == {}
    left.do(left.review.correct(3, judgment(ITEMS[3], "adequate", "high").values))
    assert Window(tmp_path).words == {3: "corrected"}


def test_nothing_is_written_over_a_decision_that_nobody_here_has_seen(tmp_path: Path) -> None:
    left, right = Window(tmp_path), Window(tmp_path)
    assert not left.keeper.has_news()
    right.do(right.review.drop(0))
    assert left.keeper.has_news()
    left.look()
    assert not left.keeper.has_news()


def test_a_decision_belongs_to_its_row_whatever_else_is_reviewed(tmp_path: Path) -> None:
    other = dataclasses.replace(report(judgment("victims", "good", "medium")), file="another page")
    both = Review.of([*BEGUN.reports, other])
    Window(tmp_path).do(BEGUN.accept(0))
    window = Window(tmp_path, both)
    assert window.words == {0: "accepted"}
    window.do(window.review.drop(len(ITEMS)))
    assert not Window(tmp_path).keeper.has_news()
    assert Window(tmp_path).words == {0: "accepted"}
    assert Window(tmp_path, Review.of([other])).words == {0: "dropped"}


def test_a_file_of_an_earlier_version_is_read(tmp_path: Path) -> None:
    Window(tmp_path).do(BEGUN.accept(0))
    (file,) = tmp_path.glob("*.json")
    (kept,) = json.loads(file.read_bytes())
    del kept["when"]
    file.write_text(json.dumps([kept]))
    assert Window(tmp_path).words == {0: "accepted"}


@pytest.mark.parametrize(("undone", "is_left"), [(True, False), (False, True)])
def test_old_files_with_nothing_to_decide_are_removed(tmp_path: Path, undone: bool, is_left: bool) -> None:
    window = Window(tmp_path)
    window.do(BEGUN.accept(0))
    if undone:
        window.do(window.review.undo())
    (file,) = tmp_path.glob("*.json")
    month_ago = time.time() - 30 * 24 * 3600
    os.utime(file, (month_ago, month_ago))
    ReviewKeeper(tmp_path, Path("own")).remove_old()
    assert file.exists() is is_left


DEEDS: dict[str, Callable[[Review, int], Review]] = {
    "accept": Review.accept,
    "drop": Review.drop,
    "undo": lambda review, _: review.undo(),
    "write": lambda review, _: review.written(review),
    "look": lambda review, _: review,
}
Step = tuple[int, str, int]
STEPS = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(sorted(DEEDS)), st.integers(0, 4)),
    max_size=12,
)


@settings(max_examples=25)
@given(STEPS)
def test_whatever_two_windows_do_they_agree(steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        windows = [Window(Path(folder)), Window(Path(folder))]
        last: dict[int, str] = {}
        for which, what, at in steps:
            window = windows[which]
            window.look()
            after = DEEDS[what](window.review, at)
            window.do(after)
            last = {at: decision.word for at, decision in after.steps[after.settled :]}
        for window in windows:
            window.look()
        assert all(_unwritten(window) == last for window in windows)
        assert _unwritten(Window(Path(folder))) == last


def _unwritten(window: Window) -> dict[int, str]:
    return {at: decision.word for at, decision in window.review.steps[window.review.settled :]}
