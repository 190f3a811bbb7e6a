"""Merges two copies of anything that TOML holds, from what both began with; no key is lost."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

_MISSING = object()


def merge_values(base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keys of two tables, in order: of each the value that was changed.

    Where both were changed, tables are merged, lists keep the entries of both, and of two other
    values the greater is taken, whichever side it stands on.
    """
    merged: dict[str, Any] = {}
    for key in sorted({*ours, *theirs}):
        value = _merge(*(table.get(key, _MISSING) for table in (base, ours, theirs)))
        if value is not _MISSING:
            merged[key] = value
    return merged


def _merge(base: Any, ours: Any, theirs: Any) -> Any:  # noqa: ANN401  (anything that TOML holds)
    if ours == theirs or theirs == base:
        return ours
    if ours == base or ours is _MISSING:
        return theirs
    if theirs is _MISSING:
        return ours
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        return merge_values(base if isinstance(base, Mapping) else {}, ours, theirs)
    if isinstance(ours, list) and isinstance(theirs, list):
        every = {canonical(entry): entry for entry in (*ours, *theirs)}
        return [every[key] for key in sorted(every)]
    return max(ours, theirs, key=canonical)


def canonical(value: object) -> str:
    """Return a text that two values share only if they are the same; it puts them in an order."""
    return json.dumps(value, sort_keys=True, default=str)
