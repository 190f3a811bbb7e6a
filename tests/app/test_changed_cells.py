"""Of a line that takes the place of another, the cells that differ are sent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from peeldiff.app.kit.widgets.changed_cells import changed_cells

STYLES = [Style.parse(style) for style in ("none", "red", "on blue", "bold red on blue", "underline", "reverse")]
SPANS = st.lists(st.tuples(st.text("ab ●日", max_size=6), st.sampled_from(STYLES)), max_size=6)
WIDTH = 24


def line(spans: list[tuple[str, Style]]) -> Strip:
    return Strip([Segment(text, style) for text, style in spans]).adjust_cell_length(WIDTH, STYLES[0])


def seen(strip: Strip) -> list[tuple[str, object]]:
    """Return each sign of a strip with its style; of a blank what is seen of it."""
    shown = [(sign, style) for text, style, _ in strip for sign in text for style in [style or STYLES[0]]]
    return [
        (sign, style.bgcolor if sign == " " and not style.underline and not style.reverse else style)
        for sign, style in shown
    ]


@given(SPANS, SPANS)
def test_what_is_sent_makes_the_line_the_other_one(
    before: list[tuple[str, Style]], after: list[tuple[str, Style]]
) -> None:
    old, new = line(before), line(after)
    runs = changed_cells(old, new)
    at, parts = 0, list[Strip]()
    for start, end in runs:
        parts += [old.crop(at, start), new.crop(start, end)]
        at = end
    assert seen(Strip.join([*parts, old.crop(at, WIDTH)])) == seen(new)


@pytest.mark.parametrize(
    ("before", "after", "runs"),
    [
        ("● good", "● good", []),
        ("● good  ", "▽ good  ", [(0, 1)]),
        ("▽ requires improvement  x", "● requires improvement  y", [(0, 1), (24, 25)]),
        ("a good a", "b good b", [(0, 8)]),
        ("short", "longer than it", [(0, 14)]),
    ],
)
def test_what_is_cheaper_sent_than_stepped_over_is_sent(before: str, after: str, runs: list[tuple[int, int]]) -> None:
    assert changed_cells(Strip([Segment(before)]), Strip([Segment(after)])) == runs
