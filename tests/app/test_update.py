"""From a gap to the comparison without it, in the interface at 80x24, against a site on loopback."""

from __future__ import annotations

import functools
from types import SimpleNamespace
from typing import cast

import pytest
from textual.pilot import Pilot

from app.conftest import Opened
from app.hands import press, still
from app.seeing import screen_lines, text, unbroken
from fetching.conftest import site as site
from fetching.inspectorate import judgments_of, page_of
from fetching.site import Site
from peeldiff import fetching
from peeldiff.app.comparison.screen import ComparisonScreen
from peeldiff.app.kit.navigation import Position
from peeldiff.app.peeldiff_app import PeeldiffApp
from peeldiff.app.review.page_screen import PageScreen
from peeldiff.app.review.review_session import ReviewSession
from peeldiff.app.review.screen import ReviewScreen
from peeldiff.app.review.update_run import UpdateResult, UpdateRun, describe_refused
from peeldiff.app.review.update_screen import UpdateScreen
from peeldiff.app.session import Session
from peeldiff.app.timeline.screen import TimelineScreen
from peeldiff.dataset import Dataset
from peeldiff.dataset.queries.page_addresses import Gap
from peeldiff.fetching import Outcome

_OPEN = Session.__dict__["open"]
"""As it is outside the tests, which load the dataset once: what was written is to be there."""
FORCE, ROW = "northamptonshire", "judgment/topic/ethics-and-integrity"
NAMES = (f"{FORCE}:2017", f"{FORCE}:2021-22")
ADDRESS = f"https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2017/{FORCE}/legitimacy/"


@pytest.fixture
def known_site(site: Site, ds: Dataset, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site that has the page of the gap, with the grade good for what is lacking."""
    monkeypatch.setattr(Session, "open", _OPEN)
    monkeypatch.setattr(fetching, "public_network", site.network)
    monkeypatch.setattr(fetching, "Limits", functools.partial(fetching.Limits, pause=0.0))
    known = judgments_of(ds, FORCE, "2017")
    lacking = {item: {"grade": "good", "status": "graded"} for item in ("legitimacy-2", "legitimacy-3")}
    site.pages[ADDRESS] = page_of(FORCE, "2017", "legitimacy", known | lacking) or b""
    return site


async def until(pilot: Pilot[None], kind: type) -> None:
    """Wait until a screen of a kind is shown."""
    for _ in range(400):
        if isinstance(pilot.app.screen, kind):
            break
        await pilot.pause(0.05)
    await still(pilot)
    assert isinstance(pilot.app.screen, kind), text(pilot)


def statuses(screen: ComparisonScreen) -> set[str]:
    row = screen.row
    assert row is not None
    assert row.id == ROW
    return {judgment.status for judgment in row.left}  # type: ignore[union-attr]


async def test_a_gap_is_filled_in_seven_keys(opened: Opened, known_site: Site) -> None:
    async with opened(*NAMES, size=(80, 24)) as pilot:
        await still(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, ComparisonScreen)
        screen.go_to_row(ROW)
        assert "absent" in statuses(screen)
        await press(pilot, "o", "u")
        assert ADDRESS.rstrip("/").rpartition("/")[2] in text(pilot)
        await press(pilot, "enter")
        await until(pilot, ReviewScreen)
        await press(pilot, "w", "enter", "q")
        await until(pilot, ComparisonScreen)
        filled = pilot.app.screen
        assert isinstance(filled, ComparisonScreen)
        assert statuses(filled) == {"graded"}

        await press(pilot, "o", "v")
        await until(pilot, PageScreen)
        assert "good" in text(pilot).casefold()
        assert isinstance(pilot.app.screen, PageScreen)
        assert pilot.app.screen._words.own, "the place of the row is marked"
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, ComparisonScreen)
    assert known_site.times(ADDRESS) == 1


async def test_a_restricted_session_refuses_in_a_line(opened: Opened, site: Site) -> None:
    async with opened(*NAMES, restricted=True) as pilot:
        await still(pilot)
        await press(pilot, "U")
        assert "restricted" in text(pilot)

        nothing = [f"{ADDRESS}variant-{number}/: there is no such page (404)" for number in range(4)]
        run = SimpleNamespace(targets=(), run=lambda _: UpdateResult(cast(ReviewSession, None), [], nothing))
        await pilot.app.push_screen(UpdateScreen(cast(UpdateRun, run), "Kent", lambda _: None))
        await until(pilot, UpdateScreen)
        assert unbroken(screen_lines(pilot)).count("there is no such page (404)") == 4, "why nothing came is seen whole"
        assert "back" in text(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ComparisonScreen)
    assert site.resolved == []


def test_variants_of_a_page_of_which_the_same_is_to_be_said_are_one_line() -> None:
    pages = [Gap(FORCE, "2017", pillar, (pillar,), ()) for pillar in ("efficiency", "legitimacy")]
    refused = [Outcome(f"https://{page.pillar}/{host}/", page, "no page (404)") for page in pages for host in "abc"]
    assert describe_refused([*refused, Outcome("https://legitimacy/d/", pages[1], "an empty page")]) == [
        "https://efficiency/a/ and 2 variants of it: no page (404)",
        "https://legitimacy/a/ and 2 variants of it: no page (404)",
        "https://legitimacy/d/: an empty page",
    ]


async def test_a_timeline_is_there_again_at_its_cell(opened: Opened) -> None:
    async with opened(FORCE, size=(80, 24)) as pilot:
        await still(pilot)
        await press(pilot, "h", "h", "h", "h", "j")
        before = pilot.app.screen
        assert isinstance(before, TimelineScreen)
        assert before.here is not None
        place = Position(before.row_id, before.here.side.cycle)
        cast(PeeldiffApp, pilot.app).reopen([FORCE], place)
        for _ in range(200):
            await pilot.pause(0.02)
            after = pilot.app.screen
            if isinstance(after, TimelineScreen) and after is not before and after.here is not None:
                break
        assert isinstance(after, TimelineScreen)
        assert after.here is not None
        assert Position(after.row_id, after.here.side.cycle) == place
