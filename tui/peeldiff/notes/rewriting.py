"""Rewrites a file of notes that others rewrite at the same time, and holds its lock no longer than writing takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from peeldiff.errors import NotesError
from peeldiff.files import locked, queued, replace_whole, signature_of, sweep
from peeldiff.notes import toml_text
from peeldiff.notes.notes_files import MAX_FILE, fresh
from peeldiff.notes.notes_reader import Document
from peeldiff.text import inert

T = TypeVar("T")
Change = Callable[[Document], tuple[Document, T]]
"""What a writer makes of the document that stands there, and what it has to give beside."""

_AN_HOUR = 3600.0
_TRIES = 8
"""So often the first of the queue begins anew before it composes under the lock."""


@dataclass(frozen=True, slots=True)
class _Rewritten(Generic[T]):
    content: bytes | None
    """The new bytes; None where the file holds these very bytes."""
    result: T
    """What the change gives beside."""


def rewrite(path: Path, change: Change[T], wait: float, gives_up: Callable[[], bool] = bool) -> T:
    """Read the notes of a file, change them and write them; return what `change` gives beside.

    Reading and composing need no lock: it is held only to see that nobody wrote meanwhile, and to
    write. Who is overtaken queues with the others who were, so that newcomers alone can overtake it
    again; the first of the queue, overtaken time after time, keeps them out while it composes.
    `wait` is for how long, in seconds, other writers are waited for, unless `gives_up` says True sooner. Raises
    FileError.
    """
    done = _attempt(path, change, wait, gives_up)
    if done is not None:
        return done.result
    with queued(path, wait, gives_up):
        for _ in range(_TRIES):
            done = _attempt(path, change, wait, gives_up)
            if done is not None:
                return done.result
        with locked(path, wait, gives_up):
            sweep(path)
            last = _rewritten(path, change)
            if last.content is not None:
                replace_whole(path, last.content, is_notes=True)
        return last.result


def put_document(path: Path, document: Document, before: bytes) -> None:
    """Write a document, unless the file holds these very bytes. The caller holds the lock, or needs none."""
    content = _dumped(path, document)
    if content != before:
        replace_whole(path, content, is_notes=True)


def _attempt(path: Path, change: Change[T], wait: float, gives_up: Callable[[], bool]) -> _Rewritten[T] | None:
    """Compose without the lock, then write; return None, with nothing written, where somebody was faster."""
    found = signature_of(path)
    rewritten = _rewritten(path, change)
    if rewritten.content is None:
        sweep(path, older_than=_AN_HOUR)
        return rewritten
    with locked(path, wait, gives_up):
        if signature_of(path) != found:
            return None
        sweep(path)
        replace_whole(path, rewritten.content, is_notes=True)
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
