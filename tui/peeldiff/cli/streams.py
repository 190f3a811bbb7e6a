"""Where the scripted mode writes: data to standard output, messages to standard error.

Everything goes out as bytes through here, so that `-o FILE` and `> FILE` cannot differ and no
locale changes what is written.
"""

from __future__ import annotations

import enum
import os
import sys
from pathlib import Path

from peeldiff.errors import OutputError
from peeldiff.text import inert


class Exit(enum.IntEnum):
    """The exit codes."""

    DONE = 0
    CHANGE = 1
    TROUBLE = 2
    INTERRUPTED = 130


def data(content: bytes) -> None:
    """Write data to standard output."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def message(line: str) -> None:
    """Write one line to standard error, inert and in UTF-8."""
    sys.stderr.flush()
    sys.stderr.buffer.write((inert(line) + "\n").encode("utf-8", "replace"))
    sys.stderr.buffer.flush()


def to_file(path: Path, content: bytes) -> None:
    """Replace a file as a whole: what stood there stays until the new bytes are safe on the disk.

    Raises OutputError that names the file.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o7777)
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise OutputError(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}") from error


def width() -> int | None:
    """Return the columns of the terminal that standard output is, or None."""
    if not sys.stdout.isatty():
        return None
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    except OSError:
        return None


def colour() -> bool:
    """Tell whether standard output is a terminal that wants colour."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM", "dumb") != "dumb"
