"""No path in anything that a restricted session shows, whatever goes wrong, with a marker in every path there is."""

from __future__ import annotations

import errno
import fcntl
import itertools
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from test_every_option import parsers

import small_dataset
from peeldiff import errors
from peeldiff.cli import own_process
from peeldiff.cli.commands import config as some_command
from peeldiff.dataset.external import checks
from peeldiff.files import confinement
from peeldiff.notes.note import NoteChangedError, OddValueError
from peeldiff.settings import paths
from peeldiff.text import inert, quoted
from running import Result, inside
from sweeping import draw, sweep

MARK = "zz-marked"
PAIR = ("a:one", "a:two")
NOTES = "a@one--a@two.toml"
CHANGE = "judgment/topic/calls"

VALID: dict[str, tuple[str, ...]] = {
    "": PAIR,
    "diff": (*PAIR, "--format", "json", "-o", "diff.json"),
    "country": ("one", "two", "-o", "country.csv"),
    "brief": (*PAIR, "-o", "brief.html"),
    "show": ("a:one",),
    "search": ("calls",),
    "list": ("judgments", "--force", "a", "-o", "judgments.csv"),
    "gaps": ("a",),
    "notes list": (),
    "notes set": (*PAIR, CHANGE, "--note", "new"),
    "notes match": (*PAIR, "f1", "g1", "same"),
    "notes check": (),
    "notes apply": ("notes.csv", "--yes"),
    "notes merge": (NOTES, NOTES, NOTES),
    "import": ("page.html",),
    "update": ("a",),
    "changes": ("--since", "2001-01-01"),
    "check": (),
    "config": (),
}
"""What each command is asked for here; each can succeed, but for those that a restricted session refuses."""

FAILING = (
    "stat",
    "lstat",
    "fstat",
    "fsync",
    "fchmod",
    "fchown",
    "pread",
    "write",
    "replace",
    "rename",
    "link",
    "unlink",
)
EVENTS = ("open", "os.listdir", "os.scandir", "os.mkdir", "os.remove", "os.utime")
ERRNOS = sorted(set(errno.errorcode) - {errno.EPIPE})
"""Every error that a system has; a closed pipe is no error here."""


class Fault:
    """An error of the system at one of the calls that a run makes."""

    def __init__(self, at: int, number: int) -> None:
        """Fail at the call numbered `at`, from 0, with an errno."""
        self.at, self.number, self.calls = at, number, 0

    def call(self, path: object) -> None:
        """Count a call, and fail if it is the one."""
        self.calls += 1
        if self.calls - 1 == self.at:
            name = os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) else None
            raise OSError(self.number, os.strerror(self.number), *([name] if name else []))


_fault: Fault | None = None


def _watch(event: str, args: tuple[Any, ...]) -> None:
    if _fault is not None and event in EVENTS and isinstance(args[0], str | os.PathLike):
        name = os.fspath(args[0])
        if MARK in name or "/" not in name:
            _fault.call(name)


