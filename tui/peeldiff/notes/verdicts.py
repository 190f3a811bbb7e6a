"""What people said of pairs of findings: that they speak of one subject, or do not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from peeldiff.notes.note import UNSAID, VERDICTS, choice, instant, stamp
from peeldiff.notes.note_table import Table
from peeldiff.notes.notes_reader import Document, rows
from peeldiff.notes.value_merging import canonical
from peeldiff.text import inert

Verdicts = Mapping[tuple[str, str], str]
"""`same` or `different` by the ids of two findings, that of the earlier inspection first."""

_KEYS = ("verdict", "author", "updated")


def verdicts_of(document: Document) -> Verdicts:
    """Return the verdicts of a document."""
    entries = merge_verdicts(rows(document, "verdicts"))
    verdicts = {(entry["left"], entry["right"]): entry["verdict"] for entry in entries}
    return {pair: verdict for pair, verdict in verdicts.items() if verdict != UNSAID}


def with_verdict(
    document: Document,
    pair: tuple[str, str],
    verdict: str,
    *,
    author: str,
    now: dt.datetime | None = None,
) -> list[Table]:
    """Return the verdict entries of a document with one more, or with a changed one and its history.

    Raises OddValueError for a word that is no verdict.
    """
    entries = merge_verdicts(rows(document, "verdicts"))
    old = next((entry for entry in entries if (entry["left"], entry["right"]) == pair), {})
    new = {"left": pair[0], "right": pair[1], "verdict": choice("verdict", verdict, VERDICTS)}
    if old.get("verdict", UNSAID) == verdict:
        return entries
    new |= {"author": inert(author).strip(), "updated": stamp(now, after=str(old.get("updated", "")))}
    kept = {key: value for key, value in old.items() if key != "history"}
    past = {"history": [*old.get("history", []), _state(old)]} if old else {}
    return merge_verdicts([*entries, kept | new | past])


def merge_verdicts(entries: Iterable[Mapping[str, Any]]) -> list[Table]:
    """Return one entry for each pair, in order: the newest, what was said before in its history."""
    found: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for entry in entries:
        found.setdefault((entry["left"], entry["right"]), []).append(entry)
    return [
        dict(first) if all(entry == first for entry in more) else _newest([first, *more])
        for first, *more in found.values()
    ]


def _newest(entries: Iterable[Mapping[str, Any]]) -> Table:
    """Return the latest of several entries on one pair, the others and all before in its history.

    Whoever has written over another stands, whatever the stamps say.
    """
    in_time = sorted(entries, key=_when)
    written_over = {canonical(state) for entry in in_time for state in entry.get("history", [])}
    last = ([entry for entry in in_time if canonical(_state(entry)) not in written_over] or in_time)[-1]
    merged: Table = {}
    for entry in (*in_time, last):
        merged |= entry
    past = [state for entry in in_time for state in (*entry.get("history", []), _state(entry))]
    history = {canonical(state): state for state in past}
    history.pop(canonical(_state(last)))
    return merged | {"history": sorted(history.values(), key=_when)}


def _when(entry: Mapping[str, Any]) -> tuple[dt.datetime, str, str]:
    updated = str(entry.get("updated", ""))
    return instant(updated), updated, canonical(_state(entry))


def _state(entry: Mapping[str, Any]) -> Table:
    return {key: entry[key] for key in _KEYS if key in entry}
