"""The list of forces in Engage is set beside the stays without an end; nothing is made of another page."""

from __future__ import annotations

import pytest

from peeldiff.dataset import Dataset
from peeldiff.importing.imported import Block
from peeldiff.importing.monitoring_page import compare_monitoring

PARAGRAPH = "Kent Police was moved out of Engage, and so was Dorset Police, as everybody knows."


def blocks(*entries: str, heading: bool = True) -> list[Block]:
    return [
        Block("Police forces in Engage", 1, heading=1),
        *(Block(text, at, heading=2 if heading else None, bullet=not heading) for at, text in enumerate(entries, 2)),
        Block(PARAGRAPH, 99),
    ]


@pytest.mark.parametrize("heading", [True, False])
@pytest.mark.parametrize(
    ("entries", "differences"),
    [
        (["Lincolnshire Police"], []),
        (["Lincolnshire Police (moved in December 2024)", "Kent Police"], ["Kent Police is listed in Engage"]),
        (["Kent Police"], ["Kent Police is listed in Engage", "Lincolnshire Police is not listed in Engage"]),
    ],
)
def test_what_differs_is_told(ds: Dataset, entries: list[str], differences: list[str], heading: bool) -> None:
    found = compare_monitoring(ds, blocks(*entries, heading=heading))
    assert found is not None
    assert [sentence.partition(",")[0] for sentence in found] == differences


def test_a_page_that_lists_none_or_all_is_another(ds: Dataset) -> None:
    assert compare_monitoring(ds, blocks()) is None
    assert compare_monitoring(ds, blocks(*ds.force_names.values())) is None
