"""Which notes file belongs to two inspections: one, whichever of them stands left."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from peeldiff.compare.comparison import Comparison, Side
    from peeldiff.dataset.model import Dataset
    from peeldiff.dataset.queries.names import Inspection

ENDING = ".toml"
_PLAIN = re.compile(r"(?!.*--)[A-Za-z0-9](?:[A-Za-z0-9._+-]*[A-Za-z0-9])?\Z")


def canonical(ds: Dataset, left: Inspection | Side, right: Inspection | Side) -> tuple[Inspection, Inspection]:
    """Return the two in the order of the notes: the earlier first; two forces by their slug, then cycle."""
    from peeldiff.dataset.queries.names import Inspection

    order = ds.cycle_order
    first, second = sorted((left, right), key=lambda side: (side.force, order[side.cycle]))
    return Inspection(first.force, first.cycle), Inspection(second.force, second.cycle)


def pair_name(first: Inspection | Side, second: Inspection | Side) -> str:
    """Return the name of a comparison in canonical order, such as `kent@2017--kent@2021-22`.

    What cannot be part of a file's name stands as in an address: `Ash%20House@2024--Ash%20House@2025`.
    """
    parts = (_plain(part) for part in (first.force, first.cycle, second.force, second.cycle))
    return "{}@{}--{}@{}".format(*parts)


def _plain(part: str) -> str:
    """Return a name with nothing in it that a file's name cannot have, or that divides one."""
    if _PLAIN.match(part):
        return part
    return quote(part, safe="").replace("~", "%7E").replace("-", "%2D").replace(".", "%2E")


def name_of(comparison: Comparison, ds: Dataset) -> str:
    """Return the name of a comparison that stands either way round."""
    return pair_name(*canonical(ds, comparison.left, comparison.right))


def mentions(name: str, sides: tuple[Side, Side]) -> bool:
    """Tell whether a notes file of this name is about one of these inspections."""
    parts = name.removesuffix(ENDING).split("--")
    return any(f"{_plain(side.force)}@{_plain(side.cycle)}" in parts for side in sides)
