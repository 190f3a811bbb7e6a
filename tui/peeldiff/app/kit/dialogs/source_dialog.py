"""The addresses behind a row: opened in a browser where there is one, else shown and sent to the clipboard."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from textual.widget import Widget

from peeldiff.app.kit import keys
from peeldiff.app.kit.base_screen import Commands
from peeldiff.app.kit.dialogs.list_dialog import ListDialog
from peeldiff.app.kit.lines import Line
from peeldiff.app.kit.widgets.bars import Bar
from peeldiff.app.kit.widgets.blocks import ListSource
from peeldiff.app.kit.widgets.detail_pane import DetailPane
from peeldiff.app.kit.widgets.line_view import LineView

FETCH = "fetch"
SENT = "Sent to the terminal's clipboard. Not there? Copy it from here."


def has_browser(environment: Mapping[str, str]) -> bool:
    """Tell whether a browser can be expected to open where the person sits."""
    if environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"):
        return False
    if not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY") or os.name != "posix"):
        return bool(environment.get("TERM_PROGRAM")) and shutil.which("open") is not None
    return any(shutil.which(program) for program in ("xdg-open", "open", "firefox", "chromium"))


class SourceDialog(ListDialog[str]):
    """A list of addresses, the one under the cursor in full below.

    It gives back FETCH where pages shall be fetched, or the address whose kept page shall be shown.
    """

    KEYS = "sources"
    BINDINGS: ClassVar = keys.bindings("sources")

    def __init__(self, sources: Sequence[tuple[str, str]], *, has_gap: bool = False) -> None:
        """`sources` are addresses with what they are the source of; with `has_gap` some of them fill one."""
        super().__init__("Sources of this row")
        self._sources = sources
        self._has_gap = has_gap

    def make_commands(self) -> Commands:
        """Return moving, opening and copying."""
        own = {"open": self.choose_row, "copy": self.copy, "fetch": self.fetch, "kept-page": self.show_page}
        return {**super().make_commands(), **own}

    def parts(self) -> Iterable[Widget]:
        """Yield the list, the address in full and what is said of copying."""
        listed = LineView(id="sources")
        listed.styles.height = min(8, len(self._sources))
        yield listed
        full = DetailPane(id="address")
        full.styles.height = 4
        yield full
        yield Bar(id="message", role="bar")

    def on_mount(self) -> None:
        """Show them, and open or copy the first."""
        self.lines.focus()
        lines: list[Line] = [[(f" {what or address} ", "lead")] for address, what in self._sources]
        self.lines.show(ListSource(lines))
        self.watch(self.lines, "cursor", self._show, init=False)
        self._show()

    def _show(self) -> None:
        address, what = self._sources[self.lines.cursor]
        self.query_one("#address", DetailPane).show([[(what, "muted")], [(address, "strong")]])
        self.query_one("#message", Bar).show([])

    def choose_row(self) -> None:
        """Open the address in a browser if there is one, else send it to the clipboard."""
        address = self._sources[self.lines.cursor][0]
        if self.host.may_open_browser and address.startswith(("http://", "https://")):
            self.app.open_url(address)
            self.query_one("#message", Bar).show([("Asked the browser to open it.", "strong")])
        else:
            self.copy()

    def copy(self) -> None:
        """Send the address to the terminal's clipboard."""
        self.app.copy_to_clipboard(self._sources[self.lines.cursor][0])
        self.query_one("#message", Bar).show([(SENT, "strong")])

    def fetch(self) -> None:
        """Have the pages fetched that fill the gaps."""
        if self._has_gap:
            self.dismiss(FETCH)
        else:
            self.query_one("#message", Bar).show([("Nothing of this row is lacking.", "strong")])

    def show_page(self) -> None:
        """Have the kept page of the address shown."""
        self.dismiss(self._sources[self.lines.cursor][0])
