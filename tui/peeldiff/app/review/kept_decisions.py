"""Decisions of a review that are not yet written, each with its moment: those of two windows become one set by row."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from peeldiff.app.review.decisions import Entry, Review
from peeldiff.json_reading import parse_json

DECIDED = ("accepted", "dropped", "corrected")
WORDS = (*DECIDED, "withdrawn", "written")
"""What was decided on a row, that a decision was taken back, or that the row has been written."""


@dataclass(frozen=True)
class KeptDecision:
    """The last thing that happened to a row in any window."""

    word: str
    """One of `WORDS`."""
    when: int = 0
    """Nanoseconds since 1970, and later than whatever the window that decided knew of."""
    values: Mapping[str, str | None] | None = None
    """The row as it was corrected."""

    @property
    def decided(self) -> tuple[str, Mapping[str, str | None] | None]:
        """What was decided, without its moment; nothing where it was taken back or written."""
        return (self.word, self.values) if self.word in DECIDED else ("", None)


Kept = Mapping[str, KeptDecision]
"""By the key of the row."""


def merge(mine: Kept, theirs: Kept) -> dict[str, KeptDecision]:
    """Return both, of a row on which both decided the later decision."""
    return {key: max((side[key] for side in (mine, theirs) if key in side), key=_order) for key in {**theirs, **mine}}


def _order(kept: KeptDecision) -> tuple[int, str, str]:
    return kept.when, kept.word, json.dumps(kept.values, sort_keys=True)  # two of one moment: the same in every window


def decided(review: Review, keys: Iterable[str]) -> dict[str, KeptDecision]:
    """Return what is decided in a review and not written, and which rows were decided and written; without moments."""
    keys = list(keys)
    found = {keys[at]: KeptDecision("written") for at, _ in review.steps[: review.settled]}
    for at, decision in review.steps[review.settled :]:
        corrected = decision.row is not None and decision.word == "corrected"
        values = dict(decision.row.values) if corrected and decision.row else None
        found[keys[at]] = KeptDecision(decision.word, values=values)
    return found


def take_up(review: Review, others: Mapping[int, KeptDecision]) -> Review:
    """Return a review in which what other windows said last of rows, by their place, takes the place of one's own.

    One's own decisions on other rows stay the last ones, which are taken back first.
    """
    own = tuple(step for step in review.steps[review.settled :] if step[0] not in others)
    review = dataclasses.replace(review, steps=review.steps[: review.settled])
    for at, kept in others.items():
        review = _decide(review, at, kept)
    return dataclasses.replace(review, steps=(*review.steps, *own))


def _decide(review: Review, at: int, kept: KeptDecision) -> Review:
    if kept.word == "corrected" and kept.values is not None:
        return review.correct(at, kept.values)
    if kept.word == "accepted" and review.entries[at].row is not None:
        return review.accept(at)
    return review.drop(at) if kept.word == "dropped" else review


def row_keys(review: Review) -> tuple[str, ...]:
    """Return by what each entry is known again: its file, its place, and what was read there."""
    times = Counter[str]()
    keys = []
    for entry in review.entries:
        digest = _digest(review, entry)
        keys.append(f"{digest}-{times[digest]}" if times[digest] else digest)
        times[digest] += 1
    return tuple(keys)


def _digest(review: Review, entry: Entry) -> str:
    read = sorted((entry.row.values if entry.row else {}).items())
    text = entry.left.text if entry.left else ""
    content = json.dumps([review.reports[entry.report].file, entry.sort, entry.place, read, text])
    return hashlib.sha256(content.encode()).hexdigest()[:32]


def encode(kept: Kept) -> bytes:
    """Return decisions as the bytes of their file."""
    return json.dumps([{"entry": key, **asdict(decision)} for key, decision in sorted(kept.items())]).encode()


def decode(data: bytes | None) -> dict[str, KeptDecision]:
    """Return the decisions of a file; what is not one is left out."""
    found = parse_json(data)
    records = found if isinstance(found, list) else []
    return {record["entry"]: _decode(record) for record in records if _is_sound(record)}


def _decode(record: Mapping[str, Any]) -> KeptDecision:
    return KeptDecision(record["word"], record.get("when", 0), record["values"])


def _is_sound(record: object) -> bool:
    if not isinstance(record, dict) or not isinstance(record.get("entry"), str) or record.get("word") not in WORDS:
        return False
    when, values = record.get("when", 0), record.get("values", 0)
    cells = values.items() if isinstance(values, dict) else ()
    is_row = values is None or isinstance(values, dict)
    return type(when) is int and is_row and all(isinstance(cell, str | None) for _, cell in cells)