@pytest.fixture(scope="module", autouse=True)
def _hook() -> None:
    sys.addaudithook(_watch)  # there is no way to take it away again, and none is needed


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with the marker in every path: of the site, its dataset, notes, home, cache, where one is, and more."""
    root = tmp_path / f"{MARK} it's 1"
    data = small_dataset.write(
        root / f"{MARK}-data",
        [small_dataset.judgment("a:one", "q1", "good"), small_dataset.judgment("a:two", "q2", "inadequate")],
        findings=[
            "f1,a,one,recommendation,q1,calls,Answer calls.,false,report,https://x,",
            "g1,a,two,recommendation,q2,calls,Answer calls soon.,false,report,https://x,",
        ],
    )
    notes = root / f"{MARK}-notes"
    notes.mkdir()
    site = root / f"{MARK}-site.toml"
    site.write_text(f'notes = "{notes}"\ndata = "{data}"\nrestricted = true\n', "utf-8")
    monkeypatch.setattr(paths, "SITE", site)
    for name in ("home", "state", "cache", "config", "share", "here", "temporary"):
        (root / f"{MARK}-{name}").mkdir()
    monkeypatch.setattr(paths, "account_home", lambda: root / f"{MARK}-home")
    for variable, name in (
        *(("HOME", "home"), ("XDG_STATE_HOME", "state"), ("XDG_CACHE_HOME", "cache"), ("XDG_CONFIG_HOME", "config")),
        *(("XDG_DATA_HOME", "share"), ("TMPDIR", "temporary"), ("PEELDIFF_NOTES_DIR", "here"), ("PWD", "here")),
        *(("EDITOR", "here/ed"), ("PAGER", "here/less"), ("BROWSER", "here/ff"), ("POLARS_TEMP_DIR", "temporary")),
    ):
        monkeypatch.setenv(variable, str(root / f"{MARK}-{name}"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.chdir(root / f"{MARK}-here")
    return root


def notes_of(machine: Path) -> Path:
    return machine / f"{MARK}-notes"


def run(words: str, *more: str) -> Result:
    return inside(*words.split(), *VALID[words], *more)


def assert_unmarked(machine: Path, done: Result) -> None:
    """Nothing that was shown or written for others names a path; what goes wrong is a line each."""
    shown = done.err + done.out.decode("utf-8", "replace")
    assert MARK not in shown
    assert str(machine.parent) not in shown
    assert "Traceback" not in shown
    assert all(line.startswith(("peeldiff: ", "usage: ")) or not done.code for line in done.err.splitlines()), done.err
    for path in notes_of(machine).iterdir():
        if path.is_file() and path.stat().st_mode & 0o400:
            assert MARK.encode() not in path.read_bytes(), path.name


@contextmanager
def failing(fault: Fault) -> Iterator[None]:
    """Let the calls of the system, by name and by descriptor, pass by a fault."""
    global _fault

    def passing(function: Callable[..., Any]) -> Callable[..., Any]:
        def called(*given: Any, **named: Any) -> Any:  # noqa: ANN401
            by_path = isinstance(given[0], str | bytes | os.PathLike)
            if confinement.is_confined() and (not by_path or MARK in os.fsdecode(given[0])):
                fault.call(given[0])
            return function(*given, **named)

        return called

    with pytest.MonkeyPatch.context() as patch:
        for name in FAILING:
            patch.setattr(os, name, passing(getattr(os, name)))
        patch.setattr(fcntl, "flock", passing(fcntl.flock))
        _fault = fault
        try:
            yield
        finally:
            _fault = None


def test_every_command_is_walked() -> None:
    assert {" ".join(words) for words, _ in parsers()} == set(VALID)


@pytest.mark.parametrize("words", VALID)
def test_whatever_the_system_refuses_no_path_is_shown(words: str, machine: Path) -> None:
    """At each call that a command makes, with another error each; a part of them unless all are run."""
    (notes_of(machine) / "notes.csv").write_text("comparison,id,note\n", "utf-8")
    sound = Fault(-1, 0)
    with failing(sound):
        assert_unmarked(machine, run(words))
    cases = list(zip(range(sound.calls), itertools.cycle(ERRNOS), strict=False))
    reached = 0
    for place, number in draw(6, words, cases):
        fault = Fault(place, number)
        with failing(fault):
            done = run(words)
        assert_unmarked(machine, done)
        reached += fault.calls > place
    assert reached


ELSEWHERE = (NoteChangedError, OddValueError, own_process.WorkEndedError, checks.ExternalTablesError)
"""Errors that stand beside what raises them: named here, so that every run knows them."""


def every_class(root: type[BaseException]) -> Iterator[type[BaseException]]:
    yield root
    for below in root.__subclasses__():
        yield from every_class(below)


PATHS = (f"/srv/{MARK}/x.toml", f"/srv/{MARK} place/it's \u202e/x.toml", f"~kim/{MARK}", f"file:///{MARK}/x")
FORMS: tuple[Callable[[str], str], ...] = (
    str,
    inert,
    quoted,
    repr,
    lambda path: f"in {path!r}: odd, see {path}:3:1: x",
)


def raised(error: type[BaseException], path: str, text: str) -> BaseException:
    """Return an error of a class that carries a path in its text, its fields and in what caused it."""
    made: BaseException
    if issubclass(error, errors.DatasetError):
        made = error(path, [text, f"{text}: 1 problem"])
    elif error is errors.AmbiguousNameError:
        made = errors.AmbiguousNameError(text, [path])
    elif issubclass(error, NoteChangedError):
        made = NoteChangedError(text, None)
    elif issubclass(error, OddValueError):
        made = OddValueError("due", text, f"expected a day, as in {path}")
    elif issubclass(error, errors.PeeldiffError):
        made = error(text)
    elif issubclass(error, OSError):
        made = error(errno.EIO, text, path, None, f"{path}2")
    elif issubclass(error, UnicodeDecodeError):
        made = error("utf-8", b"x", 0, 1, text)
    elif issubclass(error, UnicodeEncodeError):
        made = error("utf-8", "x", 0, 1, text)
    else:
        made = error(text)
    made.__cause__ = OSError(errno.EIO, text, path)
    return made


def test_every_class_is_known() -> None:
    ours = {error.__name__ for error in every_class(errors.PeeldiffError)}
    assert {error.__name__ for error in ELSEWHERE} < ours


CLASSES = [
    *every_class(errors.PeeldiffError),
    *(
        OSError,
        FileNotFoundError,
        PermissionError,
        BlockingIOError,
        UnicodeDecodeError,
        UnicodeEncodeError,
        MemoryError,
    ),
    *(ValueError, KeyError, RuntimeError, AssertionError, RecursionError, ImportError, EOFError, BaseException),
]


@pytest.mark.usefixtures("machine")
@pytest.mark.parametrize("error", CLASSES)
def test_whatever_is_raised_no_path_is_shown(error: type[BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    for path, form in itertools.product(PATHS, FORMS):
        made = raised(error, path, form(path))

        def run_into(*_: object, made: BaseException = made) -> int:
            raise made

        with monkeypatch.context() as patch:
            patch.setattr(some_command, "run", run_into)
            done = inside("config", "--restricted")
        assert done.code == 2
        assert MARK not in done.err


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def garble(path: Path) -> None:
    path.write_bytes(b'\xff\xfe\0 = [[[ "' + path.read_bytes()[:200])


def make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def make_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def make_link(path: Path) -> None:
    there = path.rename(path.parents[1] / f"{MARK}-there-{path.name}")
    path.symlink_to(there)


def make_dangling(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.parents[1] / f"{MARK}-nowhere")


def make_loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def take_away(path: Path) -> None:
    path.unlink()


def fill(path: Path) -> None:
    os.truncate(path, (1 if path.suffix == ".csv" else 40) * 2**20)  # a cell is made inert letter by letter


BREAKS = (truncate, garble, make_folder, make_pipe, make_link, make_dangling, make_loop, take_away, fill)
KINDS = {
    "notes": ("notes list", "notes check", "notes set", "notes merge", "diff", "show"),
    "lock": ("notes set", "notes match"),
    "index": ("notes list",),
    "table": ("diff", "check", "country"),
    "cycle": ("diff", "check"),
    "card": ("diff", "config"),
    "site": ("config", "diff"),
    "edited": ("notes apply",),
}


def place_of(kind: str, machine: Path) -> Path:
    """Return a file of a kind, which is there."""
    notes, data = notes_of(machine), machine / f"{MARK}-data"
    path = {
        "notes": notes / NOTES,
        "lock": notes / f".{NOTES}.lock",
        "index": notes / ".index.json",
        "table": data / "judgments.csv",
        "cycle": data / "cycles" / "one.toml",
        "card": data / "dataset.toml",
        "site": machine / f"{MARK}-site.toml",
        "edited": notes / "notes.csv",
    }[kind]
    if not path.exists():
        path.touch()
    return path


@sweep(12, ("kind", "make_broken"), list(itertools.product(KINDS, BREAKS)))
def test_whatever_is_broken_no_path_is_shown(kind: str, make_broken: Callable[[Path], None], machine: Path) -> None:
    assert run("notes set").code == 0
    (notes_of(machine) / "notes.csv").write_bytes(inside("notes", "list", "--format", "csv").out)
    make_broken(place_of(kind, machine))
    for words in KINDS[kind]:  # without its file a site restricts nobody
        assert_unmarked(machine, run(words, *(["--restricted"] if kind == "site" else [])))


def test_a_session_that_is_not_restricted_shows_the_paths(machine: Path) -> None:
    """So the walk would find one."""
    site = machine / f"{MARK}-site.toml"
    site.write_text(site.read_text("utf-8").replace("restricted = true", ""), "utf-8")
    assert MARK in run("config").text
