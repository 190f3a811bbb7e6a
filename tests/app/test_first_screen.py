"""What the first screen of a comparison, a force or the country starts, and what it can do without."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from pathlib import Path

import pytest
from textual._compositor import LayoutUpdate
from textual.css.stylesheet import Stylesheet

from app.conftest import NORTHANTS, Opened
from app.hands import still
from peeldiff.app.peeldiff_app import collect_garbage
from peeldiff.app.terminal.partial_repaint import ExactCompositor
from peeldiff.dataset import load
from peeldiff.settings.paths import dataset_cache
from sweeping import draw

CODE = """
import asyncio, json, sys
from app.hands import press, still
from peeldiff import settings
from peeldiff.app.opening_screen import OpeningScreen
from peeldiff.app.peeldiff_app import PeeldiffApp

in_force = settings.load()

async def look(screen, names, keys):
    app = PeeldiffApp(in_force, names)
    async with app.run_test(size=(80, 24)) as pilot:
        while isinstance(app.screen, OpeningScreen):
            await asyncio.sleep(0.01)
        await still(pilot)
        await press(pilot, *keys.split())
        await still(pilot)
        assert type(app.screen).__name__ == screen, app.screen
    assert "polars" not in sys.modules, screen

for way in json.loads(sys.argv[1]):
    asyncio.run(look(*way))
(notes,) = in_force.notes.glob("*.toml")
written = notes.read_text()
assert 'text = "Ask them"' in written, written
assert "[[verdicts]]" in written, written
"""
JOURNEY = (
    *("e A s k space t h e m f2", "2 =", "enter ? escape i escape o escape", "w enter", "4 j escape", "5 escape"),
    *("/ v i c t i m s enter", "/ g o o d space k e n t escape", "a l e i c s enter"),
)
"""A note, a verdict, a row in detail, the export, the timeline, the notes, two searches, another left side."""
WITHOUT_POLARS = (
    ("ComparisonScreen", ("northants:2017", "northants:2021-22"), "j 1 2 3"),
    ("TimelineScreen", ("northants",), "j 1 2 3"),
    ("CountryScreen", (), "j l pagedown r v j escape a / k e n"),
)
"""Where one is, what was opened and which keys lead there."""


def test_it_does_without_polars_where_the_dataset_is_compiled() -> None:
    load(cache=dataset_cache(restricted=False))
    tests = str(Path(__file__).parents[1])
    code = f"import sys; sys.path.insert(0, {tests!r})\n{CODE}"
    journey = ("ComparisonScreen", ("northants:2017", "northants:2021-22"), " ".join(JOURNEY))
    ways = [*draw(1, "without polars", WITHOUT_POLARS), journey]
    subprocess.run([sys.executable, "-c", code, json.dumps(ways)], check=True, timeout=60)


async def test_it_is_painted_once_and_its_rules_are_read_once(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[str] = []
    read: list[str] = []
    paint, reparse = ExactCompositor.render_full_update, Stylesheet.reparse

    def painting(compositor: ExactCompositor, **options: bool) -> LayoutUpdate:
        painted.append("all")
        return paint(compositor, **options)

    def reading(rules: Stylesheet) -> None:
        read.append("again")
        reparse(rules)

    monkeypatch.setattr(ExactCompositor, "render_full_update", painting)
    monkeypatch.setattr(Stylesheet, "reparse", reading)
    async with opened(*NORTHANTS) as pilot:
        await still(pilot)
        assert (painted, read) == (["all"], [])


def test_garbage_is_collected_from_the_first_screen_on() -> None:
    gc.disable()
    try:
        collect_garbage()
        assert gc.isenabled()
        assert gc.get_freeze_count()
    finally:
        gc.enable()
        gc.unfreeze()
