"""Problems of a dataset: each names the file, the line or place, the value and what was expected."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from peeldiff.text import inert

_LONGEST_VALUE = 60


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong with a dataset."""

    file: str
    line: int
    """Counted from 1, the header being line 1; 0 where the whole file is meant."""
    message: str

    def __str__(self) -> str:
        """Return `judgments.csv:17: force "north": not a force of forces.csv`."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}"


def quoted(value: object) -> str:
    """Return an offending value, inert, cut to a length that fits a line, in quotes."""
    text = inert(str(value))
    return f'"{text[:_LONGEST_VALUE]}…"' if len(text) > _LONGEST_VALUE else f'"{text}"'


def near(value: str, known: Iterable[str]) -> str:
    """Return ` (did you mean good?)` when a known word is close to `value`, else nothing."""
    close = difflib.get_close_matches(value, list(known), n=1, cutoff=0.6)
    return f" (did you mean {close[0]}?)" if close else ""
