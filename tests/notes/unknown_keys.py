"""Keys that peeldiff does not know, written into a file of notes as by hand."""

from __future__ import annotations

import random
import tomllib
from pathlib import Path
from typing import Any

from peeldiff.notes import toml_text


def add_key(path: Path, key: str, chance: random.Random) -> str:
    """Write a key in some table of the file, and return it."""
    parsed = tomllib.loads(path.read_text("utf-8"))
    places: list[dict[str, Any]] = [parsed, parsed["notes"], parsed["left"], *parsed["judgments"]]
    places += [row["note"] for section in ("judgments", "findings") for row in parsed[section] if "note" in row]
    chance.choice(places)[key] = key
    path.write_bytes(toml_text.dump(parsed))
    return key
