"""A row of the timeline through every cycle in one line, and the headings above the cycles."""

from __future__ import annotations

import pytest

from app.conftest import Opened
from app.seeing import screen_lines, text
from peeldiff.app.kit.lines import width_of
from peeldiff.app.kit.marks import ASCII, UNICODE
from peeldiff.app.kit.widgets.columns import Column, headings
from peeldiff.app.timeline.timeline_detail import through_cycles
from peeldiff.compare.force_history import Timeline, timeline
from peeldiff.dataset import Dataset
from peeldiff.vocabulary.terms import HOME


@pytest.fixture(scope="session")
def found(ds: Dataset) -> Timeline:
    return timeline(ds, "northamptonshire")


def said(found: Timeline, row: str, room: int = 78) -> str:
    return "".join(text for text, _ in through_cycles(found, row, room, UNICODE))


def test_has_this_pillar_ever_been_good(found: Timeline) -> None:
    assert said(found, "pillar/efficiency") == (
        "2014 ● Good  2015 ▽ Requires improvement  2016 ●  2017 ●  2018/19 ✕ Inadequate"
    )
    assert said(found, "pillar/efficiency", 140).startswith("Efficiency:  2014 ● Good")
    assert "2017 ● Good" in said(found, "pillar/efficiency", 140)


def test_breaks_stay_breaks_and_gaps_stay_gaps(found: Timeline) -> None:
    assert said(found, "topic/investigation") == (
        "2014 ▽  ≠ 2015 ·  2016 ·  2017 ▽  2018/19 ✕  ║ 2021/22 ◐  ║ 2023-25 ▽"
    )


def test_a_break_is_kept_where_the_cycle_that_breaks_has_no_such_row(found: Timeline) -> None:
    assert "║ 2023-25 ★" in said(found, "topic/crime-recording")
    assert said(found, "topic/specialist-capabilities").count("║") == 1


def test_what_is_only_in_part_is_never_said_as_a_grade_of_the_topic(found: Timeline) -> None:
    assert "2017 ◌ " in said(found, "topic/finance")
    assert "2017 ◌ in part" in said(found, "topic/finance", 300)
    marks = {grade.mark for grade in found.grades.values()}
    for row in found.rows:
        entries = [entry.judgment for column in found.columns for entry in column.cells.get(row.id, ())]
        home = [judgment for judgment in entries if judgment.coverage == HOME and judgment.grade]
        assert sum(map(said(found, row.id, 0).count, marks)) == len(home)


@pytest.mark.parametrize("room", [58, 78, 118])
def test_it_fits_one_line_where_its_shortest_form_does(found: Timeline, room: int) -> None:
    for row in found.rows:
        shortest = width_of(through_cycles(found, row.id, 0, UNICODE))
        assert width_of(through_cycles(found, row.id, room, UNICODE)) <= max(room, shortest)
        assert "".join(text for text, _ in through_cycles(found, row.id, room, ASCII)).isascii()


COLUMNS = [Column(str(year), str(year), (str(year), "112 findings"), 15, "112 f") for year in range(2010, 2017)]


def head(shown: range, at: int, room: int) -> list[str]:
    lines = headings(COLUMNS, shown, at, (" topic", ""), 19, UNICODE, room=room, hidden=("earlier", "later"))
    return ["".join(text for text, _ in line) for line in lines]


def test_both_ends_say_how_many_columns_are_hidden() -> None:
    above, _ = head(range(3, 5), 4, 60)
    assert above.startswith(" topic ‹ 3 earlier  2013")
    assert "▸2014" in above
    assert above.endswith("2 later ›")
    assert len(above) == 60


def test_no_sign_where_every_column_is_seen() -> None:
    assert not any("‹" in line or "›" in line for line in head(range(7), 6, 130))


def test_where_there_is_no_room_beside_a_heading_it_gets_shorter() -> None:
    named = [Column("x", "x", ("≠ 2021/22", "112 findings"), 15, "112 f")] * 3
    above, below = headings(named, range(1), 0, ("", ""), 5, UNICODE, room=21, hidden=("earlier", "later"))
    assert "".join(text for text, _ in below).endswith("112 f 2 later ›")
    assert "later" not in "".join(text for text, _ in above)


async def test_the_timeline_opens_at_its_right_end_and_says_what_is_left_of_it(opened: Opened) -> None:
    async with opened("northants") as pilot:
        assert "‹ 6 earlier" in screen_lines(pilot)[1]
        assert "▸≠ 2023-25" in screen_lines(pilot)[1]
        assert "later" not in screen_lines(pilot)[1]
        await pilot.press("g", *["left"] * 9)
        assert "▸CB14" in screen_lines(pilot)[1] or "▸Core" in screen_lines(pilot)[1]
        assert "later ›" in "".join(screen_lines(pilot)[1:3])
        assert "earlier" not in screen_lines(pilot)[1]


async def test_in_ascii_too(opened: Opened) -> None:
    async with opened("northants", marks="ascii") as pilot:
        assert "{ 6 earlier" in screen_lines(pilot)[1]
        assert "]!= 2023-25" in screen_lines(pilot)[1]
        await pilot.press("g", "j")
        assert "2014 + Good  2015 - Requires improvement" in text(pilot)
