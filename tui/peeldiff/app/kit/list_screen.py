"""What every full screen with a list is made of: bars, the list, a status line, a detail pane, the keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from peeldiff.app.kit import keys
from peeldiff.app.kit.bars import Bar, KeyBar
from peeldiff.app.kit.detail_pane import DetailPane
from peeldiff.app.kit.line_view import LineView
from peeldiff.app.searching import Searching


class ListScreen(Searching):
    """A screen of one list."""

    BARS: ClassVar[tuple[str, ...]]
    """The ids of the bars between the title and the list."""

    @property
    def lines(self) -> LineView:
        """The list."""
        return self.query_one(LineView)

    @property
    def detail_pane(self) -> DetailPane:
        """What is said of the line under the cursor."""
        return self.query(DetailPane).first()

    @property
    def scroll_keys(self) -> tuple[str, str]:
        """The keys that scroll the detail pane down and up, as they are named."""
        down, up = (self.owner.keys.shown(keys.BY_ID[one]) for one in ("detail-down", "detail-up"))
        return down, up

    def parts(self) -> Iterable[Widget]:
        """Yield everything, top to bottom."""
        yield Bar(id="title")
        for one in self.BARS:
            yield Bar(id=one, role="rule" if one == "rule" else "text")
        yield LineView(id="rows")
        yield Bar(id="status", role="rule")
        yield DetailPane(keys=self.scroll_keys, id="detail")
        yield KeyBar(keys.footer(self.KEYS), self.owner.keys, id="keys")

    def action_country(self) -> None:
        """Go back to the country if one lies below, else open one over this."""
        from peeldiff.app.country.screen import CountryScreen

        stack = self.app.screen_stack
        below = next((place for place, one in enumerate(reversed(stack)) if isinstance(one, CountryScreen)), None)
        if below is None:
            self.go_on(CountryScreen(self.session, force=self.force_here))
            return
        for _ in range(below):
            self.app.pop_screen()

    def action_detail_down(self) -> None:
        """Scroll the detail pane down."""
        self.detail_pane.scroll_by(1)

    def action_detail_up(self) -> None:
        """Scroll the detail pane up."""
        self.detail_pane.scroll_by(-1)
