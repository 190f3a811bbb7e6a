"""How measured values are read."""

from __future__ import annotations

import pytest

from peeldiff.vocabulary.quantities import difference, quantity, unit_words


@pytest.mark.parametrize(
    ("value", "unit", "read"),
    [
        (153072, "thousand-pounds", "£153,072,000"),
        (0, "thousand-pounds", "£0"),
        (-540, "thousand-pounds", "-£540,000"),
        (1.79, "million-pounds", "£1,790,000"),
        (67.4, "percent", "67.4%"),
        (92.5, "percent-of-cases", "92.5% of cases"),
        (-67, "percent-change", "-67% change"),
        (18, "rank-of-43", "rank 18 of 43"),
        (11.3, "minutes", "11.3 minutes"),
        (32252.5, "full-time-equivalents", "32,252.5 full time equivalents"),
    ],
)
def test_a_value_is_read_with_its_unit(value: float, unit: str, read: str) -> None:
    assert quantity(value, unit) == read


@pytest.mark.parametrize(
    ("value", "unit", "read"),
    [
        (10, "points", "+10 points"),
        (-10.25, "points", "-10.25 points"),
        (1000, "thousand-pounds", "+£1,000,000"),
        (-3, "rank-of-8", "-3 places"),
        (0, "officers", "+0 officers"),
    ],
)
def test_a_difference_has_its_sign(value: float, unit: str, read: str) -> None:
    assert difference(value, unit) == read


@pytest.mark.parametrize(("unit", "read"), [("thousand-pounds", "pounds"), ("percent-of-cases", "% of cases")])
def test_a_unit_alone(unit: str, read: str) -> None:
    assert unit_words(unit) == read
