"""Getting to each screen anew, again and again in one app: as fast as its tests need it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from textual.pilot import Pilot

from app.conftest import NORTHANTS
from app.hands import press, still
from peeldiff.app.memory import Memory
from peeldiff.app.peeldiff_app import PeeldiffApp
from peeldiff.app.screens.comparison import ComparisonScreen
from peeldiff.app.screens.country import CountryScreen
from peeldiff.app.session import Session
from peeldiff.app.widgets.line_view import LineView
from peeldiff.compare import Comparison
from peeldiff.notes.model import NoteEdit

FROM_COMPARISON: Mapping[str, tuple[str, ...]] = {
    "comparison": (),
    "timeline": ("4",),
    "notes": ("5",),
    "text": ("?",),
    "finder": ("b",),
    "kinds": ("f",),
    "sources": ("j", "j", "j", "o"),
    "search": ("/", *"victims"),
    "form": ("e",),
    "conflict": ("e", *"mine"),
}
"""The keys from the comparison to each screen but the country."""
TWO_FORCES = ("northamptonshire:2017", "leicestershire:2018-19")
LONG = "\n".join(f"line {number}" for number in range(30))


async def arrive(pilot: Pilot[None], screen: str, *, typing: bool = False) -> None:
    """Open a screen as if nothing had been done before; the list has the focus unless one wants to type."""
    app = cast(PeeldiffApp, pilot.app)
    session = app.session
    assert session is not None
    while len(app.screen_stack) > 1:
        await app.pop_screen()
    clear(app, session)
    await app.push_screen(CountryScreen(session))
    if screen != "country":
        pair = TWO_FORCES if screen == "timeline" else NORTHANTS
        if screen == "notes":
            write_notes(session)
        await app.push_screen(ComparisonScreen(session, compared(session, pair)))
    await still(pilot)
    if screen == "country":
        app.remember(left=NORTHANTS[0], right=NORTHANTS[1])
    else:
        await press(pilot, *FROM_COMPARISON[screen])
    if screen == "conflict":
        session.set_note(compared(session, NORTHANTS), "judgment/pillar/effectiveness", NoteEdit(text="theirs"), "")
        await press(pilot, "f2")
    if screen in ("country", "finder", "search") and not typing:
        app.screen.query_one(LineView).focus()
    await still(pilot)
    assert getattr(app.screen, "KEYS", "") == screen


def clear(app: PeeldiffApp, session: Session) -> None:
    """Let everything be as if nothing had been done."""
    for folder in (session.settings.notes, session.settings.drafts):
        shutil.rmtree(folder, ignore_errors=True)
    for picture in Path.cwd().glob("peeldiff-*"):
        picture.unlink()
    app._clipboard = ""
    app.memory = Memory()
    if app.look.theme.name != "dark":
        app.wear("dark")


_ONCE: dict[tuple[str, ...], Comparison] = {}
_WRITTEN: dict[str, bytes] = {}


def compared(session: Session, pair: tuple[str, ...]) -> Comparison:
    """Compare, once for all tests; nothing was said of the findings."""
    if pair not in _ONCE:
        _ONCE[pair] = session.compare(*session.find(pair))
    return _ONCE[pair]


def write_notes(session: Session) -> None:
    """Put three notes there, a long one that is due soonest; what was written once is only copied later."""
    folder = session.settings.notes
    if _WRITTEN:
        folder.mkdir(parents=True)
        for name, content in _WRITTEN.items():
            (folder / name).write_bytes(content)
        return
    for change, edit in {
        "judgment/topic/prevention": NoteEdit(text=LONG, owner="Kim", due="2026-10-01"),
        "judgment/pillar/efficiency": NoteEdit(text="Why?"),
        "judgment/pillar/legitimacy": NoteEdit(text="Fine", status="done"),
    }.items():
        session.set_note(compared(session, NORTHANTS), change, edit, "")
    _WRITTEN.update((path.name, path.read_bytes()) for path in folder.glob("*.toml"))


async def go(pilot: Pilot[None], way: str) -> None:
    """Press the keys of a way."""
    for key in way.split():
        await press(pilot, key)
