"""Choosing an inspection: every force in every cycle, found as you type (`leics 2018`)."""

from __future__ import annotations

from peeldiff.app.dialogs.finder import Candidate, Finder
from peeldiff.app.session import Session
from peeldiff.dataset.names import Inspection
from peeldiff.text import plural


def inspection_picker(session: Session, title: str, now: Inspection) -> Finder[Inspection]:
    """Return the inspections to choose from, the cursor on the present one."""
    found = candidates(session)
    at = next((place for place, one in enumerate(found) if one.value == now), 0)
    return Finder(title, found, "Force and cycle, such as leics 2018", at=at)


def candidates(session: Session) -> list[Candidate[Inspection]]:
    """Return every force in every cycle; those that the dataset knows nothing of say so."""
    ds = session.dataset
    aliases = {force: also or "" for force, also in ds.forces.select("force", "aliases").iter_rows()}
    found = []
    for force, name in ds.force_names.items():
        for cycle in ds.cycles.values():
            count = session.known.get((force, cycle.id), 0)
            found.append(
                Candidate(
                    f"{name}, {cycle.name}",
                    Inspection(force, cycle.id),
                    plural(count, "judgment") if count else "nothing known",
                    f"{force} {aliases[force].replace(';', ' ')} {cycle.id} {' '.join(cycle.aliases)}",
                )
            )
    return found
