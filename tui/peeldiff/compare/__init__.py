"""Two inspections, or two cycles, of a dataset become a comparison. Pure: no file, no clock, no screen."""

import sys
from types import ModuleType

from peeldiff.compare.comparison import Comparison, Side
from peeldiff.compare.finding_pairs import Verdicts
from peeldiff.compare.inspection_pair import compare
from peeldiff.compare.rows import FigureRow, FindingRow, Judgment, JudgmentRow
from peeldiff.dataset.model import Dataset
from peeldiff.dataset.names import Inspection

__all__ = ["Comparison", "FigureRow", "FindingRow", "Judgment", "JudgmentRow", "Side", "compare"]


class _CallableRoom(ModuleType):
    """Lets `peeldiff.compare(…)` work although importing this room puts it under that very name."""

    def __call__(
        self, ds: Dataset, left: str | Inspection, right: str | Inspection, verdicts: Verdicts | None = None
    ) -> Comparison:
        """Compare two inspections."""
        return compare(ds, left, right, verdicts)


sys.modules[__name__].__class__ = _CallableRoom
