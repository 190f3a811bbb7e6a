"""A file replaced as a whole: what is kept of the old one, what is told, and that nothing is left behind."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from peeldiff.errors import FileError
from peeldiff.files import lock_file, locked, read_whole, replace_whole, replacement, sweep, write_stream

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
    with pytest.raises(FileError) as caught:
        replace_whole(path, content)
    words = str(caught.value)
    assert words.startswith(f"{path}: ")
    return words.removeprefix(f"{path}: ")


def test_a_new_file_has_what_the_umask_gives_or_the_mode_asked_for(path: Path) -> None:
    with umask(0o027):
        replace_whole(path, b"one")
        replace_whole(path.with_name("b"), b"two", mode=0o604)
    assert (mode(path), mode(path.with_name("b"))) == (0o640, 0o600)
    assert read_whole(path) == b"one"


def test_notes_have_what_their_folder_has_whatever_the_umask(tmp_path: Path) -> None:
    for folder_mode, file_mode in ((0o2770, 0o660), (0o755, 0o644), (0o700, 0o600), (0o1777, 0o664)):
        folder = tmp_path / f"{folder_mode:o}"
        folder.mkdir()
        folder.chmod(folder_mode)
        with umask(0o077):
            replace_whole(folder / "a@1--a@2.toml", b"one", is_notes=True)
            with locked(folder / "a@1--a@2.toml", wait=0):
                pass
        assert {mode(file) for file in folder.iterdir()} == {file_mode}
        assert len(list(folder.iterdir())) == 2


def test_what_has_the_name_of_notes_is_only_written_as_notes(tmp_path: Path) -> None:
    for name in ("kent@2014--kent@2015.toml", "A--B.TOML", "--.toml", "a\n--b.toml"):
        with pytest.raises(FileError, match="files of this name are notes"):
            replace_whole(tmp_path / name, b"a table")
    for name in ("kent--kent.csv", "kent-kent.toml", "toml--"):
        replace_whole(tmp_path / name, b"a table")
    assert len(names(tmp_path)) == 3


def test_a_file_that_nobody_may_write_stays_as_it_is(path: Path) -> None:
    path.write_bytes(b"frozen")
    path.chmod(0o440)
    assert told(path) == "not written: nobody may write it (mode 440): chmod u+w it, or choose another name"
    assert (mode(path), path.read_bytes(), names(path.parent)) == (0o440, b"frozen", ["a.toml"])


def test_it_is_written_piece_by_piece_and_half_of_it_never_stays(path: Path) -> None:
    replace_whole(path, iter([b"one ", b"two"]))
    assert path.read_bytes() == b"one two"

    def broken() -> Iterator[bytes]:
        yield b"half"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        replace_whole(path, broken())
    assert (path.read_bytes(), names(path.parent)) == (b"one two", ["a.toml"])


def test_a_longer_file_than_is_read_is_named_and_costs_nothing(path: Path) -> None:
    path.write_bytes(b"x" * 2**20)
    assert read_whole(path, limit=2**20) == path.read_bytes()
    os.truncate(path, 2**40)
    with pytest.raises(FileError, match=r"a\.toml: not read: longer than 1 MiB"):
        read_whole(path, limit=2**20)


def test_a_folder_that_is_swapped_meanwhile_is_not_followed(tmp_path: Path) -> None:
    """What is written into a folder that is held open lands there, whatever has its name by then."""
    mine, elsewhere = tmp_path / "mine", tmp_path / "elsewhere"
    mine.mkdir()
    elsewhere.mkdir()
    (elsewhere / "a").write_bytes(b"kept")

    def swapping() -> Iterator[bytes]:
        mine.rename(tmp_path / "moved")
        mine.symlink_to(elsewhere)
        yield b"new"

    replace_whole(mine / "a", swapping())
    assert (elsewhere / "a").read_bytes() == b"kept"
    assert (tmp_path / "moved" / "a").read_bytes() == b"new"


def test_a_file_that_is_swapped_for_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"kept")

    def swapping() -> Iterator[bytes]:
        (tmp_path / "a").symlink_to(other)
        yield b"new"

    replace_whole(tmp_path / "a", swapping())
    assert (other.read_bytes(), (tmp_path / "a").read_bytes()) == (b"kept", b"new")


def test_an_old_one_keeps_its_mode(path: Path) -> None:
    for old in (0o604, 0o664, 0o600):
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

    def open_looking(name: str, flags: int, narrow: int = 0o777, *, dir_fd: int | None = None) -> int:
        if flags & os.O_CREAT:
            opening.append(narrow)
        return opens(name, flags, narrow, dir_fd=dir_fd)

    monkeypatch.setattr(os, "fsync", look)
    monkeypatch.setattr(os, "open", open_looking)
    with umask(0):
        replace_whole(path, b"1")
        replace_whole(path, b"2")
        replace_whole(path.with_name(path.name), b"3", mode=0o640)
    assert opening == [0o666, 0o600, 0o600]
    assert seen == [0o666, 0o666, 0o666]
    assert names(path.parent) == [path.name]


def test_what_cannot_be_written_is_told(path: Path, tmp_path: Path) -> None:
    replace_whole(tmp_path / "real", b"kept")
    path.symlink_to(tmp_path / "real")
    assert told(path) == (
        "not written, all is as it was: is a symbolic link, and those are not followed: name the file itself"
    )
    path.unlink()
    os.mkfifo(path)
    assert told(path) == "not written: expected an ordinary file"
    with pytest.raises(FileError, match=r"a\.toml: not read: expected an ordinary file$"):
        read_whole(path)
    path.unlink()
    path.mkdir()
    assert told(path) == "not written: is a folder: name a file"
    with pytest.raises(FileError, match="not read"):
        read_whole(path)
    assert told(tmp_path / "gone" / "a") == "not written, all is as it was: no such file or directory"
    assert told(tmp_path / "real" / "a").startswith("not written, all is as it was: stands where a folder is needed")
    long = tmp_path / ("x" * 300)
    assert told(long) == "not written, all is as it was: the name is too long for this file system"
    with pytest.raises(FileError, match="not read: the name is too long"):
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
        with pytest.raises(FileError) as caught:
            replace_whole(path, b"new")
        assert path.read_bytes() == b"new"
        assert str(caught.value).startswith(f"{path}: written, but not sure to stay: the disk reports an error")


def test_a_lock_whose_file_cannot_be_closed_is_let_go(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A network file system may report an error there; what was written meanwhile is written."""
    close = os.close

    def fails(opened: int) -> None:
        name = Path(f"/proc/self/fd/{opened}")
        is_lock = name.is_symlink() and str(name.readlink()).endswith(".lock")
        close(opened)
        if is_lock:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "close", fails)
    for _ in range(2):
        with locked(path, 0):
            replace_whole(path, b"new")
    assert path.read_bytes() == b"new"


