"""The keys that move in a list and scroll a pane, the same on every screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peeldiff.app.kit.base_screen import Commands
    from peeldiff.app.kit.widgets.detail_pane import DetailPane
    from peeldiff.app.kit.widgets.line_view import LineView


def motions(lines: LineView) -> Commands:
    """Return the moving keys of a list."""
    return {
        "up": lambda: lines.move(-1),
        "down": lambda: lines.move(1),
        "page-up": lambda: lines.move_page(-1),
        "page-down": lambda: lines.move_page(1),
        "top": lambda: lines.move_to(0),
        "bottom": lambda: lines.move_to(-1),
    }


def scrolling(pane: DetailPane) -> Commands:
    """Return the keys that scroll the detail pane."""
    return {"detail-down": lambda: pane.scroll_by(1), "detail-up": lambda: pane.scroll_by(-1)}
