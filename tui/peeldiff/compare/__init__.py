"""Two inspections, or two cycles, of a dataset become a comparison. Pure: no file, no clock, no screen.

Names are resolved when they are first used: the country needs what a comparison is made of, and compares nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

TYPE_CHECKING = False  # as type checkers read it: the module typing takes long to import

if TYPE_CHECKING:
    from peeldiff.compare.comparison import Comparison, Side
    from peeldiff.compare.finding_pairs import Verdicts
    from peeldiff.compare.inspection_pair import compare
    from peeldiff.compare.rows import FigureRow, FindingRow, Judgment, JudgmentRow
    from peeldiff.dataset.model import Dataset
    from peeldiff.dataset.queries.names import Inspection

__all__ = ["Comparison", "FigureRow", "FindingRow", "Judgment", "JudgmentRow", "Side", "compare"]

_HOMES = {
    "Comparison": "comparison",
    "FigureRow": "rows",
    "FindingRow": "rows",
    "Judgment": "rows",
    "JudgmentRow": "rows",
    "Side": "comparison",
    "compare": "inspection_pair",
}


def __getattr__(name: str) -> object:
    """Import a public name from its home on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


class _CallableRoom(ModuleType):
    """Lets `peeldiff.compare(…)` work although importing this room puts it under that very name."""

    def __call__(
        self, ds: Dataset, left: str | Inspection, right: str | Inspection, verdicts: Verdicts | None = None
    ) -> Comparison:
        """Compare two inspections."""
        from peeldiff.compare.inspection_pair import compare

        return compare(ds, left, right, verdicts)


sys.modules[__name__].__class__ = _CallableRoom
