"""The spread of several forces on one measure."""

from __future__ import annotations

import statistics
import warnings
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import small_dataset
from peeldiff.compare import compare
from peeldiff.compare.normality import shapiro_wilk
from peeldiff.compare.record import record
from peeldiff.compare.spread import spread
from peeldiff.dataset import load
from sweeping import often


def test_normal_values_have_their_mean_and_one_deviation_either_side() -> None:
    values = [8.0, 9.0, 9.5, 10.0, 10.5, 11.0, 12.0]
    found = spread(values)
    assert found is not None
    assert not found.logs
    assert found.mean == pytest.approx(10.0)
    assert found.high - found.mean == pytest.approx(statistics.pstdev(values), rel=5e-3)
    assert found.mean - found.low == pytest.approx(statistics.pstdev(values), rel=5e-3)
    assert "unweighted mean of 7 forces 10" in str(found)


def test_lopsided_values_are_taken_on_logarithms() -> None:
    found = spread([1.0, 1.2, 1.5, 1.7, 2.0, 2.4, 3.0, 4.0, 6.0, 60.0, 9.0, 15.0])
    assert found is not None
    assert found.logs
    assert 0 < found.low < found.mean < 60
    assert "logarithms" in str(found)


def test_fewer_than_three_forces_have_no_spread() -> None:
    assert spread([1.0, 2.0]) is None
    assert spread([3.0, 3.0, 3.0]) is not None


def test_the_sentence_says_what_was_done() -> None:
    assert str(spread([8.0, 9.0, 9.5, 10.0, 10.5, 11.0, 12.0])) == (
        "unweighted mean of 7 forces 10, one standard deviation either side 8.775 to 11.22"
    )
    assert str(spread([1.0] * 11 + [100.0])).endswith("0.4111 to 5.241, taken on logarithms")
    assert str(spread([-1.0] * 11 + [100.0])).endswith("-20.5 to 35.33")
    lopsided = [1.0, 1.2, 1.5, 1.7, 2.0, 2.4, 3.0, 4.0, 6.0, 60.0, 9.0, 15.0]
    assert str(spread(lopsided)) == (
        "unweighted mean of 12 forces 8.9, one standard deviation either side 1.203 to 11.89, taken on logarithms"
    )
    nothing_below = spread([0.0, *lopsided])
    assert nothing_below is not None
    assert (nothing_below.logs, nothing_below.forces) == (False, 13)
    assert str(spread([3.0, 3.0, 3.0])) == "unweighted mean of 3 forces 3, one standard deviation either side 3 to 3"


def test_a_figure_of_several_forces_tells_its_spread(tmp_path: Path) -> None:
    folder = small_dataset.write(tmp_path, [small_dataset.judgment(f"{f}:one", "whole", "good") for f in "ab"])
    with (folder / "forces.csv").open("a", encoding="utf-8") as file:
        file.write("c,C Police,North,\n")
    head = "measure,label,unit,better,topic,whose,definition\n"
    (folder / "measures.csv").write_text(head + "calls,Calls,minutes,down,calls,force,Counted.\n", encoding="utf-8")
    head = "force,measure,period,start,end,value,comparator,comparator_value,kind,whose,source_basis,source,note\n"
    lines = [
        f"{f},calls,2003,2003-01-01,2003-12-31,{v},,,measured,,report,https://x,\n"
        for f, v in zip("abc", "246", strict=True)
    ]
    (folder / "figures.csv").write_text(head + "".join(lines), encoding="utf-8")
    (row,) = compare(load(folder), "a:one", "b:one").figure_rows
    assert row.spread is not None
    assert (row.spread.forces, row.spread.mean) == (3, 4.0)
    assert (row.delta, row.delta_unit) == (2.0, "minutes")
    (words,) = record(compare(load(folder), "a:one", "b:one"))["figures"]
    assert (words["spread"]["forces"], words["spread"]["mean"]) == (3, 4.0)


NORMALITY = [
    ([1.0, 2.0, 4.0], 0.6368868450289689),
    ([-3.0, 0.5, 0.25, 9.0], 0.2997458289363425),
    ([8.0, 9.0, 9.5, 10.0, 10.5, 11.0, 12.0], 0.9999993334145784),
    ([1.0, 1.2, 1.5, 1.7, 2.0, 2.4, 3.0, 4.0, 6.0, 60.0, 9.0, 15.0], 2.2900761878193225e-05),
    ([0.0] * 9 + [2.0, 50.0], 3.712437798377742e-08),
    ([float(n) for n in range(20)], 0.5513717457916771),
    ([float(n**3) for n in range(-12, 13)], 0.18140044380815912),
    ([float(2 ** (n % 11)) for n in range(43)], 3.211154108474953e-09),
    ([n * 37 % 101 + n / 7 for n in range(60)], 0.04834325797105496),
]
"""Values, and how likely scipy 1.17 takes it to be that they are normal (`scipy.stats.shapiro`)."""


@pytest.mark.parametrize(("values", "expected"), NORMALITY)
def test_the_test_of_normality_is_what_scipy_gave(values: list[float], expected: float) -> None:
    assert shapiro_wilk(values) == pytest.approx(expected, abs=1e-5)


@pytest.mark.skipif(often(drawn=1, whole=0) > 0, reason="imports scipy for two seconds: with --system")
@given(
    st.lists(st.floats(-1e4, 1e4, allow_subnormal=False), min_size=3, max_size=60).filter(lambda v: max(v) - min(v) > 1)
)
def test_the_test_of_normality_agrees_with_scipy(values: list[float]) -> None:
    import scipy.stats

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = float(scipy.stats.shapiro(values).pvalue)
    assert shapiro_wilk(values) == pytest.approx(expected, abs=1e-5)


@given(st.lists(st.floats(0.5, 1e6), min_size=3, max_size=50))
def test_the_range_of_what_is_above_nothing_is_above_nothing(values: list[float]) -> None:
    found = spread(values)
    assert found is not None
    assert 0 <= found.low <= found.high
