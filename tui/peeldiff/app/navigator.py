"""Opens screens on what views ask: the one place that knows them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from peeldiff.app.kit.navigation import (
    TOP,
    ComparisonRequested,
    CountryRequested,
    KeptPageRequested,
    NavigationRequested,
    NoteRequested,
    NoteRestoreRequested,
    NotesRequested,
    NotesWanted,
    Position,
    SearchRequested,
    TabRequested,
    TimelineRequested,
    UpdateRequested,
)

if TYPE_CHECKING:
    from textual.app import App

    from peeldiff.app.kit.base_screen import BaseScreen
    from peeldiff.app.kit.found import Found
    from peeldiff.app.kit.lines import Line
    from peeldiff.app.kit.screens.main_screen import MainScreen
    from peeldiff.app.memory import Memory
    from peeldiff.app.notes.writing import NoteWriting
    from peeldiff.app.session import Session
    from peeldiff.compare.comparison import Comparison

DEEPEST = 8
"""So many screens lie on each other at most: a long sitting must not hold more and more."""


def first_screen(session: Session, names: Sequence[str], memory: Memory, at: Position = TOP) -> MainScreen:
    """Return the comparison of two names, the timeline of a force, else the country.

    `memory` is what was there last time, `at` the place to go to.
    Raises a PeeldiffError for a name that is no inspection.
    """
    if len(names) == 2:
        from peeldiff.app.comparison.screen import ComparisonScreen

        judgments_first = not at.row and memory.tab in ("", "judgments")
        return ComparisonScreen(session, session.compare(*session.find(names), judgments_first=judgments_first), at.row)
    found = session.find_inspection_or_force(names[0]) if names else None
    if isinstance(found, str):
        from peeldiff.app.timeline.screen import TimelineScreen

        return TimelineScreen(session, found, timeline=session.timeline(found), at=at.row, cycle=at.cycle)
    from peeldiff.app.country.screen import CountryScreen

    return CountryScreen(session, found) if found else CountryScreen(session, force=memory.force)


class Navigator:
    """The way from view to view."""

    def __init__(
        self,
        app: App[None],
        session: Session,
        writing: NoteWriting,
        reopen: Callable[[Sequence[str], Position], object],
    ) -> None:
        """`writing` is asked for what is about notes; `reopen` opens names at a place, with the dataset of then."""
        self._app = app
        self._reopen = reopen
        self._session = session
        self._ways: Mapping[type[NavigationRequested], Callable[[Any], object]] = {
            ComparisonRequested: self._compare,
            TimelineRequested: self._show_timeline,
            NotesRequested: self._show_notes,
            CountryRequested: self._show_country,
            TabRequested: self._show_tab,
            SearchRequested: self._search,
            UpdateRequested: self._update,
            KeptPageRequested: self._show_kept_page,
            NotesWanted: writing.read,
            NoteRequested: writing.edit,
            NoteRestoreRequested: writing.restore,
        }

    def go(self, request: NavigationRequested) -> None:
        """Do what is asked."""
        self._ways[type(request)](request)

    def _open(self, screen: MainScreen) -> None:
        """Open a screen over this one, to come back here; in place of this one where many lie below already."""
        if len(self._app.screen_stack) < DEEPEST:
            self._app.push_screen(screen)
        else:
            self._app.switch_screen(screen)

    def _open_late(
        self, asking: BaseScreen[None], make_screen: Callable[[], MainScreen], shown: Callable[[], object] = bool
    ) -> None:
        """Open a screen that took time to prepare, where the one that asked for it is still what a person looks at."""

        def open_screen() -> None:
            self._open(make_screen())
            shown()

        asking.late_opening.open(open_screen)

    def _compare(self, request: ComparisonRequested) -> None:
        """Compare off the interface's thread: the one place where views have two inspections compared."""
        session, shown = self._session, request.shown or (lambda: None)

        def show(comparison: Comparison) -> None:
            from peeldiff.app.comparison.screen import ComparisonScreen

            asking = request.asked_by
            if request.in_place and isinstance(asking, ComparisonScreen):
                asking.comparison = comparison
                shown()
            else:
                self._open_late(asking, lambda: ComparisonScreen(session, comparison, request.at), shown)

        def compare() -> Comparison:
            return session.compare(*session.find((request.left, request.right)))

        request.asked_by.in_background(compare, show, group="compare")

    def _show_timeline(self, request: TimelineRequested) -> None:
        from peeldiff.app.timeline.screen import TimelineScreen

        self._open(TimelineScreen(self._session, request.force, request.comparison, at=request.at, cycle=request.cycle))

    def _show_notes(self, request: NotesRequested) -> None:
        from peeldiff.app.notes.screen import NotesScreen

        self._open(NotesScreen(self._session, request.comparison))

    def _show_country(self, request: CountryRequested) -> None:
        """Go back to the country if one lies below, else open one."""
        from peeldiff.app.country.screen import CountryScreen

        stack = self._app.screen_stack
        below = next((at for at, screen in enumerate(reversed(stack)) if isinstance(screen, CountryScreen)), None)
        if below is None:
            self._open(CountryScreen(self._session, force=request.force))
            return
        for _ in range(below):
            self._app.pop_screen()

    def _show_tab(self, request: TabRequested) -> None:
        """Go back to the comparison below, at one of its tabs."""
        from peeldiff.app.comparison.screen import ComparisonScreen

        below = self._app.screen_stack[-2]
        if request.comparison is None or not isinstance(below, ComparisonScreen):
            request.asked_by.show_message("There is no comparison here to go back to.")
            return
        self._app.pop_screen()
        if request.row:
            below.go_to_row(request.row)
        else:
            below.show_tab(request.tab)

    def _search(self, request: SearchRequested) -> None:
        """Ask what to search for, and go to what is chosen."""
        from peeldiff.app.kit.dialogs.text_dialog import TextDialog
        from peeldiff.app.kit.found import cell_of
        from peeldiff.app.kit.screens.list_screen import ListScreen
        from peeldiff.app.search.dialog import SearchDialog

        asking = request.asked_by

        def done(found: Found | None) -> None:
            if found is None or (isinstance(asking, ListScreen) and asking.show_found(found)):
                return
            hit = found.hit
            if hit is not None and hit.kind == "definition":
                source = hit.source or "no source"
                lines: list[Line] = [[(hit.text, "text")], [("Source: ", "muted"), (source, "text")]]
                self._app.push_screen(TextDialog("What it means", lines))
            elif hit is not None and hit.kind in ("monitoring", "force"):
                self._show_timeline(TimelineRequested(hit.force or request.force))
            elif hit is not None and hit.kind in ("cycle", "judgment"):
                row, cycle = cell_of(self._session.dataset, found)
                self._show_timeline(
                    TimelineRequested(hit.force or request.force, at=row, cycle=cycle or hit.cycle or "")
                )
            elif found.topic:
                self._show_timeline(TimelineRequested(request.force, at=found.topic))
            elif found.hit or found.entry:
                self._go_to(found, request)

        self._app.push_screen(SearchDialog(self._session, request.needle, request.here), done)

    def _go_to(self, found: Found, request: SearchRequested) -> None:
        """Show what was found in a comparison that has it."""
        from peeldiff.app.search.search_target import pair_of, row_of

        place = found.hit or found.entry
        assert place is not None  # noqa: S101  (whoever calls has looked)
        session = self._session

        def compare() -> Comparison | None:
            pair = pair_of(session.dataset, place, request.force)
            return session.compare(*pair) if pair else None

        def show(comparison: Comparison | None) -> None:
            from peeldiff.app.comparison.screen import ComparisonScreen

            if comparison is None:
                request.asked_by.show_message("This dataset has no comparison in which it stands.")
            else:
                self._open_late(
                    request.asked_by, lambda: ComparisonScreen(session, comparison, row_of(comparison, place))
                )

        request.asked_by.in_background(compare, show, group="compare")

    def _update(self, request: UpdateRequested) -> None:
        """Fetch pages and review what they say; then come back to where it was asked, with what was written."""
        from peeldiff.app.kit.dialogs.question import Question
        from peeldiff.app.review.screen import ReviewScreen
        from peeldiff.app.review.update_run import UpdateResult, UpdateRun, describe_targets, why_refused
        from peeldiff.app.review.update_screen import UpdateScreen

        app, ds, asking = self._app, self._session.dataset, request.asked_by
        refused = why_refused(self._session.settings)
        run = UpdateRun(self._session.settings, ds, request.inspections, asking.host.today().isoformat())
        if refused or not run.targets:
            asking.show_message(refused or "Nothing is lacking here whose page is known.")
            return
        names = _names_of(asking)

        def done(has_written: bool) -> None:
            if has_written:
                self._reopen(names, request.at)
            else:
                app.pop_screen()

        def review(result: UpdateResult) -> None:
            app.switch_screen(ReviewScreen(result.session, result.files, result.messages, left=done))

        def fetch(yes: bool | None) -> None:
            if yes:
                named = (f"{ds.force_names[gap.force]} {ds.cycles[gap.cycle].name}" for gap in run.targets)
                app.push_screen(UpdateScreen(run, ", ".join(dict.fromkeys(named)), review))

        app.push_screen(Question("Fetch these pages?", describe_targets(run.targets)), fetch)

    def _show_kept_page(self, request: KeptPageRequested) -> None:
        """Show the page that was fetched from an address, with the words of a row marked."""
        from peeldiff.app.review.kept_words import KeptWords, find_kept_words
        from peeldiff.app.review.page_screen import PageScreen

        def show(words: KeptWords | None) -> None:
            if words is None:
                request.asked_by.show_message("This page was not fetched: peeldiff update --all fetches it.")
            else:
                asking.late_opening.open(lambda: self._app.push_screen(PageScreen(words)))

        asking = request.asked_by
        if self._session.settings.restricted:
            asking.show_message("Refused, because this session is restricted to its notes folder.")
        else:
            find = partial(find_kept_words, self._session.dataset, request.address, request.item)
            asking.in_background(find, show, group="page")


def _names_of(screen: BaseScreen[None]) -> list[str]:
    """Return what to name on the command line to open a screen like this."""
    from peeldiff.app.comparison.screen import ComparisonScreen
    from peeldiff.app.timeline.screen import TimelineScreen

    if isinstance(screen, ComparisonScreen):
        return [str(side.inspection) for side in (screen.compared.left, screen.compared.right)]
    return [screen.force] if isinstance(screen, TimelineScreen) else []
