"""Pictures of every screen; each was looked at before it was kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from app.conftest import LEICS, NORTHANTS, MakeApp, settled

Compare = Callable[..., bool]
SIZES = [pytest.param((80, 24), id="80x24"), pytest.param((120, 40), id="120x40")]


@pytest.fixture
def pictured(snap_compare: Compare, make_app: MakeApp) -> Callable[..., bool]:
    """Compare the picture of an app, after some keys, with the one that was kept."""

    def compare(*names: str, keys: tuple[str, ...] = (), size: tuple[int, int], theme: str = "dark") -> bool:
        async def still(pilot: Pilot[None]) -> None:
            await settled(pilot)
            await pilot.press(*keys)
            await settled(pilot)

        return snap_compare(make_app(*names, theme=theme), run_before=still, terminal_size=size)

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


@pytest.mark.parametrize("size", SIZES)
def test_start(pictured: Compare, size: tuple[int, int]) -> None:
    assert pictured(size=size)


DIALOGS = {
    "help": ("?",),
    "note-editor": ("]", "e", *"Ask", "tab"),
    "picker": ("b", *"leics"),
    "filter": ("f", "space"),
    "why": ("i",),
    "definition": ("d",),
    "sources": ("o",),
    "commands": ("ctrl+p",),
    "search": ("/", *"victims", "enter"),
    "findings": ("2",),
    "figures": ("3",),
}


@pytest.mark.parametrize("keys", [pytest.param(keys, id=name) for name, keys in DIALOGS.items()])
def test_dialogs_and_tabs(pictured: Compare, keys: tuple[str, ...]) -> None:
    assert pictured(*NORTHANTS, keys=keys, size=(80, 24))
