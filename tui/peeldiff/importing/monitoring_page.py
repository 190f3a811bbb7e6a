"""Sets the inspectorate's list of forces in Engage beside what the dataset knows of it.

No row is made of it: a stay needs its day and its reason, and how the page gives them was never seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from peeldiff.dataset.queries.monitoring import monitoring_stays
from peeldiff.importing.imported import Block
from peeldiff.vocabulary.words import long_date

if TYPE_CHECKING:
    from peeldiff.dataset.model import Dataset

_MOST = 12
"""A page that lists more forces than have ever been in Engage at once is another list."""
_LONGEST = 80


def compare_monitoring(ds: Dataset, blocks: Sequence[Block]) -> tuple[str, ...] | None:
    """Return in what a page differs from the stays without an end, a sentence each; None where it lists no forces."""
    listed = _listed(ds, blocks)
    if not 0 < len(listed) <= _MOST:
        return None
    open_stays = {stay.force: stay.start for stay in monitoring_stays(ds) if stay.end is None}
    entered = [force for force in listed if force not in open_stays]
    left = [force for force in open_stays if force not in listed]
    return (
        *(
            f"{ds.force_names[force]} is listed in Engage, and the dataset knows of no stay without an end"
            for force in entered
        ),
        *(
            f"{ds.force_names[force]} is not listed in Engage, and the dataset knows no end of its stay "
            f"from {long_date(open_stays[force])}"
            for force in left
        ),
    )


def _listed(ds: Dataset, blocks: Sequence[Block]) -> list[str]:
    """Return the forces whose name begins a heading or an entry of a list."""
    entries = [block.text for block in blocks if (block.heading or block.bullet) and len(block.text) <= _LONGEST]
    return [force for force, name in ds.force_names.items() if any(entry.startswith(name) for entry in entries)]
