"""Which screen comes first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from peeldiff.app.screens.comparison import ComparisonScreen
from peeldiff.app.screens.start import StartScreen

if TYPE_CHECKING:
    from textual.screen import Screen

    from peeldiff.app.session import Session


def first_screen(session: Session, names: Sequence[str]) -> Screen[None]:
    """Return the comparison of two names, else the screen where one chooses.

    Raises a PeeldiffError for a name that is no inspection.
    """
    found = session.find(names)
    if len(found) == 2:
        comparison = session.compare(*found)
        return ComparisonScreen(session, comparison)
    return StartScreen(session, found[0] if found else None)
