"""Hostile text in report pages: harmless in every format of `import`, and on every screen of its review."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from textual.pilot import Pilot

from app.hands import press, still
from app.reviewing import review_screen
from app.seeing import screen_lines
from hostile.corpus import TEXTS
from hostile.harmless import assert_harmless, assert_inert
from importing import pages as p
from importing.conftest import lasting_reader as lasting_reader
from importing.conftest import sandbox as sandbox
from peeldiff import settings as layers
from peeldiff.app.opening_screen import OpeningScreen
from peeldiff.app.review.reading_screen import ReadingScreen
from peeldiff.app.review.review_session import Request
from peeldiff.app.review_app import ReviewApp
from running import inside
from sweeping import sweep

TURNS = 4
WRITERS: dict[str, Callable[[Sequence[p.Part]], bytes]] = {"html": p.as_html, "txt": p.as_text}


def page(turn: int) -> list[p.Part]:
    """Return a report in which every line has a text of the corpus beside what is read from it."""
    words = [f"{text[:200]} zz" for text in list(TEXTS.values())[turn::TURNS]]
    parts = []
    for place, part in enumerate([*p.area_report("Kent Police"), *p.pillar_page()]):
        evil = words[place % len(words)]
        beside = [p.text(evil), p.bullet(evil)] if part.kind == "heading" else [p.badge(evil)][: place % 2]
        parts += [part, *beside]
    return [*parts, *(p.heading(evil) for evil in words), *(p.text(f"Kent Police is good {evil}") for evil in words)]


@pytest.mark.usefixtures("lasting_reader")
@sweep(2, ("turn", "ending"), list(itertools.product(range(TURNS), WRITERS)))
def test_every_format(turn: int, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"{list(TEXTS.values())[turn][:20].replace('/', '-').replace(chr(0), '')}.{ending}"
    path.write_bytes(WRITERS[ending](page(turn)))
    for chosen in ("table", "json", "csv"):
        done = inside("import", str(path), "--format", chosen, env={"XDG_DATA_HOME": str(tmp_path / "home")})
        assert done.code in (0, 2), done
        assert_inert(done.err, f"{chosen}: {done.err[:80]}")
        if done.code == 0:
            assert_harmless(done.out, chosen, f"import as {chosen}")


def assert_shown_harmless(pilot: Pilot[None], what: str) -> None:
    for line in screen_lines(pilot):
        assert_inert(line.replace("\n", "\0"), what)


@sweep(1, "turn", range(TURNS))
async def test_the_review(turn: int, tmp_path: Path) -> None:
    files = []
    for ending, writer in WRITERS.items():
        files.append(tmp_path / f"page.{ending}")
        files[-1].write_bytes(writer(page(turn)))
    request = Request([str(file) for file in files], tmp_path / "own")
    app = ReviewApp(layers.load(), request)
    async with app.run_test(size=(160, 60)) as pilot:
        while isinstance(app.screen, ReadingScreen | OpeningScreen) and not app._exit:
            await pilot.pause(0.05)
        if app._exit:  # no page could be read at all: why is told where the formats are tried
            assert app.return_code == 2
            return
        await still(pilot)
        assert review_screen(pilot)
        assert_shown_harmless(pilot, "review")
        for key in ("f", "]", "j", "e", "escape", "G", "e", "tab", "tab", "escape", "i", "escape", "?", "escape", "w"):
            await press(pilot, key)
            assert_shown_harmless(pilot, f"review: {key}")
        await press(pilot, "escape")
        assert any("zz" in line for line in screen_lines(pilot))
