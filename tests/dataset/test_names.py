"""Loose names: exact beats alias beats prefix; ambiguous ones list candidates, unknown ones what is near."""

from __future__ import annotations

import pytest

from peeldiff.dataset import Dataset, find_force, find_inspection
from peeldiff.errors import AmbiguousNameError, PeeldiffError, UnknownNameError, UsageError


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("northamptonshire:2017", "northamptonshire:2017"),
        ("northants 2021", "northamptonshire:2021-22"),
        ("leics:2018", "leicestershire:2018-19"),
        ("Leics PEEL 2018/19", "leicestershire:2018-19"),
        ("Northamptonshire Police:PEEL 2021/22", "northamptonshire:2021-22"),
        ("avon & somerset 2016", "avon-and-somerset:2016"),
        ("GMP 2017", "greater-manchester:2017"),
        ("met police 2023-25", "metropolitan:2023-25"),
        ("wiltshire:core", "wiltshire:core-business-2014"),
    ],
)
def test_found(ds: Dataset, given: str, expected: str) -> None:
    assert str(find_inspection(ds, given)) == expected


def test_several(ds: Dataset) -> None:
    with pytest.raises(AmbiguousNameError, match="north-wales, north-yorkshire, northamptonshire") as caught:
        find_force(ds, "north")
    assert "northumbria" in caught.value.candidates


@pytest.mark.parametrize(
    ("given", "error", "said"),
    [
        ("northhamptonshire:2017", UnknownNameError, "did you mean northamptonshire"),
        ("northamptonshire:2019-20", UnknownNameError, "no cycle"),
        ("northamptonshire", UsageError, "names no cycle"),
        ("", UsageError, "names no cycle"),
        (":2017", UnknownNameError, "no force"),
        ("\x1b[31mred:2017", UnknownNameError, "␛"),
    ],
)
def test_not_found(ds: Dataset, given: str, error: type[PeeldiffError], said: str) -> None:
    with pytest.raises(error, match=said):
        find_inspection(ds, given)
