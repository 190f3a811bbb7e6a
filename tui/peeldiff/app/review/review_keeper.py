"""Keeps what is decided in a review and not yet written: it survives a dropped line, a closed window, a kill."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from peeldiff.app.review.decisions import Decision, Entry, Review
from peeldiff.errors import FileError
from peeldiff.files import explaining, read_whole, replace_whole, sweep

_MOST_BYTES = 50_000_000
_WORDS = ("accepted", "dropped", "corrected")


class ReviewKeeper:
    """The decisions of one review, in a file of its own.

    `keep` returns at once: a thread writes, always the latest. `load` and `flush` take as long as the disk does.
    """

    def __init__(self, folder: Path, into: Path, files: Iterable[str]) -> None:
        """`folder` is the person's own; a review is known again by its files and the dataset `into` which they go."""
        named = "\0".join([str(into), *files])
        self._file = folder / f"{hashlib.sha256(named.encode()).hexdigest()[:32]}.json"
        self._turn = threading.Lock()
        self._writing = threading.Lock()
        self._latest: list[dict[str, Any]] | None = None

    def load(self, review: Review) -> Review:
        """Return a review with what was decided and not written last time, of rows that still say the same."""
        try:
            data = read_whole(self._file, limit=_MOST_BYTES)
            kept = json.loads(data) if data else []
            found = {one["entry"]: (one["word"], one["values"]) for one in kept if one["word"] in _WORDS}
        except (FileError, ValueError, KeyError, TypeError):
            return review  # nothing in it can be offered
        for at, entry in enumerate(review.entries):
            word, values = found.get(_key(review, entry), ("", None))
            if word == "corrected" and isinstance(values, dict):
                review = review.correct(at, values)
            elif word == "accepted" and entry.row is not None:
                review = review.accept(at)
            elif word == "dropped":
                review = review.drop(at)
        return review

    def keep(self, review: Review) -> None:
        """Keep what is decided and not written."""
        unwritten = dict(review.steps[review.settled :])
        latest = [_plain(_key(review, review.entries[at]), decision) for at, decision in unwritten.items()]
        with self._turn:
            self._latest = latest
        threading.Thread(target=self.flush, name="review", daemon=True).start()

    def flush(self) -> None:
        """Write what is not on the disk. What cannot be written now is tried again at the next decision."""
        with self._writing:
            with self._turn:
                latest, self._latest = self._latest, None
            if latest is None:
                return
            try:
                self._write(latest)
            except FileError:
                with self._turn:
                    self._latest = self._latest if self._latest is not None else latest

    def _write(self, latest: Sequence[Mapping[str, Any]]) -> None:
        with explaining(self._file, "decisions are not kept"):
            if not latest:
                self._file.unlink(missing_ok=True)
                return
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        sweep(self._file)
        replace_whole(self._file, json.dumps(latest).encode(), mode=0o600)


def _plain(key: str, decision: Decision) -> dict[str, Any]:
    corrected = decision.word == "corrected" and decision.row is not None
    return {
        "entry": key,
        "word": decision.word,
        "values": dict(decision.row.values) if corrected and decision.row else None,
    }


def _key(review: Review, entry: Entry) -> str:
    """Return by what an entry is known again: its file, its place, and what was read there."""
    read = sorted((entry.row.values if entry.row else {}).items())
    text = entry.left.text if entry.left else ""
    said = json.dumps([review.reports[entry.report].file, entry.sort, entry.place, read, text])
    return hashlib.sha256(said.encode()).hexdigest()[:32]
