"""A file replaced as a whole: what is kept of the old one, what is told, and that nothing is left behind."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from peeldiff.errors import NotesError
from peeldiff.notes.atomic import read_whole, replace_whole, sweep
from peeldiff.notes.locking import lock_file, locked

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="changing the user needs root")
SOMEBODY, THEIR_GROUP, OTHER_GROUP = 54321, 54322, 54323


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.toml"


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def told(path: Path, content: bytes = b"new") -> str:
    """Try to write; return what was told, as far as it follows the path."""
    with pytest.raises(NotesError) as caught:
        replace_whole(path, content)
    said = str(caught.value)
    assert said.startswith(f"{path}: ")
    return said.removeprefix(f"{path}: ")


def test_a_new_file_has_what_the_umask_gives_or_the_mode_asked_for(path: Path) -> None:
    with umask(0o027):
        replace_whole(path, b"one")
        replace_whole(path.with_name("b"), b"two", mode=0o604)
    assert (mode(path), mode(path.with_name("b"))) == (0o640, 0o600)
    assert read_whole(path) == b"one"


def test_an_old_one_keeps_its_mode(path: Path) -> None:
    for old in (0o604, 0o664, 0o400):
        path.unlink(missing_ok=True)
        path.write_bytes(b"old")
        path.chmod(old | stat.S_ISUID)
        replace_whole(path, b"new")
        assert (mode(path), path.read_bytes()) == (old, b"new")


def test_while_it_is_written_nobody_else_may_read_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    fsync = os.fsync

    def look(opened: int) -> None:
        if stat.S_ISREG(os.fstat(opened).st_mode):
            (lying,) = path.parent.glob(".a.toml.*.tmp")
            assert lying.name.startswith(f".a.toml.{os.getpid()}-")
            assert len(lying.name) == len(f".a.toml.{os.getpid()}-01234567.tmp")
            seen.append(stat.S_IMODE(os.fstat(opened).st_mode))
        fsync(opened)

    opening = []
    opens = os.open

    def open_looking(name: Path, flags: int, narrow: int = 0o777) -> int:
        if flags & os.O_CREAT:
            opening.append(narrow)
        return opens(name, flags, narrow)

    monkeypatch.setattr(os, "fsync", look)
    monkeypatch.setattr(os, "open", open_looking)
    with umask(0):
        replace_whole(path, b"1")
        replace_whole(path, b"2")
        replace_whole(path.with_name(path.name), b"3", mode=0o640)
    assert opening == [0o666, 0o600, 0o640]
    assert seen == [0o666, 0o666, 0o666]
    assert names(path.parent) == [path.name]


def test_what_cannot_be_written_is_told(path: Path, tmp_path: Path) -> None:
    replace_whole(tmp_path / "real", b"kept")
    path.symlink_to(tmp_path / "real")
    assert told(path) == (
        "not written, all is as it was: is a symbolic link, and those are not followed: put the file itself there"
    )
    path.unlink()
    os.mkfifo(path)
    assert told(path) == "not written: expected an ordinary file"
    with pytest.raises(NotesError, match=r"a\.toml: not read: expected an ordinary file$"):
        read_whole(path)
    path.unlink()
    path.mkdir()
    assert told(path) == "not written: expected an ordinary file"
    with pytest.raises(NotesError, match="not read"):
        read_whole(path)
    assert told(tmp_path / "gone" / "a") == "not written, all is as it was: no such file or directory"
    assert told(tmp_path / "real" / "a").startswith("not written, all is as it was: stands where a folder is needed")
    long = tmp_path / ("x" * 300)
    assert told(long) == "not written, all is as it was: the name is too long for this file system"
    with pytest.raises(NotesError, match="not read: the name is too long"):
        read_whole(long)
    assert read_whole(tmp_path / "none") is None
    assert (tmp_path / "real").read_bytes() == b"kept"


@pytest.mark.parametrize(("number", "borne"), [(errno.EINVAL, True), (errno.ENOTSUP, True), (errno.EIO, False)])
def test_a_folder_that_cannot_be_brought_to_the_disk(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int, *, borne: bool
) -> None:
    fsync = os.fsync

    def fails(opened: int) -> None:
        if stat.S_ISDIR(os.fstat(opened).st_mode):
            raise OSError(number, os.strerror(number))
        fsync(opened)

    monkeypatch.setattr(os, "fsync", fails)
    if borne:
        replace_whole(path, b"new")
        assert path.read_bytes() == b"new"
    else:
        assert "the disk reports an error" in told(path)


def test_what_is_swept(path: Path) -> None:
    lying = [".a.toml.7-ab.tmp", ".a.toml.8-cd.tmp", ".b.toml.7-ab.tmp", "a.toml.7-ab.tmp", ".a.toml.lock", ".a.toml.x"]
    for name in lying:
        (path.parent / name).touch()
    os.utime(path.parent / lying[0], (0, 0))
    sweep(path, older_than=3600)
    assert names(path.parent) == sorted(lying[1:])
    sweep(path)
    assert names(path.parent) == sorted(lying[2:])
    sweep(path.parent / "gone" / "a.toml")


def test_a_folder_of_that_name_stays(path: Path) -> None:
    lying = path.parent / ".a.toml.7-ab.tmp"
    lying.mkdir()
    sweep(path)
    assert lying.is_dir()


AS_SOMEBODY = """
import os, sys
from pathlib import Path
from peeldiff.errors import NotesError
from peeldiff.notes.atomic import replace_whole
os.setgroups([int(group) for group in sys.argv[2].split()])
os.setgid({own}); os.setuid({user})
try:
    replace_whole(Path(sys.argv[1]), b"new")
