"""The segments of a compiled dataset: read from its file when they are asked for, and looked at each time.

So a session holds little of a large dataset, and whatever becomes of the file meanwhile, nothing wrong is read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from peeldiff.files.held import HeldFile

_BLOCK = 32 * 1024
"""Bytes that have a digest of their own."""
_DIGEST = 16


def block_digests(body: bytes) -> str:
    """Return the digests of the blocks of all segments, joined, as hexadecimal digits."""
    view = memoryview(body)
    return "".join(_digest(view[begin : begin + _BLOCK]).hex() for begin in range(0, len(view), _BLOCK))


def _digest(block: bytes | memoryview) -> bytes:
    return hashlib.blake2b(block, digest_size=_DIGEST).digest()


@dataclass(frozen=True)
class SegmentFile:
    """What follows the head of a compiled file."""

    file: HeldFile
    begin: int
    """Where the first block begins."""
    size: int
    """Bytes of all blocks."""
    digests: bytes
    """Those of the blocks, joined."""

    def read(self, begin: int, length: int) -> bytes | None:
        """Return some bytes as they were written, None where they are there no more."""
        first = begin // _BLOCK
        whole = min(-(-(begin + length) // _BLOCK) * _BLOCK, self.size) - first * _BLOCK
        try:
            data = self.file.read(self.begin + first * _BLOCK, whole)
        except OSError:
            return None
        found = b"".join(_digest(data[place : place + _BLOCK]) for place in range(0, len(data), _BLOCK))
        expected = self.digests[first * _DIGEST : first * _DIGEST + len(found)]
        if len(data) != whole or found != expected:
            return None
        return data[begin - first * _BLOCK :][:length]


class Segments(Mapping[str, bytes]):
    """Segments by name."""

    def __init__(
        self,
        file: SegmentFile,
        spans: Mapping[str, tuple[int, int]],
        otherwise: Callable[[], Mapping[str, bytes]],
    ) -> None:
        """`spans` say where each begins and how long it is; `otherwise` makes all from the sources."""
        self._file, self._spans, self._otherwise = file, spans, otherwise

    def __getitem__(self, name: str) -> bytes:
        """Return a segment; from the sources, where the file holds it no more."""
        data = self._file.read(*self._spans[name])
        return self._made[name] if data is None else data

    @cached_property
    def _made(self) -> Mapping[str, bytes]:
        return self._otherwise()

    def __contains__(self, name: object) -> bool:
        """Tell whether there is such a segment, without reading it."""
        return name in self._spans

    def __iter__(self) -> Iterator[str]:
        """Walk over the names."""
        return iter(self._spans)

    def __len__(self) -> int:
        """Return how many segments there are."""
        return len(self._spans)
