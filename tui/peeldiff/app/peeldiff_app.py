"""The app: signs and keys in force, loading the dataset, and what views ask of it."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
import gc
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self

from textual import events, on, work
from textual.message import Message
from textual.worker import Worker

from peeldiff.app.kit import actions, keys, marks, themes
from peeldiff.app.kit.background import JobDone
from peeldiff.app.kit.key_names import textual_name
from peeldiff.app.kit.keys_elsewhere import describe_unbound
from peeldiff.app.kit.navigation import TOP, NavigationRequested, Position
from peeldiff.app.kit.widgets.drawing import Drawing
from peeldiff.app.kit.widgets.line_view import LineView
from peeldiff.app.leaving import Leaving
from peeldiff.app.looks import chosen_theme, fitting_look
from peeldiff.app.memory import Memory, keep
from peeldiff.app.opening_screen import OpeningScreen
from peeldiff.app.terminal.cache_release import CacheRelease
from peeldiff.app.terminal.crash_ending import CrashEnding
from peeldiff.app.terminal.sgr_minimiser import thinned
from peeldiff.app.terminal.shutdown import end_in_order
from peeldiff.app.terminal.steady_driver import steady
from peeldiff.app.terminal.type_ahead import TypeAhead
from peeldiff.app.terminal.window_size import bounded
from peeldiff.app.terminal.worker_errors import catching_panics
from peeldiff.errors import PeeldiffError
from peeldiff.settings import Settings

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.screen import Screen

    from peeldiff.app.kit.screens.main_screen import MainScreen
    from peeldiff.app.navigator import Navigator
    from peeldiff.app.notes.writing import NoteWriting
    from peeldiff.app.session import Session


class PeeldiffApp(TypeAhead, CacheRelease, CrashEnding, inherit_bindings=False):
    """peeldiff in a terminal."""

    CSS_PATH = "styles.tcss"
    TITLE = "peeldiff"
    ENABLE_COMMAND_PALETTE = False
    ESCAPE_TO_MINIMIZE = False
    ALLOW_SELECT = False
    AUTO_FOCUS = None
    BINDINGS: ClassVar = keys.bindings("app")
    HORIZONTAL_BREAKPOINTS = [(0, "-too-narrow"), (60, "-fits-across")]  # noqa: RUF012  (Textual's)
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012  (Textual's)
        *((0, "-too-low"), (15, "-low"), (34, "-high")),
        *((48, "-tall"), (58, "-vast")),
    ]

    @dataclass
    class Opened(Message):
        """The dataset is loaded and the first screen made."""

        session: Session
        screen: MainScreen
        """The first one."""

    @dataclass
    class Failed(Message):
        """The dataset could not be loaded, or an argument names no inspection."""

        error: PeeldiffError

    def __init__(
        self,
        settings: Settings,
        names: Sequence[str] = (),
        *,
        memory: Memory | None = None,
        remember_in: Path | None = None,
    ) -> None:
        """`names` are the inspections named on the command line, `memory` what was there last time.

        Without `remember_in` nothing is remembered. Raises SettingsError for keys that clash.
        """
        self.settings = settings
        self.marks = marks.choose(settings.marks)
        self.keys = keys.chosen(settings.keys, ascii_only=self.marks.ascii, at=settings.at)
        self.look = themes.LOOKS["dark"]
        self.names = names
        self._at = TOP
        self.memory = memory or Memory()
        self._remember_in = remember_in
        self._writing = threading.Lock()
        self.session: Session | None = None
        self._navigator: Navigator | None = None
        self.note_writing: NoteWriting | None = None
        self._leaving = Leaving(self)
        self.today: Callable[[], dt.date] = dt.date.today
        """The clock, for what is overdue."""
        colourless = "NO_COLOR" in os.environ
        super().__init__(ansi_color=True if colourless else None)
        self.animation_level = "none"
        for look in themes.LOOKS.values():
            self.register_theme(look.theme)
        self.apply_theme(
            themes.NO_COLOUR if colourless else fitting_look(chosen_theme(settings, self.memory), self.console)
        )
        self.set_keymap(self.keys.keymap)

    def remember(self, **changed: object) -> None:
        """Remember something for next time."""
        memory = dataclasses.replace(self.memory, **changed)  # type: ignore[arg-type]  # a field by its name
        if memory != self.memory:
            self.memory = memory
            if self._remember_in is not None:
                self._write_memory(self._remember_in, memory)

    @work(thread=True, exclusive=True, exit_on_error=False, group="memory")
    def _write_memory(self, path: Path, memory: Memory) -> None:
        with self._writing:
            if memory is self.memory:
                keep(path, memory, self.settings.data)

    def run_worker(self, work: Any, *arguments: Any, **options: Any) -> Worker[Any]:  # noqa: ANN401  (as Textual has it)
        """Do work as Textual does; a panic in a thread is an error like any other."""
        return super().run_worker(catching_panics(work) if options.get("thread") else work, *arguments, **options)

    def get_driver_class(self) -> type[Driver]:
        """The terminal's driver, sparing with what it sends and hard to upset."""
        return steady(thinned(super().get_driver_class()))

    def apply_theme(self, name: str) -> None:
        """Put a look on."""
        self.look = themes.LOOKS[name]
        self.theme = name
        for screen in self.screen_stack if self.is_running else ():
            for widget in screen.query(Drawing):
                if isinstance(widget, LineView):
                    widget.redraw()
                else:
                    widget.refresh()

    def refresh(self, *, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Lay the screen out, but do not paint it: only removing a screen asks for both; nothing suspends the app."""
        return super().refresh(repaint=repaint and not layout, layout=layout, recompose=recompose)

    def refresh_css(self, animate: bool = True) -> None:
        """Read the rules anew for another theme; before there is a screen they have not been read at all."""
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def get_default_screen(self) -> Screen[None]:
        """The first thing on the screen: what is being opened."""
        return OpeningScreen(self.names)

    def on_mount(self) -> None:
        """End in order when the terminal goes away."""
        if self.marks.ascii:
            self.add_class("-ascii")
        loop = asyncio.get_running_loop()
        self.watch_lost_errors(loop)
        end_in_order(loop, lambda code: self.exit(return_code=code), self._leaving.keep_last_words)

    async def on_event(self, event: events.Event) -> None:
        """Take what comes from the terminal; of its size, no more than anybody sees."""
        await super().on_event(bounded(event))

    def on_ready(self) -> None:
        """Load once the first words are painted."""
        self.open_dataset()

    def exit(self, *arguments: Any, **more: Any) -> None:  # noqa: ANN401  (Textual's)
        """End; notes that are being looked through in another thread are left, so that nobody waits for it."""
        if self.session is not None:
            self.session.close()
        super().exit(*arguments, **more)

    @work(thread=True, group="open")
    def open_dataset(self) -> None:
        """Load the dataset, find what was named and make the first screen."""
        from peeldiff.app.navigator import first_screen
        from peeldiff.app.session import Session

        try:
            session = Session.open(self.settings)
            screen = first_screen(session, self.names, self.memory, self._at)
        except PeeldiffError as error:
            self.post_message(self.Failed(error))
        else:
            self.post_message(self.Opened(session, screen))

    def on_peeldiff_app_opened(self, message: Opened) -> None:
        """Show the first screen."""
        self.session = message.session
        self.push_screen(message.screen)
        self.release_keys()
        self.call_after_refresh(collect_garbage)
        warn = message.screen.open_watch.unless_closed(self._warn)
        self.call_after_refresh(warn, message.screen, len(message.session.dataset.conflicts))

    def _warn(self, screen: MainScreen, conflicts: int) -> None:
        """Say on the first screen what is odd from the start: a person's own rows, or where the notes lie."""
        from peeldiff.dataset.reading.sources import describe_conflicts
        from peeldiff.files import lock_doubt

        first = [describe_conflicts(conflicts)] if conflicts else []

        def show(doubt: str | None) -> None:
            warnings = [*first, *([f"Notes: {doubt}."] if doubt else [])]
            if warnings:
                screen.show_message(" ".join(warnings), "warning")

        screen.in_background(lambda: lock_doubt(self.settings.notes), show, group="doubt")

    def reopen(self, names: Sequence[str], at: Position) -> None:
        """Open what was named anew, at a place, with the dataset as it is now."""
        before, self.session, self._navigator = self.session, None, None
        self.names, self._at = names, at
        while len(self.screen_stack) > 1:
            self.pop_screen()
        if before is not None:
            before.end()
        self.open_dataset()

    @on(NavigationRequested)
    def navigate(self, request: NavigationRequested) -> None:
        """Do what a view asks for, unless it was closed or covered meanwhile, by the key before."""
        asking = request.asked_by
        if not asking.open_watch.is_open or (request.leads_elsewhere and asking is not self.screen):
            return
        if self._navigator is None and self.session is not None:
            self._navigator = self._make_navigator(self.session)
        if self._navigator is not None:
            self._navigator.go(request)

    def _make_navigator(self, session: Session) -> Navigator:
        """Return the way from view to view; the first screen is shown without it."""
        from peeldiff.app.navigator import Navigator
        from peeldiff.app.notes.writing import NoteWriting

        self.note_writing = NoteWriting(self, session)
        self.note_writing.on_settled = self._leaving.note_settled
        return Navigator(self, session, self.note_writing, self.reopen)

    def is_urgent(self, key: str) -> bool:
        """Leaving does not wait for the dataset."""
        return key in map(textual_name, self.keys.of(actions.BY_ID["leave"]))

    def on_peeldiff_app_failed(self, message: Failed) -> None:
        """End; the caller says why."""
        self.failure = message.error
        self.exit(return_code=2)

    @property
    def may_open_browser(self) -> bool:
        """Whether a browser may be opened, and one can be expected to show where the person sits."""
        from peeldiff.app.kit.dialogs.source_dialog import has_browser

        return has_browser(os.environ) and not self.settings.restricted

    def on_key(self, event: events.Key) -> None:
        """Say where a key works that does nothing on this screen."""
        from peeldiff.app.kit.screens.main_screen import MainScreen

        screen = self.screen
        if isinstance(screen, MainScreen) and event.character and event.is_printable:
            words = describe_unbound(screen.KEYS, event.key, event.character, self.keys, self.size.width - 2)
            if words:
                screen.show_message(words)

    def action_leave(self) -> None:
        """Leave, once what is being saved is on the disk."""
        self._leaving.leave()

    def show_message(self, message: str, role: str = "strong") -> None:
        """Show a message on the full screen that is open, which may lie below a dialog."""
        from peeldiff.app.kit.screens.main_screen import MainScreen

        for screen in reversed(self.screen_stack):
            if isinstance(screen, MainScreen):
                screen.show_message(message, role)
                return

    def show_error(self, error: PeeldiffError) -> None:
        """Say there what went wrong, as much as this session may know of it."""
        self.show_message(self.settings.describe(error), "warning")

    def on_job_done(self, message: JobDone) -> None:
        """Show what came of work that no screen waits for."""
        message.outcome()


def collect_garbage() -> None:
    """Collect garbage from now on, if that was put off; what a start made stays, and is not looked through again."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
