"""The picture of a figure in the detail pane: drawn at once, with where all forces stood as soon as that is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peeldiff.app.comparison.figure_plot import draw_row
from peeldiff.app.kit.widgets.detail_pane import MARGIN

if TYPE_CHECKING:
    from peeldiff.app.comparison.screen import ComparisonScreen
    from peeldiff.app.kit.lines import Line
    from peeldiff.compare.rows import FigureRow


def figure_picture(screen: ComparisonScreen, row: FigureRow) -> list[Line]:
    """Return the picture of the row under the cursor; once more is read, the screen shows the row again."""
    session, band = screen.session, screen.session.known_band(row.measure)
    if band is None:

        def show(_: object) -> None:
            if screen.row is row:
                screen.show_row()

        screen.in_background(lambda: session.band(row.measure), show, group="band")
    return draw_row(screen.compared, row, band or (), screen.detail_pane.size.width - 2 * MARGIN, screen.host.marks)
