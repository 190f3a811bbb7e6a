"""What may be said of two cycles of somebody else's table, which states nothing itself.

One rule for every command: with a scale, and where the names of the cycles tell which came first, a
difference has a direction that is only indicative; else it has none.
"""

from __future__ import annotations

from peeldiff.dataset.framework_model import Statement
from peeldiff.dataset.time.cycle_order import describe_unordered, find_order
from peeldiff.text import inert

ORDERED = (
    "Data that states nothing of its own: the same item is taken to be on one scale, so a difference is only"
    " indicative."
)
UNORDERED = "No scale was given, best grade first, so a difference is neither better nor worse."


def find_statement(first: str, second: str, *, has_scale: bool) -> Statement:
    """Return what may be said of two different cycles, by their names."""
    reason, basis = ORDERED, "indicative"
    if not has_scale:
        reason, basis = UNORDERED, "none"
    elif find_order(first, second) is None:
        reason, basis = describe_unordered((inert(first), inert(second))), "none"
    return Statement(first, second, "any", basis, official=False, reason=reason, same_grades=True)
