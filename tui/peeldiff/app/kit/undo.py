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

    def record(self, words: str, take_back: Callable[[], object], *, waits: bool = False) -> None:
        """Keep how to take back what was just done; with `waits` that only begins, and says itself when it is done."""
        self._changes.append(Change(words, take_back, waits))

    def undo(self) -> str:
        """Take the last change back, and return a sentence that says what was taken back."""
        if not self._changes:
            return NOTHING
        change = self._changes.pop()
        change.take_back()
        return f"Taking back: {change.words}{ELLIPSIS}" if change.waits else describe_undone(change.words)

    def __bool__(self) -> bool:
        """Tell whether there is anything to take back."""
        return bool(self._changes)
