"""What every full screen can do: help, commands by name, themes, pictures."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from peeldiff.app.kit import pictures, themes
from peeldiff.app.kit.actions import Action
from peeldiff.app.terminal.drawn_text import drawn_text

if TYPE_CHECKING:
    from peeldiff.app.kit.base_screen import BaseScreen, Commands


class Everywhere:
    """What every full screen can do."""

    def __init__(self, screen: BaseScreen[None]) -> None:
        """`screen` is the one that is shown."""
        self._screen = screen

    @property
    def commands(self) -> Commands:
        """The commands."""
        return {"help": self.help, "palette": self.palette, "theme": self.theme, "picture": self.picture}

    def help(self) -> None:
        """Show the keys of this screen, and what the signs say."""
        from peeldiff.app.kit.dialogs.help_dialog import help_dialog

        host = self._screen.host
        grades = host.session.dataset.grades if host.session else {}
        self._screen.app.push_screen(help_dialog(self._screen.KEYS, host.keys, host.marks, grades))

    def palette(self) -> None:
        """Offer every command by name."""
        from peeldiff.app.kit.dialogs.palette import palette

        screen = self._screen

        def done(action: Action | None) -> None:
            if action is not None:
                screen.app.call_later(screen.run_action, action.call)

        screen.app.push_screen(palette(screen.KEYS, screen.host.keys), done)

    def theme(self) -> None:
        """Put on the next look."""
        host = self._screen.host
        now = host.look.theme.name
        if now == themes.NO_COLOUR:
            self._screen.show_message("NO_COLOR is set: there are no colours to choose from.")
            return
        following = themes.next_look(now)
        host.apply_theme(following)
        host.remember(theme=following, theme_set=host.settings.theme)
        self._screen.show_message(f"Theme: {following}")

    def picture(self) -> None:
        """Save a picture of the screen, as SVG and as text."""
        screen, settings = self._screen, self._screen.host.settings
        svg, text, now = screen.app.export_screenshot(title="peeldiff"), drawn_text(screen), dt.datetime.now()
        screen.in_background(
            lambda: pictures.save(pictures.folder(settings), svg, text, now),
            lambda path: screen.show_message(settings.redact(f"Saved, with a .txt beside it: {path}")),
            group="picture",
        )
