"""The gate before every opening of a restricted session, tried on each way to open, write, start and connect."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from peeldiff.errors import FileError
from peeldiff.files import confinement, hold_lock, open_folder, read_whole, replace_whole, sweep


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in which this process is kept, with a file outside it."""
    here = Path.cwd()
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "own.txt").write_text("own", encoding="utf-8")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "site.toml").write_text("", encoding="utf-8")
    confinement.confine(notes, [tmp_path / "site.toml"])
    yield notes
    confinement._bounds, sys.dont_write_bytecode = None, False
    os.chdir(here)


def outside(notes: Path) -> Path:
    return notes.parent / "outside"


REFUSED: dict[str, Callable[[Path], object]] = {
    "open": lambda path: (path / "secret.txt").read_text(),
    "open as bytes": lambda path: open(os.fsencode(path / "secret.txt")),  # noqa: PTH123, SIM115
    "open relative": lambda _: Path("../outside/secret.txt").read_text(),
    "os.open": lambda path: os.open(path / "secret.txt", os.O_RDONLY),
    "os.open without following": lambda path: os.open(path / "secret.txt", os.O_RDONLY | os.O_NOFOLLOW),
    "open the folder": lambda path: os.open(path, os.O_DIRECTORY),
    "open above": lambda path: os.open(path / "..", os.O_DIRECTORY),
    "list": lambda path: list(path.iterdir()),
    "scan": lambda path: list(os.scandir(path)),
    "walk to": os.chdir,
    "write": lambda path: (path / "new").write_text("x"),
    "append": lambda path: (path / "secret.txt").open("a"),
    "make a folder": lambda path: (path / "new").mkdir(),
    "remove": lambda path: (path / "secret.txt").unlink(),
    "move away": lambda path: (path / "secret.txt").rename("stolen"),
    "move there": lambda path: Path("own.txt").rename(path / "new"),
    "link to": lambda path: os.link(path / "secret.txt", "linked"),
    "link from": lambda path: (path / "new").symlink_to("x"),
    "change the mode": lambda path: (path / "secret.txt").chmod(0o777),
    "cut": lambda path: os.truncate(path / "secret.txt", 0),
    "copy": lambda path: shutil.copy(path / "secret.txt", "stolen"),
    "remove a tree": shutil.rmtree,
    "a temporary file": lambda _: tempfile.mkstemp(dir="/var/tmp"),
    "a system file": lambda _: Path("/etc/passwd").read_text(),
    "what a process is": lambda _: Path("/proc/self/environ").read_bytes(),
    "write the program": lambda _: Path(confinement.__file__).write_text("x"),
    "write the site's settings": lambda path: (path.parent / "site.toml").write_text("x"),
    "the sandbox of files": lambda path: read_whole(path / "secret.txt"),
    "the writer of files": lambda path: replace_whole(path / "new", b"x"),
    "the lock of files": lambda path: hold_lock(path / ".lock", path).__enter__(),
    "start a program": lambda _: subprocess.run(["/bin/true"], check=False),
    "a shell": lambda _: os.system("true"),  # noqa: S605
    "become a program": lambda _: os.execv("/bin/true", ["true"]),  # noqa: S606
    "spawn": lambda _: os.posix_spawn("/bin/true", ["true"], {}),
    "connect": lambda _: socket.create_connection(("127.0.0.1", 9)),
    "look up": lambda _: socket.getaddrinfo("localhost", 9),
}


@pytest.mark.parametrize("way", REFUSED)
def test_everything_outside_is_refused(folder: Path, way: str) -> None:
    with pytest.raises((PermissionError, FileError), match="restricted"):
        REFUSED[way](outside(folder))
    confinement._bounds = None
    assert (outside(folder) / "secret.txt").read_text("utf-8") == "secret"
    assert sorted(path.name for path in outside(folder).iterdir()) == ["secret.txt"]


def test_in_another_thread_too(folder: Path) -> None:
    caught: list[Exception] = []

    def reads() -> None:
        try:
            (outside(folder) / "secret.txt").read_text("utf-8")
        except PermissionError as error:
            caught.append(error)

    thread = threading.Thread(target=reads)
    thread.start()
    thread.join()
    assert len(caught) == 1


@pytest.mark.parametrize("kind", ["file", "folder", "link to a link"])
def test_a_link_leads_nowhere(folder: Path, kind: str) -> None:
    confinement._bounds, bounds = None, confinement._bounds
    if kind == "folder":
        (folder / "away").symlink_to(outside(folder))
    else:
        (folder / "away").symlink_to(outside(folder) / "secret.txt")
    if kind == "link to a link":
        (folder / "further").symlink_to("away")
    confinement._bounds = bounds
    name = {"file": "away", "folder": "away/secret.txt", "link to a link": "further"}[kind]
    for way in (
        lambda: (folder / name).read_bytes(),
        lambda: (folder / name).open("ab"),
        lambda: read_whole(folder / name),
        lambda: replace_whole(folder / name, b"x"),
        lambda: os.truncate(folder / name, 0),
    ):
        with pytest.raises((PermissionError, FileError)):
            way()
    assert read_whole(folder / "own.txt") == b"own"


def test_a_folder_that_is_swapped_for_a_link_between_look_and_opening(folder: Path) -> None:
    """The gate has looked at the way by its name; the opening goes a name at a time and follows nothing."""
    (folder / "drafts").mkdir()
    confinement._bounds, bounds = None, confinement._bounds
    (folder / "drafts").rmdir()
    (folder / "drafts").symlink_to(outside(folder))
    confinement._bounds = bounds
    with pytest.raises(OSError), open_folder(folder / "drafts"):  # noqa: PT011
        pytest.fail("it was opened")


def test_what_it_needs_is_open_to_it(folder: Path) -> None:
    assert (folder / "own.txt").read_text("utf-8") == "own"
    assert Path("own.txt").read_text("utf-8") == "own"
    assert Path(confinement.__file__).read_text("utf-8")
    assert (folder.parent / "site.toml").read_text("utf-8") == ""
    replace_whole(folder / "new.txt", b"new")
    (folder / ".drafts-kim").mkdir()
    replace_whole(folder / ".drafts-kim" / "a.toml", b"draft")
    sweep(folder / "new.txt")
    with hold_lock(folder / ".new.lock", folder / "new.txt"):
        assert read_whole(folder / ".drafts-kim" / "a.toml") == b"draft"
    (folder / "new.txt").unlink()
    import imaplib

    assert imaplib.__file__
    with Path(os.devnull).open("w") as nothing:
        nothing.write("x")


def test_a_free_session_is_not_kept_anywhere() -> None:
    assert not confinement.is_confined()
    assert confinement.inside(Path("/anywhere")) is None


@pytest.mark.parametrize("is_possible", [True, False])
def test_a_folder_that_is_not_there_yet(tmp_path: Path, is_possible: bool) -> None:
    here = Path.cwd()
    if not is_possible:
        (tmp_path / "home").write_text("a file", encoding="utf-8")
    try:
        confinement.confine(tmp_path / "home" / "notes", [])
        assert Path.cwd() == (tmp_path / "home" / "notes" if is_possible else Path("/"))
        with pytest.raises(PermissionError, match="restricted"):
            Path("etc/passwd").read_text("utf-8") if not is_possible else Path("../../x").write_text("x")
        if is_possible:
            replace_whole(tmp_path / "home" / "notes" / "x", b"x")
    finally:
        confinement._bounds, sys.dont_write_bytecode = None, False
        os.chdir(here)
