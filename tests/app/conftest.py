"""The interface without a terminal: opened at a comparison, with the dataset loaded once for all tests."""

from __future__ import annotations

import dataclasses
import datetime as dt
import gc
import pickle
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, cast

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.screen import Screen

from app.hands import QuickPilot, draw_later, still
from peeldiff import settings as layers
from peeldiff.app.peeldiff_app import PeeldiffApp
from peeldiff.app.session import Session
from peeldiff.compare import Comparison, compare
from peeldiff.dataset import Dataset
from peeldiff.importing import Document, Sandbox
from peeldiff.notes import toml_text
from peeldiff.notes.note import NoteEdit
from peeldiff.notes.store import NotesFolder
from peeldiff.settings import Settings
from peeldiff.toml_reading import parse_toml

NORTHANTS = ("northamptonshire:2017", "northamptonshire:2021-22")
LEICS = ("leicestershire:2017", "leicestershire:2018-19")
MakeApp = Callable[..., PeeldiffApp]
Opened = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


@pytest.fixture(scope="session", autouse=True)
def _collected_seldom(ds: Dataset) -> None:  # noqa: ARG001  (loaded before, so that it lives as long)
    """Look no more through what lives for the whole run, and seldom for what died: it was a quarter of the time."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(autouse=True)
def _loaded_once(ds: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    """Load the dataset once for all tests, and compute once what a session computes of it alone."""

    def opened(settings: Settings) -> Session:
        session = Session(settings, ds)
        vars(session).update(_OF_THE_DATASET)
        return session

    monkeypatch.setattr(Session, "open", opened)
    monkeypatch.setenv("COLORTERM", "truecolor")


_OF_THE_DATASET: dict[str, dict[object, object]] = {"_countries": {}, "_timelines": {}}


@pytest.fixture(autouse=True)
def _styles_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parse each stylesheet once for all apps: it is half of what it costs to open one."""

    def parse_rules(self: Stylesheet, css: str, read_from: Any, *options: Any, **more: Any) -> list[RuleSet]:  # noqa: ANN401  (Textual's)
        key = (css, read_from, options, tuple(more.items()), tuple(self._variables.items()))
        if key not in _PARSED:
            _PARSED[key] = _parse(self, css, read_from, *options, **more)
        return _PARSED[key]

    monkeypatch.setattr(Stylesheet, "_parse_rules", parse_rules)


_parse = Stylesheet._parse_rules
_PARSED: dict[tuple[object, ...], list[RuleSet]] = {}


@pytest.fixture(autouse=True)
def _notes_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parse and write the same text of notes once: a file has every figure of its comparison, and takes longest."""

    def parse(data: bytes) -> dict[str, Any]:
        if data not in _TABLES:
            _TABLES[data] = pickle.dumps(parse_toml(data))
        return cast(dict[str, Any], pickle.loads(_TABLES[data]))  # noqa: S301  (our own, made a line above)

    monkeypatch.setattr(toml_text, "parse_toml", parse)


_TABLES: dict[bytes, bytes] = {}


@pytest.fixture(autouse=True)
def _files_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the lines of a file that has the same bytes once: they come from a process, which has to start."""

    def read_lines(self: Sandbox, name: str, path: Path, format_: str) -> Document:
        key = (path.read_bytes(), format_)
        if key not in _DOCUMENTS:
            _DOCUMENTS[key] = read_in_a_process(self, name, path, format_)
        return dataclasses.replace(_DOCUMENTS[key], file=name)

    monkeypatch.setattr(Sandbox, "read", read_lines)


read_in_a_process = Sandbox.read
_DOCUMENTS: dict[tuple[bytes, str], Document] = {}


@pytest.fixture(autouse=True)
def _quick_hands(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("press", "pause", "wait_for_scheduled_animations"):
        monkeypatch.setattr(Pilot, name, getattr(QuickPilot, name))
    monkeypatch.setattr(Screen, "_compositor_refresh", draw_later)


@pytest.fixture
def in_force(tmp_path: Path) -> Settings:
    """Settings with a notes folder of the test's own."""
    return dataclasses.replace(layers.load(), notes=tmp_path / "notes", author="tester", marks="unicode")


@pytest.fixture
def make_app(in_force: Settings) -> MakeApp:
    """Make an app that opens at some inspections."""

    def make(*names: str, **changed: Any) -> PeeldiffApp:  # noqa: ANN401  (any setting)
        return PeeldiffApp(dataclasses.replace(in_force, **changed), names)

    return make


@pytest.fixture
def opened(make_app: MakeApp) -> Opened:
    """Open an app and wait until it is still."""

    @asynccontextmanager
    async def open_app(
        *names: str,
        size: tuple[int, int] = (80, 24),
        **changed: Any,  # noqa: ANN401  (any setting)
    ) -> AsyncIterator[Pilot[None]]:
        app = make_app(*names, **changed)
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            yield pilot

    return open_app


@pytest.fixture
def noted(ds: Dataset, in_force: Settings) -> None:
    """Two notes in the folder, one of them late, with the same stamps each time."""
    folder = NotesFolder(in_force.notes, ds)
    now = dt.datetime(2026, 9, 1, tzinfo=dt.UTC)
    late = NoteEdit(text="May board", owner="Kim", due="2026-10-01")
    folder.set_note(compare(ds, *NORTHANTS), "judgment/topic/prevention", late, author="tester", now=now)
    done = NoteEdit(text="[red]fine[/red]", status="done")
    folder.set_note(compare(ds, *LEICS), "judgment/topic/prevention", done, author="tester", now=now)


async def settled(pilot: Pilot[None]) -> None:
    """Wait for the workers and for what they said to be shown."""
    await still(pilot)
    await pilot.app.workers.wait_for_complete()
    await still(pilot)


@pytest.fixture(scope="session")
def northants(ds: Dataset) -> Comparison:
    """Northamptonshire 2017 and 2021/22."""
    return compare(ds, *NORTHANTS)


@pytest.fixture(scope="session")
def leics(ds: Dataset) -> Comparison:
    """Leicestershire 2017 and 2018/19."""
    return compare(ds, *LEICS)
