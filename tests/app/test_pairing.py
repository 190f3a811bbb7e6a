"""Pairing two findings by hand, and where the cursor stays once something was said of two."""

from __future__ import annotations

import pytest

from app.conftest import NORTHANTS, Opened, settled
from app.seeing import comparison_screen, row, text
from peeldiff.app.comparison.pairing import HandMadePair, Mark, press
from peeldiff.app.comparison.shown_rows import place_to_stay
from peeldiff.compare.rows import FindingRow, FindingSide


def side(finding: str) -> FindingSide | None:
    return FindingSide(finding, "observation", None, finding.upper(), positive=False, source="") if finding else None


def finding_row(left: str, right: str, name: str = "") -> FindingRow:
    kind = "both" if left and right else "left-only" if left else "right-only"
    return FindingRow(f"finding/{name or right or left}", kind, None, None, None, (), None, side(left), side(right))


LEFT, RIGHT = Mark("left", "a", "A"), Mark("right", "x", "X")
PRESSES = [
    (None, ("a", ""), LEFT),
    (None, ("", "x"), RIGHT),
    (None, ("a", "x"), LEFT),
    (LEFT, ("a", ""), None),
    (LEFT, ("a", "x"), RIGHT),
    (RIGHT, ("a", "x"), None),
    (LEFT, ("b", ""), Mark("left", "b", "B")),
    (LEFT, ("", "y"), HandMadePair("a", "y")),
    (LEFT, ("b", "y"), HandMadePair("a", "y")),
    (RIGHT, ("b", ""), HandMadePair("b", "x")),
    (RIGHT, ("b", "y"), HandMadePair("b", "x")),
]


@pytest.mark.parametrize(("mark", "sides", "outcome"), PRESSES)
def test_the_key_marks_then_pairs(mark: Mark | None, sides: tuple[str, str], outcome: object) -> None:
    assert press(mark, finding_row(*sides)) == outcome


ROWS = [finding_row("a", "x"), finding_row("b", "y"), finding_row("c", "z"), finding_row("d", "")]
STAYS = [
    ("", ROWS[1], 1, ROWS, 1),
    ("finding/z", ROWS[1], 1, ROWS, 2),
    ("finding/gone", ROWS[1], 1, ROWS, 0),
    # Called not the same, the pair is two rows further down: the next one stands where it was.
    ("", ROWS[1], 1, [ROWS[0], ROWS[2], finding_row("b", ""), finding_row("", "y")], 1),
    # The same two findings, but the row has another id now.
    ("", ROWS[1], 1, [finding_row("b", "y", "y/b"), ROWS[0]], 0),
    # The last row is gone.
    ("", ROWS[3], 3, ROWS[:2], 1),
    ("", None, 3, ROWS, 0),
    ("", ROWS[3], 3, [], 0),
]


@pytest.mark.parametrize(("keep", "before", "at", "rows", "stays"), STAYS)
def test_the_cursor_stays_where_it_was(
    keep: str, before: FindingRow | None, at: int, rows: list[FindingRow], stays: int
) -> None:
    assert place_to_stay(rows, keep, before, at) == stays


async def test_a_wrong_verdict_is_taken_back(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        view = comparison_screen(pilot)
        await pilot.press("2", "j", "j")
        pair, at = row(pilot), view.lines.cursor
        await pilot.press("x")
        await settled(pilot)
        assert "Said: not the same" in text(pilot)
        assert view.lines.cursor == at
        assert row(pilot).id != pair.id
        await pilot.press("u")
        await settled(pilot)
        assert "Took back: the verdict on" in text(pilot)
        assert (view.lines.cursor, row(pilot)) == (at, pair)
        await pilot.press("u")
        assert "nothing to take back" in text(pilot)


async def test_any_two_findings_are_paired_by_hand_and_unsaid(opened: Opened) -> None:
    async with opened(*NORTHANTS) as pilot:
        view = comparison_screen(pilot)
        await pilot.press("2")
        rows = view.compared.finding_rows
        left = next(row for row in rows if row.right is None and row.left and not row.left.positive)
        right = next(row for row in rows if row.left is None and row.right and not row.right.positive)
        view.go_to_row(left.id)
        await pilot.press("m")
        assert "◆ " in text(pilot)
        view.go_to_row(right.id)
        await pilot.press("m")
        await settled(pilot)
        made = next(row for row in view.compared.finding_rows if row.left == left.left and row.right == right.right)
        assert made.verdict == "same"
        view.go_to_row(made.id)
        await pilot.press("=")
        await settled(pilot)
        assert "Nothing is said of the two any more." in text(pilot)
        assert left in view.compared.finding_rows
