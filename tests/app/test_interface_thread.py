"""Nothing is written or locked on the thread on which keys are handled and screens are drawn."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

import pytest

import peeldiff
from app.conftest import NORTHANTS, compare_anew
from app.hands import press, still
from peeldiff.app.peeldiff_app import PeeldiffApp
from peeldiff.compare import figure_rows, finding_pairs, inspection_pair
from peeldiff.settings import Settings

OURS = str(Path(peeldiff.__file__).parent)
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGES = {
    *("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown"),
    *("fcntl.flock", "fcntl.lockf"),
}

_watched: list[tuple[int, list[str]]] = []


def _look(event: str, arguments: tuple[object, ...]) -> None:
    """Write down what is changed on a watched thread, and by which module of the interface."""
    if not _watched or not (event in CHANGES or (event == "open" and isinstance(arguments[2], int))):
        return
    thread, found = _watched[0]
    if threading.get_ident() != thread or (event == "open" and not int(str(arguments[2])) & WRITES):
        return
    frame, by = sys._getframe(1), ""
    while frame is not None and not by:
        file = frame.f_code.co_filename
        if file.startswith(f"{OURS}/app"):
            by = Path(file).name
        frame = frame.f_back  # type: ignore[assignment]
    if isinstance(arguments[0], int):  # it was opened before, and looked at then
        return
    if by and "__pycache__" not in str(arguments[0]) and arguments[0] != os.devnull:
        found.append(f"{by}: {event} {arguments[0]}")


@cache
def watch() -> None:
    """Look from now on: a hook cannot be taken away, and each `id()` of each later test asks it."""
    sys.addaudithook(_look)


@pytest.fixture
def changed_here() -> Iterator[list[str]]:
    """What this thread, on which the app of a test runs, changes on a disk or locks."""
    watch()
    found: list[str] = []
    _watched.append((threading.get_ident(), found))
    yield found
    _watched.clear()


async def test_nothing_is_written_or_locked_where_keys_are_handled(
    in_force: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed_here: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    compared: list[int] = []

    def note_the_thread(*asked: object, compare: Callable[..., tuple[object, ...]]) -> tuple[object, ...]:
        compared.append(threading.get_ident())
        return compare(*asked)

    monkeypatch.setattr(inspection_pair, "compare", compare_anew)
    for module in (finding_pairs, figure_rows):  # which import what they ask for when it is asked for
        name = "finding_rows" if module is finding_pairs else "figure_rows"
        monkeypatch.setattr(module, name, partial(note_the_thread, compare=getattr(module, name)))
    app = PeeldiffApp(in_force, NORTHANTS, remember_in=tmp_path / "last.json")
    async with app.run_test(size=(100, 30)) as pilot:
        await still(pilot)
        for keys in (
            ("e", *"half", "escape", "e", *" done", "f2"),  # a draft, and a note
            ("w", "enter", "p", "t"),  # an export, a picture, a theme that is remembered
            ("2", "=", "x", "1"),  # what is said of findings
            ("4", "escape", "5", "enter"),
        ):
            await press(pilot, *keys)
            await still(pilot)
    assert list(tmp_path.glob("peeldiff-*.svg"))
    assert list((tmp_path / "notes").glob("*.toml"))
    assert changed_here == []
    assert compared
    assert threading.get_ident() not in compared


def test_what_is_written_is_seen(tmp_path: Path, changed_here: list[str]) -> None:
    code = compile("(path / 'x').write_text('')\n(path / 'x').rename(path / 'y')", f"{OURS}/app/somewhere.py", "exec")
    exec(code, {"path": tmp_path})  # noqa: S102  (as if it stood in the interface)
    assert changed_here == [f"somewhere.py: open {tmp_path}/x", f"somewhere.py: os.rename {tmp_path}/x"]
    changed_here.clear()
    thread = threading.Thread(target=exec, args=(code, {"path": tmp_path}))
    thread.start()
    thread.join()
    assert changed_here == []
