"""What the machine refuses while notes are written from a script: exit 2, one clear line, and nothing lost."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from running import Result, peeldiff

PAIR = ("leicestershire:2017", "leicestershire:2018-19")
FINDINGS = (*PAIR, "lei-17-afi-03", "lei-18-afi-01", "same")
PREVENTION = "judgment/topic/prevention"
NAME = "leicestershire@2017--leicestershire@2018-19.toml"
WITHOUT_ROOTS_WAY = ("setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner")


def note(folder: Path, text: str, *more: str) -> Result:
    return peeldiff("notes", "set", *PAIR, PREVENTION, "--note", text, "--notes", str(folder), *more)


def texts(folder: Path) -> list[str]:
    return [
        entry["text"] for entry in json.loads(peeldiff("notes", "list", "--notes", str(folder), "--format", "json").out)
    ]


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def is_told(done: Result, text: str) -> None:
    assert (done.code, done.out) == (2, b""), done
    assert done.err.startswith("peeldiff: error: ")
    assert done.err.count("\n") == 1
    assert text in done.err


def as_plain_root(*arguments: str) -> Result:
    """Run peeldiff as a root whom the system asks for permission as it does everybody."""
    if shutil.which("setpriv") is None:
        pytest.skip("needs setpriv, to take its privileges away")
    command = [*WITHOUT_ROOTS_WAY, sys.executable, "-m", "peeldiff", *arguments]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    return Result(done.returncode, done.stdout, done.stderr.decode("utf-8"))


@pytest.mark.system
def test_a_full_disk(small_disk: Path) -> None:
    folder = small_disk / "notes"
    assert note(folder, "kept").code == 0
    (small_disk / "ballast").write_bytes(b"x" * (os.statvfs(small_disk).f_bavail * 4096 - 8192))
    before = held(folder)
    where = ("--notes", str(folder))
    is_told(note(folder, "new"), f"{folder}/{NAME}: not written, all is as it was: the disk is full: make room")
    is_told(peeldiff("notes", "match", *FINDINGS, *where), "the disk is full: make room")
    is_told(peeldiff("diff", *PAIR, *where, "-o", str(small_disk / "x.toml")), "the disk is full")
    is_told(
        peeldiff("diff", *PAIR, *where, "-o", str(small_disk / "x.html")),
        "x.html: not written, all is as it was: the disk",
    )
    assert {name: held(folder)[name] for name in before} == before
    assert not [name for name in held(folder) if name.endswith((".tmp", ".part"))]
    assert texts(folder) == ["kept"]
    (small_disk / "ballast").unlink()
    assert note(folder, "new").code == 0
    assert texts(folder) == ["new"]


@pytest.mark.system
def test_a_read_only_file_system(small_disk: Path) -> None:
    folder = small_disk / "notes"
    assert note(folder, "kept").code == 0
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    is_told(note(folder, "new"), "the file system is read-only: choose another folder")
    is_told(peeldiff("notes", "match", *FINDINGS, "--notes", str(folder)), "the file system is read-only")
    assert peeldiff("notes", "check", "--notes", str(folder)).code == 0
    assert texts(folder) == ["kept"]


@pytest.mark.system
def test_no_permission_to_write(tmp_path: Path) -> None:
    assert note(tmp_path, "kept").code == 0
    before = held(tmp_path)
    tmp_path.chmod(0o555)
    where = ("--notes", str(tmp_path))
    is_told(
        as_plain_root("notes", "set", *PAIR, PREVENTION, "--note", "new", *where), "permission denied: ask for access"
    )
    listed = as_plain_root("notes", "list", *where, "--format", "json")
    assert (listed.code, json.loads(listed.out)[0]["text"]) == (0, "kept")
    tmp_path.chmod(0o755)
    assert held(tmp_path) == before


@pytest.mark.system
def test_no_permission_to_read(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    assert note(folder, "kept").code == 0
    where = ("--notes", str(folder))
    (folder / NAME).chmod(0)
    for action in (("list", "--format", "csv"), ("check",)):
        done = as_plain_root("notes", *action, *where)
        assert (done.code, done.err.count("\n")) == (2, 1)
        assert f"{folder}/{NAME}: not read: permission denied" in done.err
    is_told(as_plain_root("notes", "set", *PAIR, PREVENTION, "--note", "new", *where), "not read: permission denied")
    (folder / NAME).chmod(0o600)
    folder.chmod(0)
    is_told(as_plain_root("notes", "list", *where), f"{folder}: not read: permission denied")
    folder.chmod(0o700)
    assert texts(folder) == ["kept"]


@pytest.fixture
def small_quota(tmp_path: Path) -> Iterator[Path]:
    """A folder that may hold a megabyte: a subvolume with a limit, which only root can make."""
    if shutil.which("mkfs.btrfs") is None:
        pytest.skip("needs btrfs-progs, to make a file system with a quota")
    image, disk = tmp_path / "image", tmp_path / "disk"
    disk.mkdir()
    with image.open("wb") as file:
        file.truncate(120 * 2**20)
    subprocess.run(["mkfs.btrfs", "-q", image], check=True, capture_output=True)
    made = subprocess.run(["mount", "-o", "loop", image, disk], capture_output=True, check=False)
    if made.returncode:
        pytest.skip(f"no image can be mounted here: {made.stderr.decode().strip()}")
    folder = disk / "home"
    try:
        for command in (
            ("quota", "enable", disk),
            ("subvolume", "create", folder),
            ("qgroup", "limit", "1M", folder),
        ):
            subprocess.run(["btrfs", *command], check=True, capture_output=True)
        yield folder
    finally:
        subprocess.run(["umount", disk], check=True)


@pytest.mark.system
def test_a_quota_that_is_used_up(small_quota: Path) -> None:
    folder = small_quota / "notes"
    assert note(folder, "kept").code == 0
    with contextlib.suppress(OSError), (small_quota / "ballast").open("wb", buffering=0) as ballast:
        while True:
            ballast.write(os.urandom(4096))
    before = held(folder)
    is_told(note(folder, "new"), "your disk quota is used up: make room")
    is_told(
        peeldiff("diff", *PAIR, "-o", str(small_quota / "x.html")),
        "x.html: not written, all is as it was: your disk",
    )
    assert held(folder) == before
    assert texts(folder) == ["kept"]
    subprocess.run(["btrfs", "qgroup", "limit", "none", small_quota], check=True)
    assert note(folder, "new").code == 0
    assert texts(folder) == ["new"]


def test_a_clock_that_goes_backwards(tmp_path: Path) -> None:
    assert note(tmp_path, "from the future").code == 0
    path = tmp_path / NAME
    (first,) = json.loads(peeldiff("notes", "list", "--notes", str(tmp_path), "--format", "json").out)
    ahead = f"2199{first['updated'][4:]}"
    path.write_text(path.read_text("utf-8").replace(first["updated"], ahead), encoding="utf-8")
    done = note(tmp_path, "later all the same", "--if-updated", ahead)
    assert (done.code, done.err) == (0, "")
    assert done.text.strip() > ahead
    assert texts(tmp_path) == ["later all the same"]
    assert "from the future" in path.read_text("utf-8")
    is_told(note(tmp_path, "x", "--if-updated", ahead), "changed its note meanwhile")


def test_notes_of_a_newer_version(tmp_path: Path) -> None:
    assert note(tmp_path, "kept").code == 0
    path = tmp_path / NAME
    path.write_text(path.read_text("utf-8").replace("format = 1", "format = 2"), encoding="utf-8")
    before = held(tmp_path)
    is_told(note(tmp_path, "new"), f"{path}: ")
    is_told(peeldiff("notes", "check", "--notes", str(tmp_path)), "newer peeldiff")
    listed = peeldiff("notes", "list", "--notes", str(tmp_path), "--format", "json")
    assert (listed.code, listed.out) == (2, b"[]\n")
    assert "newer peeldiff" in listed.err
    assert held(tmp_path) == before


def test_who_and_when_is_recorded(tmp_path: Path) -> None:
    began = dt.datetime.now(dt.UTC)
    where = ("--notes", str(tmp_path))
    assert note(tmp_path, "one", "--author", "Kim").code == 0
    assert peeldiff("notes", "match", *FINDINGS, "--author", "Lee", *where).code == 0
    (listed,) = json.loads(peeldiff("notes", "list", *where, "--format", "json").out)
    assert listed["author"] == "Kim"
    assert began <= dt.datetime.fromisoformat(listed["updated"]) <= dt.datetime.now(dt.UTC)
    (verdicts,) = (path.read_text("utf-8") for path in tmp_path.glob("leic*.toml"))
    assert 'author = "Lee"' in verdicts


def test_notes_are_not_replaced_by_another_format(tmp_path: Path) -> None:
    assert note(tmp_path, "kept").code == 0
    done = peeldiff("diff", *PAIR, "--notes", str(tmp_path), "--format", "csv", "-o", str(tmp_path / NAME))
    is_told(done, "in the notes folder files of this ending are notes")
    assert texts(tmp_path) == ["kept"]
