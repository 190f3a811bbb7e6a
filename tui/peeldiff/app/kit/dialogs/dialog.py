"""What dialogs share: a box with a title, and the keys below."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Generic

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget

from peeldiff.app.kit import keys
from peeldiff.app.kit.base_screen import Answer, BaseScreen, Commands
from peeldiff.app.kit.widgets.bars import Bar, KeyBar


class Dialog(ModalScreen[Answer], BaseScreen[Answer], Generic[Answer], inherit_bindings=False):
    """A box over the screen."""

    # ModalScreen stands first: the style sheet knows a widget only by the first of each class's bases.

    TALL: ClassVar[bool] = False
    """Whether it takes the height there is, whatever is in it."""
    WIDE: ClassVar[bool] = False
    """Whether it takes nearly the width there is."""

    def __init__(self, title: str) -> None:
        """`title` stands at its top."""
        super().__init__()
        self._title = title

    def compose(self) -> ComposeResult:
        """Title, contents, keys."""
        with Vertical(id="box", classes=f"{'-tall ' * self.TALL}{'-wide' * self.WIDE}"):
            title = Bar(id="dialog-title", role="bar")
            title.show([(self._title, "title")])
            yield title
            yield from self.parts()
            yield KeyBar(keys.footer(self.KEYS), self.host.keys, id="dialog-keys")

    def parts(self) -> Iterable[Widget]:
        """Yield what is in the box."""
        raise NotImplementedError

    def make_commands(self) -> Commands:
        """Return the two ways to close it and leave everything as it was."""
        return {"close": lambda: self.dismiss(None), "cancel": lambda: self.dismiss(None)}
