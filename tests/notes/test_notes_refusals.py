"""Files and folders that cannot be: told in one line, and left as they are."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from notes_fixtures import LEICS, pairs, walk
from notes_fixtures import small as small

from peeldiff.compare import Comparison, compare
from peeldiff.dataset import Dataset, Inspection
from peeldiff.errors import FileError
from peeldiff.files import lock_file, locked, replace_whole
from peeldiff.notes import NoteEdit, NotesFolder, toml_text

OTHER_USER = [pytest.mark.system] if os.geteuid() == 0 else []
"""Root may write everywhere, and has to become another user first."""


@pytest.fixture(scope="module")
def leics(ds: Dataset) -> Comparison:
    return compare(ds, *LEICS)


@pytest.fixture
def notes(tmp_path: Path, ds: Dataset, leics: Comparison) -> NotesFolder:
    folder = NotesFolder(tmp_path / "notes", ds, wait=0.2)
    folder.set_note(leics, change_of(leics), NoteEdit(text="kept"), author="me")
    return folder


def change_of(comparison: Comparison) -> str:
    return next(row.id for row in comparison.judgment_rows if row.is_change)


def refused(notes: NotesFolder, comparison: Comparison) -> str:
    """Try to write, see that nothing in the folder has changed, and return what was told."""
    before = {path: path.read_bytes() for path in notes.path.iterdir() if path.is_file()}
    with pytest.raises(FileError) as caught:
        notes.set_note(comparison, change_of(comparison), NoteEdit(text="new"), author="me")
    assert {path: path.read_bytes() for path in notes.path.iterdir() if path.is_file()} == before
    words = str(caught.value)
    assert "\n" not in words
    assert str(notes.path) in words
    return words


BROKEN: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "cut": (lambda good: good[:-9], "not TOML"),
    "no TOML": (lambda good: good + b"\nx = = 1\n", "not TOML: Invalid value"),
    "not UTF-8": (lambda good: good + b"# \xff", "not UTF-8"),
    "empty": (lambda _: b"", "not a notes file"),
    "newer": (lambda good: good.replace(b"format = 1", b"format = 2"), "newer peeldiff"),
    "another's": (lambda good: good.replace(b'on = "leicestershire@2017', b'on = "kent@2017'), "not of leic"),
    "a status": (lambda good: good.replace(b'status = "open"', b'status = "opne"'), "did you mean open"),
    "the end of time": (
        lambda good: re.sub(rb"updated = .*", b"updated = 9999-12-31T23:59:59-23:59", good, count=1),
        "expected a time of the calendar",
    ),
    "before all time": (
        lambda good: re.sub(rb"updated = .*", b"updated = 0001-01-01T00:00:00+23:59", good, count=1),
        "expected a time of the calendar",
    ),
    "tables without end": (lambda good: good + b"\n[" + b"a." * 2000 + b"b]\nc = 1\n", "stand in one another"),
    "endless digits": (lambda good: good + b"\n[x]\ny = " + b"9" * 5000, "a number has too many digits"),
    "a note": (lambda good: good.replace(b'text = "kept"', b"text = 3"), 'text "3": expected text'),
    "rows": (lambda good: good.replace(b"[notes]", b"verdicts = 1\n[notes]"), "expected tables, as [[verd"),
    "a verdict": (lambda good: good + b'[[verdicts]]\nleft="a"\nright="b"\nverdict="no"\n', "same, different or un"),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_file_broken_by_hand_is_told_and_left_untouched(notes: NotesFolder, leics: Comparison, broken: str) -> None:
    path = notes.file(leics)
    breaking, expected = BROKEN[broken]
    path.write_bytes(breaking(path.read_bytes()))
    words = refused(notes, leics)
    assert expected in words
    met = pairs(leics)[0]
    assert met.left is not None
    assert met.right is not None
    two = met.left.finding, met.right.finding
    sides = Inspection(leics.left.force, leics.left.cycle), Inspection(leics.right.force, leics.right.cycle)
    # Comparing needs no notes: it stands, and what could not be read is named.
    assert notes.verdicts(*sides) == {}
    assert tomllib.loads(notes.document(leics).decode())["notes"]["comparison"] == path.stem
    assert list(notes.verdict_problems(*sides)) == list(notes.look(leics).problems) == [words]
    readable = broken in ("rows", "a verdict")  # what is wrong elsewhere hides no note
    assert len(notes.look(leics).notes) == len(notes.list()) == readable
    for attempt in (
        lambda: notes.export(leics),
        lambda: notes.set_verdict(leics, *two, "same", author="me"),
    ):
        with pytest.raises(FileError) as caught:
            attempt()
        assert str(caught.value) == words
    assert list(notes.unread()) == [words]
    faults = notes.check()
    if broken == "another's":
        assert "rename it" in faults[0]
    else:
        assert faults[0] == words


def test_odd_values_are_told_by_line(notes: NotesFolder, leics: Comparison) -> None:
    path = notes.file(leics)
    text = path.read_text(encoding="utf-8").replace('status = "open"', 'status = "opne"')
    path.write_text(text, encoding="utf-8")
    line = text.splitlines().index('status = "opne"') + 1
    assert notes.check()[0].startswith(f"{path}:{line}: judgments {change_of(leics)}: status")


def test_check_tells_every_file_and_row_that_stands_twice(notes: NotesFolder, leics: Comparison) -> None:
    path = notes.file(leics)
    (notes.path / "a.toml").write_text("x = ", encoding="utf-8")
    (notes.path / "b.toml").symlink_to(path)
    (notes.path / "c.toml").mkdir()
    (notes.path / "note.txt").write_text("not ours", encoding="utf-8")
    twice = f'\n[[judgments]]\nid = "{change_of(leics)}"\n[judgments.note]\ntext = "too"\n'
    path.write_text(path.read_text(encoding="utf-8") + twice, encoding="utf-8")
    faults = notes.check()
    assert [fault.split(":")[0].rpartition("/")[2] for fault in faults] == [*("a.toml", "b.toml", "c.toml", path.name)]
    assert "stands 2 times" in faults[-1]
    notes.export(leics)
    note = notes.read(leics)[change_of(leics)]
    assert {note.text, *(state.text for state in note.history)} == {"kept", "too"}


@pytest.mark.parametrize("where", ["inside", "outside", "dangling", "lock"])
def test_a_symbolic_link_is_refused(notes: NotesFolder, leics: Comparison, tmp_path: Path, where: str) -> None:
    path = notes.file(leics)
    outside = tmp_path / "outside.toml"
    outside.write_bytes(path.read_bytes())
    if where == "lock":
        path = lock_file(path)
    elsewhere = {"inside": path.with_name("moved"), "dangling": tmp_path / "nothing"}.get(where, outside)
    if where == "inside":
        path.rename(elsewhere)
    else:
        path.unlink()
    path.symlink_to(elsewhere)
    before = outside.read_bytes()
    with pytest.raises(FileError, match="symbolic link"):
        notes.set_note(leics, change_of(leics), NoteEdit(text="new"), author="me")
    assert outside.read_bytes() == before
    assert path.is_symlink()
    assert not (tmp_path / "nothing").exists()


def test_a_pipe_in_the_place_of_notes_does_not_hang(notes: NotesFolder, leics: Comparison) -> None:
    path = notes.file(leics)
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(FileError, match="expected an ordinary file"):
        notes.read(leics)


def test_a_file_in_the_place_of_the_folder(tmp_path: Path, ds: Dataset, leics: Comparison) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for path in (tmp_path / "file", tmp_path / "file" / "notes"):
        with pytest.raises(FileError, match=r"file: |notes: "):
            NotesFolder(path, ds).set_note(leics, change_of(leics), NoteEdit(text="x"), author="me")


def test_a_lock_that_somebody_holds_is_waited_for_and_then_told(notes: NotesFolder, leics: Comparison) -> None:
    with locked(notes.file(leics)):
        assert "somebody else is writing it" in refused(notes, leics)
    notes.set_note(leics, change_of(leics), NoteEdit(text="new"), author="me")


def test_group_and_mode_are_kept_and_a_new_file_obeys_the_umask(
    notes: NotesFolder, leics: Comparison, ds: Dataset, tmp_path: Path
) -> None:
    path = notes.file(leics)
    path.chmod(0o640)
    if os.geteuid() == 0:
        os.chown(path, 12345, 54321)
    before = path.stat()
    notes.set_note(leics, change_of(leics), NoteEdit(text="new"), author="me")
    after = path.stat()
    assert (after.st_mode, after.st_gid) == (before.st_mode, before.st_gid)
    assert after.st_ino != before.st_ino
    shared = NotesFolder(tmp_path / "shared", ds)
    shared.path.mkdir()
    shared.path.chmod(0o2770)
    old = os.umask(0o007)
    try:
        shared.set_note(leics, change_of(leics), NoteEdit(text="new"), author="me")
    finally:
        os.umask(old)
    for one in (shared.file(leics), lock_file(shared.file(leics))):
        assert one.stat().st_mode & 0o777 == 0o660
        assert one.stat().st_gid == shared.path.stat().st_gid


def test_what_a_killed_writer_left_is_swept(notes: NotesFolder, leics: Comparison) -> None:
    path = notes.file(leics)
    left = path.with_name(f".{path.name}.1-ab.tmp")
    left.write_text("half", encoding="utf-8")
    notes.set_note(leics, change_of(leics), NoteEdit(text="new"), author="me")
    assert not left.exists()


def test_a_failing_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.toml"
    path.write_text("old", encoding="utf-8")

    def full(_opened: int) -> None:
        raise OSError(122, "Disk quota exceeded")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError, match="your disk quota is used up"):
        replace_whole(path, b"new")
    assert [entry.name for entry in tmp_path.iterdir()] == ["x.toml"]
    assert path.read_text(encoding="utf-8") == "old"


@pytest.mark.system
def test_a_full_disk(ds: Dataset, leics: Comparison, small_disk: Path) -> None:
    notes = NotesFolder(small_disk / "notes", ds)
    notes.set_note(leics, change_of(leics), NoteEdit(text="kept"), author="me")
    (small_disk / "ballast").write_bytes(b"x" * (os.statvfs(small_disk).f_bavail * 4096 - 8192))
    assert "the disk is full: make room" in refused(notes, leics)
    (small_disk / "ballast").unlink()
    notes.set_note(leics, change_of(leics), NoteEdit(text="new"), author="me")


@pytest.mark.system
def test_a_read_only_file_system(ds: Dataset, leics: Comparison, small_disk: Path) -> None:
    notes = NotesFolder(small_disk / "notes", ds)
    notes.set_note(leics, change_of(leics), NoteEdit(text="kept"), author="me")
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    assert "the file system is read-only" in refused(notes, leics)
    assert notes.read(leics)[change_of(leics)].text == "kept"


AS_NOBODY = """
import os, sys
from pathlib import Path
from peeldiff.compare import compare
from peeldiff.dataset import load
from peeldiff.errors import FileError
from peeldiff.notes import NoteEdit, NotesFolder, toml_text
import peeldiff.notes.store
ds = load()
comparison = compare(ds, *sys.argv[2:])
comparison.figure_rows, comparison.finding_rows  # what that imports lies where only root may read
os.chdir(sys.argv[1])
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
notes = NotesFolder(Path(), ds)
change = next(row.id for row in comparison.judgment_rows if row.is_change)
print(notes.read(comparison)[change].text)
try:
    notes.set_note(comparison, change, NoteEdit(text="new"), author="me")
