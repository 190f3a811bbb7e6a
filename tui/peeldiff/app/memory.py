"""What is remembered from one sitting to the next: each dataset's last comparison and how it was shown, the theme.

It is a convenience: a file that is broken, strange or cannot be written is passed over.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from peeldiff.errors import PeeldiffError
from peeldiff.files import read_whole, replace_whole
from peeldiff.json_reading import parse_json
from peeldiff.settings import paths

_LONGEST = 64 * 1024
_DATASETS = 8
"""So many datasets are remembered, the last ones."""
_FOR_ALL = ("theme", "theme_set")
"""What is the same whatever the dataset."""


@dataclass(frozen=True)
class Memory:
    """The last sitting with a dataset, as far as it is remembered."""

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
    return paths.user_state() / "last.json"


def recall(path: Path, data: Path | None = None) -> Memory:
    """Return what is remembered of the dataset `data`; nothing where the file is missing or not what it should be."""
    found = _read(path)
    return _checked({**_datasets(found).get(_name(data), {}), **{key: found.get(key) for key in _FOR_ALL}})


def _name(data: Path | None) -> str:
    """Return how a dataset is called in the file; the shipped one has no name."""
    return os.path.realpath(data) if data else ""


def _read(path: Path) -> dict[str, Any]:
    try:
        found = parse_json(read_whole(path, limit=_LONGEST))
    except PeeldiffError:
        return {}
    return found if isinstance(found, dict) else {}


def _datasets(found: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what is remembered of each dataset, by its name, the last one last."""
    kept = found.get("datasets")
    return {name: held for name, held in kept.items() if isinstance(held, dict)} if isinstance(kept, dict) else {}


def _checked(found: Mapping[str, Any]) -> Memory:
    """Take the fields that are of the right type, and no others."""
    return Memory(
        **{field.name: found[field.name] for field in fields(Memory) if _fits(field.name, found.get(field.name))}
    )


def _fits(name: str, value: object) -> bool:
    if name == "hidden":
        return isinstance(value, dict) and all(isinstance(kinds, list) and _texts(kinds) for kinds in value.values())
    if name == "folded":
        return isinstance(value, list) and _texts(value)
    return isinstance(value, str)


def _texts(values: list[Any]) -> bool:
    return all(isinstance(value, str) for value in values)


def keep(path: Path, memory: Memory, data: Path | None = None) -> None:
    """Write it beside what is remembered of other datasets; what goes wrong is not worth a message."""
    of_this = asdict(memory)
    for_all = {key: of_this.pop(key) for key in _FOR_ALL}
    others = [(name, held) for name, held in _datasets(_read(path)).items() if name != _name(data)]
    content = {**for_all, "datasets": dict([*others[1 - _DATASETS :], (_name(data), of_this)])}
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        replace_whole(path, json.dumps(content, indent=1).encode("utf-8"), mode=0o600)
    except (PeeldiffError, OSError):
        return
