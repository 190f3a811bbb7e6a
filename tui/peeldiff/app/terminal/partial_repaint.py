"""Sends the cells that changed, and not the line in front of them.

Textual knows from which cell to which a line has to be drawn anew, and sends it from the beginning of
the widget all the same. Here both ends are kept; what is drawn is the same. A Textual that draws in
another way is left to it.
"""

from __future__ import annotations

from typing import Any

from rich.console import Console
from textual._compositor import ChopsUpdate, Compositor
from textual.screen import Screen

_NEEDED = ("chops", "spans", "chop_ends")


class ExactUpdate(ChopsUpdate):
    """The cells that changed."""

    def render_segments(self, console: Console) -> str:
        """Return what is sent to the terminal."""
        out: list[str] = []
        for y, first, end in self.spans:
            for stop, (start, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=False):
                left, right = max(start, first), min(stop, end)
                if strip is not None and left < right:
                    out.append(f"\x1b[{y + 1};{left + 1}H{strip.crop(left - start, right - start).render(console)}")
        return "".join(out)


class ExactCompositor(Compositor):
    """Textual's, with exact updates."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """Return the cells that changed, if any did."""
        update = super().render_partial_update()
        if update is None or not all(hasattr(update, name) for name in _NEEDED):
            return update
        return ExactUpdate(update.chops, update.spans, update.chop_ends)


def send_only_changes(screen: Screen[Any]) -> None:
    """Let a screen that was just made send no more than what changed."""
    if type(getattr(screen, "_compositor", None)) is Compositor:
        screen._compositor = ExactCompositor()
