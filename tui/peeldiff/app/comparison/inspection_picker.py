"""Choosing an inspection: every force in every cycle, found as you type (`leics 2018`)."""

from __future__ import annotations

from peeldiff.app.comparison.inspection_choice import InspectionChoices
from peeldiff.app.kit.dialogs.finder import Finder
from peeldiff.app.session import Session
from peeldiff.dataset.queries.names import Inspection


def inspection_picker(session: Session, title: str, now: Inspection) -> Finder[Inspection]:
    """Return the inspections to choose from, those of its force first, the cursor on the present one."""
    choices = InspectionChoices(session.dataset, session.known, session.findings_known, now.force)
    return Finder(title, choices, "Force and cycle, such as leics 2018", at=choices.place_of(now))
