"""Search with results as one types, over the comparison and over the dataset."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import cast

import pytest
from textual.pilot import Pilot

from app.conftest import NORTHANTS, Opened, settled
from app.seeing import comparison_screen, row, text
from peeldiff.app.comparison.row_search import rows_with
from peeldiff.app.kit.found import Found
from peeldiff.app.kit.navigation import TimelineRequested
from peeldiff.app.kit.widgets.blocks import Block
from peeldiff.app.search.results import SearchSource, in_topics
from peeldiff.app.search.search_target import pair_of, row_of
from peeldiff.app.timeline.screen import TimelineScreen
from peeldiff.compare import Comparison, compare
from peeldiff.dataset import Dataset
from peeldiff.dataset.queries.search import search


async def test_the_comparison_comes_first_then_the_dataset(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out: list[tuple[bool, bool]] = []
    blocks = SearchSource.blocks

    def note_the_thread(source: SearchSource, width: int) -> Iterator[Block]:
        is_of_dataset = any(found.hit for found in source.results)
        laid_out.append((is_of_dataset, threading.current_thread() is threading.main_thread()))
        return blocks(source, width)

    monkeypatch.setattr(SearchSource, "blocks", note_the_thread)
    async with opened(*NORTHANTS, size=(100, 40)) as pilot:
        await pilot.press("/", *"scrutiny")
        await settled(pilot)
        shown = text(pilot)
        assert shown.index("In this comparison") < shown.index("Findings (")
        assert {here for is_of_dataset, here in laid_out if is_of_dataset} == {False}  # there may be a thousand
        await pilot.press("enter")
        await settled(pilot)
        assert '"scrutiny"' in text(pilot)


def places_of(ds: Dataset, pilot: Pilot[None], words: str) -> set[str]:
    """Return the rows of what is compared on which the dataset has some words."""
    shown = comparison_screen(pilot).compared
    places = {row for hit in search(ds, words) if (row := row_of(shown, hit))}
    assert len(places) < len(comparison_screen(pilot).rows)
    return places


async def test_a_hit_of_the_dataset_opens_where_it_stands(opened: Opened, ds: Dataset) -> None:
    async with opened() as pilot:
        await pilot.press("/", *"external scrutiny", "tab")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert row(pilot).id in places_of(ds, pilot, "external scrutiny")
        assert comparison_screen(pilot).compared.one_force


def test_everything_that_is_found_has_a_place(ds: Dataset) -> None:
    for sought in ("external scrutiny", "67 of 70", "reserves"):
        for hit in list(search(ds, sought))[:12]:
            pair = pair_of(ds, hit, "northamptonshire")
            assert pair is not None
            placed = row_of(compare(ds, *pair), hit)
            assert placed or hit.kind == "stated change", hit


def timeline_screen(pilot: Pilot[None]) -> TimelineScreen:
    return cast(TimelineScreen, pilot.app.screen)


async def sought(pilot: Pilot[None], words: str, *then: str) -> None:
    """Search for some words and choose what is under the cursor after some keys."""
    await pilot.press("/", *words)
    await settled(pilot)
    await pilot.press(*then, "enter")
    await settled(pilot)


def test_a_topic_found_by_its_name_is_told_once(ds: Dataset, northants: Comparison) -> None:
    topics = in_topics(ds, "VICTIMS service")
    assert [topic.topic for topic in topics] == ["topic/victims"]
    assert in_topics(ds, "efficiency")[0].topic == "pillar/efficiency"
    assert in_topics(ds, "") == []
    rows = [entry.row for entry in rows_with("victims", topics, comparison=northants, notes={}, first="findings")]
    assert rows
    assert "judgment/topic/victims" not in rows


@pytest.mark.parametrize("tab", ["1", "2"])
async def test_a_topic_comes_before_findings_whatever_the_tab(opened: Opened, tab: str) -> None:
    async with opened(*NORTHANTS) as pilot:
        await pilot.press(tab)
        await sought(pilot, "victims")
        assert row(pilot).id == "judgment/topic/victims"


async def test_a_topic_chosen_in_the_timeline_stays_there(opened: Opened) -> None:
    async with opened("northants") as pilot:
        here = pilot.app.screen
        await sought(pilot, "serious organised")
        assert pilot.app.screen is here
        assert timeline_screen(pilot).row_id == "topic/serious-organised-crime"


async def test_an_item_chosen_in_the_timeline_goes_to_its_cycle_too(opened: Opened, ds: Dataset) -> None:
    words = "how efficient is the force"
    second = [hit.cycle for hit in search(ds, words) if hit.kind == "item"][1]
    async with opened("northants") as pilot:
        await sought(pilot, words, "down")
        cell = timeline_screen(pilot)
        assert cell.row_id == "pillar/efficiency"
        assert cell.here is not None
        assert cell.here.side.cycle == second


async def test_a_finding_chosen_in_the_timeline_opens_its_comparison_with_a_way_back(
    opened: Opened, ds: Dataset
) -> None:
    async with opened("northants") as pilot:
        here = pilot.app.screen
        await sought(pilot, "external scrutiny")
        assert row(pilot).id in places_of(ds, pilot, "external scrutiny")
        await pilot.press("q")
        assert pilot.app.screen is here


async def test_a_topic_that_is_not_known_of_the_force_is_said_to_be_so(opened: Opened) -> None:
    async with opened("northants") as pilot:
        screen = timeline_screen(pilot)
        assert screen.show_found(Found("x", topic="topic/nothing"))
        await pilot.pause()
        assert "knows nothing of this force on that topic" in text(pilot)
        screen.ask(TimelineRequested(screen.force, at="topic/nothing"))
        await settled(pilot)
        assert timeline_screen(pilot) is not screen
        assert "knows nothing of this force on that topic" in text(pilot)


async def test_a_topic_not_in_the_comparison_comes_after_its_rows_and_opens_the_timeline(opened: Opened) -> None:
    async with opened("northants 2021", "northants 2023", size=(100, 40)) as pilot:
        await pilot.press("/", *"leg")
        await settled(pilot)
        assert "Topics not in this comparison (1)" in text(pilot)
        await pilot.press("escape")
        await sought(pilot, "legitimacy")
        assert timeline_screen(pilot).row_id == "pillar/legitimacy"


async def test_a_topic_chosen_in_the_country_is_shown_through_time(opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.press("ctrl+f", *"efficiency")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert timeline_screen(pilot).row_id == "pillar/efficiency"
        await pilot.press("escape")
        assert "43 forces" in text(pilot)
