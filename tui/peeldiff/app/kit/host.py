"""What a view may ask of the app."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from peeldiff.app.kit.keys import Keys
    from peeldiff.app.kit.marks import Marks
    from peeldiff.app.kit.themes import Look
    from peeldiff.app.memory import Memory
    from peeldiff.app.session import Session
    from peeldiff.errors import PeeldiffError
    from peeldiff.settings import Settings


class Host(Protocol):
    """The app, as far as views know it."""

    settings: Settings
    session: Session | None
    marks: Marks
    """The signs in force."""
    keys: Keys
    """The keys in force."""
    look: Look
    memory: Memory
    """What is remembered from the last sitting."""
    today: Callable[[], dt.date]

    @property
    def may_open_browser(self) -> bool:
        """Whether a browser may be opened, and can be expected to show where the person sits."""

    def action_leave(self) -> None:
        """Leave peeldiff, once what is being saved is saved."""

    def show_message(self, message: str, role: str = "strong") -> None:
        """Show a message on the full screen that is open."""

    def show_error(self, error: PeeldiffError) -> None:
        """Say there what went wrong, as much as this session may know of it."""

    def remember(self, **changed: object) -> None:
        """Remember something for next time."""

    def apply_theme(self, name: str) -> None:
        """Put a look on."""
