"""Keeps what is decided in a review and not yet written: it survives a dropped line, a closed window, a kill.

Decisions belong to rows, not to the set of files that was opened: another set with the same page has them again.
Several windows may hold one row. Each decision belongs to a row and has its moment; of a row on which two windows
decided, the later decision stands in both, and both windows say so.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from peeldiff.app.review.decisions import Review
from peeldiff.app.review.kept_decisions import (
    DECIDED,
    Kept,
    KeptDecision,
    decided,
    decode,
    encode,
    merge,
    row_keys,
    take_up,
)
from peeldiff.app.review.other_windows import TakenUp
from peeldiff.errors import FileError
from peeldiff.files import explaining, lock_file, locked, read_whole, replace_whole, sweep

_MOST_BYTES = 50_000_000
_WAIT = 5.0
"""Seconds for which another window may be writing."""
_REMEMBERED = 7 * 24 * 3600 * 10**9
"""Nanoseconds for which it is kept that a decision was taken back or written, for windows that do not know yet."""


class ReviewKeeper:
    """The decisions of one review, in the file of all reviews that go into the same dataset.

    `keep` and `take_up` return at once: a thread writes, always the latest. `load` and `flush` take as long as the
    disk does.
    """

    def __init__(self, folder: Path, into: Path, on_news: Callable[[], object] = lambda: None) -> None:
        """`folder` is the person's own; `into` is the dataset into which the rows go.

        `on_news` is called, from a thread, when there is something to take up of other windows.
        """
        self._file = folder / f"{hashlib.sha256(str(into).encode()).hexdigest()[:32]}.json"
        self._on_news = on_news
        self._turn = threading.Lock()
        self._writing = threading.Lock()
        self._keys: tuple[str, ...] = ()
        self._mine: dict[str, KeptDecision] = {}
        """The last thing that this window knows of each row: what it did, and what it took up."""
        self._theirs: Kept = {}
        """What the file says."""
        self._known: dict[str, KeptDecision] = {}
        """What of it this window wrote or took up."""
        self._prevailed: set[str] = set()
        self._is_written = True

    def load(self, review: Review) -> Review:
        """Return a review with what was decided and not written last time, of rows that still say the same."""
        self.read()
        return self.take_up(review).review

    def read(self) -> None:
        """Read what is kept; `take_up` takes it."""
        theirs = self._read()
        with self._turn:
            self._theirs = theirs

    def remove_old(self) -> None:
        """Remove files of other reviews in which nothing is left to decide, once no window can need them."""
        for file in self._file.parent.glob("*.json"):
            with suppress(OSError, FileError):
                is_old = time.time_ns() - file.stat().st_mtime_ns > _REMEMBERED
                if is_old and not any(decision.word in DECIDED for decision in decode(_bytes_of(file)).values()):
                    file.unlink()
                    lock_file(file).unlink(missing_ok=True)

    def take_up(self, review: Review) -> TakenUp:
        """Return a review in which the later decisions of other windows stand."""
        with self._turn:
            places = {key: at for at, key in enumerate(self._keys_of(review))}
            news = dict(self._news())
            replaced = [key for key, kept in news.items() if _differs(self._mine.get(key), kept)]
            prevailed, self._prevailed = self._prevailed, set()
            self._mine |= news
            self._known |= news
        return TakenUp(
            take_up(review, {places[key]: kept for key, kept in news.items()}),
            tuple(sorted(places[key] for key, kept in news.items() if kept.word in DECIDED)),
            tuple(sorted(places[key] for key in replaced)),
            tuple(sorted(places[key] for key in prevailed if key in places)),
            has_written=any(kept.word == "written" for kept in news.values()),
        )

    def has_news(self) -> bool:
        """Read what is kept, and tell whether there is something to take up."""
        self.read()
        with self._turn:
            return any(True for _ in self._news())

    def keep(self, review: Review) -> None:
        """Keep what is decided and not written."""
        with self._turn:
            now = decided(review, self._keys_of(review))
            moment = max(time.time_ns(), 1 + max((kept.when for kept in self._mine.values()), default=0))
            for key in {**self._mine, **now}:
                known = self._mine.get(key)
                wanted = now.get(key, KeptDecision("withdrawn"))
                if (known is None or known.word in DECIDED or wanted.word in DECIDED) and not _is_same(known, wanted):
                    self._mine[key] = KeptDecision(wanted.word, moment, wanted.values)
                    self._is_written = False
            if self._is_written:
                return
        threading.Thread(target=self.flush, name="review", daemon=True).start()

    def flush(self) -> None:
        """Write what is not on the disk. What cannot be written now is tried again at the next decision."""
        with self._writing:
            with self._turn:
                mine, is_written, self._is_written = dict(self._mine), self._is_written, True
            try:
                has_news = False if is_written else self._write(mine)
            except FileError:
                with self._turn:
                    self._is_written = False
                return
        if has_news:
            self._on_news()

    def _write(self, mine: Kept) -> bool:
        """Write the decisions of this window among those of others; tell whether others decided something."""
        with explaining(self._file, "decisions are not kept"):
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        sweep(self._file)
        with locked(self._file, _WAIT):
            theirs = self._read()
            now = time.time_ns()
            kept = {
                key: decision
                for key, decision in merge(mine, theirs).items()
                if decision.word in DECIDED or decision.when > now - _REMEMBERED
            }
            if kept:
                replace_whole(self._file, encode(kept), mode=0o600)
            else:
                self._file.unlink(missing_ok=True)
        with self._turn:
            known, self._known, self._theirs = self._known, kept, kept
            self._prevailed |= {
                key
                for key, decision in theirs.items()
                if decision != known.get(key)
                and key in mine
                and decision.when < mine[key].when
                and _differs(decision, mine[key])
            }
            return bool(self._prevailed) or any(True for _ in self._news())

    def _read(self) -> dict[str, KeptDecision]:
        try:
            return decode(_bytes_of(self._file))
        except FileError:
            return {}  # nothing in it can be offered

    def _keys_of(self, review: Review) -> tuple[str, ...]:
        self._keys = self._keys or row_keys(review)  # the entries of a review never change
        return self._keys

    def _news(self) -> Iterator[tuple[str, KeptDecision]]:
        """Give what other windows said later than this one, or than it knows."""
        for key in self._keys:
            kept = self._theirs.get(key)
            if kept is None:
                continue
            known = self._mine.get(key)
            if known is None or (kept != known and kept.when >= known.when):
                yield key, kept


def _is_same(known: KeptDecision | None, wanted: KeptDecision) -> bool:
    return known is not None and (known.word, known.values) == (wanted.word, wanted.values)


def _differs(earlier: KeptDecision | None, later: KeptDecision) -> bool:
    """Tell whether a row was decided, and otherwise than it is now; to have written it is no other decision."""
    return (
        earlier is not None and earlier.word in DECIDED and later.word != "written" and earlier.decided != later.decided
    )


def _bytes_of(file: Path) -> bytes | None:
    return read_whole(file, limit=_MOST_BYTES)
