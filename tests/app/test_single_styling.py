"""A new screen is styled as Textual itself would style it, but each widget once."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.geometry import Size
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from app.conftest import NORTHANTS, Opened
from app.hands import press
from peeldiff.app.peeldiff_app import PeeldiffApp
from peeldiff.app.review.screen import ReviewScreen
from peeldiff.app.terminal.single_styling import size_classes

SIZES = [(59, 14), (60, 15), (119, 33), (120, 34), (40, 48), (200, 58), (0, 0)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("across", [PeeldiffApp.HORIZONTAL_BREAKPOINTS, ReviewScreen.HORIZONTAL_BREAKPOINTS])
def test_a_size_has_the_classes_that_textual_gives_it(size: tuple[int, int], across: list[tuple[int, str]]) -> None:
    down = PeeldiffApp.VERTICAL_BREAKPOINTS
    screen: Screen[None] = Screen()
    held = screen._get_breakpoint_classes(size[0], across) | screen._get_breakpoint_classes(size[1], down)
    assert size_classes(Size(*size), across, down) == {name: name in held for _, name in [*across, *down]}


def styles(pilot: Pilot[None]) -> list[object]:
    """Return each widget of the screen with its classes and the rules that it has."""
    widgets = pilot.app.screen.walk_children(Widget, with_self=True)
    return [(widget.css_identifier, widget.classes, widget.styles.base.get_rules()) for widget in widgets]


@pytest.mark.parametrize("size", [(50, 12), (80, 24), (130, 50)])
async def test_it_has_the_rules_that_it_would_get_again(opened: Opened, size: tuple[int, int]) -> None:
    async with opened(*NORTHANTS, size=size) as pilot:
        for key in ("", "?", "e", "/", "4", "0"):
            await press(pilot, *key)
            at_once = styles(pilot)
            assert len(at_once) > 3
            pilot.app.screen.update_node_styles(animate=False)
            assert styles(pilot) == at_once
            if getattr(pilot.app.screen, "is_modal", False):
                await press(pilot, "escape")


async def test_what_is_opened_is_styled_once(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    styled: Counter[DOMNode] = Counter()
    apply = Stylesheet.apply

    def count(self: Stylesheet, node: DOMNode, **options: Any) -> None:  # noqa: ANN401  (Textual's)
        styled[node] += 1
        apply(self, node, **options)

    async with opened(*NORTHANTS) as pilot:
        monkeypatch.setattr(Stylesheet, "apply", count)
        await press(pilot, "?")
        assert {styled[widget] for widget in pilot.app.screen.query("#box, #box > *")} == {1}
