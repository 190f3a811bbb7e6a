"""Bounds what a terminal says of its size: nobody sees more, and a machine that others share must not draw more.

A client of SSH may say any number, and so may an answer of the terminal; each cell of it would be drawn.
"""

from __future__ import annotations

from textual import events
from textual.geometry import Size

LARGEST = Size(1000, 400)
"""Columns and lines; a wall of screens has fewer."""


def bounded(event: events.Event) -> events.Event:
    """Return an event as it is, but for a size that is larger than any window, or has no cell."""
    if not isinstance(event, events.Resize) or event.size == _within(event.size):
        return event
    return events.Resize(_within(event.size), _within(event.virtual_size))


def _within(size: Size) -> Size:
    return Size(*(max(1, min(given, most)) for given, most in zip(size, LARGEST, strict=True)))
