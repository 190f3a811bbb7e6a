"""Sends the cells that changed, and not the line in front of them.

Textual knows from which cell to which a line has to be drawn anew, and sends it from the beginning of
the widget all the same. Here both ends are kept; what is drawn is the same.
"""

from __future__ import annotations

from rich.console import Console
from textual._compositor import ChopsUpdate, Compositor


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
        return None if update is None else ExactUpdate(update.chops, update.spans, update.chop_ends)
