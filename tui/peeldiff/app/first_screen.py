"""Which screen comes first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from peeldiff.dataset.names import Inspection

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
    found = session.find_inspection_or_force(names[0])
    if isinstance(found, Inspection):
        return CountryScreen(session, found)
    from peeldiff.app.timeline.screen import TimelineScreen

    return TimelineScreen(session, found, found=session.timeline(found))
