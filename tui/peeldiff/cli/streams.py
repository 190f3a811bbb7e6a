"""Where the scripted mode writes: data to standard output, messages to standard error.

Everything goes out as bytes through here, so that `-o FILE` and `> FILE` cannot differ and no
locale changes what is written.
"""

from __future__ import annotations

import enum
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from peeldiff.errors import OutputError, UsageError
from peeldiff.text import brief, inert


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


_redactions: list[Callable[[str], str]] = []


def redact_with(redact: Callable[[str], str]) -> None:
    """Pass every message through `redact` from now on: a restricted session leaves paths out."""
    _redactions[:] = [redact]


def given() -> str:
    """Return what stands on standard input, without the line ends behind it. Raises UsageError for no text."""
    try:
        return sys.stdin.buffer.read().decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise UsageError(f"standard input: byte 0x{error.object[error.start]:02x} is not UTF-8") from error


def message(line: str) -> None:
    """Write one line to standard error, inert and in UTF-8."""
    sys.stderr.flush()
    sys.stderr.buffer.write((brief(inert(_redacted(line))) + "\n").encode("utf-8", "replace"))
    sys.stderr.buffer.flush()


def status(line: str) -> None:
    """Put a line in the place of the last one on the terminal that standard error is; an empty one clears it."""
    sys.stderr.buffer.write(b"\r" + inert(_redacted(line)).encode("utf-8", "replace") + b"\x1b[K")
    sys.stderr.buffer.flush()


def _redacted(line: str) -> str:
    for redact in _redactions:
        line = redact(line)
    return line


def to_file(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Replace a file as a whole: what stood there stays until the new bytes are safe on the disk.

    Whatever interrupts it, no half of a file stays behind.

    Raises OutputError that names the file.
    """
    try:
        path = path.resolve() if path.is_symlink() else path
        if path.exists() and not path.is_file():
            _into(path, content)
            return
        temporary = path.parent / f".{os.getpid()}.part"
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from error
    try:
        with temporary.open("xb") as file:
            file.writelines(_pieces(content))
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o7777)
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise _unwritable(path, error) from error
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _into(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Write into what is no ordinary file, such as a pipe or a device, without replacing it."""
    if path.is_dir():
        raise OutputError(f"{path}: is a folder: name a file")
    with path.open("wb") as stream:
        stream.writelines(_pieces(content))


def _unwritable(path: Path, error: Exception) -> OutputError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return OutputError(f"{path}: cannot be written: {reason.lower()}")


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
