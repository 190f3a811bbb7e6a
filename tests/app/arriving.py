"""Getting to each screen anew, again and again in one app: as fast as its tests need it."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import wraps
from pathlib import Path
from typing import cast

from textual.pilot import Pilot

from app.as_new import clear, keep
from app.conftest import LEICS, NORTHANTS, put_into, settled
from app.hands import press, still
from app.reviewing import request, review_screen
from app.seeing import text
from peeldiff.app.comparison.screen import ComparisonScreen
from peeldiff.app.country.screen import CountryScreen
from peeldiff.app.kit.widgets.line_view import LineView
from peeldiff.app.peeldiff_app import PeeldiffApp
from peeldiff.app.review.file_text import FileText
from peeldiff.app.review.kept_words import KeptWords
from peeldiff.app.review.page_screen import PageScreen
from peeldiff.app.review.review_session import ReadFile, Request, ReviewSession
from peeldiff.app.review.screen import ReviewScreen
from peeldiff.app.review.update_run import UpdateResult, UpdateRun
from peeldiff.app.review.update_screen import UpdateScreen
from peeldiff.app.review_app import ReviewApp
from peeldiff.app.session import Session
from peeldiff.compare import Comparison
from peeldiff.notes.file_merging import merge_files
from peeldiff.notes.note import NoteEdit
from peeldiff.notes.notes_reader import document
from peeldiff.notes.toml_text import dump
from peeldiff.settings import Settings

FROM_COMPARISON: Mapping[str, tuple[str, ...]] = {
    "comparison": (),
    "timeline": ("4",),
    "notes": ("5",),
    "text": ("?",),
    "finder": ("b",),
    "menu": ("w",),
    "kinds": ("f",),
    "sources": ("j", "j", "j", "o"),
    "search": ("/", *"victims"),
    "page": (),
    "form": ("]", "e"),
    "conflict": ("]", "e", *"mine"),
    "contested": ("]", "e"),
}
"""The keys from the comparison to each screen but the country."""
IN_COUNTRY: Mapping[str, tuple[str, ...]] = {"country": (), "find-line": ("/",)}
"""The keys from the country."""
FROM_REVIEW: Mapping[str, tuple[str, ...]] = {"review": (), "correction": ("e",), "question": ("w",)}
"""The keys from the review to what opens over it."""
IMPORTED = ("kent.html", "letter.txt", "pack.txt", "durham.html")
"""Files with rows that are sure, doubtful, in conflict, known, and lines that found no place."""
TWO_FORCES = ("northamptonshire:2017", "leicestershire:2018-19")
OVER_COUNTRY = {*IN_COUNTRY, "fetching"}
OF_NOTES = ("notes", "form", "conflict", "contested")
"""Screens on which notes are read and written, again and again: their comparison is a short one."""
BRIEF = ("fetching", "conflict")
"""Screens that are over when they are left."""
LONG = "\n".join(f"line {number}" for number in range(30))


class EndlessRun:
    """Fetches nothing, and goes on until it is stopped."""

    targets = ()

    def __init__(self) -> None:
        self.stopped = threading.Event()

    def run(self, on_page: Callable[[int, str], object]) -> UpdateResult:
        on_page(1, "https://hmicfrs.justiceinspectorates.gov.uk/")
        self.stopped.wait(60)
        return UpdateResult(cast(ReviewSession, None), [], [])

    def stop(self) -> None:
        self.stopped.set()

    @property
    def is_stopped(self) -> bool:
        return self.stopped.is_set()


@asynccontextmanager
async def opened_for(
    screen: str, settings: Settings, folder: Path, size: tuple[int, int]
) -> AsyncIterator[Pilot[None]]:
    """Open the app from which one gets to a screen; files to import lie in `folder`."""
    if screen in FROM_REVIEW:
        app: PeeldiffApp = ReviewApp(settings, request(folder, *IMPORTED))
    elif screen == "reading":
        asked = request(folder, IMPORTED[0])
        app = ReviewApp(settings, Request(list(asked.files) * 2000, asked.folder))
    else:
        app = PeeldiffApp(settings)
    async with app.run_test(size=size) as pilot:
        if screen != "reading":
            await settled(pilot)
        yield pilot


async def arrive(pilot: Pilot[None], screen: str, *, typing: bool = False) -> None:
    """Open a screen as if nothing had been done before; the list has the focus unless one wants to type."""
    app = cast(PeeldiffApp, pilot.app)
    if isinstance(app, ReviewApp):
        await arrive_in_review(pilot, app, screen)
        return
    session = app.session
    assert session is not None
    put = PUT[screen](session) if screen in PUT else {}
    way = ["country", screen] if screen in OVER_COUNTRY else ["country", "two forces", screen]
    if screen not in OVER_COUNTRY and screen != "timeline":
        way[1] = "short comparison" if screen in OF_NOTES else "comparison"
    names = list(dict.fromkeys(way if not typing else [*way[:-1], f"{screen}, typing"]))
    for name in await clear(pilot, names, put):
        await step(pilot, app, session, name)
        await still(pilot)
        if name not in BRIEF:
            keep(pilot, name)
    if screen in IN_COUNTRY:
        app.remember(left=NORTHANTS[0], right=NORTHANTS[1])
    assert getattr(app.screen, "KEYS", "") == ("country" if screen in IN_COUNTRY else screen)


async def step(pilot: Pilot[None], app: PeeldiffApp, session: Session, name: str) -> None:
    """Go from a screen to the next one on the way."""
    screen, _, typing = name.partition(", ")
    if screen == "country":
        await app.push_screen(CountryScreen(session))
    elif screen in PAIRS:
        await app.push_screen(ComparisonScreen(session, compared(session, PAIRS[screen])))
    elif screen == "fetching":
        await app.push_screen(UpdateScreen(cast(UpdateRun, EndlessRun()), "Kent Police PEEL 2017", lambda _: None))
    elif screen == "page":
        page = FileText.of_text("page", "\n".join(f"line {number}" for number in range(60)))
        await app.push_screen(PageScreen(KeptWords(page, range(3, 4), "2026-11-27")))
    else:
        await press(pilot, *{**FROM_COMPARISON, **IN_COUNTRY}[screen])
    if screen == "conflict":
        put_into(session.settings.notes, their_note(session))
        await press(pilot, "f2")
    if screen in ("finder", "search") and not typing:
        app.screen.query_one(LineView).focus()


async def arrive_in_review(pilot: Pilot[None], app: ReviewApp, screen: str) -> None:
    """Open the review with nothing decided, or be there while files are still read."""
    if screen == "reading":
        while " of 2000: " not in text(pilot):
            await asyncio.sleep(0.01)
    else:
        session, files = as_read(pilot, app)
        for name in await clear(pilot, list(dict.fromkeys(["review", screen])), {}):
            if name == "review":
                await app.push_screen(ReviewScreen(session, files))
            await still(pilot)
            await press(pilot, *FROM_REVIEW[name])
            keep(pilot, name)
    assert getattr(app.screen, "KEYS", "") == screen


_READ: dict[Path, tuple[ReviewSession, list[ReadFile]]] = {}


def as_read(pilot: Pilot[None], app: ReviewApp) -> tuple[ReviewSession, list[ReadFile]]:
    """Return what the app itself has read, before anything was decided."""
    folder = app.request.folder
    if folder not in _READ:
        first = review_screen(pilot)
        files = [ReadFile(*given) for given in zip(first.desk._texts, first.desk.review.reports, strict=True)]
        _READ[folder] = (first.desk.session, files)
    return _READ[folder]


PAIRS = {"comparison": NORTHANTS, "short comparison": LEICS, "two forces": TWO_FORCES}
_ONCE: dict[tuple[str, ...], Comparison] = {}


def compared(session: Session, pair: tuple[str, ...]) -> Comparison:
    """Compare, once for all tests; nothing was said of the findings."""
    if pair not in _ONCE:
        _ONCE[pair] = session.compare(*session.find(pair))
    return _ONCE[pair]


def written_once(write: Callable[[Session], None]) -> Callable[[Session], dict[str, bytes]]:
    """Return the files that are written into the empty folder of the notes; they are written when asked for first."""
    files: dict[str, bytes] = {}

    @wraps(write)
    def written(session: Session) -> dict[str, bytes]:
        if not files:
            shutil.rmtree(session.settings.notes, ignore_errors=True)
            write(session)
            files.update((path.name, path.read_bytes()) for path in session.settings.notes.glob("*.toml"))
        return files

    return written


@written_once
def three_notes(session: Session) -> None:
    """Write a long one that is due soonest, and two short ones."""
    for change, edit in {
        "judgment/topic/prevention": NoteEdit(text=LONG, owner="Kim", due="2026-10-01"),
        "judgment/pillar/efficiency": NoteEdit(text="Why?"),
        "judgment/pillar/legitimacy": NoteEdit(text="Fine", status="done"),
    }.items():
        session.note_desk(compared(session, LEICS)).save(change, edit, "")


@written_once
def their_note(session: Session) -> None:
    """Write what somebody else writes meanwhile."""
    theirs = NoteEdit(text="theirs")
    session.note_desk(compared(session, LEICS)).save("judgment/pillar/efficiency", theirs, "")


@written_once
def contested_note(session: Session) -> None:
    """Write one on which two people wrote in copies of the notes that were merged."""
    desk, change = session.note_desk(compared(session, LEICS)), "judgment/pillar/efficiency"
    desk.save(change, NoteEdit(text="base"), "")
    (path,) = session.settings.notes.glob("*.toml")
    copies = [path.read_bytes()]
    for words in ("first", "second"):
        path.write_bytes(copies[0])
        desk.save(change, NoteEdit(text=words), desk.read().notes[change].updated)
        copies.append(path.read_bytes())
    base, ours, theirs = (document(path, copy) for copy in copies)
    merged = merge_files(base, ours, theirs, session.dataset)
    path.write_bytes(dump(merged.document))


PUT = {"notes": three_notes, "contested": contested_note}
"""What lies in the folder of the notes, by screen."""


async def go(pilot: Pilot[None], way: str) -> None:
    """Press the keys of a way."""
    await press(pilot, *way.split())
