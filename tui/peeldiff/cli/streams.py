"""Where the scripted mode writes: data to standard output, messages to standard error.

Everything goes out as bytes through here, so that `-o FILE` and `> FILE` cannot differ and no
locale changes what is written.
"""

from __future__ import annotations

import contextlib
import enum
import os
import sys
from collections.abc import Callable, Collection, Iterable

from peeldiff.errors import UsageError
from peeldiff.text import brief, inert

TYPE_CHECKING = False  # as type checkers read it: the module typing takes long to import

if TYPE_CHECKING:
    from pathlib import Path


class Exit(enum.IntEnum):
    """The exit codes."""

    DONE = 0
    CHANGE = 1
    TROUBLE = 2
    INTERRUPTED = 130


def data(content: bytes | Iterable[bytes]) -> None:
    """Write data, whole or piece by piece, to standard output."""
    sys.stdout.flush()
    for piece in _pieces(content):
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()


def _pieces(content: bytes | Iterable[bytes]) -> Iterable[bytes]:
    return (content,) if isinstance(content, bytes) else content


Redact = Callable[[str, Collection[str]], str]
_redactions: list[Redact] = []


def redact_with(redact: Redact) -> None:
    """Pass every message through `redact` from now on: a restricted session leaves paths out."""
    _redactions[:] = [redact]


def given() -> str:
    """Return what stands on standard input, without the line ends behind it. Raises UsageError for no text."""
    try:
        return sys.stdin.buffer.read().decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise UsageError(f"standard input: byte 0x{error.object[error.start]:02x} is not UTF-8") from error


def message(line: str, carried: Collection[str] = ()) -> None:
    """Write one line to standard error, inert and in UTF-8; `carried` are paths that its error has in fields.

    Where standard error takes nothing there is nobody to say so to, and the exit code still tells.
    """
    with contextlib.suppress(OSError):
        sys.stderr.flush()
        sys.stderr.buffer.write((brief(inert(_redacted(line, carried))) + "\n").encode("utf-8", "replace"))
        sys.stderr.buffer.flush()


def status(line: str) -> None:
    """Put a line in the place of the last one on the terminal that standard error is; an empty one clears it."""
    with contextlib.suppress(OSError):
        sys.stderr.buffer.write(b"\r" + inert(_redacted(line)).encode("utf-8", "replace") + b"\x1b[K")
        sys.stderr.buffer.flush()


def _redacted(line: str, carried: Collection[str] = ()) -> str:
    for redact in _redactions:
        line = redact(line, carried)
    if "@" in line and "://" in line:
        from peeldiff.table_address import without_credentials

        line = without_credentials(line)
    return line


def to_file(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Replace a file as a whole: what stood there stays until the new bytes are safe on the disk.

    Whatever interrupts it, no half of a file stays behind.

    Raises FileError that names the file.
    """
    from peeldiff import files
    from peeldiff.files import confinement

    if files.is_stream(path) and not confinement.is_confined():  # a pipe of somebody else's could keep one waiting
        files.write_stream(path, _pieces(content))
        return
    files.sweep(path)
    files.replace_whole(path, _pieces(content))


_NARROWEST = 20
"""Columns; in fewer no table can be read."""
_DIGITS = 4


def width() -> int | None:
    """Return the columns of the terminal that standard output is, else those that COLUMNS names, else None."""
    if not sys.stdout.isatty():
        asked = os.environ.get("COLUMNS", "")
        return max(int(asked), _NARROWEST) if asked.isascii() and asked.isdigit() and len(asked) <= _DIGITS else None
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    except OSError:
        return None


def colour() -> bool:
    """Tell whether standard output is a terminal that wants colour."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM", "dumb") != "dumb"
