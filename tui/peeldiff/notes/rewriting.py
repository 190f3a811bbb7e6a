"""Rewrites a file of notes that others rewrite at the same time, and holds its lock no longer than writing takes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from peeldiff.errors import NotesError
from peeldiff.files import has_queue, locked, queued, replace_whole, replacement, signature_of, sweep
from peeldiff.notes import toml_text
from peeldiff.notes.notes_files import MAX_FILE, fresh
from peeldiff.notes.notes_reader import Document
from peeldiff.text import inert

T = TypeVar("T")
Change = Callable[[Document], tuple[Document, T]]
"""What a writer makes of the document that stands there, and what it has to give beside."""


@dataclass(frozen=True, slots=True)
class _Rewritten(Generic[T]):
    content: bytes | None
    """The new bytes; None where the file holds these very bytes."""
    result: T
    """What the change gives beside."""


def rewrite(path: Path, change: Change[T], wait: float, gives_up: Callable[[], bool] = bool) -> T:
    """Read the notes of a file, change them and write them; return what `change` gives beside.

    Reading, composing and bringing the bytes to the disk need no lock: it is held only to see that nobody wrote
    meanwhile, and to put the new file there. Who is overtaken queues, and so does whoever comes later: the first
    of the queue is overtaken by those alone who had begun before it. The queue is a courtesy: somebody who is
    stopped at its head delays the others by half of their patience, and no more.
    `wait` is for how long, in seconds, other writers are waited for, unless `gives_up` says True sooner. Raises
    FileError.
    """
    until = time.monotonic() + wait
    if not has_queue(path):
        done = _attempt(path, change, wait, gives_up)
        if done is not None:
            return done.result
    with queued(path, wait / 2, gives_up):
        while True:
            left = max(0.0, until - time.monotonic())
            done = _attempt(path, change, left, gives_up)
            if done is not None:
                return done.result
            if not left or gives_up():
                raise NotesError(
                    f"{inert(str(path))}: others write it time after time: nothing was written; try again later"
                )


def put_document(path: Path, document: Document, before: bytes) -> None:
    """Write a document, unless the file holds these very bytes. The caller holds the lock, or needs none."""
    content = _dumped(path, document)
    if content != before:
        replace_whole(path, content, is_notes=True)


def _attempt(path: Path, change: Change[T], wait: float, gives_up: Callable[[], bool]) -> _Rewritten[T] | None:
    """Prepare a new file without the lock, then put it there; return None, with nothing written, if overtaken."""
    found = signature_of(path)
    rewritten = _rewritten(path, change)
    if rewritten.content is not None:
        with replacement(path, rewritten.content, is_notes=True) as put, locked(path, wait, gives_up):
            if signature_of(path) != found:
                return None
            put()
    sweep(path)
    return rewritten


def _rewritten(path: Path, change: Change[T]) -> _Rewritten[T]:
    """Return what a change makes of a notes file as it is now."""
    old, data = fresh(path, path.stem)
    before = old or {}
    document, result = change(before)
    if document is before:
        return _Rewritten(None, result)
    content = _dumped(path, document)
    return _Rewritten(None if content == data else content, result)


def _dumped(path: Path, document: Document) -> bytes:
    """Return the bytes of a notes file. Raises NotesError for more than would be read again."""
    content = toml_text.dump(document)
    if len(content) > MAX_FILE:
        raise NotesError(
            f"{inert(str(path))}: not written, all is as it was: it would be longer than "
            f"{MAX_FILE // 2**20} MiB: shorten a note"
        )
    return content
