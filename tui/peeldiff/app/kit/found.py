"""One thing that a search found, and where views show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peeldiff.compare.comparison import Comparison
    from peeldiff.dataset.model import Dataset
    from peeldiff.dataset.queries.search import Hit
    from peeldiff.notes.listing import Entry


@dataclass(frozen=True)
class Found:
    """A topic, a row of the comparison that is open, a line of the dataset, or a note."""

    needle: str
    label: str = ""
    words: str = ""
    topic: str = ""
    """A pillar or a topic, as a timeline names its rows."""
    row: str = ""
    hit: Hit | None = None
    entry: Entry | None = None


def cell_of(ds: Dataset, found: Found) -> tuple[str, str | None]:
    """Return the row of a timeline that a thing stands in, empty for none, and its cycle if it is of one."""
    hit = found.hit
    if hit is None or hit.kind not in ("item", "judgment") or hit.cycle is None:
        return found.topic, None
    row = timeline_row(ds, hit.cycle, hit.id)
    return row, hit.cycle if row else None


def timeline_row(ds: Dataset, cycle: str, item_id: str) -> str:
    """Return the row of a timeline in which an item of a cycle stands; empty if the cycle has no such item."""
    item = ds.cycles[cycle].item(item_id)
    if item is None:
        return ""
    if item.level == "pillar":
        return f"pillar/{item.id}"
    return f"topic/{item.home}" if item.home else f"item/{item.id}"


def row_of_topic(comparison: Comparison, topic: str) -> str:
    """Return the first row of a pillar or topic; empty where the comparison has none."""
    kind, _, name = topic.partition("/")
    rows = comparison.judgment_rows
    matching = (row for row in rows if (row.topic == name if kind == "topic" else row.id == f"judgment/{topic}"))
    return next((row.id for row in matching), "")


def around(text: str, wanted: str) -> str:
    """Return a text from a little before what was found in it."""
    text = " ".join(text.split())
    at = text.casefold().find(wanted)
    return text if at < 30 else "…" + text[at - 20 :]
