"""Finding in the country: a line to type in that the list follows, kept or cleared; or everything searched for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peeldiff.app.country.find_line import FindLine
from peeldiff.app.kit import keys
from peeldiff.app.kit.navigation import SearchRequested
from peeldiff.app.kit.widgets.bars import KeyBar

if TYPE_CHECKING:
    from peeldiff.app.country.screen import CountryScreen
    from peeldiff.app.kit.base_screen import Commands
    from peeldiff.dataset.queries.judgment_query import JudgmentQuery


class FindCommands:
    """The commands that find."""

    def __init__(self, screen: CountryScreen) -> None:
        """`screen` shows the country."""
        self._screen = screen
        self._before = ""
        """What was kept before one began to type."""
        self._is_typing = False

    @property
    def commands(self) -> Commands:
        """The commands of the list, and those of the line."""
        return {
            "find": self.begin,
            "fit": self._choose,
            "search-all": lambda: self._search(self._screen.shown.query.text),
            "keep": self._keep,
            "clear": self._clear,
            "search-typed": self._search_typed,
        }

    @property
    def line(self) -> FindLine:
        """The line."""
        return self._screen.query_one(FindLine)

    def begin(self) -> None:
        """Open the line, with what was kept in it."""
        self._before = self._screen.shown.query.text
        self._is_typing = True
        self.line.remove_class("-unused")
        self.line.focus()
        self._screen.query_one("#keys", KeyBar).offer(keys.footer("find-line"))

    def typed(self, text: str) -> None:
        """Show what is found for what is typed."""
        if text != self._screen.shown.query.text:
            self._screen.shown.ask(text=text)
            self._screen.shown.go_to_cycle_asked()
            self._screen.show_forces()

    def show_kept(self) -> None:
        """Show the line with what is kept, or no line."""
        text = self._screen.shown.query.text
        self.line.set_class(not text and not self._is_typing, "-unused")
        if self.line.value != text:
            self.line.value = text

    def _end(self) -> None:
        """Go back to the list, with a way back to what was found before."""
        screen, text = self._screen, self._screen.shown.query.text
        self._is_typing = False
        screen.lines.focus()
        screen.query_one("#keys", KeyBar).offer(keys.footer(screen.KEYS))
        if text != self._before:
            screen.changes.record_filter(self._before, text)
        screen.show_forces()

    def _keep(self) -> None:
        """Keep what is found; a force that is the only one is opened."""
        source = self._screen.source
        self._end()
        if source is not None and source.entries == 1 and self._screen.shown.query.text:
            self._screen.commands["choose"]()

    def _clear(self) -> None:
        """Show every force again."""
        self._screen.shown.ask(text="")
        self._end()

    def _choose(self) -> None:
        """Choose grades, statuses and an item from a list."""
        from peeldiff.app.country.fit_dialog import FitDialog, ticks

        screen = self._screen
        before = screen.shown.query.fits

        def done(chosen: JudgmentQuery | None) -> None:
            if chosen is not None and chosen != before:
                screen.changes.make("the filter by grade, status or item", fits=chosen)

        lines = ticks(screen.session.dataset, screen.host.marks)
        screen.app.push_screen(FitDialog(lines, before), done)

    def _search_typed(self) -> None:
        """Search everything for what is typed; the list is as it was before."""
        text = self.line.value
        self._screen.shown.ask(text=self._before)
        self._end()
        self._search(text)

    def _search(self, text: str) -> None:
        self._screen.ask(SearchRequested(self._screen.shown.force, text))
