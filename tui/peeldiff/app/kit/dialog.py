"""What dialogs share: a box with a title, and the keys below."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget

from peeldiff.app.kit import keys
from peeldiff.app.kit.bars import Bar, KeyBar
from peeldiff.app.terminal.focus import FocusKept
from peeldiff.app.terminal.partial_repaint import ExactCompositor
from peeldiff.app.terminal.worker_errors import PanicsTold

if TYPE_CHECKING:
    from peeldiff.app.peeldiff_app import PeeldiffApp

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer], FocusKept[Answer], PanicsTold, Generic[Answer], inherit_bindings=False):
    """A box over the screen."""

    # ModalScreen stands first: the style sheet knows a widget only by the first of each class's bases.

    KEYS: ClassVar[str]
    """Its name in the table of keys."""
    TALL: ClassVar[bool] = False
    """Whether it takes the height there is, whatever is in it."""
    WIDE: ClassVar[bool] = False
    """Whether it takes nearly the width there is."""

    def __init__(self, title: str) -> None:
        """`title` stands at its top."""
        super().__init__()
        self._compositor = ExactCompositor()
        self._title = title

    @property
    def owner(self) -> PeeldiffApp:
        """The app."""
        return cast("PeeldiffApp", self.app)

    def compose(self) -> ComposeResult:
        """Title, contents, keys."""
        with Vertical(id="box", classes=f"{'-tall ' * self.TALL}{'-wide' * self.WIDE}"):
            title = Bar(id="dialog-title", role="bar")
            title.say([(self._title, "title")])
            yield title
            yield from self.parts()
            yield KeyBar(keys.footer(self.KEYS), self.owner.keys, id="dialog-keys")

    def parts(self) -> Iterable[Widget]:
        """Yield what is in the box."""
        raise NotImplementedError

    def action_close(self) -> None:
        """Close it."""
        self.dismiss(None)

    def action_cancel(self) -> None:
        """Close it and leave everything as it was."""
        self.dismiss(None)
