"""What the full screens share: moving, help, commands, themes, going back, and a message instead of a toast."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.widget import Widget

from peeldiff.app.kit import themes
from peeldiff.app.kit.bars import Bar
from peeldiff.app.kit.keys import Action
from peeldiff.app.kit.motions import Motions
from peeldiff.app.terminal.focus import FocusKept
from peeldiff.app.terminal.partial_repaint import ExactCompositor
from peeldiff.app.terminal.worker_errors import PanicsTold
from peeldiff.errors import PeeldiffError

if TYPE_CHECKING:
    from textual.screen import Screen

    from peeldiff.app.peeldiff_app import PeeldiffApp

DEEPEST = 8
"""So many screens lie on each other at most: a long sitting must not hold more and more."""


class TooSmall(Bar):
    """Stands for everything else where the terminal is too small; the style sheet shows and hides it."""


class MainScreen(Motions, FocusKept[None], PanicsTold, inherit_bindings=False):
    """A full screen."""

    KEYS: ClassVar[str]
    """Its name in the table of keys."""

    def __init__(self) -> None:
        """Make a screen that sends only the cells that changed."""
        super().__init__()
        self._compositor = ExactCompositor()

    @property
    def owner(self) -> PeeldiffApp:
        """The app."""
        return cast("PeeldiffApp", self.app)

    def compose(self) -> ComposeResult:
        """Everything, and what stands there if there is no room for it."""
        yield from self.parts()
        small = TooSmall(role="text")
        small.say([("peeldiff needs 60 columns and 15 lines.", "text")])
        yield small

    def parts(self) -> Iterable[Widget]:
        """Yield the widgets of this screen."""
        raise NotImplementedError

    def say(self, message: str, role: str = "text") -> None:
        """Show a message in the status line until the cursor moves."""
        raise NotImplementedError

    def on_click(self, event: events.Click) -> None:
        """Offer every command where the title is clicked and nothing else can be clicked there."""
        if event.widget is not None and event.widget.id == "title":
            self.action_palette()

    def action_help(self) -> None:
        """Show the keys of this screen, and what the signs say."""
        from peeldiff.app.kit.help_dialog import help_dialog

        owner = self.owner
        grades = owner.session.dataset.grades if owner.session else {}
        self.app.push_screen(help_dialog(self.KEYS, owner.keys, owner.marks, grades))

    def action_palette(self) -> None:
        """Offer every command by name."""
        from peeldiff.app.kit.palette import palette

        def done(action: Action | None) -> None:
            if action is not None:
                whose = "app." if action.context == "app" else ""
                self.app.call_later(self.run_action, whose + action.method)

        self.app.push_screen(palette(self.KEYS, self.owner.keys), done)

    def action_theme(self) -> None:
        """Put on the next look."""
        now = self.owner.look.theme.name
        if now == themes.NO_COLOUR:
            self.say("NO_COLOR is set: there are no colours to choose from.")
            return
        following = themes.next_look(now)
        self.owner.wear(following)
        self.owner.remember(theme=following, theme_set=self.owner.settings.theme)
        self.say(f"Theme: {following}")

    def action_picture(self) -> None:
        """Save a picture of the screen, as SVG and as text."""
        from peeldiff.app.kit import pictures

        settings = self.owner.settings
        svg = self.app.export_screenshot(title="peeldiff")
        try:
            path = pictures.save(pictures.folder(settings), svg, pictures.text_of(self), dt.datetime.now())
        except PeeldiffError as error:
            self.say(settings.redact(str(error)), "warning")
        else:
            self.say(settings.redact(f"Saved, with a .txt beside it: {path}"))

    def go_on(self, screen: Screen[None]) -> None:
        """Open another screen over this one, to come back here; in place of this one where many lie below already."""
        if len(self.app.screen_stack) < DEEPEST:
            self.app.push_screen(screen)
        else:
            self.app.switch_screen(screen)

    @property
    def is_first(self) -> bool:
        """Whether only the opening screen lies below this one."""
        return len(self.app.screen_stack) <= 2

    def action_back(self) -> None:
        """Go back to the screen before, if there is one."""
        if not self.is_first:
            self.app.pop_screen()

    def action_quit(self) -> None:
        """Go back to the screen before, or leave."""
        if not self.is_first:
            self.app.pop_screen()
        else:
            self.app.exit(return_code=0)
