"""Getting to each screen anew, again and again in one app: as fast as its tests need it."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import wraps
from pathlib import Path
from typing import Any, cast
from weakref import WeakKeyDictionary

from textual.pilot import Pilot
from textual.screen import Screen

from app.conftest import NORTHANTS, settled
from app.hands import press, still
from app.reviewing import request, review_screen
from app.seeing import text
from peeldiff.app.comparison.screen import ComparisonScreen
from peeldiff.app.country.screen import CountryScreen
from peeldiff.app.kit.line_view import LineView
from peeldiff.app.memory import Memory
from peeldiff.app.navigator import Navigator
from peeldiff.app.notes.writing import NoteWriting
from peeldiff.app.peeldiff_app import PeeldiffApp
from peeldiff.app.review.file_text import FileText
from peeldiff.app.review.kept_words import KeptWords
from peeldiff.app.review.page_screen import PageScreen
from peeldiff.app.review.review_session import ReadFile, Request, ReviewSession
from peeldiff.app.review.screen import ReviewScreen
from peeldiff.app.review.update_run import Came, UpdateRun
from peeldiff.app.review.update_screen import UpdateScreen
from peeldiff.app.review_app import ReviewApp
from peeldiff.app.session import Session
from peeldiff.compare import Comparison
from peeldiff.notes.file_merging import merge_files
from peeldiff.notes.note import NoteEdit
from peeldiff.notes.notes_reader import document
from peeldiff.notes.toml_text import dump
from peeldiff.settings import Settings, paths

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
    "form": ("e",),
    "conflict": ("e", *"mine"),
    "contested": ("e",),
}
"""The keys from the comparison to each screen but the country."""
IN_COUNTRY: Mapping[str, tuple[str, ...]] = {"country": (), "find-line": ("/",)}
"""The keys in the country."""
FROM_REVIEW: Mapping[str, tuple[str, ...]] = {"review": (), "correction": ("e",), "question": ("w",)}
"""The keys from the review to what opens over it."""
IMPORTED = ("kent.html", "letter.txt", "pack.txt", "durham.html")
"""Files with rows that are sure, doubtful, in conflict, known, and lines that found no place."""
TWO_FORCES = ("northamptonshire:2017", "leicestershire:2018-19")
LONG = "\n".join(f"line {number}" for number in range(30))


class EndlessRun:
    """Fetches nothing, and goes on until it is stopped."""

    targets = ()

    def __init__(self) -> None:
        self.stopped = threading.Event()

    def run(self, on_page: Callable[[int, str], object]) -> Came:
        on_page(1, "https://hmicfrs.justiceinspectorates.gov.uk/")
        self.stopped.wait(60)
        return Came(cast(ReviewSession, None), [], [])

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
    below = _UNTOUCHED.get(app)
    await clear(app, down_to=None if screen in IN_COUNTRY else below)
    if screen == "contested":
        write_contested(session)
    if app.screen is not below:
        await app.push_screen(CountryScreen(session))
    if screen == "fetching":
        await app.push_screen(UpdateScreen(cast(UpdateRun, EndlessRun()), "Kent Police PEEL 2017", lambda _: None))
    elif screen not in IN_COUNTRY:
        _UNTOUCHED[app] = app.screen
        pair = TWO_FORCES if screen == "timeline" else NORTHANTS
        if screen == "notes":
            write_notes(session)
        await app.push_screen(ComparisonScreen(session, compared(session, pair)))
    await still(pilot)
    if screen in IN_COUNTRY:
        app.remember(left=NORTHANTS[0], right=NORTHANTS[1])
        await press(pilot, *IN_COUNTRY[screen])
    elif screen != "fetching":
        await press(pilot, *FROM_COMPARISON[screen])
    if screen == "page":
        page = FileText.of_text("page", "\n".join(f"line {number}" for number in range(60)))
        await app.push_screen(PageScreen(KeptWords(page, range(3, 4), "2026-11-27")))
    if screen == "conflict":
        theirs = NoteEdit(text="theirs")
        session.note_desk(compared(session, NORTHANTS)).save("judgment/pillar/effectiveness", theirs, "")
        await press(pilot, "f2")
    if screen in ("finder", "search") and not typing:
        app.screen.query_one(LineView).focus()
    await still(pilot)
    assert getattr(app.screen, "KEYS", "") == ("country" if screen in IN_COUNTRY else screen)


async def arrive_in_review(pilot: Pilot[None], app: ReviewApp, screen: str) -> None:
    """Open the review with nothing decided, or be there while files are still read."""
    if screen == "reading":
        while " of 2000: " not in text(pilot):
            await asyncio.sleep(0.01)
    else:
        session, files = as_read(pilot, app)
        await clear(app)
        await app.push_screen(ReviewScreen(session, files))
        await still(pilot)
        await press(pilot, *FROM_REVIEW[screen])
    assert getattr(app.screen, "KEYS", "") == screen


_READ: dict[Path, tuple[ReviewSession, list[ReadFile]]] = {}


def as_read(pilot: Pilot[None], app: ReviewApp) -> tuple[ReviewSession, list[ReadFile]]:
    """Return what the app itself has read, before anything was decided."""
    folder = app.request.folder
    if folder not in _READ:
        first = review_screen(pilot)
        files = [ReadFile(*one) for one in zip(first.desk._texts, first.desk.review.reports, strict=True)]
        _READ[folder] = (first.desk.session, files)
    return _READ[folder]


_UNTOUCHED: WeakKeyDictionary[PeeldiffApp, Screen[Any]] = WeakKeyDictionary()
"""The country under each app's other screens: it costs as much to open as what is looked at."""


