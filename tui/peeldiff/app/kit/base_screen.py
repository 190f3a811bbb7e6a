"""What full screens and dialogs share: the host, commands by the id of their action, and work in the background."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar, cast

from textual import events
from textual.screen import Screen

from peeldiff.app.kit.background import JobDone, in_background
from peeldiff.app.kit.late_opening import LateOpening
from peeldiff.app.terminal.closed_screens import OpenWatch
from peeldiff.app.terminal.focus_return import FocusReturn
from peeldiff.app.terminal.partial_repaint import send_only_changes
from peeldiff.app.terminal.single_paint import SinglePaint
from peeldiff.app.terminal.single_styling import SingleStyling
from peeldiff.errors import PeeldiffError

if TYPE_CHECKING:
    from peeldiff.app.kit.host import Host
    from peeldiff.app.kit.navigation import NavigationRequested

Answer = TypeVar("Answer")
Result = TypeVar("Result")
Commands = Mapping[str, Callable[[], object]]
"""What a key does, by the id of its action in the table of keys."""


class BaseScreen(Screen[Answer], Generic[Answer], inherit_bindings=False):
    """A screen of the program."""

    KEYS: ClassVar[str]
    """Its name in the table of keys."""

    def __init__(self, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        """Make a screen that sends only the cells that changed."""
        super().__init__(name, id, classes)
        send_only_changes(self)
        self._single_paint = SinglePaint(self)
        self._single_styling = SingleStyling(self)
        self._focus_return = FocusReturn(self)
        self.open_watch = OpenWatch(self)
        self.late_opening = LateOpening(self)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Be styled and painted once."""
        self.open_watch.has_come()
        self._single_styling.come(event)
        self._single_paint.wait()
        self.late_opening.has_come()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Remember where the focus is."""
        self._focus_return.remember(event.widget)

    def on_resize(self) -> None:
        """Look once everything is shown or hidden for the new size."""
        self.call_after_refresh(self._focus_return.restore)

    @property
    def host(self) -> Host:
        """The app, as far as a view knows it."""
        return cast("Host", self.app)

    @cached_property
    def commands(self) -> Commands:
        """What each key does here."""
        return self.make_commands()

    def make_commands(self) -> Commands:
        """Return what each key does here; it is asked once, when everything has its place on the screen."""
        raise NotImplementedError

    def action_command(self, command: str) -> None:
        """Do what a key, a click or the palette asks for, unless the key before has opened or closed a screen."""
        if self.app.screen is self:
            self.commands[command]()

    def ask(self, request: NavigationRequested) -> None:
        """Ask something of the app."""
        request.asked_by = cast("BaseScreen[None]", self)
        self.post_message(request)

    def show_message(self, message: str, role: str = "strong") -> None:
        """Show a message until something else happens."""
        raise NotImplementedError

    def show_error(self, error: PeeldiffError) -> None:
        """Say what went wrong, as much as this session may know of it."""
        self.show_message(self.host.settings.describe(error), "warning")

    def in_background(
        self,
        job: Callable[[], Result],
        then: Callable[[Result], object],
        *,
        group: str,
        exclusive: bool = True,
        failed: Callable[[PeeldiffError], object] | None = None,
    ) -> None:
        """Do a job off the interface's thread, then `then` with its result on it.

        With `exclusive` a later job of the group takes the place of an earlier one, whose result is
        dropped. A job that cannot be done is told by `failed`, else by a message.
        """
        in_background(self, job, then, failed or self.show_error, group=group, exclusive=exclusive)

    def on_job_done(self, message: JobDone) -> None:
        """Show what came of it."""
        message.outcome()
