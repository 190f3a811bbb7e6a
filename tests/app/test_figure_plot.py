"""A figure over the years, drawn in cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peeldiff.app.comparison.figure_plot import BAND_WORDS, HEIGHT, PlottedLine, draw_figure
from peeldiff.app.kit.lines import Line, width_of
from peeldiff.app.kit.marks import ASCII, UNICODE, Marks

VALUES = {"2017-03-31": 10.0, "2018-03-31": 20.0, "2019-03-31": 15.0}
BAND = {"2017-03-31": (10.0, 14.0), "2018-03-31": (12.0, 16.0)}


def words(lines: list[Line]) -> list[str]:
    return ["".join(text for text, _ in line).rstrip() for line in lines]


def test_a_force_amid_the_band_with_years_and_a_legend() -> None:
    assert words(draw_figure([PlottedLine("Kent", VALUES)], BAND, 40, UNICODE)) == [
        "20 │           ■",
        "   │",
        "   │        ░░░░░░░░",
        "   │░░░░░░░░░░░░░░░░   ■",
        "   │░░░░░░░░░░░░░░░░",
        "10 │░░░■░░░░",
        "     2017    2018    2019",
        "■ Kent",
        f"░ {BAND_WORDS}",
    ]


def test_two_forces_in_ascii_without_a_band() -> None:
    two = [PlottedLine("Kent", VALUES), PlottedLine("Durham", {"2018-03-31": 20.0})]
    drawn = words(draw_figure(two, {}, 60, ASCII))
    assert "%$" in drawn[0]
    assert drawn[-1] == "% Kent   $ Durham"
    assert "\n".join(drawn).isascii()


def test_one_value_makes_no_picture() -> None:
    assert draw_figure([PlottedLine("Kent", {"2017-03-31": 1.0})], BAND, 40, UNICODE) == []


days = st.dates().map(str)
numbers = st.floats(-1e6, 1e6)


@given(st.dictionaries(days, numbers, min_size=2, max_size=30), st.integers(24, 200), st.sampled_from([UNICODE, ASCII]))
@pytest.mark.filterwarnings("error")
def test_whatever_the_values_it_fits(values: dict[str, float], room: int, marks: Marks) -> None:
    drawn = draw_figure([PlottedLine("Kent", values)], {}, room, marks)
    assert all(width_of(line) <= room for line in drawn[: HEIGHT + 1])
    assert sum(text.count(marks.points[0]) for line in drawn[:HEIGHT] for text, _ in line) >= 2
