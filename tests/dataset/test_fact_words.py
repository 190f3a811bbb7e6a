"""Cells are read to a person in words: no id, no code, no day as a computer writes it."""

from __future__ import annotations

import pytest

from peeldiff.dataset.fact_words import FactWords, column_words
from shipped_dataset import shipped

CELLS = [
    ("grade", "requires-improvement", None, "requires improvement"),
    ("revised_from", "good", None, "good"),
    ("status", "carried-over", None, "carried over"),
    ("carried_from", "2018-19", None, "PEEL 2018/19"),
    ("carried_from", "unknown", None, "unknown"),
    ("revised_on", "2024-08-08", None, "8 Aug 2024"),
    ("published", "2024-08", None, "Aug 2024"),
    ("published", "no-day-1", None, "no-day-1"),
    ("force", "kent", None, "Kent Police"),
    ("item", "effectiveness-1", "2017", "Preventing crime"),
    ("item", "effectiveness-1", None, "effectiveness-1"),
    ("kind", "area-for-improvement", None, "area for improvement"),
    ("summary", "As it was read", None, "As it was read"),
    ("grade", None, None, "nothing"),
]


@pytest.mark.parametrize(("column", "value", "cycle", "words"), CELLS)
def test_a_cell_in_words(column: str, value: str | None, cycle: str | None, words: str) -> None:
    assert FactWords(shipped()).describe(column, value, cycle) == words


def test_a_row_is_named_by_what_it_is_of() -> None:
    values = {"force": "kent", "cycle": "2017", "item": "efficiency"}
    assert FactWords(shipped()).describe_row(values, ("force", "cycle", "item")) == "Kent Police, PEEL 2017, Efficiency"
    assert column_words("revised_on") == "revised on"
