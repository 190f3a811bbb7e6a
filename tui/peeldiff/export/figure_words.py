"""The words for figures in every export for readers: value, plan, spread and difference."""

from __future__ import annotations

from peeldiff.compare.comparison import Comparison
from peeldiff.compare.rows import FigureRow, FigureSide
from peeldiff.vocabulary.quantities import difference, number, quantity


def figure_label(row: FigureRow) -> str:
    """Return what is measured, marked where the values are known from the force's own paper alone."""
    return f"{row.label} ({OWN_FIGURE})" if row.is_own else row.label


def value(row: FigureRow, side: FigureSide | None) -> str:
    """Return a value with its unit and period, whose it is where the row does not say so, and whether a target was met.

    `11.3 minutes (October 2020; target 10: missed)`
    """
    if side is None:
        return ""
    about = [side.period]
    if side.kind != "measured":
        about.append(side.kind)
    if side.whose == "force" and not row.is_own:
        about.append(OWN_FIGURE)
    if side.target is not None:
        verdict = "" if side.met is None else ": met" if side.met else ": missed"
        about.append(f"target {number(side.target)}{verdict}")
    return f"{quantity(side.value, row.unit)} ({'; '.join(about)})"


def plans(comparison: Comparison, row: FigureRow) -> str:
    """Return the plans and targets of a measure, of two forces each with its force."""
    names = {side.force: side.force_name for side in (comparison.left, comparison.right)}
    parts = []
    for plan in row.plans:
        whose = "" if comparison.one_force else f"{names.get(plan.force, plan.force)}, "
        parts.append(f"{whose}{plan.period}: {quantity(plan.value, row.unit)}{_goal(plan)}")
    return "; ".join(parts)


def _goal(plan: FigureSide) -> str:
    """Say that it is a plan or a target, unless its period says so."""
    return "" if plan.kind in plan.period else f" ({plan.kind})"


def spread(row: FigureRow) -> str:
    """Return where all forces stand on a measure: `43 forces: mean 2,345, most between 1,200 and 4,000`."""
    if row.spread is None:
        return ""
    mean, low, high = (number(value) for value in (row.spread.mean, row.spread.low, row.spread.high))
    return f"{row.spread.forces} forces: mean {mean}, one standard deviation {low} to {high}"


def beside(comparison: Comparison, row: FigureRow) -> list[str]:
    """Return what stands beside the values of a measure: plans and targets, and where all forces stand."""
    return [line for line in (plans(comparison, row), spread(row)) if line]


def delta(row: FigureRow) -> str:
    """Return the difference of a figure with its sign and unit."""
    return "" if row.delta is None else difference(row.delta, row.delta_unit or "")


OWN_FIGURE = "force's own"
BESIDE = "Plans, targets and all forces"
