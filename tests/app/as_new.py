"""Screens as nothing was done on them: which can be looked at again, and which have to be opened anew.

To open a screen takes ten times as long as a key. What shows what it showed when it was new, while the
files are those that were put there, is as good as new.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from textual.pilot import Pilot
from textual.screen import Screen

from app.conftest import put_into
from app.hands import press, still
from app.seeing import text
from peeldiff.app.memory import Memory
from peeldiff.app.navigator import Navigator
from peeldiff.app.notes.writing import NoteWriting
from peeldiff.app.peeldiff_app import PeeldiffApp
from peeldiff.app.review_app import ReviewApp
from peeldiff.settings import paths

Files = dict[Path, bytes]


@dataclass
class Kept:
    """What an app had when the last screen was opened in it."""

    files: Files = field(default_factory=dict)
    screens: list[tuple[str, Screen[Any], str]] = field(default_factory=list)
    """From below: its name, itself and what it showed."""


_KEPT: WeakKeyDictionary[PeeldiffApp, Kept] = WeakKeyDictionary()


def folders(app: PeeldiffApp) -> list[Path]:
    """Return the folders in which people's work lies."""
    own = [app.request.folder] if isinstance(app, ReviewApp) else []
    return [app.settings.notes, app.settings.drafts, paths.user_state() / "reviews", *own]


def files_in(app: PeeldiffApp) -> Files:
    """Return what lies there."""
    return {path: path.read_bytes() for folder in folders(app) for path in folder.rglob("*") if path.is_file()}


async def clear(pilot: Pilot[None], way: list[str], files: Mapping[str, bytes]) -> list[str]:
    """Let everything be as if nothing had been done, with these notes; return the part of a way that is to be gone.

    A way is the names of the screens over the first one, from below. The country stays whatever is written.
    """
    app: Any = pilot.app
    kept = _KEPT.setdefault(app, Kept())
    for thread in threading.enumerate():
        if thread.name == "review":  # which writes what was just decided
            thread.join()
    wanted = {app.settings.notes / name: content for name, content in files.items()}
    if not files_in(app) == wanted == kept.files:
        for folder in folders(app):
            shutil.rmtree(folder, ignore_errors=True)
        put_into(app.settings.notes, files)
        del kept.screens[1:]
        if app.session is not None:
            app.session.__dict__.pop("drafts", None)
            app._navigator = Navigator(app, app.session, NoteWriting(app, app.session), app.reopen)
    kept.files = wanted
    for picture in Path.cwd().glob("peeldiff-*"):
        picture.unlink()
    app._clipboard = ""
    app.memory = Memory()
    if app.look.theme.name != "dark":
        app.apply_theme("dark")
    while (
        any(there != name for (there, _, _), name in zip(kept.screens, way, strict=False)) or kept.screens[len(way) :]
    ):
        kept.screens.pop()
    while len(app.screen_stack) > 1:
        while kept.screens and kept.screens[-1][1] not in app.screen_stack:
            kept.screens.pop()
        while kept.screens and kept.screens[-1][1] is app.screen:
            await still(pilot)
            for way_back in ((), ("home",), ("end", "home")):  # who moves there and to and fro is told nothing any more
                await press(pilot, *way_back)
                if looks(pilot) == kept.screens[-1][2]:
                    return way[len(kept.screens) :]
            kept.screens.pop()
        await app.pop_screen()
    kept.screens.clear()
    return way


def keep(pilot: Pilot[None], name: str) -> None:
    """Remember that a screen is new."""
    _KEPT[pilot.app].screens.append((name, pilot.app.screen, looks(pilot)))  # type: ignore[index]


def looks(pilot: Pilot[None]) -> str:
    """Return what a screen shows, and where one is on it."""
    focused = pilot.app.focused
    return f"{text(pilot)}\n{type(focused).__name__} {focused and focused.id}"
