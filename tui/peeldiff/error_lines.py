"""What a person is told of an error, and which paths the error carries."""

from __future__ import annotations

import os
from collections.abc import Iterator

from peeldiff.errors import PeeldiffError
from peeldiff.text import quoted


def error_lines(error: BaseException) -> list[str]:
    """Return what a person is told of any error: its own lines, what the system refused, or that nobody foresaw it."""
    if isinstance(error, PeeldiffError):
        return error.lines
    return [refusal(error) or f"something went wrong inside peeldiff ({type(error).__name__})"]


def refusal(error: BaseException) -> str | None:
    """Say what the system refused and of which file, where it names one; None for what is no refusal."""
    if isinstance(error, MemoryError) or "OutOfMemory" in str(error):
        return "there is not enough memory for this"
    if isinstance(error, OSError) and error.errno:
        what = f"{quoted(error.filename)}: " if error.filename else ""
        return f"{what}{str(error.strerror).lower()}"
    if isinstance(error, ValueError) and "embedded null" in str(error):
        return f"a name with a NUL: {error}"
    return None


def paths_in(error: BaseException | None) -> Iterator[str]:
    """Walk over the paths that an error and whatever caused it carry in fields."""
    walked = set[int]()
    while error is not None and id(error) not in walked:
        walked.add(id(error))
        for name in ("filename", "filename2", "place"):
            path = getattr(error, name, None)
            if isinstance(path, str | bytes | os.PathLike):
                yield os.fsdecode(path)
        error = error.__cause__ or error.__context__
