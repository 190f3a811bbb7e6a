"""Pictures of every screen; each was looked at before it was kept.

A run draws each screen and dialog in one look and size, and a part of the others; all where pictures are drawn anew.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from app.conftest import LEICS, NORTHANTS, MakeApp, put_notes, settled
from app.reviewing import request
from homes import COLUMNS, HOMES, SCALE
from peeldiff.app.review.review_session import Request
from peeldiff.app.review_app import ReviewApp
from peeldiff.app.session import Session
from peeldiff.dataset import Dataset, load
from peeldiff.notes.note import NoteEdit
from peeldiff.settings import Settings
from sweeping import draw, sweep

Pictured = Callable[..., bool]
Keys = tuple[str, ...]
SMALL, MIDDLE, LARGE = (80, 24), (120, 40), (200, 60)
SIZES = [pytest.param(size, id="{}x{}".format(*size)) for size in (SMALL, MIDDLE, LARGE)]
NO_COLOUR = "no-colour"
TODAY = dt.date(2026, 11, 22)

VIEWS: dict[str, tuple[Keys, Keys]] = {
    "country": ((), ("left",)),
    "one-cycle": ((), ("left", "v")),
    "change": ((), ("left", "V", "(", "{", "right")),
    "timeline": (("northants",), ("g", "left", "j")),
    "comparison": (NORTHANTS, ("]", "]", "]")),
    "findings": (NORTHANTS, ("2",)),
    "figures": (NORTHANTS, ("3", "G", "k", "k", "k", "k", "k")),
    "notes": (NORTHANTS, ("5", "a")),
}
"""What is named on the command line, and the keys that lead to what is to be seen."""

IN_ITS_COLOURS = ("country", "timeline", "comparison", "figures", "notes", "review")
"""Views in which every colour of the others is found."""
FIRST = [(view, "dark", SMALL) for view in [*VIEWS, "review"]]
FURTHER = [
    (view, look, size)
    for view in [*VIEWS, "review"]
    for look, size in (("dark", MIDDLE), ("dark", LARGE), ("light", MIDDLE), (NO_COLOUR, SMALL))
    if look == "dark" or view in IN_ITS_COLOURS
]
"""Where a cell stands does not depend on its colour: every size is drawn in one look."""
LOOKED_AT = [
    pytest.param(*looked_at, id="{}-{}-{}x{}".format(*looked_at[:2], *looked_at[2]))
    for looked_at in [*FIRST, *draw(10, "further", FURTHER)]
]

REVIEWED = ("kent.html", "letter.txt", "durham.html", "pack.txt")


@pytest.fixture
def looked_at(snap_compare: Pictured, monkeypatch: pytest.MonkeyPatch) -> Pictured:
    """Compare the picture of an app in one look, after some keys, with the one that was kept."""

    def look_at(make: Callable[[str], object], keys: Keys, size: tuple[int, int], look: str) -> bool:
        async def still(pilot: Pilot[None]) -> None:
            await settled(pilot)
            await pilot.press(*keys)
            await settled(pilot)

        if look == NO_COLOUR:
            monkeypatch.setenv("NO_COLOR", "1")
        app = make("dark" if look == NO_COLOUR else look)
        return snap_compare(app, run_before=still, terminal_size=size)

    return look_at


@pytest.fixture
def pictured(looked_at: Pictured, make_app: MakeApp) -> Pictured:
    """The same of peeldiff, opened at some names."""

    def picture(
        *names: str, keys: Keys = (), size: tuple[int, int] = SMALL, look: str = "dark", marks: str = "unicode"
    ) -> bool:
        def make(theme: str) -> object:
            app = make_app(*names, theme=theme, marks=marks)
            app.today = lambda: TODAY
            return app

        return looked_at(make, keys, size, look)

    return picture


@pytest.fixture
def review_pictured(
    looked_at: Pictured, in_force: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Pictured:
    """The same of a review of files."""

    def picture(*files: str, keys: Keys = (), size: tuple[int, int] = SMALL, look: str = "dark") -> bool:
        def make(theme: str) -> object:
            asked = Request([f"pages/{name}" for name in files], Path("own"))
            return ReviewApp(dataclasses.replace(in_force, theme=theme), asked)

        monkeypatch.chdir(tmp_path)
        request(Path("pages"), *files)
        return looked_at(make, keys, size, look)

    return picture


NOTES = (
    (NORTHANTS, "judgment/topic/prevention", NoteEdit(text="May board", owner="Kim", due="2026-10-01")),
    (NORTHANTS, "judgment/topic/finance", NoteEdit(text="Ask for the savings plan", status="in-progress")),
    (
        NORTHANTS,
        "judgment/topic/treatment-of-public",
        NoteEdit(
            text="The panel asked twice why the scrutiny of stop and search ended.\nPaper to the March meeting.",
            owner="Superintendent Oluwaseun Adeyemi-Hart",
            due="2027-03-04",
            status="in-progress",
        ),
    ),
    (NORTHANTS, "judgment/topic/leadership", NoteEdit(text="Merged with the people plan", status="wont-do")),
    (NORTHANTS, "finding/nor-21-obs-105", NoteEdit(text="Comes back", owner="Priya", due="2026-11-21")),
    (LEICS, "judgment/topic/prevention", NoteEdit(text="[red]fine[/red]", status="done", owner="Priya")),
    (LEICS, "judgment/pillar/efficiency", NoteEdit(text="Check the date", owner="Kim", due="2026-11-30")),
)


@pytest.fixture
def _noted(ds: Dataset, in_force: Settings) -> None:
    put_notes(in_force, ds, *NOTES)


@pytest.mark.parametrize(("view", "look", "size"), LOOKED_AT)
def test_views(
    pictured: Pictured,
    review_pictured: Pictured,
    request: pytest.FixtureRequest,
    view: str,
    look: str,
    size: tuple[int, int],
) -> None:
    if view == "review":
        assert review_pictured(*REVIEWED, keys=("space", "]"), size=size, look=look)
        return
    if view == "notes":
        request.getfixturevalue("_noted")
    names, keys = VIEWS[view]
    assert pictured(*names, keys=keys, size=size, look=look)


@sweep(1, "theme", ["high-contrast", "colour-blind", "terminal"])
def test_themes(pictured: Pictured, theme: str) -> None:
    assert pictured(*LEICS, size=MIDDLE, look=theme)


@pytest.mark.parametrize("view", ["country", "comparison"])
def test_ascii(pictured: Pictured, view: str) -> None:
    names, keys = VIEWS[view]
    assert pictured(*names, keys=keys, marks="ascii")


def test_country_by_region_in_ascii(pictured: Pictured) -> None:
    assert pictured(keys=("left", "left", "s", "r"), marks="ascii")


def test_country_between_two_frameworks(pictured: Pictured) -> None:
    assert pictured(keys=("left", "V", "right", "right", "right", "right"), size=MIDDLE)


@sweep(1, "size", SIZES)
def test_two_forces(pictured: Pictured, size: tuple[int, int]) -> None:
    assert pictured("northamptonshire:2017", "leicestershire:2018-19", size=size)


def test_an_inspection_of_which_nothing_is_known(pictured: Pictured) -> None:
    assert pictured("cumbria:2018-19", "cumbria:2021-22")


def test_too_small(pictured: Pictured) -> None:
    assert pictured(*NORTHANTS, size=(50, 12))


ONE_TABLE: dict[str, tuple[Keys, Keys]] = {
    "country": ((), ()),
    "one-cycle": ((), ("v",)),
    "change": ((), ("V",)),
    "timeline": (("oak",), ()),
    "comparison": (("oak:2024", "oak:2025"), ()),
}


@sweep(3, "view", list(ONE_TABLE))
def test_one_table(pictured: Pictured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, view: str) -> None:
    path = tmp_path / "homes.csv"
    path.write_text(HOMES, "utf-8")
    homes = load(path, columns=COLUMNS, scale=SCALE)
    monkeypatch.setattr(Session, "open", lambda settings: Session(settings, homes))
    names, keys = ONE_TABLE[view]
    assert pictured(*names, keys=keys)


DIALOGS: dict[str, Keys] = {
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
}


UNCOLOURED = ("note-editor", "filter", "search", "correction", "wrong")
"""Dialogs in which something is told by colour, too."""


def in_looks(dialogs: Iterable[str]) -> list[object]:
    """Return each dialog in the dark look, and some of those in which colour tells something without it."""
    uncoloured = draw(1, "uncoloured", [dialog for dialog in dialogs if dialog in UNCOLOURED])
    looks = [*((dialog, "dark") for dialog in dialogs), *((dialog, NO_COLOUR) for dialog in uncoloured)]
    return [pytest.param(dialog, look, id=f"{dialog}-{look}") for dialog, look in looks]


@pytest.mark.parametrize(("dialog", "look"), in_looks(DIALOGS))
def test_dialogs(pictured: Pictured, dialog: str, look: str) -> None:
    assert pictured(*NORTHANTS, keys=DIALOGS[dialog], look=look)


REVIEW_DIALOGS: dict[str, Keys] = {
    "correction": ("e",),
    "wrong": ("e", "tab", "tab", "right", "f2"),
    "plan": ("w",),
    "written": ("space", "w", "enter"),
    "undecided": ("f", "]"),
    "help": ("?",),
}


@pytest.mark.parametrize(("dialog", "look"), in_looks(REVIEW_DIALOGS))
def test_dialogs_of_the_review(review_pictured: Pictured, dialog: str, look: str) -> None:
    assert review_pictured(*REVIEWED, keys=REVIEW_DIALOGS[dialog], look=look)


def test_a_drafted_framework(review_pictured: Pictured) -> None:
    assert review_pictured("next.pdf", size=MIDDLE)
