"""Problems of a dataset: each names the file, the line or place, the value and what was expected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from peeldiff.errors import DatasetError


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong with a dataset."""

    file: str
    line: int
    """Counted from 1, the header being line 1; 0 where the whole file is meant."""
    message: str
    column: str = field(default="", compare=False)
    """The column that it is about, where it is about one."""
    more: int = field(default=0, compare=False)
    """How many further rows, which are not listed, have the same problem."""

    def __str__(self) -> str:
        """Return `judgments.csv:17: force "north": not a force of forces.csv`."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}"


def as_error(place: str, problems: Iterable[Problem]) -> DatasetError:
    """Return the error that lists problems, in the order given, and counts those that are not listed."""
    listed = list(problems)
    return DatasetError(place, [str(problem) for problem in listed], len(listed) + sum(p.more for p in listed))