async def clear(app: PeeldiffApp, down_to: Screen[Any] | None = None) -> None:
    """Let everything be as if nothing had been done, down to a screen that nothing was done on."""
    while len(app.screen_stack) > 1 and app.screen is not down_to:
        await app.pop_screen()
    own = [app.request.folder] if isinstance(app, ReviewApp) else []
    for folder in (app.settings.notes, app.settings.drafts, paths.user_state() / "reviews", *own):
        shutil.rmtree(folder, ignore_errors=True)
    for picture in Path.cwd().glob("peeldiff-*"):
        picture.unlink()
    if app.session is not None:
        app.session.__dict__.pop("drafts", None)
        app._navigator = Navigator(app, app.session, NoteWriting(app, app.session), app.reopen)
    app._clipboard = ""
    app.memory = Memory()
    if app.look.theme.name != "dark":
        app.apply_theme("dark")


_ONCE: dict[tuple[str, ...], Comparison] = {}


def compared(session: Session, pair: tuple[str, ...]) -> Comparison:
    """Compare, once for all tests; nothing was said of the findings."""
    if pair not in _ONCE:
        _ONCE[pair] = session.compare(*session.find(pair))
    return _ONCE[pair]


def written_once(write: Callable[[Session], None]) -> Callable[[Session], None]:
    """Let what was written into the empty folder of the notes once be copied there later: that takes a tenth."""
    files: dict[str, bytes] = {}

    @wraps(write)
    def put(session: Session) -> None:
        folder = session.settings.notes
        if files:
            folder.mkdir(parents=True)
            for name, content in files.items():
                (folder / name).write_bytes(content)
            return
        write(session)
        files.update((path.name, path.read_bytes()) for path in folder.glob("*.toml"))

    return put


@written_once
def write_notes(session: Session) -> None:
    """Put three notes there, a long one that is due soonest."""
    for change, edit in {
        "judgment/topic/prevention": NoteEdit(text=LONG, owner="Kim", due="2026-10-01"),
        "judgment/pillar/efficiency": NoteEdit(text="Why?"),
        "judgment/pillar/legitimacy": NoteEdit(text="Fine", status="done"),
    }.items():
        session.note_desk(compared(session, NORTHANTS)).save(change, edit, "")


@written_once
def write_contested(session: Session) -> None:
    """Put a note there on which two people wrote in copies of the notes that were merged."""
    desk, change = session.note_desk(compared(session, NORTHANTS)), "judgment/pillar/effectiveness"
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


async def go(pilot: Pilot[None], way: str) -> None:
    """Press the keys of a way."""
    for key in way.split():
        await press(pilot, key)
