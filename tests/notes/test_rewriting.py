"""How a file of notes is rewritten among others who rewrite it."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from peeldiff.errors import FileError
from peeldiff.files import has_queue, hold_lock, lock_file, locked, queued, replace_whole
from peeldiff.notes import toml_text
from peeldiff.notes.notes_reader import Document
from peeldiff.notes.rewriting import rewrite

NAME = "a@one--a@two"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / f"{NAME}.toml"


def written(path: Path) -> list[str]:
    text = path.read_text("utf-8")
    return [line.partition(" = ")[0] for line in text.splitlines() if line.startswith("key")]


def adding(key: str, old: Document) -> Document:
    heads = {"notes": {"format": 1, "comparison": NAME}}
    return {key: True, **heads, **old}


def add(path: Path, key: str, wait: float = 5) -> None:
    rewrite(path, lambda old: (adding(key, old), None), wait)


def test_more_than_would_be_read_again_is_not_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(path, "key0")
    before = path.read_bytes()
    monkeypatch.setattr("peeldiff.notes.rewriting.MAX_FILE", len(before))
    with pytest.raises(FileError, match="not written, all is as it was: it would be longer than"):
        add(path, "key1")
    assert path.read_bytes() == before
    assert [other.name for other in path.parent.iterdir() if other.suffix == ".tmp"] == []


def test_nobody_waits_for_a_writer_that_composes_or_brings_bytes_to_the_disk(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(path, "key0")
    sync, free = os.fsync, []

    def is_free() -> bool:
        with locked(path, 0):
            return True

    def looking(opened: int) -> None:
        free.append(is_free())
        sync(opened)

    def change(old: Document) -> tuple[Document, None]:
        free.append(is_free())
        return adding("key1", old), None

    monkeypatch.setattr(os, "fsync", looking)
    rewrite(path, change, 5)
    assert free == [True, True, True]  # composing, the file, the folder
    assert written(path) == ["key1", "key0"]


def test_who_is_overtaken_composes_anew_from_what_stands_there(path: Path) -> None:
    add(path, "key0")
    others = iter(["key1", "key2", "key3"])

    def change(old: Document) -> tuple[Document, list[str]]:
        key = next(others, None)
        if key is not None:
            replace_whole(path, toml_text.dump(adding(key, old)), is_notes=True)
        return adding("key9", old), sorted(old)

    assert rewrite(path, change, 5) == ["key0", "key1", "key2", "key3", "notes"]
    assert sorted(written(path)) == ["key0", "key1", "key2", "key3", "key9"]


def test_newcomers_wait_behind_who_was_overtaken(path: Path) -> None:
    add(path, "key0")
    with queued(path, 0):
        newcomer = threading.Thread(target=add, args=(path, "key2"))
        newcomer.start()
        newcomer.join(0.1)
        assert newcomer.is_alive()
        replace_whole(path, toml_text.dump(adding("key1", {})), is_notes=True)
    newcomer.join()
    assert written(path) == ["key2", "key1"]


def test_they_write_in_the_order_in_which_they_came(path: Path) -> None:
    add(path, "key0")
    with queued(path, 0):
        waiting = []
        for number in range(1, 5):
            waiting.append(threading.Thread(target=add, args=(path, f"key{number}")))
            waiting[-1].start()
            while len(list(path.parent.glob(".*.queue.tmp"))) <= number:
                time.sleep(0.001)
    for thread in waiting:
        thread.join()
    assert written(path) == ["key4", "key3", "key2", "key1", "key0"]
    assert not list(path.parent.glob(".*.tmp"))


def test_a_killed_one_is_not_waited_for(path: Path) -> None:
    left = path.parent / f".{path.name}.1-ab.queue.tmp"
    left.touch()
    assert not has_queue(path)
    assert not left.exists()
    left.touch()
    with queued(path, 60):
        assert not left.exists()
        assert has_queue(path)


def test_somebody_who_is_stopped_at_the_head_of_the_queue_keeps_nobody_out(path: Path) -> None:
    with queued(path, 0):
        add(path, "key0", wait=0.1)
    assert written(path) == ["key0"]


def test_a_lock_that_is_not_let_go_and_others_without_end_are_an_error(path: Path) -> None:
    with hold_lock(lock_file(path), path, 0), pytest.raises(FileError, match="somebody else is writing it"):
        add(path, "key0", wait=0.1)
    numbers = iter(range(10**6))

    def overtaken(old: Document) -> tuple[Document, None]:
        replace_whole(path, toml_text.dump(adding(f"key{next(numbers)}", {})), is_notes=True)
        return adding("mine", old), None

    with pytest.raises(FileError, match="others write it time after time: nothing was written"):
        rewrite(path, overtaken, 0.1)
    assert "mine" not in path.read_text("utf-8")
