"""The ways to show the country: every cycle, one cycle or the change between two; sorted and grouped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peeldiff.app.country.country_bars import VIEWS

if TYPE_CHECKING:
    from peeldiff.app.country.screen import CountryScreen
    from peeldiff.app.kit.base_screen import Commands
    from peeldiff.compare.cycles import Country


class ViewCommands:
    """The commands that change the view."""

    def __init__(self, screen: CountryScreen) -> None:
        """`screen` shows the country."""
        self._screen = screen

    @property
    def commands(self) -> Commands:
        """The commands."""
        return {
            "next-view": lambda: self._turn(1),
            "previous-view": lambda: self._turn(-1),
            "left-earlier": lambda: self._step(0, -1),
            "left-later": lambda: self._step(0, 1),
            "right-earlier": lambda: self._step(1, -1),
            "right-later": lambda: self._step(1, 1),
            "sort": self._sort,
            "regions": self._group,
        }

    def _turn(self, by: int) -> None:
        kinds = list(VIEWS)
        self.show_kind(kinds[(kinds.index(self._screen.shown.kind) + by) % len(kinds)])

    def show_kind(self, kind: str) -> None:
        """Show the country in another way."""
        shown = self._screen.shown
        if kind == "change":
            self._compare_cycles(shown.pair if shown.kind == "change" else shown.proposed_pair())
        else:
            shown.show_kind(kind)
            self._screen.show_forces()

    def _compare_cycles(self, pair: tuple[str, str]) -> None:
        """Show what changed between two cycles, as soon as it is compared."""
        from peeldiff.app.country.change_view import Change

        def show(country: Country) -> None:
            self._screen.shown.change = Change(self._screen.session.dataset, country, self._screen.host.marks)
            self._screen.shown.show_kind("change")
            self._screen.show_forces()

        self._screen.shown.pair = pair
        self._screen.show_message("Comparing every force; Escape stops.")
        self._screen.in_background(lambda: self._screen.session.country(*pair), show, group="country")

    def _step(self, side: int, by: int) -> None:
        """Go to another cycle, or compare another one on a side."""
        if self._screen.shown.kind != "change":
            self._screen.shown.step_cycle(by)
            self._screen.show_forces()
        elif (pair := self._screen.shown.stepped_pair(side, by)) is None:
            self._screen.show_message(f"There is no {'later' if by > 0 else 'earlier'} cycle for this side.")
        else:
            self._compare_cycles(pair)

    def _sort(self) -> None:
        """Sort by this column: the best first, the worst first, then by name again."""
        shown, view = self._screen.shown, self._screen.shown.view
        if not view.columns:
            return
        column = view.columns[shown.column].id

        def order(_: object = None) -> None:
            if shown.view is view:  # not where another was opened meanwhile
                self._screen.changes.make("the order", **shown.next_order(column))
                self._screen.lines.move_to(0)

        if shown.has_ranks(column):
            order()
        else:  # each press counts, however long the first takes
            self._screen.in_background(lambda: shown.ranks(view, column), order, group="order", exclusive=False)

    def _group(self) -> None:
        """Put the forces of a region together, or not."""
        self._screen.changes.make("the regions", by_region=not self._screen.shown.query.by_region)
