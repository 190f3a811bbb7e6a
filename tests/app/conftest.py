"""The interface without a terminal: opened at a comparison, with the dataset loaded once for all tests."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import subprocess
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, cast

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import WorkerCancelled

from app.hands import QuickPilot, draw_later, still
from peeldiff import settings as layers
from peeldiff.app.peeldiff_app import PeeldiffApp
from peeldiff.app.session import Session
from peeldiff.compare import Comparison, compare, inspection_pair
from peeldiff.compare.finding_pairs import Verdicts
from peeldiff.dataset import Dataset
from peeldiff.dataset.queries.names import Inspection
from peeldiff.importing import Document, Sandbox
from peeldiff.importing.pages import worker
from peeldiff.notes.note import NoteEdit
from peeldiff.notes.store import NotesFolder
from peeldiff.settings import Settings

NORTHANTS = ("northamptonshire:2017", "northamptonshire:2021-22")
LEICS = ("leicestershire:2017", "leicestershire:2018-19")
MakeApp = Callable[..., PeeldiffApp]
Opened = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


@pytest.fixture(autouse=True)
def _loaded_once(ds: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    """Load the dataset once for all tests, and compute once what a session computes of it alone."""

    def opened(settings: Settings) -> Session:
        session = Session(settings, ds)
        for name in _OF_THE_DATASET:
            vars(session)[name] = getattr(_FIRST.setdefault(id(ds), session), name)
        return session

    monkeypatch.setattr(Session, "open", opened)
    monkeypatch.setenv("COLORTERM", "truecolor")


open_anew = Session.open
_OF_THE_DATASET = ("known", "findings_known", "by_force", "_countries", "_timelines", "_bands")
"""What a session works out of the dataset alone, whatever a person has chosen or written."""
_FIRST: dict[int, Session] = {}


@pytest.fixture(autouse=True)
def _compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compare two inspections once for all apps: it is a third of what it costs to open one.

    What is compared late, and on which thread, is looked at where `compare_anew` is put back.
    """

    def compare_once(
        ds: Dataset, left: str | Inspection, right: str | Inspection, verdicts: Verdicts | None = None
    ) -> Comparison:
        key = (id(ds), str(left), str(right), frozenset((verdicts or {}).items()))
        if key not in _COMPARISONS:
            comparison = compare_anew(ds, left, right, verdicts)
            comparison.compare_rest()
            _COMPARISONS[key] = (ds, comparison)  # with the dataset, so that no other one gets its id
        return _COMPARISONS[key][1]

    monkeypatch.setattr(inspection_pair, "compare", compare_once)


compare_anew = inspection_pair.compare
_COMPARISONS: dict[tuple[object, ...], tuple[Dataset, Comparison]] = {}


@pytest.fixture(autouse=True)
def _styles_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parse each stylesheet once for all apps: it is half of what it costs to open one."""

    def parse_rules(self: Stylesheet, css: str, read_from: Any, *options: Any, **more: Any) -> list[RuleSet]:  # noqa: ANN401  (Textual's)
        key = (css, read_from, options, tuple(more.items()), tuple(self._variables.items()))
        if key not in _PARSED:
            _PARSED[key] = _parse(self, css, read_from, *options, **more)
        return _PARSED[key]

    monkeypatch.setattr(Stylesheet, "_parse_rules", parse_rules)
    monkeypatch.setattr(RuleSet, "__hash__", object.__hash__)  # by identity, as its own, which is asked 80 times a node


_parse = Stylesheet._parse_rules
_PARSED: dict[tuple[object, ...], list[RuleSet]] = {}


@pytest.fixture(autouse=True)
def _files_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the lines of a file that has the same bytes once, and here: a process would have to start for them."""

    def read_lines(_: Sandbox, name: str, path: Path, format_: str) -> Document:
        key = (path.read_bytes(), format_)
        if key not in _DOCUMENTS:
            _DOCUMENTS[key] = read_in_a_process(InThisProcess(), name, path, format_)
        return dataclasses.replace(_DOCUMENTS[key], file=name)

    monkeypatch.setattr(Sandbox, "read", read_lines)


class InThisProcess(Sandbox):
    """Answers what the worker process would, without one; that one is stopped is tested beside it."""

    def _started(self) -> subprocess.Popen[bytes]:
        return cast("subprocess.Popen[bytes]", None)

    def _request(self, name: str, process: object, request: bytes) -> dict[str, Any]:  # noqa: ARG002  (as it has it)
        asked = json.loads(request)
        return cast(dict[str, Any], json.loads(json.dumps(worker._answer(name, asked["path"], asked["format"]))))


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
    """Two notes in the folder, one of them late."""
    late = NoteEdit(text="May board", owner="Kim", due="2026-10-01")
    done = NoteEdit(text="[red]fine[/red]", status="done")
    put_notes(in_force, ds, (NORTHANTS, "judgment/topic/prevention", late), (LEICS, "judgment/topic/prevention", done))


def put_notes(settings: Settings, ds: Dataset, *notes: tuple[tuple[str, str], str, NoteEdit]) -> None:
    """Put notes into the folder, by comparison and change, with the same stamps each time; they are written once."""
    if notes not in _NOTES:
        folder, now = NotesFolder(settings.notes, ds), dt.datetime(2026, 9, 1, tzinfo=dt.UTC)
        for names, change, edit in notes:
            folder.set_note(compare(ds, *names), change, edit, author="tester", now=now)
        _NOTES[notes] = {path.name: path.read_bytes() for path in settings.notes.glob("*.toml")}
    put_into(settings.notes, _NOTES[notes])


def put_into(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder."""
    for name, content in files.items():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


_NOTES: dict[tuple[object, ...], dict[str, bytes]] = {}


async def settled(pilot: Pilot[None]) -> None:
    """Wait for the workers and for what they said to be shown."""
    await still(pilot)
    try:
        await pilot.app.workers.wait_for_complete()
    except WorkerCancelled:
        if not pilot.app._exit:  # what still runs when it is left is cancelled
            raise
    await still(pilot)


@pytest.fixture(scope="session")
def northants(ds: Dataset) -> Comparison:
    """Northamptonshire 2017 and 2021/22."""
    return compare(ds, *NORTHANTS)


@pytest.fixture(scope="session")
def leics(ds: Dataset) -> Comparison:
    """Leicestershire 2017 and 2018/19."""
    return compare(ds, *LEICS)
