"""The names that a script imports."""

from __future__ import annotations

import subprocess
import sys

import pytest

import peeldiff


def test_every_public_name_is_there() -> None:
    assert sorted(name for name in peeldiff.__all__ if getattr(peeldiff, name) is not None) == sorted(peeldiff.__all__)


def test_compare_can_be_called_again_and_after_its_room_was_imported() -> None:
    code = """
import peeldiff
ds = peeldiff.load()
one = peeldiff.compare(ds, "northamptonshire:2017", "leicestershire:2018-19")
other = peeldiff.compare(ds, "northants 2017", "leics 2018")
import peeldiff.notes.store
again = peeldiff.compare(ds, "northants 2017", "leics 2018")
assert one.judgments.equals(other.judgments) and one.judgments.equals(again.judgments)
assert isinstance(one, peeldiff.Comparison) and one.judgments.height > 20
"""
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


PAIRS = [("northamptonshire:2017", "northamptonshire:2021-22"), ("kent:2016", "kent:2017"), ("kent:2017", "essex:2017")]


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_a_comparison_is_a_few_lines_and_its_counts_are_those_of_its_frames(left: str, right: str) -> None:
    found = peeldiff.compare(peeldiff.load(), left, right)
    assert 3 <= len(repr(found).splitlines()) <= 6
    judged = found.judgments.unique("id")
    assert found.counts == {kind: judged.filter(kind=kind).height for kind in found.counts}
    assert sum(found.counts.values()) == judged.height
    kinds = found.findings["kind"]
    assert found.finding_counts == {kind: (kinds == kind).sum() for kind in found.finding_counts}
    assert len(kinds) == sum(found.finding_counts.values())
    assert found.figures.height == len(found.figure_rows)


def test_a_dataset_is_a_few_lines() -> None:
    assert repr(peeldiff.load()).count("\n") == 2
    assert "judgments" in repr(peeldiff.load())


def test_two_cycles_are_compared_by_loose_names_and_counts_are_those_of_the_frame() -> None:
    found = peeldiff.compare_cycles(peeldiff.load(), "PEEL 2016", "2017")
    assert (found.left_cycle, found.right_cycle) == ("2016", "2017")
    assert isinstance(found, peeldiff.Country)
    assert 3 <= len(repr(found).splitlines()) <= 6
    counted = dict(found.rows.group_by("kind").len().iter_rows())
    assert found.kinds == counted
    assert sum(found.bases.values()) == found.rows.height
    assert found.transitions["count"].sum() == sum(counted[kind] for kind in ("improved", "declined", "unchanged"))
    with pytest.raises(peeldiff.PeeldiffError):
        peeldiff.compare_cycles(peeldiff.load(), "2016", "1999")
