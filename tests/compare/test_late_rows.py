"""Findings and figures are compared when somebody looks at them, once, and then stand there like the rest."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from peeldiff.compare import compare, figure_rows, finding_pairs
from peeldiff.dataset import Dataset

PAIR = ("northamptonshire:2017", "northamptonshire:2021-22")


def test_they_are_compared_when_they_are_looked_at(ds: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def note(name: str) -> Callable[..., tuple[()]]:
        def compare_none(*_: object) -> tuple[()]:
            calls.append(name)
            return ()

        return compare_none

    for room, name in ((finding_pairs, "finding_rows"), (figure_rows, "figure_rows")):
        monkeypatch.setattr(room, name, note(name))
    comparison = compare(ds, *PAIR)
    assert comparison.judgment_rows
    assert comparison.counts
    assert calls == []
    comparison.compare_rest()
    assert (comparison.finding_rows, comparison.figure_rows) == ((), ())
    assert calls == ["finding_rows", "figure_rows"]
