"""Variables, limits of the shell, and folders that hold something else than files."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import small_dataset
from pty_driver import Terminal
from running import Result, inside, peeldiff
from sweeping import sweep

LIST = ("list", "topics", "--format", "csv")
NO_PLACES = {f"XDG_{name}_HOME": "/nowhere" for name in ("DATA", "CONFIG", "STATE", "CACHE")}
PAIR = ("northamptonshire:2017", "northamptonshire:2021-22")


def is_told(done: Result, text: str) -> None:
    assert (done.code, done.out) == (2, b""), done
    assert done.err.startswith("peeldiff: error: "), done
    assert done.err.count("\n") == 1
    assert text in done.err


def limited(limit: int, most: int, *arguments: str, by: tuple[str, ...] = (), **env: str) -> Result:
    """Run peeldiff under a limit."""
    command = [*by, sys.executable, "-m", "peeldiff", *arguments]
    done = subprocess.run(
        command,
        capture_output=True,
        timeout=120,
        check=False,
        env=os.environ | env,
        preexec_fn=lambda: resource.setrlimit(limit, (most, most)),
    )
    return Result(done.returncode, done.stdout, done.stderr.decode("utf-8"))


@pytest.mark.parametrize("threads", ["0", "-1", "", "two", "99999", "1" * 40, "１", "2 "])
def test_threads_that_are_no_number(threads: str) -> None:
    is_told(inside(*LIST, env={"POLARS_MAX_THREADS": threads}), "POLARS_MAX_THREADS")


def test_variables_by_which_polars_is_tried_out_change_nothing() -> None:
    odd = {"POLARS_IDEAL_MORSEL_SIZE": "0", "POLARS_TIMEOUT_MS": "x", "POLARS_VERBOSE": "1", "POLARS_MAX_THREADS": "3"}
    tried = peeldiff("diff", *PAIR, "--format", "csv", env={**os.environ, **odd})
    assert (tried.code, tried.err) == (0, "")
    assert tried.out == peeldiff("diff", *PAIR, "--format", "csv").out


@sweep(1, "files", [6, 8, 31])
def test_few_open_files(files: int) -> None:
    is_told(limited(resource.RLIMIT_NOFILE, files, *LIST), f"ulimit -n allows {files} open files: peeldiff needs 32")


def test_as_many_open_files_as_are_asked_for_are_enough() -> None:
    done = limited(resource.RLIMIT_NOFILE, 32, "diff", *PAIR, "--format", "json")
    assert (done.code, done.err) == (0, "")


@sweep(1, "kilobytes", [100_000, 600_000])
def test_little_memory(kilobytes: int) -> None:
    is_told(limited(resource.RLIMIT_AS, kilobytes * 1000, *LIST), "peeldiff needs 1500000000")


@pytest.mark.system
def test_few_processes() -> None:
    if shutil.which("setpriv") is None:
        pytest.skip("needs setpriv, to become somebody else")
    somebody = ("setpriv", "--reuid", "54321", "--clear-groups")
    done = limited(resource.RLIMIT_NPROC, 4, *LIST, by=somebody, HOME="/nowhere", **NO_PLACES)
    if "Permission denied" in done.err:
        pytest.skip("somebody else may not read this checkout")
    is_told(done, "threads can be started")


def test_the_interface_says_the_same() -> None:
    command = ["sh", "-c", f'ulimit -n 8; exec "{sys.executable}" -m peeldiff']
    terminal = Terminal(command)
    assert terminal.ended() == 2
    assert b"ulimit -n allows 8 open files" in terminal.seen
    assert b"Traceback" not in terminal.seen


@pytest.mark.parametrize("below", ["", "/notes"])
def test_a_comparison_stands_without_its_notes_and_says_so(below: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    done = inside("diff", *PAIR, "--notes", f"{tmp_path}/file{below}")
    assert (done.code, done.err.count("\n")) == (0, 1)
    assert done.out
    assert done.err.startswith("peeldiff: notes are left out: ")
    assert "stands where a folder is needed" in done.err


@pytest.mark.parametrize("command", [("notes", "list"), ("notes", "check")])
@pytest.mark.parametrize("below", ["", "/notes"])
def test_a_file_where_the_folder_of_notes_should_be(command: tuple[str, ...], below: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    is_told(inside(*command, "--notes", f"{tmp_path}/file{below}"), "stands where a folder is needed")


@pytest.mark.parametrize(
    "command",
    [
        ("country", "1", "2", "--data", "~nouser/x.csv"),
        ("list", "topics", "--data", "~nouser/x"),
        ("notes", "list", "--notes", "~nouser/x"),
        ("import", "~nouser/x"),
        ("check", "~nouser"),
        ("diff", *PAIR, "-o", "~nouser/x.json"),
    ],
)
def test_a_home_that_nobody_has(command: tuple[str, ...]) -> None:
    is_told(inside(*command), "~nouser")


@pytest.mark.parametrize("text", ["", " ", "\t\n"])
def test_a_search_for_nothing(text: str) -> None:
    is_told(inside("search", text), "TEXT is empty: name the words to find")


@pytest.fixture
def overlay(_own_surroundings: Path) -> Path:
    folder = _own_surroundings / "data" / "peeldiff" / "dataset"
    (folder / "cycles").mkdir(parents=True)
    return folder


@pytest.mark.parametrize("name", ["judgments.csv", "cycles/2030.toml"])
@pytest.mark.parametrize("what", ["pipe", "device", "folder", "dangling", "round"])
def test_an_overlay_of_what_is_no_file(name: str, what: str, overlay: Path) -> None:
    path = overlay / name
    make: dict[str, Callable[[], None]] = {
        "pipe": lambda: os.mkfifo(path),
        "device": lambda: path.symlink_to("/dev/zero"),
        "folder": path.mkdir,
        "dangling": lambda: path.symlink_to("nowhere"),
        "round": lambda: path.symlink_to(path),
    }
    make[what]()
    for command in (LIST, ("check",), ("diff", *PAIR)):
        is_told(inside(*command), f"{overlay}: {name}: ")


@pytest.mark.parametrize("name", ["dataset.toml", "topics.toml", "judgments.csv", "cycles/one.toml", "measures.csv"])
def test_a_dataset_of_what_is_no_file(name: str, tmp_path: Path) -> None:
    folder = small_dataset.write(tmp_path, [])
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)
    is_told(inside("check", str(folder)), f"{name}: not an ordinary file")


def test_an_overlay_that_is_a_file(overlay: Path) -> None:
    shutil.rmtree(overlay)
    overlay.write_bytes(b"")
    is_told(inside(*LIST), f"{overlay}: not a folder")
    is_told(inside("check", "--overlay", str(overlay)), f"{overlay}: not a folder")


def test_conflicts_of_the_overlay_are_told_once(overlay: Path) -> None:
    """Two rows of one's own that say something else than the shipped ones: told in one line, listed by check."""
    header = "force,name,region,aliases\n"
    (overlay / "forces.csv").write_text(f"{header}kent,Kentish Police,,\nessex,Essex Yeomanry,,\n", encoding="utf-8")
    words = f"peeldiff: {overlay}: 2 rows of your own say something else than the shipped dataset, which stands: "
    for command in (("diff", *PAIR), ("show", "kent"), ("country", "2016", "2017"), LIST):
        done = inside(*command)
        assert (done.code, done.err) == (0, f"{words}peeldiff check lists them\n")
    checked = inside("check")
    assert checked.code == 1
    assert words not in checked.err
    assert "conflicts: 2" in checked.err
    terminal = Terminal([sys.executable, "-m", "peeldiff", *PAIR])
    assert terminal.wait_for("2 rows of your own say something else")
    terminal.cut()
