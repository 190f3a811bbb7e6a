"""A review without a terminal: invented pages in a folder, read by the real reader into a folder of the test's own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from app.conftest import settled
from importing import pages as p
from peeldiff.app.review.review_session import Request
from peeldiff.app.review.screen import ReviewScreen
from peeldiff.app.review_app import ReviewApp
from peeldiff.settings import Settings

EVIL = "\x1b]52;c;QUJD\x07\x1b[2J[/red][bold]x[/bold]\u202egood\u202c"
"""Escapes, markup and a bidirectional override."""


def doubted(force: str = "Kent Police", area: str = "Providing a service") -> bytes:
    """Return a report in which an area has two grades."""
    parts = p.area_report(force)
    at = next(place for place, part in enumerate(parts) if part.text.startswith(area))
    return p.as_html([*parts[: at + 1], p.badge("Inadequate"), *parts[at + 1 :]])


FILES = {
    "durham.html": p.as_html(p.pillar_page()),
    "kent.html": doubted(),
    "letter.txt": p.as_text(p.letter()),
    "next.pdf": p.as_pdf(p.area_report(cycle="PEEL 2031-33")),
    "pack.txt": p.as_text(p.briefing()),
    "empty.html": b"",
    "evil.html": p.as_html([*p.pillar_page(), p.text(f"Durham Constabulary is good {EVIL}")]),
}


def request(folder: Path, *names: str) -> Request:
    """Write some of the files to `folder` and ask for their import into `own` beside them."""
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_bytes(FILES[name])
    return Request([str(folder / name) for name in names], folder / "own")


@asynccontextmanager
async def reviewing(
    in_force: Settings, asked: Request, size: tuple[int, int] = (100, 40)
) -> AsyncIterator[Pilot[None]]:
    """Open a review and wait until every file has been read."""
    async with ReviewApp(in_force, asked).run_test(size=size) as pilot:
        await settled(pilot)
        yield pilot


def review_screen(pilot: Pilot[None]) -> ReviewScreen:
    """Return the review that lies lowest."""
    return next(screen for screen in pilot.app.screen_stack if isinstance(screen, ReviewScreen))


def go_to(pilot: Pilot[None], words: str, sort: str = "judgments") -> None:
    """Put the cursor on the row of an item or with these words."""
    screen = review_screen(pilot)
    for place, at in enumerate(screen._shown):
        entry = screen.desk.review.entries[at]
        output = entry.left.text if entry.left else str(entry.row.values if entry.row else "")
        if entry.sort == sort and words in output:
            screen.lines.move_to(place)
            return
    raise AssertionError(f"no {sort} row with {words}")


def word(pilot: Pilot[None]) -> str:
    """Return the state of the entry under the cursor."""
    screen = review_screen(pilot)
    assert screen.at is not None
    return screen.desk.states[screen.at].word
