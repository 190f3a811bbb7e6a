"""The errors that a person can cause, in one tree.

PeeldiffError
├── UsageError          an argument that does not fit
├── UnknownNameError    a force, cycle or topic that is not there
├── AmbiguousNameError  a name that fits several
├── DatasetError        a dataset with problems, all of them at once
├── SettingsError       a settings file or variable that is wrong
├── FileError           a file that cannot be read, written or locked
│   ├── NotesError      a notes file that is wrong, or an edit that a note cannot have
│   └── OutputError     a place that cannot be written
└── ReportError         a report page that cannot be read, or that names no force or cycle
"""

from __future__ import annotations

from collections.abc import Sequence


class PeeldiffError(Exception):
    """One line (or a few, for a dataset) that names what is wrong and what to do."""

    @property
    def lines(self) -> list[str]:
        """The message, a line an entry."""
        return [str(self)]


class UsageError(PeeldiffError):
    """An argument that does not fit."""


class UnknownNameError(PeeldiffError):
    """A name that nothing has; the message says what is near."""


class AmbiguousNameError(PeeldiffError):
    """A name that several things have; the message lists them."""

    def __init__(self, message: str, candidates: Sequence[str]) -> None:
        """Keep the candidates so that an interface can offer them."""
        super().__init__(message)
        self.candidates = tuple(candidates)


class DatasetError(PeeldiffError):
    """A dataset that cannot be used: every problem found, in the order of the files."""

    SHOWN = 20

    def __init__(self, place: str, problems: Sequence[str], total: int | None = None) -> None:
        """`place` is the folder, `problems` a line each, `total` how many there are if more."""
        self.total = len(problems) if total is None else total
        super().__init__(f"{place}: {self.total} problem{'s' if self.total != 1 else ''}")
        self.place = place
        self.problems = tuple(problems)

    @property
    def lines(self) -> list[str]:
        """The first twenty problems, then how many there are in all."""
        shown = [f"{self.place}: {problem}" for problem in self.problems[: self.SHOWN]]
        if self.total > self.SHOWN:
            shown.append(f"{self.place}: {self.total} problems in all, the first {len(shown)} are shown")
        return shown


class SettingsError(PeeldiffError):
    """A settings file, variable or option that is wrong."""


class FileError(PeeldiffError):
    """A file that cannot be read, written or locked."""


class LockHeldError(FileError):
    """Somebody else is writing there."""


class NotesError(FileError):
    """A notes file that is wrong, or an edit that a note cannot have."""


class ReportError(PeeldiffError):
    """A report page, or several, that cannot be read, or that name no force or cycle: a line each."""

    @property
    def lines(self) -> list[str]:
        """A line a page."""
        return [str(line) for line in self.args]


class OutputError(FileError):
    """A place that cannot be written."""
