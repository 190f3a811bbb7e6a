"""Reads JSON that somebody may have written in our place: what cannot be read is None, whatever is wrong with it."""

from __future__ import annotations

import json


def parse_json(data: bytes | None) -> object:
    """Return what a JSON text holds, None for one that is missing, broken, or nested without end."""
    if not data:
        return None
    try:
        found: object = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return found
