"""How a measured value is read: with its unit, thousands apart, sums of money in pounds."""

from __future__ import annotations

_POUNDS = {"pounds": 1, "thousand-pounds": 1_000, "million-pounds": 1_000_000}
_RANK = "rank-of-"
_SHARE = "percent"


def number(value: float) -> str:
    """Return a number as it is read: thousands apart, no needless decimals."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,g}" if abs(value) < 1e6 else f"{value:,.1f}"


def quantity(value: float, unit: str) -> str:
    """Return a value with its unit: `£153,072,000`, `67.4%`, `93.3% of cases`, `rank 18 of 43`, `11.3 minutes`."""
    sign = "-" if value < 0 else ""
    if unit in _POUNDS:
        return f"{sign}£{number(round(abs(value) * _POUNDS[unit], 2))}"
    if _is_rank(unit):
        return f"rank {number(value)} of {unit.removeprefix(_RANK)}"
    if unit in (_SHARE, f"{_SHARE}-change") or unit.startswith(f"{_SHARE}-of-"):
        return f"{number(value)}% {unit.removeprefix(_SHARE)[1:].replace('-', ' ')}".rstrip()
    return f"{number(value)} {unit.replace('-', ' ')}"


def _is_rank(unit: str) -> bool:
    return unit.startswith(_RANK) and unit.removeprefix(_RANK).isdecimal()


def difference(value: float, unit: str) -> str:
    """Return a difference with its sign and unit: `+£1,000`, `-3.2 points`."""
    if _is_rank(unit):
        unit = "places"
    return quantity(value, unit) if value < 0 else f"+{quantity(value, unit)}"


def unit_words(unit: str) -> str:
    """Return a unit as it is read where no value stands beside it: `% of cases`, `pounds`."""
    if unit in _POUNDS:
        return "pounds"
    return unit.replace("-", " ").replace("percent", "%")


def whole_per_cent(known: int, expected: int) -> int:
    """Return a share in per cent, rounded down, so that 100 says that nothing is lacking."""
    return known * 100 // expected if expected else 100
