"""Where a force stands among the others on one measure, as the inspectorate's method note tells it.

The mean over forces is unweighted, with one standard deviation either side. Where the values are
not normally distributed (Shapiro-Wilk) and their logarithms are, or the range would reach below zero though
no value does, the deviation is taken on the logarithms. By construction about a third of forces lie outside:
that alone is no finding.
Source: the notes on data of the PEEL 2021/22 reports.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from peeldiff.compare.normality import shapiro_wilk

FEWEST = 3
"""The test needs three values."""

SIGNIFICANT = 0.05
"""Below this, a distribution is not taken for normal."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The mean of some forces' values and one standard deviation either side."""

    forces: int
    mean: float
    low: float
    high: float
    logs: bool
    """Whether the deviation was taken on logarithms."""

    def __str__(self) -> str:
        """Return it in a sentence that says what it is."""
        how = ", taken on logarithms" if self.logs else ""
        return (
            f"unweighted mean of {self.forces} forces {self.mean:g}, "
            f"one standard deviation either side {self.low:g} to {self.high:g}{how}"
        )


def spread(values: Sequence[float]) -> Spread | None:
    """Return the spread of the values of several forces on one measure; None for fewer than three."""
    if len(values) < FEWEST:
        return None
    mean, deviation = _mean_and_deviation(values)
    # What is counted is never below nothing, however far the largest force lies off.
    too_wide = mean < deviation
    if min(values) > 0 and (too_wide or not _is_normal(values)):
        logs = [math.log(value) for value in values]
        if too_wide or _is_normal(logs):
            middle, deviation = _mean_and_deviation(logs)
            low, high = math.exp(middle - deviation), math.exp(middle + deviation)
            return Spread(len(values), _short(mean), _short(low), _short(high), logs=True)
    return Spread(len(values), _short(mean), _short(mean - deviation), _short(mean + deviation), logs=False)


def _mean_and_deviation(values: Sequence[float]) -> tuple[float, float]:
    """Return the mean and the standard deviation of a whole population, as `statistics` does in ten times as long."""
    mean = math.fsum(values) / len(values)
    return mean, math.sqrt(math.fsum((value - mean) ** 2 for value in values) / len(values))


def _is_normal(values: Sequence[float]) -> bool:
    return max(values) == min(values) or shapiro_wilk(values) >= SIGNIFICANT


def _short(value: float) -> float:
    """Round to what a sentence can carry."""
    return float(f"{value:.4g}")
