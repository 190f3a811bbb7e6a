"""Search with results as one types, over the comparison and over the dataset."""

from __future__ import annotations

from app.conftest import NORTHANTS, Opened, settled
from app.seeing import comparison_screen, row, text
from peeldiff.app.places import pair_of, row_of
from peeldiff.compare import compare
from peeldiff.dataset import Dataset
from peeldiff.dataset.search import search


async def test_the_comparison_comes_first_then_the_dataset(opened: Opened) -> None:
    async with opened(*NORTHANTS, size=(100, 40)) as pilot:
        await pilot.press("/", *"scrutiny")
        await settled(pilot)
        shown = text(pilot)
        assert shown.index("In this comparison") < shown.index("In the whole dataset")
        await pilot.press("enter")
        await settled(pilot)
        assert '"scrutiny"' in text(pilot)


async def test_a_hit_of_the_dataset_opens_where_it_stands(opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.press("/", *"external scrutiny")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert row(pilot).id.startswith(("finding/", "judgment/", "figure/"))
        assert comparison_screen(pilot).shown.one_force


def test_everything_that_is_found_has_a_place(ds: Dataset) -> None:
    for sought in ("external scrutiny", "67 of 70", "reserves"):
        for hit in list(search(ds, sought))[:12]:
            pair = pair_of(ds, hit, "northamptonshire")
            assert pair is not None
            placed = row_of(compare(ds, *pair), hit)
            assert placed or hit.kind == "stated change", hit
