"""What is remembered from one sitting to the next: the last comparison, how it was shown, the theme.

It is a convenience: a file that is broken, strange or cannot be written is passed over.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from peeldiff.errors import PeeldiffError
from peeldiff.notes.atomic import read_whole, replace_whole
from peeldiff.settings import places

_LONGEST = 64 * 1024


@dataclass(frozen=True)
class Memory:
    """One sitting, as far as it is remembered."""

    left: str = ""
    """The inspection on the left of the last comparison, as `force:cycle`."""
    right: str = ""
    tab: str = ""
    hidden: Mapping[str, list[str]] = field(default_factory=dict)
    """The kinds that were filtered away, by tab."""
    folded: list[str] = field(default_factory=list)
    """The tabs on which what did not change was folded away."""
    force: str = ""
    theme: str = ""
    theme_set: str = ""
    """The theme of the settings when another was chosen: when they change, they win."""


def file() -> Path:
    """Return where it is kept: in the folder of a person's own state."""
    return places.user_state() / "last.json"


def recall(path: Path) -> Memory:
    """Return what is remembered; nothing where the file is missing or is not what it should be."""
    try:
        content = read_whole(path)
        found = json.loads(content) if content and len(content) < _LONGEST else {}
    except (PeeldiffError, ValueError, RecursionError):
        return Memory()
    return _checked(found) if isinstance(found, dict) else Memory()


def _checked(found: Mapping[str, Any]) -> Memory:
    """Take the fields that are of the right type, and no others."""
    return Memory(**{one.name: found[one.name] for one in fields(Memory) if _fits(one.name, found.get(one.name))})


def _fits(name: str, value: object) -> bool:
    if name == "hidden":
        return isinstance(value, dict) and all(isinstance(kinds, list) and _texts(kinds) for kinds in value.values())
    if name == "folded":
        return isinstance(value, list) and _texts(value)
    return isinstance(value, str)


def _texts(values: list[Any]) -> bool:
    return all(isinstance(value, str) for value in values)


def keep(path: Path, memory: Memory) -> None:
    """Write it; what goes wrong is not worth a message."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        replace_whole(path, json.dumps(asdict(memory), indent=1).encode("utf-8"), mode=0o600)
    except (PeeldiffError, OSError):
        return
