"""What every full screen with a list is made of: bars, the list, a status line, a detail pane, the keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget

from peeldiff.app.kit import actions, keys
from peeldiff.app.kit.base_screen import Commands
from peeldiff.app.kit.motions import motions, scrolling
from peeldiff.app.kit.navigation import CountryRequested, SearchRequested
from peeldiff.app.kit.screens.main_screen import MainScreen
from peeldiff.app.kit.widgets.bars import Bar, KeyBar
from peeldiff.app.kit.widgets.detail_pane import DetailPane
from peeldiff.app.kit.widgets.line_view import LineView
from peeldiff.app.kit.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from peeldiff.app.kit.found import Found
    from peeldiff.app.session import Session


class ListScreen(MainScreen):
    """A screen of one list."""

    BARS: ClassVar[tuple[str, ...]]
    """The ids of the bars between the title and the list."""
    session: Session

    @property
    def lines(self) -> LineView:
        """The list."""
        return self.query_one(LineView)

    @property
    def detail_pane(self) -> DetailPane:
        """What is said of the line under the cursor."""
        return self.query(DetailPane).first()

    def make_commands(self) -> Commands:
        """Return what can be done on every list."""
        return {
            **super().make_commands(),
            **motions(self.lines),
            **scrolling(self.detail_pane),
            "search": self.search,
            "country": lambda: self.ask(CountryRequested(self.force_here)),
        }

    @property
    def scroll_keys(self) -> tuple[str, str]:
        """The keys that scroll the detail pane down and up, as they are named."""
        down, up = (self.host.keys.shown(actions.BY_ID[action]) for action in ("detail-down", "detail-up"))
        return down, up

    def parts(self) -> Iterable[Widget]:
        """Yield everything, top to bottom."""
        yield Bar(id="title")
        for bar in self.BARS:
            yield Bar(id=bar, role="rule" if bar == "rule" else "text")
        yield LineView(id="rows")
        yield StatusBar(id="status")
        yield DetailPane(keys=self.scroll_keys, id="detail")
        yield KeyBar(keys.footer(self.KEYS), self.host.keys, id="keys")

    @property
    def force_here(self) -> str:
        """The force that is looked at: an item that was found is shown for it."""
        raise NotImplementedError

    def search(self) -> None:
        """Ask what to search for."""
        self.ask(SearchRequested(self.force_here))

    def show_found(self, found: Found) -> bool:  # noqa: ARG002  (views that have what was found do)
        """Go to what was found if it stands here; tell whether it does."""
        return False
