"""How much memory this process may use: what is free, and less where its group or its shell is capped."""

from __future__ import annotations

import contextlib
import resource
from collections.abc import Iterator
from pathlib import Path

_GROUPS = (("", "/sys/fs/cgroup", "memory.max"), ("memory", "/sys/fs/cgroup/memory", "memory.limit_in_bytes"))
"""Controller in /proc/self/cgroup, where its groups stand, the file with the limit: version 2 and 1."""


def find_free(root: Path = Path("/")) -> int | None:
    """Return the bytes that this process may use at most; None where the system does not tell."""
    limits = [*_free(root), *_group_limits(root)]
    allowed, _ = resource.getrlimit(resource.RLIMIT_AS)
    if allowed != resource.RLIM_INFINITY:
        limits.append(max(allowed - _reserved(root), 0))
    return min(limits, default=None)


def _reserved(root: Path) -> int:
    """Return the bytes of address space that are taken by now, most of which polars' allocator never uses."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int((root / "proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    return 0


def _free(root: Path) -> Iterator[int]:
    with contextlib.suppress(OSError, ValueError, IndexError):
        for line in (root / "proc/meminfo").read_text("ascii").splitlines():
            if line.startswith("MemAvailable:"):
                yield int(line.split()[1]) * 1024


def _group_limits(root: Path) -> Iterator[int]:
    """Walk over the limits of this process's group and of those above it."""
    try:
        lines = (root / "proc/self/cgroup").read_text("utf-8").splitlines()
    except (OSError, UnicodeError):
        return
    for line in lines:
        _, _, rest = line.partition(":")
        controllers, _, path = rest.partition(":")
        for controller, place, name in _GROUPS:
            if controller not in controllers.split(","):
                continue
            top = root / place.lstrip("/")
            group = top / path.lstrip("/")
            # In a container the group's own folder is the top one.
            for folder in {group, *group.parents, top}:
                if folder.is_relative_to(top):
                    with contextlib.suppress(OSError, ValueError):
                        yield int((folder / name).read_text("ascii"))
