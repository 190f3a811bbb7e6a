"""Drafts belong to a session and a text: they outlive a kill, a full disk and a save that ends late."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from peeldiff.errors import FileError
from peeldiff.notes import DraftKeeper, NoteEdit, all_drafts, save_draft
from peeldiff.notes import draft_keeper as module

PAIR, CHANGE = "kent@2014--kent@2015", "judgment/topic/prevention"


def edit(text: str) -> NoteEdit:
    return NoteEdit(text=text, status="open", owner="", due="")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "drafts"


@pytest.fixture
def keeper(folder: Path) -> Iterator[DraftKeeper]:
    made = DraftKeeper(folder, "me", retry=0.01)
    yield made
    made.close()


def until(holds: Callable[[], object]) -> None:
    """Wait for another thread; a minute on the busiest machine."""
    end = time.monotonic() + 60
    while not holds() and time.monotonic() < end:
        time.sleep(0.005)
    assert holds()


def texts(folder: Path) -> list[str]:
    return sorted(draft.text for draft in all_drafts(folder, "me"))


def test_it_writes_from_a_thread_of_its_own_and_only_the_latest_stays(keeper: DraftKeeper, folder: Path) -> None:
    for number in range(50):
        keeper.keep(PAIR, CHANGE, edit(f"text {number}"), "stamp")
    until(lambda: texts(folder) == ["text 49"])
    keeper.keep(PAIR, "figure/x", edit("other"), "")
    until(lambda: texts(folder) == ["other", "text 49"])
    found = keeper.begun(PAIR)
    assert (found[CHANGE].text, found[CHANGE].seen, found["figure/x"].text) == ("text 49", "stamp", "other")
    assert keeper.begun("kent@2014--kent@2016") == {}
    keeper.drop(PAIR, CHANGE)
    until(lambda: texts(folder) == ["other"])


def test_nothing_is_written_on_the_thread_that_keeps(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    threads = set()
    write = save_draft

    def seen(*given: str, **named: str) -> object:
        threads.add(threading.current_thread())
        return write(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "save_draft", seen)
    keeper = DraftKeeper(folder, "me")
    keeper.keep(PAIR, CHANGE, edit("text"), "")
    until(lambda: texts(folder) == ["text"])
    assert threading.current_thread() not in threads
    keeper.close()


def test_a_save_that_ends_late_leaves_what_was_written_meanwhile(keeper: DraftKeeper, folder: Path) -> None:
    keeper.keep(PAIR, CHANGE, edit("first"), "")
    keeper.keep(PAIR, CHANGE, edit("second"), "")
    keeper.drop(PAIR, CHANGE, edit("first"))
    assert keeper.flush() == []
    assert texts(folder) == ["second"]
    keeper.drop(PAIR, CHANGE, NoteEdit(text="second"))  # the same text, the empty values left out
    assert keeper.flush() == []
    assert texts(folder) == []


def test_a_draft_that_failed_is_tried_again_when_there_is_room(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = threading.Event()
    full.set()
    write = save_draft

    def on_full_disk(*given: str, **named: str) -> object:
        if full.is_set():
            raise FileError("drafts: not written: the disk is full: make room and try again")
        return write(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "save_draft", on_full_disk)
    heard: list[str | None] = []
    keeper = DraftKeeper(folder, "me", on_trouble=heard.append, retry=0.01)
    keeper.keep(PAIR, CHANGE, edit("text"), "")
    until(lambda: keeper.trouble)
    assert "the disk is full" in str(keeper.trouble)
    assert keeper.flush() == [keeper.trouble]  # what a SIGHUP finds out
    full.clear()
    until(lambda: texts(folder) == ["text"])
    until(lambda: heard[-1:] == [None])
    assert keeper.trouble is None
    assert heard[0] is not None
    assert heard[0] != heard[1]
    keeper.close()


def test_a_flush_writes_what_the_thread_has_not_come_to(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DraftKeeper, "_work", lambda _: None)
    keeper = DraftKeeper(folder, "me")
    keeper.keep(PAIR, CHANGE, edit("text"), "")
    assert texts(folder) == []
    assert keeper.flush() == []
    assert texts(folder) == ["text"]
    assert keeper.close() == []


def test_two_windows_of_one_author_keep_a_draft_each(folder: Path) -> None:
    first, second = DraftKeeper(folder, "me"), DraftKeeper(folder, "me")
    first.keep(PAIR, CHANGE, edit("mine"), "")
    second.keep(PAIR, CHANGE, edit("yours"), "")
    first.flush()
    second.flush()
    assert (first.begun(PAIR)[CHANGE].text, second.begun(PAIR)[CHANGE].text) == ("mine", "yours")
    first.drop(PAIR, CHANGE, edit("mine"))
    first.flush()
    assert texts(folder) == ["yours"]
    assert first.begun(PAIR) == {}  # the other window is open still
    second.close()
    assert first.begun(PAIR)[CHANGE].text == "yours"  # now it is not
    assert DraftKeeper(folder, "me").begun(PAIR) == {}  # and the first one has taken it over
    first.drop(PAIR, CHANGE)
    assert first.close() == []
    assert list(folder.glob("[!.]*")) == []


KILLED = """
import sys, time
from pathlib import Path
from peeldiff.notes import DraftKeeper, NoteEdit
keeper = DraftKeeper(Path(sys.argv[1]), "me")
keeper.keep(*sys.argv[2:4], NoteEdit(text="before the kill"), "stamp")
keeper.flush()
print("kept", flush=True)
time.sleep(60)
"""


def test_the_draft_of_a_killed_session_is_taken_over_once(folder: Path) -> None:
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", KILLED, str(folder), PAIR, CHANGE]
    with subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, text=True) as victim:
        assert victim.stdout is not None
        assert victim.stdout.readline() == "kept\n"
        first, second = DraftKeeper(folder, "me"), DraftKeeper(folder, "me")
        assert first.begun(PAIR) == {}  # it lives
        victim.send_signal(signal.SIGKILL)
        victim.wait(30)
    taken = first.begun(PAIR)[CHANGE]
    assert (taken.text, taken.seen, taken.session) == ("before the kill", "stamp", first.session)
    assert second.begun(PAIR) == {}
    first.drop(PAIR, CHANGE, taken.edit)
    first.flush()
    assert texts(folder) == []
    first.close()


def test_a_draft_of_an_older_peeldiff_is_offered(keeper: DraftKeeper, folder: Path) -> None:
    save_draft(folder, PAIR, CHANGE, "me", "old")
    save_draft(folder, PAIR, "figure/x", "you", "not mine")
    assert {change: draft.text for change, draft in keeper.begun(PAIR).items()} == {CHANGE: "old"}
    keeper.drop(PAIR, CHANGE, edit("old"))
    keeper.flush()
    assert texts(folder) == []


def test_a_folder_that_cannot_be_made_is_trouble_and_no_crash(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    keeper = DraftKeeper(tmp_path / "file" / "drafts", "me", retry=0.01)
    keeper.keep(PAIR, CHANGE, edit("text"), "")
    (reason,) = keeper.flush()
    assert "stands where a folder is needed" in reason or os.strerror(errno.EEXIST).lower() in reason
    assert keeper.begun(PAIR) == {}
    keeper.close()
