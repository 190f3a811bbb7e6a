"""Reads a file of a dataset whole, and nothing that only has the name of one."""

from __future__ import annotations

import errno
from pathlib import Path


def read_regular_file(path: Path) -> bytes:
    """Return the bytes of an ordinary file. Raises OSError for a pipe or a device, which might never end."""
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "not an ordinary file", str(path))
    return path.read_bytes()
