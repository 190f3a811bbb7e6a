"""Pictures of every screen; each was looked at before it was kept."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from app.conftest import LEICS, NORTHANTS, MakeApp, settled
from app.reviewing import request
from peeldiff.app.review_app import ReviewApp
from peeldiff.app.review_session import Request
from peeldiff.settings import Settings

Compare = Callable[..., bool]
WIDE = pytest.param((200, 60), id="200x60")
SIZES = [pytest.param((80, 24), id="80x24"), pytest.param((120, 40), id="120x40")]


@pytest.fixture
def pictured(snap_compare: Compare, make_app: MakeApp) -> Callable[..., bool]:
    """Compare the picture of an app, after some keys, with the one that was kept."""

    def compare(
        *names: str, keys: tuple[str, ...] = (), size: tuple[int, int], theme: str = "dark", marks: str = "unicode"
    ) -> bool:
        async def still(pilot: Pilot[None]) -> None:
            await settled(pilot)
            await pilot.press(*keys)
            await settled(pilot)

        app = make_app(*names, theme=theme, marks=marks)
        app.today = lambda: dt.date(2026, 11, 22)
        return snap_compare(app, run_before=still, terminal_size=size)

    return compare


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_comparison(pictured: Compare, size: tuple[int, int], theme: str) -> None:
    assert pictured(*NORTHANTS, keys=("]", "]", "]"), size=size, theme=theme)


@pytest.mark.parametrize("size", SIZES)
def test_comparison_without_colour(pictured: Compare, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert pictured(*NORTHANTS, keys=("]", "]", "]"), size=size)


@pytest.mark.parametrize("theme", ["high-contrast", "colour-blind", "terminal"])
def test_themes(pictured: Compare, theme: str) -> None:
    assert pictured(*LEICS, size=(120, 40), theme=theme)


def test_two_forces_wide(pictured: Compare) -> None:
    assert pictured("northamptonshire:2017", "leicestershire:2018-19", size=(160, 40))


VIEWS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "country": ((), ("escape", "left", "left")),
    "one-cycle": ((), ("escape", "left", "left", "v")),
    "change": ((), ("escape", "left", "left", "V", "right")),
    "timeline": (("northants",), ("g", "left", "j")),
    "comparison": (NORTHANTS, ("]", "]", "]")),
}
LOOKS = ("dark", "light", "no-colour")


@pytest.mark.parametrize("size", [*SIZES, WIDE])
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("view", [view for view in VIEWS if view != "comparison"])
def test_views(pictured: Compare, view: str, look: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    names, keys = VIEWS[view]
    if look == "no-colour":
        monkeypatch.setenv("NO_COLOR", "1")
    assert pictured(*names, keys=keys, size=size, theme="dark" if look == "no-colour" else look)


@pytest.mark.parametrize("look", LOOKS)
def test_comparison_wide(pictured: Compare, look: str, monkeypatch: pytest.MonkeyPatch) -> None:
    names, keys = VIEWS["comparison"]
    if look == "no-colour":
        monkeypatch.setenv("NO_COLOR", "1")
    assert pictured(*names, keys=keys, size=(200, 60), theme="dark" if look == "no-colour" else look)


def test_country_between_two_frameworks(pictured: Compare) -> None:
    assert pictured(keys=("escape", "left", "V", "right", "right", "right", "right"), size=(120, 40))


def test_country_by_region_in_ascii(pictured: Compare) -> None:
    assert pictured(keys=("escape", "left", "left", "s", "r"), size=(80, 24), marks="ascii")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.usefixtures("noted")
def test_notes(pictured: Compare, size: tuple[int, int], theme: str) -> None:
    assert pictured(*NORTHANTS, keys=("5", "a"), size=size, theme=theme)


DIALOGS = {
    "help": ("?",),
    "note-editor": ("]", "e", *"Ask", "tab"),
    "picker": ("b", *"leics"),
    "filter": ("f", "space"),
    "why": ("i",),
    "definition": ("d",),
    "sources": ("o",),
    "commands": ("ctrl+p",),
    "search": ("/", *"victims"),
    "searched": ("/", *"victims", "enter"),
    "figure": ("3", "enter"),
    "findings": ("2",),
    "figures": ("3",),
}


@pytest.mark.parametrize("keys", [pytest.param(keys, id=name) for name, keys in DIALOGS.items()])
def test_dialogs_and_tabs(pictured: Compare, keys: tuple[str, ...]) -> None:
    assert pictured(*NORTHANTS, keys=keys, size=(80, 24))


REVIEWED = ("kent.html", "letter.txt", "durham.html", "pack.txt")


@pytest.fixture
def review_pictured(
    snap_compare: Compare, in_force: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., bool]:
    """Compare the picture of a review, after some keys, with the one that was kept."""

    def compare(*files: str, keys: tuple[str, ...] = (), size: tuple[int, int], look: str = "dark") -> bool:
        async def still(pilot: Pilot[None]) -> None:
            await settled(pilot)
            await pilot.press(*keys)
            await settled(pilot)

        monkeypatch.chdir(tmp_path)
        if look == "no-colour":
            monkeypatch.setenv("NO_COLOR", "1")
        settings = dataclasses.replace(in_force, theme="dark" if look == "no-colour" else look)
        request(Path("pages"), *files)
        asked = Request([f"pages/{name}" for name in files], Path("own"))
        return snap_compare(ReviewApp(settings, asked), run_before=still, terminal_size=size)

    return compare


@pytest.mark.parametrize("size", [*SIZES, WIDE])
@pytest.mark.parametrize("look", LOOKS)
def test_review(review_pictured: Compare, look: str, size: tuple[int, int]) -> None:
    assert review_pictured(*REVIEWED, keys=("space", "]"), size=size, look=look)


REVIEW_DIALOGS = {
    "correction": ("e",),
    "wrong": ("e", "tab", "tab", "right", "f2"),
    "plan": ("w",),
    "written": ("space", "w", "enter"),
    "undecided": ("f", "]"),
    "help": ("?",),
}


@pytest.mark.parametrize("keys", [pytest.param(keys, id=name) for name, keys in REVIEW_DIALOGS.items()])
def test_dialogs_of_the_review(review_pictured: Compare, keys: tuple[str, ...]) -> None:
    assert review_pictured(*REVIEWED, keys=keys, size=(80, 24))


def test_a_drafted_framework(review_pictured: Compare) -> None:
    assert review_pictured("next.pdf", size=(120, 40))
