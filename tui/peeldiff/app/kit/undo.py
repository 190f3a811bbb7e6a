"""What a person changed on a screen, so that it can be taken back: the last first."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from peeldiff.app.kit.lines import ELLIPSIS

NOTHING = "There is nothing to take back."
MOST = 200
"""So many changes are kept."""


@dataclass(frozen=True)
class Change:
    """Something that was done."""

    words: str
    """What it was, as it stands behind "Took back": `the filter "good"`."""
    take_back: Callable[[], object]
    waits: bool
    """Whether taking it back only begins: what does it says when it is done."""


def describe_undone(words: str) -> str:
    """Return the sentence that says what was taken back."""
    return f"Took back: {words}."


class UndoStack:
    """The changes of one screen."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._changes: deque[Change] = deque(maxlen=MOST)
        self._awaited = 0
        """So many changes are being kept, and will be recorded."""
        self._wanted = 0
        """So many of these are to be taken back as soon as they are."""

    def expect(self) -> None:
        """Wait for a change that is only being kept: asked for meanwhile, it is taken back once it is recorded."""
        self._awaited += 1

    def give_up(self) -> None:
        """Expect a change no more: it could not be kept."""
        self._awaited -= 1
        self._wanted = min(self._wanted, self._awaited)

    def record_expected(self, words: str, take_back: Callable[[], object]) -> str:
        """Record a change that was expected; return what is said of taking it back, where that was asked for."""
        self._awaited -= 1
        self.record(words, take_back, waits=True)
        if not self._wanted:
            return ""
        self._wanted -= 1
        return self._undo_last()

    def record(self, words: str, take_back: Callable[[], object], *, waits: bool = False) -> None:
        """Keep how to take back what was just done; with `waits` that only begins, and says itself when it is done."""
        self._changes.append(Change(words, take_back, waits))

    def undo(self) -> str:
        """Take the last change back, and return a sentence that says what was taken back."""
        if self._wanted < self._awaited:
            self._wanted += 1
            return f"Taking back what is being kept{ELLIPSIS}"
        return self._undo_last()

    def _undo_last(self) -> str:
        if not self._changes:
            return NOTHING
        change = self._changes.pop()
        change.take_back()
        return f"Taking back: {change.words}{ELLIPSIS}" if change.waits else describe_undone(change.words)

    def __bool__(self) -> bool:
        """Tell whether there is anything to take back."""
        return bool(self._changes or self._awaited)