except FileError as error:
    print(error)
"""


@pytest.mark.parametrize("has_lock", [pytest.param(has_lock, marks=OTHER_USER) for has_lock in (True, False)])
def test_a_folder_that_one_may_only_read(notes: NotesFolder, leics: Comparison, has_lock: bool) -> None:
    path = notes.file(leics)
    if not has_lock:
        lock_file(path).unlink()
    notes.path.chmod(0o555)
    before = sorted(notes.path.iterdir()), path.read_bytes()
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, str(notes.path), *LEICS],
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    notes.path.chmod(0o755)
    assert done.stderr == ""
    read, words = done.stdout.splitlines()
    assert read == "kept"
    assert "permission denied: ask for access" in words
    assert (sorted(notes.path.iterdir()), path.read_bytes()) == before


junk = st.sampled_from([1, -1.5, True, "", "x", [], [1], [{}], [[]], {}, {"id": 1}, {"note": []}, dt.date(2026, 1, 1)])


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_stands_in_the_place_of_a_value_is_told_or_borne(
    small: tuple[NotesFolder, Comparison], data: st.DataObject
) -> None:
    notes, comparison = small
    path = notes.file(comparison)
    if not path.exists():
        notes.set_note(comparison, "judgment/pillar/whole", NoteEdit(text="kept"), author="me")
    good = path.read_bytes()
    document = tomllib.loads(good.decode())
    verdict = {"left": "a", "right": "b", "verdict": "same", "history": [{"verdict": "same"}]}
    document["verdicts"] = [verdict]
    document["retired"] = [{"id": "x", "about": {"findings": ["a"]}, "note": {"text": "x", "history": [{}]}}]
    places = [place for table in walk(document) if isinstance(table, (dict, list)) and table for place in [table]]
    table = data.draw(st.sampled_from(range(len(places))).map(places.__getitem__))
    key = data.draw(st.sampled_from(list(table) if isinstance(table, dict) else list(range(len(table)))))
    table[key] = data.draw(junk)
    try:
        path.write_bytes(toml_text.dump(document))
        for attempt in (notes.check, notes.list):
            attempt()
        for look in (notes.read, notes.document, notes.export):
            try:
                look(comparison)
            except FileError as error:
                assert str(path) in str(error)  # noqa: PT017  (both ways are right)
                assert notes.check() != []
    finally:
        path.write_bytes(good)
