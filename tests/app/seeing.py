"""What a person sees: the text of the screen, line by line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from textual.pilot import Pilot

from peeldiff.app.comparison.screen import ComparisonScreen
from peeldiff.app.kit.rows import Row
from peeldiff.app.kit.widgets.blocks import BlockSource


def screen_lines(pilot: Pilot[None]) -> list[str]:
    """Return the text of the screen as it is drawn, dialogs on top."""
    strips = pilot.app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


def text(pilot: Pilot[None]) -> str:
    """Return the whole screen as one text."""
    return "\n".join(screen_lines(pilot))


def drawn(source: BlockSource, width: int) -> str:
    """Return what a source draws in a width."""
    source.lay_out(width)
    lines = ["".join(text for text, _ in source.line(at)).rstrip() for at in range(source.height)]
    return "\n".join(lines)


def unbroken(lines: Iterable[str]) -> str:
    """Return lines as one, blanks made one."""
    return " ".join(" ".join(lines).split())


def comparison_screen(pilot: Pilot[None]) -> ComparisonScreen:
    """Return the comparison that is shown."""
    return cast(ComparisonScreen, pilot.app.screen)


def row(pilot: Pilot[None]) -> Row:
    """Return the row under the cursor."""
    found = comparison_screen(pilot).row
    assert found is not None
    return found
