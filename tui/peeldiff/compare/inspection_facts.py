"""One inspection as a side of a comparison: who and when, and its judgments on the rows where they stand."""

from __future__ import annotations

import datetime
import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from peeldiff.compare.alignment import AlignedItem, Alignment
from peeldiff.compare.basis import general_statement
from peeldiff.compare.comparison import Side
from peeldiff.compare.pair_kinds import Placed, PlacedItem, place_items
from peeldiff.compare.rows import Judgment, StatedChange
from peeldiff.dataset.framework_model import Cycle, Item
from peeldiff.dataset.model import Dataset
from peeldiff.dataset.queries.names import Inspection
from peeldiff.dataset.queries.page_addresses import InspectionPages, PageAddress, pages_of_other_cycles
from peeldiff.vocabulary.terms import HOME

_STATED = ("direction", "since", "summary", "source", "source_basis")
_PUBLICATION = ("published", "source", "source_basis")


class InspectionFacts:
    """What is known of one inspection, worked out when it is asked for."""

    def __init__(self, ds: Dataset, inspection: Inspection) -> None:
        """Nothing is looked up yet."""
        self._ds = ds
        self.inspection = inspection

    @property
    def cycle(self) -> Cycle:
        """Its cycle."""
        return self._ds.cycles[self.inspection.cycle]

    @cached_property
    def side(self) -> Side:
        """It as a side of any comparison."""
        return _side(self._ds, self.inspection)

    @cached_property
    def _stated(self) -> _StatedChanges:
        return _stated_changes(self._ds, self.inspection)

    def place(self, rows: Sequence[Sequence[AlignedItem]]) -> Placed:
        """Return its items on their rows, with what is known of each."""
        return place_items(self._ds, self.inspection, rows)

    def judgments(self, alignments: Sequence[Alignment], placed: Placed) -> list[tuple[Judgment, ...]]:
        """Return its judgments, by row; what the dataset lacks has the pages where it is published."""
        pages = InspectionPages(self._ds, self.inspection.force, self.inspection.cycle)
        return [
            tuple(
                self._judgment(
                    item,
                    self._stated.on(item.aligned, alignment.topic),
                    pages.of(item.aligned.item.id) if item.status == "absent" else (),
                )
                for item in items
            )
            for alignment, items in zip(alignments, placed, strict=True)
        ]

    def _judgment(self, placed: PlacedItem, stated: StatedChange | None, pages: tuple[PageAddress, ...]) -> Judgment:
        item, status, line = placed.aligned.item, placed.status, placed.line or _NOTHING
        known = line["source"] is not None
        by_framework = status in ("not-graded", "not-inspected") and not known
        return Judgment(
            item=item.id,
            label=item.label,
            question=item.question,
            level=item.level,
            coverage=placed.aligned.coverage,
            grade=placed.grade,
            status=status,
            carried_from=line["carried_from"],
            revised_from=line["revised_from"],
            revised_on=_iso(line["revised_on"]),
            published=_iso(line["published"]),
            source=item.source if by_framework else line["source"],
            source_basis="report" if by_framework and item.source else line["source_basis"],
            note=line["note"] or (self._citation(item) if by_framework else None),
            stated_change=stated,
            number=item.number,
            wording=item.wording,
            item_note=item.note,
            pages=pages,
        )

    def _citation(self, item: Item) -> str | None:
        """Return how the framework's statement on an item is cited, where it stands on another force's page."""
        read_on = self._ds.force_index.of_page(item.source) if item.source else None
        if read_on is None or read_on == self.inspection.force:
            return None
        return general_statement(self._ds.force_names[read_on])


_NOTHING: Mapping[str, Any] = dict.fromkeys(
    ("carried_from", "revised_from", "revised_on", "published", "source", "source_basis", "note")
)
"""What stands for the line of an item without a judgment."""


def _side(ds: Dataset, inspection: Inspection) -> Side:
    """Describe a side; its publication is the latest known of its judgments, with that one's source.

    A judgment that was read from a page of another cycle carries that page's day, which is not this inspection's.
    """
    cycle = ds.cycles[inspection.cycle]
    lines = ds.lines("judgments", inspection.force, inspection.cycle)
    elsewhere = pages_of_other_cycles(ds, inspection.force, inspection.cycle)
    own = [line for line in lines if (line["source"] or "").rstrip("/?") not in elsewhere]
    known = enumerate(own or lines)
    _, latest = max(known, key=lambda entry: (entry[1]["published"] or datetime.date.min, entry[0]), default=(0, None))
    published, source, basis = (latest[name] if latest else None for name in _PUBLICATION)
    published = published if own else None
    return Side(
        force=inspection.force,
        force_name=ds.force_names[inspection.force],
        cycle=cycle.id,
        cycle_name=cycle.name,
        scale=cycle.scale,
        published=published.isoformat() if published else None,
        source=source,
        source_basis=basis,
    )


class _StatedChanges(NamedTuple):
    """What an inspection's report says of change, by item or, where it names none, by topic."""

    by_item: Mapping[str, tuple[StatedChange, str | None]]
    by_topic: Mapping[str | None, StatedChange]

    def on(self, aligned: AlignedItem, topic: str | None) -> StatedChange | None:
        """Return what is said of an item where it stands.

        A statement on an item holds where the item is at home, and under the topic that the
        statement names; under another topic that the item only touches it would mislead. A statement
        on a topic holds for the items at home there, and not for one that only continues in it.
        """
        stated, about = self.by_item.get(aligned.item.id, (None, None))
        if stated is not None and (aligned.coverage == HOME or about == topic):
            return stated
        return self.by_topic.get(topic) if aligned.item.home == topic else None


def _stated_changes(ds: Dataset, inspection: Inspection) -> _StatedChanges:
    by_item, by_topic = {}, {}
    for line in ds.lines("stated-changes", inspection.force, inspection.cycle):
        stated = StatedChange(*(line[name] for name in _STATED))
        if line["item"]:
            by_item[line["item"]] = (stated, line["topic"])
        else:
            by_topic[line["topic"]] = stated
    return _StatedChanges(by_item, by_topic)


def _iso(date: dt.date | None) -> str | None:
    return None if date is None else date.isoformat()
