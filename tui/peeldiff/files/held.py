"""A file held open, of which parts are read when they are asked for.

It is not mapped: who writes over a mapped file, or cuts it, ends by a signal everybody who has it mapped.
"""

from __future__ import annotations

import os
import weakref


class HeldFile:
    """A file that stays the one which was opened, whatever gets its name."""

    def __init__(self, opened: int) -> None:
        """Take a descriptor over, and close it when nobody has this any more."""
        self._opened = opened
        weakref.finalize(self, os.close, opened)

    def read(self, begin: int, length: int) -> bytes:
        """Return a part, shorter where the file ends. Raises OSError."""
        data = os.pread(self._opened, length, begin)
        while data and len(data) < length:
            more = os.pread(self._opened, length - len(data), begin + len(data))
            if not more:
                break
            data += more
        return data

    def size(self) -> int:
        """Return how long the file is now, in bytes. Raises OSError."""
        return os.fstat(self._opened).st_size
