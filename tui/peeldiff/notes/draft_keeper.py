"""Keeps the drafts of one session on the disk, from a thread of its own, and tries again what failed."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path

from peeldiff.errors import FileError
from peeldiff.files import hold_lock
from peeldiff.notes.drafts import Draft, all_drafts, drop_draft, load_draft, same_words, save_draft, take_over
from peeldiff.notes.note import NoteEdit

RETRY = 5.0
"""Seconds after which a draft that could not be written is tried again."""

_Place = tuple[str, str]
"""The name of a comparison and the id of a change."""


class DraftKeeper:
    """The drafts of one author in one session (one window), by comparison and change.

    `keep` and `drop` return at once and may be called from any thread; a thread of the keeper writes.
    What cannot be written (a full disk) is tried again every few seconds, at the next `keep`, and
    by `flush`, which a shutdown and a SIGHUP call. `begun` reads the disk: call it off the
    interface's thread.

    A draft goes when *that text* is saved: `drop(…, edit)` leaves one that was written meanwhile.
    Two windows of one author keep a draft each; what a session that has ended left behind is taken
    over by the first session that looks.
    """

    def __init__(
        self, folder: Path, author: str, *, on_trouble: Callable[[str | None], None] | None = None, retry: float = RETRY
    ) -> None:
        """`on_trouble` is told from the keeper's thread why drafts are not kept, and None when they are again."""
        self.session = f"{os.getpid()}-{os.urandom(6).hex()}"
        self._folder = folder
        self._author = author
        self._on_trouble = on_trouble
        self._retry = retry
        self._drafts: dict[_Place, tuple[NoteEdit, str] | None] = {}
        self._unwritten: dict[_Place, None] = {}
        self._trouble: str | None = None
        self._turn = threading.Condition()
        self._writing = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = False
        self._alive = ExitStack()

    @property
    def trouble(self) -> str | None:
        """Why drafts are not on the disk at the moment, None if all are or will be at once."""
        with self._turn:
            return self._trouble if self._unwritten else None

    def keep(self, comparison: str, change: str, edit: NoteEdit, seen: str) -> None:
        """Keep what is being written on a change; `seen` is the stamp of the note under it, "" for none."""
        self._set((comparison, change), (edit, seen))

    def keep_if_none(self, comparison: str, change: str, edit: NoteEdit, seen: str) -> None:
        """Keep a draft where this session has none on the change: never in the place of a newer one."""
        with self._turn:
            is_kept = self._drafts.get((comparison, change)) is not None
        if not is_kept:
            self.keep(comparison, change, edit, seen)

    def drop(self, comparison: str, change: str, edit: NoteEdit | None = None) -> None:
        """Throw a draft away; with `edit`, only if it is still that text and nothing newer."""
        with self._turn:
            standing = self._drafts.get((comparison, change))
        if edit is not None and standing is not None and not same_words(standing[0], edit):
            return
        self._set((comparison, change), None)

    def begun(self, comparison: str) -> dict[str, Draft]:
        """Return the drafts on a comparison by change: this session's, and those of sessions that have ended."""
        found: dict[str, Draft] = {}
        with self._writing:
            for draft in reversed(all_drafts(self._folder, self._author)):
                if draft.comparison != comparison or not self._is_mine_to_show(draft):
                    continue
                mine = draft if draft.session == self.session else self._taken_over(draft)
                if mine is not None:
                    found[mine.change] = mine
        with self._turn:
            for (name, change), standing in self._drafts.items():
                if name == comparison and standing is None:
                    found.pop(change, None)
        return found

    def flush(self) -> list[str]:
        """Write all that is not on the disk, now, and return why what is not there cannot be.

        For a shutdown and a SIGHUP; takes as long as the disk does.
        """
        return self._write_all()

    def close(self) -> list[str]:
        """Flush, and write nothing later. What stays on the disk is offered to the next session."""
        failed = self.flush()
        with self._turn:
            self._closed = True
            self._turn.notify_all()
        self._alive.close()
        if not any(draft.session == self.session for draft in all_drafts(self._folder, self._author)):
            with suppress(OSError):
                self._session_file(self.session).unlink(missing_ok=True)
        return failed

    def _set(self, place: _Place, standing: tuple[NoteEdit, str] | None) -> None:
        with self._turn:
            self._drafts[place] = standing
            self._unwritten[place] = None
            if self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._work, name="drafts", daemon=True)
                self._thread.start()
            self._turn.notify_all()

    def _work(self) -> None:
        while True:
            with self._turn:
                # Without trouble it waits until there is something; with it, until the next try.
                if self._unwritten and self._trouble is not None and not self._closed:
                    self._turn.wait(self._retry)
                while not self._unwritten and not self._closed:
                    self._turn.wait()
                if self._closed:
                    return
            self._write_all()

    def _write_all(self) -> list[str]:
        """Write what is not on the disk; return why what is not there cannot be, once each."""
        with self._writing:
            with self._turn:
                todo = [(place, self._drafts[place]) for place in self._unwritten]
            failed: dict[str, None] = {}
            for place, standing in todo:
                try:
                    self._write(place, standing)
                except FileError as error:
                    failed[str(error)] = None
                    continue
                with self._turn:
                    if self._drafts.get(place) is standing:
                        self._unwritten.pop(place, None)
                        if standing is None:
                            self._drafts.pop(place)
            self._report(next(iter(failed), None))
            return list(failed)

    def _write(self, place: _Place, standing: tuple[NoteEdit, str] | None) -> None:
        comparison, change = place
        if standing is None:
            drop_draft(self._folder, comparison, change, self._author, self.session)
            return
        edit, seen = standing
        self._show_life()
        save_draft(
            self._folder,
            *(comparison, change, self._author, edit.text or "", seen),
            status=edit.status or "",
            owner=edit.owner or "",
            due=edit.due or "",
            session=self.session,
        )

    def _report(self, trouble: str | None) -> None:
        with self._turn:
            is_news = trouble != self._trouble
            self._trouble = trouble
        if is_news and self._on_trouble is not None:
            self._on_trouble(trouble)

    def _show_life(self) -> None:
        """Hold a lock for as long as the session lives: the system lets go of it whatever ends it."""
        if not self._session_file(self.session).exists():
            with suppress(OSError):
                self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with suppress(FileError):  # without locks two windows may offer each other's drafts, and no word is lost
                self._alive.enter_context(hold_lock(self._session_file(self.session), self._folder, 0))

    def _session_file(self, session: str) -> Path:
        return self._folder / f".{session}.session"

    def _is_mine_to_show(self, draft: Draft) -> bool:
        """Tell whether a draft is this session's, or of one that has ended."""
        if draft.session in ("", self.session):
            return True
        file = self._session_file(draft.session)
        if file.name != f".{Path(draft.session).name}.session" or not file.exists():
            return True
        try:
            with hold_lock(file, file, 0):
                return True
        except FileError:
            return False

    def _taken_over(self, draft: Draft) -> Draft | None:
        """Return the draft of a session that has ended as one of this session, if nothing newer is in its place."""
        place = draft.comparison, draft.change
        with self._turn:
            if place in self._drafts:
                return None
        with suppress(FileError):
            if load_draft(self._folder, *place, self._author, self.session) is None:
                mine = take_over(self._folder, draft, self.session)
                if mine is not None:
                    self._show_life()
                    with self._turn:
                        self._drafts.setdefault(place, (mine.edit, mine.seen))
                return mine
        return draft
