"""A full screen: what it is made of, what stands there if it is too small, and the way back."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.app import ComposeResult
from textual.widget import Widget

from peeldiff.app.kit.base_screen import BaseScreen, Commands
from peeldiff.app.kit.screens.everywhere import Everywhere
from peeldiff.app.kit.widgets.bars import Bar
from peeldiff.app.kit.widgets.status_bar import StatusBar


class TooSmall(Bar):
    """Stands for everything else where the terminal is too small; the style sheet shows and hides it."""


class MainScreen(BaseScreen[None], inherit_bindings=False):
    """A full screen."""

    def compose(self) -> ComposeResult:
        """Everything, and what stands there if there is no room for it."""
        yield from self.parts()
        small = TooSmall(role="text")
        small.show([("peeldiff needs 60 columns and 15 lines.", "text")])
        yield small

    def parts(self) -> Iterable[Widget]:
        """Yield the widgets of this screen."""
        raise NotImplementedError

    def make_commands(self) -> Commands:
        """Return what works on every full screen."""
        return {**Everywhere(self).commands, "back": self.back, "quit": self.quit}

    @property
    def status(self) -> StatusBar:
        """The line under the list."""
        return self.query_one(StatusBar)

    def show_message(self, message: str, role: str = "strong") -> None:
        """Show a message in the status line until the cursor moves, as much of it as this session may know."""
        self.status.show_message(self.host.settings.redact(message), role)

    def on_click(self, event: events.Click) -> None:
        """Offer every command where the title is clicked and nothing else can be clicked there."""
        if event.widget is not None and event.widget.id == "title":
            self.commands["palette"]()

    @property
    def is_first(self) -> bool:
        """Whether only the opening screen lies below this one."""
        return len(self.app.screen_stack) <= 2

    def back(self) -> None:
        """Go back to the screen before, if there is one."""
        if not self.is_first:
            self.app.pop_screen()

    def quit(self) -> None:
        """Go back to the screen before, or leave."""
        if not self.is_first:
            self.app.pop_screen()
        else:
            self.host.action_leave()
