"""Two inspections, or two cycles, of a dataset become a comparison. Pure: no file, no clock, no screen."""

from peeldiff.compare.inspections import compare
from peeldiff.compare.model import Comparison, FigureRow, FindingRow, Judgment, JudgmentRow, Side

__all__ = ["Comparison", "FigureRow", "FindingRow", "Judgment", "JudgmentRow", "Side", "compare"]