def test_what_is_swept(path: Path) -> None:
    left = [".a.toml.7-ab.tmp", ".a.toml.8-cd01.tmp"]
    others = [
        ".a.toml.7.tmp",
        ".a.toml.lock",
        ".a.toml.mine-ab.tmp",
        ".a.toml.x",
        ".b.toml.7-ab.tmp",
        "a.toml.7-ab.tmp",
    ]
    for name in (*left, *others):
        (path.parent / name).touch()
    sweep(path)
    assert names(path.parent) == others
    sweep(path.parent / "gone" / "a.toml")


def test_what_somebody_is_writing_is_not_swept_however_old_it_is(path: Path) -> None:
    path.write_bytes(b"old")
    with replacement(path, b"new") as put:
        (lying,) = path.parent.glob(".a.toml.*.tmp")
        os.utime(lying, (0, 0))
        sweep(path)
        put()
    assert path.read_bytes() == b"new"
    assert names(path.parent) == ["a.toml"]


def test_what_is_not_put_there_leaves_nothing(path: Path) -> None:
    path.write_bytes(b"old")
    with replacement(path, b"new"):
        pass
    with pytest.raises(KeyError), replacement(path, b"new"):
        raise KeyError
    assert path.read_bytes() == b"old"
    assert names(path.parent) == ["a.toml"]


def test_a_file_that_a_sweeper_took_for_left_over_is_made_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    swept: list[int] = []

    def sweep_first(opened: int, how: int) -> None:
        if not swept:
            swept.append(opened)
            (lying,) = path.parent.glob(".a.toml.*.tmp")
            lying.unlink()
        flock(opened, how)

    flock = fcntl.flock
    monkeypatch.setattr(fcntl, "flock", sweep_first)
    replace_whole(path, b"new")
    assert path.read_bytes() == b"new"


def test_where_there_are_no_locks_an_hour_tells_what_is_left_over(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refused)
    replace_whole(path, b"new")
    for number, age in ((1, 4000), (2, 3000)):
        lying = path.parent / f".a.toml.{number}-ab.tmp"
        lying.touch()
        os.utime(lying, (time.time() - age,) * 2)
    sweep(path)
    assert names(path.parent) == [".a.toml.2-ab.tmp", "a.toml"]


def test_a_folder_of_that_name_stays(path: Path) -> None:
    lying = path.parent / ".a.toml.7-ab.tmp"
    lying.mkdir()
    sweep(path)
    assert lying.is_dir()


