"""What a screen shows, as text: Textual gives a picture of it, and nothing to read."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen


def drawn_text(screen: Screen[Any]) -> str:
    """Return the screen as text, line by line, without blanks at the ends."""
    strips = screen._compositor.render_strips()
    return "".join("".join(segment.text for segment in strip).rstrip() + "\n" for strip in strips)