except NotesError as error:
    print(error)
"""


def as_somebody(path: Path, groups: str) -> str:
    program = AS_SOMEBODY.format(own=THEIR_GROUP, user=SOMEBODY)
    done = subprocess.run(
        [sys.executable, "-c", program, str(path), groups], capture_output=True, text=True, check=False, timeout=30
    )
    assert done.stderr == ""
    return done.stdout.strip()


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that everybody may write to, with a file of root's in another group."""
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        (folder / "a.toml").write_bytes(b"old")
        os.chown(folder / "a.toml", 0, OTHER_GROUP)
        (folder / "a.toml").chmod(0o664)
        yield folder / "a.toml"


@AS_ROOT
def test_the_group_is_kept_by_whoever_is_in_it(shared: Path) -> None:
    assert as_somebody(shared, str(OTHER_GROUP)) == ""
    now = shared.stat()
    assert (now.st_uid, now.st_gid, mode(shared), shared.read_bytes()) == (SOMEBODY, OTHER_GROUP, 0o664, b"new")


@AS_ROOT
def test_whoever_is_not_in_its_group_writes_nothing(shared: Path) -> None:
    assert as_somebody(shared, "") == (
        f"{shared}: not written: you are not in its group ({OTHER_GROUP}), and the others would lose it: "
        "ask to be added to the group"
    )
    assert (shared.read_bytes(), names(shared.parent)) == (b"old", ["a.toml"])


@AS_ROOT
def test_root_gives_it_back_to_its_owner(shared: Path) -> None:
    os.chown(shared, SOMEBODY, THEIR_GROUP)
    replace_whole(shared, b"new")
    now = shared.stat()
    assert (now.st_uid, now.st_gid, mode(shared)) == (SOMEBODY, THEIR_GROUP, 0o664)
    os.chown(shared, 0, THEIR_GROUP)
    replace_whole(shared, b"newer")
    now = shared.stat()
    assert (now.st_uid, now.st_gid) == (0, THEIR_GROUP)


def test_the_lock_has_the_rights_of_the_notes(path: Path) -> None:
    with umask(0o077):
        with locked(path, wait=0):
            pass
        assert mode(lock_file(path)) == 0o600
        lock_file(path).unlink()
        path.write_bytes(b"")
        path.chmod(0o664)
        with locked(path, wait=0):
            assert mode(lock_file(path)) == 0o664
        path.chmod(0o777)
        lock_file(path).unlink()
        with locked(path, wait=0):
            assert mode(lock_file(path)) == 0o666


@AS_ROOT
def test_the_lock_has_the_group_of_the_notes(shared: Path) -> None:
    with locked(shared, wait=0):
        now = lock_file(shared).stat()
        assert (now.st_uid, now.st_gid) == (0, OTHER_GROUP)


def test_one_at_a_time(path: Path) -> None:
    with locked(path, wait=0), pytest.raises(NotesError) as caught, locked(path, wait=0.05):
        pass
    assert str(caught.value) == (
        f"{path}: somebody else is writing it and has not finished: nothing was written; try again, "
        "and see who holds .a.toml.lock if it goes on"
    )
    with locked(path, wait=0):
        pass


def test_it_waits_for_who_is_before_it(path: Path) -> None:
    order = []

    def second() -> None:
        with locked(path, wait=20):
            order.append("second")

    with locked(path, wait=0):
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(0.1)
        order.append("first")
    waiting.join(20)
    assert order == ["first", "second"]


def test_a_lock_that_was_taken_away_is_no_lock(path: Path) -> None:
    """Who waits for a lock file that is replaced meanwhile waits for the one that stands there now."""
    lock = lock_file(path)
    lock.touch()
    held = os.open(lock, os.O_RDWR)
    fcntl.flock(held, fcntl.LOCK_EX)
    lock.unlink()
    with locked(path, wait=0):
        assert lock.stat().st_ino != os.fstat(held).st_ino
    os.close(held)


def test_what_stands_in_the_place_of_a_lock(path: Path) -> None:
    lock = lock_file(path)
    lock.mkdir()
    with pytest.raises(NotesError, match=r"no lock, nothing was written: is a directory$"), locked(path, wait=0):
        pass
    lock.rmdir()
    os.mkfifo(lock)
    with pytest.raises(NotesError) as caught, locked(path, wait=0):
        pass
    assert str(caught.value) == f"{lock}: expected a lock file, not this: move it away"
    lock.unlink()
    lock.symlink_to(path)
    with pytest.raises(NotesError, match="is a symbolic link"), locked(path, wait=0):
        pass
    gone = path.parent / "gone" / "a.toml"
    with pytest.raises(NotesError, match="no lock, nothing was written: no such file"), locked(gone, wait=0):
        pass