AS_SOMEBODY = """
import os, sys
from pathlib import Path
from peeldiff.errors import FileError
from peeldiff.files import replace_whole
os.setgroups([int(group) for group in sys.argv[2].split()])
os.setgid({own}); os.setuid({user})
try:
    replace_whole(Path(sys.argv[1]), b"new")
except FileError as error:
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


@pytest.mark.system
def test_the_group_is_kept_by_whoever_is_in_it(shared: Path) -> None:
    assert as_somebody(shared, str(OTHER_GROUP)) == ""
    now = shared.stat()
    assert (now.st_uid, now.st_gid, mode(shared), shared.read_bytes()) == (SOMEBODY, OTHER_GROUP, 0o664, b"new")


@pytest.mark.system
def test_whoever_is_not_in_its_group_writes_nothing(shared: Path) -> None:
    assert as_somebody(shared, "") == (
        f"{shared}: not written: you are not in its group ({OTHER_GROUP}), and the others would lose it: "
        "ask to be added to the group"
    )
    assert (shared.read_bytes(), names(shared.parent)) == (b"old", ["a.toml"])


@pytest.mark.system
def test_root_gives_it_back_to_its_owner(shared: Path) -> None:
    os.chown(shared, SOMEBODY, THEIR_GROUP)
    replace_whole(shared, b"new")
    now = shared.stat()
    assert (now.st_uid, now.st_gid, mode(shared)) == (SOMEBODY, THEIR_GROUP, 0o664)
    os.chown(shared, 0, THEIR_GROUP)
    replace_whole(shared, b"newer")
    now = shared.stat()
    assert (now.st_uid, now.st_gid) == (0, THEIR_GROUP)


def test_the_lock_lets_in_whoever_the_folder_lets_in(path: Path) -> None:
    path.parent.chmod(0o775)
    with umask(0o077):
        with locked(path, wait=0):
            assert mode(lock_file(path)) == 0o664
        lock_file(path).chmod(0o600)
        with locked(path, wait=0):  # one of its owner's that was made too narrow is made wide
            assert mode(lock_file(path)) == 0o664
    assert names(path.parent) == [".a.toml.lock"]


@pytest.mark.system
def test_the_lock_has_the_group_of_the_folder(shared: Path) -> None:
    os.chown(shared.parent, 0, OTHER_GROUP)
    with locked(shared, wait=0):
        now = lock_file(shared).stat()
        assert (now.st_uid, now.st_gid) == (0, OTHER_GROUP)


def test_a_lock_that_another_made_meanwhile_is_taken(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = os.link

    def late(source: str, name: str, **named: Any) -> None:  # noqa: ANN401
        lock_file(path).touch()
        for lying in path.parent.glob(".*.tmp"):
            lying.unlink()
        link(source, name, **named)

    monkeypatch.setattr(os, "link", late)
    with locked(path, wait=0):
        assert names(path.parent) == [".a.toml.lock"]


def test_a_file_system_without_links_has_locks_too(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refused)
    with locked(path, wait=0):
        assert names(path.parent) == [".a.toml.lock"]


def test_one_at_a_time(path: Path) -> None:
    with locked(path, wait=0), pytest.raises(FileError) as caught, locked(path, wait=0.05):
        pass
    assert str(caught.value) == (
        f"{path}: somebody else is writing it and has not finished: nothing was written; try again, "
        "and see who holds .a.toml.lock if it goes on"
    )
    with locked(path, wait=0):
        pass


def test_who_gives_up_does_not_wait_to_the_end(path: Path) -> None:
    asked = iter([False, True])
    with locked(path, wait=0), pytest.raises(FileError), locked(path, 3600, lambda: next(asked)):
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
    with pytest.raises(FileError, match=r"no lock, nothing was written: is a directory$"), locked(path, wait=0):
        pass
    lock.rmdir()
    os.mkfifo(lock)
    with pytest.raises(FileError) as caught, locked(path, wait=0):
        pass
    assert str(caught.value) == f"{lock}: expected a lock file, not this: move it away"
    lock.unlink()
    lock.symlink_to(path)
    with pytest.raises(FileError, match="is a symbolic link"), locked(path, wait=0):
        pass
    gone = path.parent / "gone" / "a.toml"
    with pytest.raises(FileError, match="no lock, nothing was written: no such file"), locked(gone, wait=0):
        pass


def test_a_pipe_that_nobody_reads_is_told_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(FileError, match=r"pipe: not written: nobody reads this pipe: start its reader first$"):
        write_stream(pipe, b"1", patience=0.1)


def test_a_pipe_may_get_its_reader_late_and_take_more_than_it_holds(tmp_path: Path) -> None:
    pipe, much, read = tmp_path / "pipe", b"x" * 300_000, list[bytes]()
    os.mkfifo(pipe)
    reader = threading.Timer(0.1, lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_stream(pipe, much)
    reader.join(20)
    assert read == [much]
