"""Whether some values look normally distributed: the test of Shapiro and Wilk.

The approximation is Royston's, for 3 to 5,000 values: "Remark AS R94", Applied Statistics 44 (1995), 547-551,
whose constants these are. The tests set it beside SciPy's.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from statistics import NormalDist

_LAST = (0.0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056)
_LAST_BUT_ONE = (0.0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633)
_FEW = 11
"""Up to so many values the approximation is another one."""


@cache
def _normal() -> NormalDist:
    """The standard normal distribution; its module takes long to import, and few rows need it."""
    from statistics import NormalDist

    return NormalDist()


def shapiro_wilk(values: Sequence[float]) -> float:
    """Return the p-value: how likely values less normal than these are, were they drawn from a normal distribution.

    Needs at least three values, not all the same.
    """
    ordered, count = sorted(values), len(values)
    weights = _weights(count)
    mean = math.fsum(ordered) / count
    pairs = zip(ordered, reversed(ordered), weights, strict=False)
    likeness = sum(weight * (high - low) for low, high, weight in pairs) ** 2
    likeness = min(likeness / sum((value - mean) ** 2 for value in ordered), 1.0)
    if count == 3:
        return max(0.0, 6 / math.pi * (math.asin(math.sqrt(likeness)) - math.asin(math.sqrt(0.75))))
    unlikeness = math.log(1 - likeness) if likeness < 1 else -math.inf
    if count <= _FEW:
        bound = _polynomial((-2.273, 0.459), count)
        if unlikeness >= bound:
            return 0.0
        unlikeness = -math.log(bound - unlikeness) if unlikeness > -math.inf else -math.inf
        middle = _polynomial((0.544, -0.39978, 0.025054, -6.714e-4), count)
        deviation = math.exp(_polynomial((1.3822, -0.77857, 0.062767, -0.0020322), count))
    else:
        logarithm = math.log(count)
        middle = _polynomial((-1.5861, -0.31082, -0.083751, 0.0038915), logarithm)
        deviation = math.exp(_polynomial((-0.4803, -0.082676, 0.0030302), logarithm))
    return 1.0 if unlikeness == -math.inf else _normal().cdf(-(unlikeness - middle) / deviation)


def _weights(count: int) -> list[float]:
    """Return the weights of the differences between the highest and the lowest, the second ones, and so on."""
    if count == 3:
        return [math.sqrt(0.5)]
    half = count // 2
    scores = [-_normal().inv_cdf((place - 0.375) / (count + 0.25)) for place in range(1, half + 1)]
    squares = 2 * sum(score**2 for score in scores)
    root, small = math.sqrt(squares), 1 / math.sqrt(count)
    given = [_polynomial(_LAST, small) + scores[0] / root]
    if count > 5:
        given.append(_polynomial(_LAST_BUT_ONE, small) + scores[1] / root)
    left = squares - 2 * sum(score**2 for score in scores[: len(given)])
    scale = math.sqrt(left / (1 - 2 * sum(weight**2 for weight in given)))
    return given + [score / scale for score in scores[len(given) :]]


def _polynomial(factors: Sequence[float], x: float) -> float:
    return sum(factor * x**power for power, factor in enumerate(factors))
