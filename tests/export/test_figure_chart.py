"""Which values make a line, and where the axes end."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peeldiff.compare.rows import FigureSide
from peeldiff.export.figure_chart import ChartLine, _ends, chart_line, draw_chart


def side(
    year: int, value: float, *, start: str | None = "01-01", kind: str = "measured", force: str = "a"
) -> FigureSide:
    begins = f"{year}-{start}" if start else None
    return FigureSide(str(year), begins, f"{year}-12-31", value, None, None, "https://x", kind, force=force)


LINES = [
    ("a year each", [side(2001, 1), side(2002, 2)], [1, 2]),
    ("plans are no line", [side(2001, 1), side(2002, 2), side(2003, 9, kind="plan")], [1, 2]),
    ("another force's are not its own", [side(2001, 1), side(2002, 2), side(2003, 9, force="b")], [1, 2]),
    ("a quarter stands in no line of years", [side(2001, 9, start="10-01"), side(2002, 2), side(2003, 3)], [2, 3]),
    ("one value is no line", [side(2001, 1)], None),
    ("nothing is no line", [], None),
]


@pytest.mark.parametrize(("values", "points"), [case[1:] for case in LINES], ids=[case[0] for case in LINES])
def test_values_over_periods_of_one_length_make_a_line(values: list[FigureSide], points: list[float] | None) -> None:
    line = chart_line("A", values, "a")
    assert (line and [value for _, value in line.points]) == points


@given(st.lists(st.floats(-1e9, 1e9), min_size=2, max_size=9))
def test_what_is_drawn_lies_within_the_axes(values: list[float]) -> None:
    line = ChartLine("A", tuple(side(2001 + place, value) for place, value in enumerate(values)))
    drawn = ElementTree.fromstring(draw_chart("Calls", "calls", [line], []))  # noqa: S314  (it is our own)
    for circle in drawn.iter("circle"):
        assert 0 <= float(circle.attrib["cx"]) <= 420
        assert 0 <= float(circle.attrib["cy"]) <= 200
    assert len(list(drawn.iter("line"))) <= 12


def test_a_picture_of_hostile_names_is_one_element() -> None:
    line = ChartLine('"><script>x</script>', (side(2001, 1), side(2002, 2)))
    drawn = ElementTree.fromstring(draw_chart("<b>", 'a" onload="x', [line], []))  # noqa: S314
    assert {node.tag for node in drawn.iter()} == {
        "figure",
        "svg",
        "line",
        "text",
        "polyline",
        "circle",
        "figcaption",
        "span",
    }


@pytest.mark.parametrize("values", [(0, 0), (3, 97), (7, 7), (-5, -5), (1e-9, 2e-9)])
def test_axes_end_around_what_is_drawn(values: tuple[float, float]) -> None:
    low, high = _ends(*values)
    assert low <= values[0] <= values[1] <= high
    assert high > low
