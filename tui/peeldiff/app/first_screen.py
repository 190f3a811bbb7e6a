"""Which screen comes first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from peeldiff.errors import UsageError

if TYPE_CHECKING:
    from peeldiff.app.kit.main_screen import MainScreen
    from peeldiff.app.memory import Memory
    from peeldiff.app.session import Session


def first_screen(session: Session, names: Sequence[str], memory: Memory) -> MainScreen:
    """Return the comparison of two names, the timeline of a force, else the country.

    `memory` is what was there last time. Raises a PeeldiffError for a name that is no inspection.
    """
    if len(names) == 2:
        from peeldiff.app.comparison.screen import ComparisonScreen

        return ComparisonScreen(session, session.compare(*session.find(names)))
    from peeldiff.app.country.screen import CountryScreen

    if not names:
        return CountryScreen(session, force=memory.force)
    try:
        return CountryScreen(session, session.find(names)[0])
    except UsageError:  # it names no cycle: a force alone
        from peeldiff.app.timeline.screen import TimelineScreen

        found = session.find_force(names[0])
        return TimelineScreen(session, found, found=session.timeline(found))
