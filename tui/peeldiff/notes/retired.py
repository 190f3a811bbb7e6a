"""Notes whose change is no longer there: kept with what they were about, until it returns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from peeldiff.notes.note_table import Table

_OURS = ("id", "about")
"""The keys of an entry that say what it was about; every other is a person's."""

_ABOUT = ("kind", "topic", "label", "findings")
"""The keys of `about`; every other is a person's there too."""


def label(row: Mapping[str, Any]) -> str:
    """Return a few words on what a row of a notes file, or an entry retired from one, is about."""
    about = row.get("about")
    if isinstance(about, Mapping):
        row = {**about, "id": row.get("id")}
    for words in (row.get("topic_label"), *_of_sides(row), row.get("label"), row.get("id")):
        if isinstance(words, str) and words:
            return words
    return ""


def _of_sides(row: Mapping[str, Any]) -> list[object]:
    words: list[object] = []
    for side in (row.get("right"), row.get("left")):
        for cell in side if isinstance(side, list) else [side]:
            if isinstance(cell, Mapping):
                words += [cell.get("label"), cell.get("summary")]
    return words


def findings(row: Mapping[str, Any]) -> list[str]:
    """Return the ids of the findings that a row, or an entry retired from one, holds."""
    about = row.get("about")
    kept = about.get("findings") if isinstance(about, Mapping) else None
    held: list[object] = list(kept) if isinstance(kept, list) else []
    sides = (row.get("left"), row.get("right"))
    held += [side.get("finding") for side in sides if isinstance(side, Mapping)]
    return [finding for finding in held if isinstance(finding, str)]


def entry(row: Mapping[str, Any], theirs: Table) -> Table:
    """Return the entry that keeps `theirs`, what people wrote at a row that is gone."""
    about: Table = {key: row[key] for key in ("kind", "topic") if isinstance(row.get(key), str)}
    about["label"] = label(row)
    held = findings(row)
    if held:
        about["findings"] = held
    named = {"id": row["id"]} if "id" in row else {}
    return named | {"about": about} | theirs


def theirs(kept: Mapping[str, Any]) -> Table:
    """Return what people wrote in an entry."""
    about = kept.get("about")
    within = about if isinstance(about, Mapping) else {}
    beside = {key: value for key, value in within.items() if key not in _ABOUT}
    return beside | {key: value for key, value in kept.items() if key not in _OURS}
