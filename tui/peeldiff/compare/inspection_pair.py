"""Compares two inspections: the kinds of the engine, dressed with labels, reasons and sources."""

from __future__ import annotations

import datetime
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from peeldiff.compare.alignment import AlignedItem, Alignment, align
from peeldiff.compare.basis import best_between, cited, general_statement
from peeldiff.compare.comparison import Comparability, Comparison, DatasetCard, LateRows, Side
from peeldiff.compare.monitored_years import stays_of_sides
from peeldiff.compare.pair_kinds import Placed, PlacedItem, pair_kinds, place_items
from peeldiff.compare.rows import Judgment, JudgmentRow, StatedChange
from peeldiff.compare.why import RowContext, why
from peeldiff.dataset.framework_model import Item
from peeldiff.dataset.model import Dataset
from peeldiff.dataset.queries.names import Inspection, find_inspection
from peeldiff.dataset.queries.page_addresses import InspectionPages, PageAddress, pages_of_other_cycles
from peeldiff.vocabulary.terms import HOME

if TYPE_CHECKING:
    from peeldiff.compare.finding_pairs import Verdicts
    from peeldiff.compare.rows import FigureRow, FindingRow

_STATED = ("direction", "since", "summary", "source", "source_basis")
_PUBLICATION = ("published", "source", "source_basis")


def compare(
    ds: Dataset, left: str | Inspection, right: str | Inspection, verdicts: Verdicts | None = None
) -> Comparison:
    """Compare two inspections, each named as `force:cycle` or loosely.

    `verdicts` are what people said of two findings, by the findings' ids: `same` or `different`.
    Raises UnknownNameError or AmbiguousNameError for a name that is not one inspection.
    """
    ours = left if isinstance(left, Inspection) else find_inspection(ds, left)
    theirs = right if isinstance(right, Inspection) else find_inspection(ds, right)
    one_force = ours.force == theirs.force
    sides = (_side(ds, ours), _side(ds, theirs))
    alignments = align(ds, ours.cycle, theirs.cycle, one_force=one_force)
    placed = (
        place_items(ds, ours, [alignment.left for alignment in alignments]),
        place_items(ds, theirs, [alignment.right for alignment in alignments]),
    )
    kinds = pair_kinds(ds, alignments, placed, (ours.cycle, theirs.cycle), one_force=one_force)
    stated_changes = (_stated_changes(ds, ours), _stated_changes(ds, theirs))
    judged = tuple(
        _judgments(
            _SideLines(ds, inspection, items, stated, InspectionPages(ds, inspection.force, inspection.cycle)),
            alignments,
        )
        for inspection, items, stated in zip((ours, theirs), placed, stated_changes, strict=True)
    )
    later = 0 if ds.cycle_order[ours.cycle] > ds.cycle_order[theirs.cycle] else 1
    rows = tuple(
        _row(ds, sides, alignments[row], kind, (judged[0][row], judged[1][row]), later, judged)
        for row, kind in enumerate(kinds)
        if judged[0][row] or judged[1][row]
    )
    cycles = (ds.cycles[ours.cycle], ds.cycles[theirs.cycle])
    best = cited(ds, best_between(ds, cycles, one_force=one_force), (ours.force, theirs.force))
    return Comparison(
        dataset=DatasetCard(ds.name, ds.version, ds.digest, ds.date, ds.attribution),
        left=sides[0],
        right=sides[1],
        comparability=Comparability(best.basis, best.reason, best.official, best.sources),
        judgment_rows=rows,
        late=_late_rows(ds, sides, (ours, theirs), verdicts),
        monitoring=stays_of_sides(ds, *sides),
        grades=ds.grades,
        cycle_names={cycle.id: cycle.name for cycle in ds.cycles.values()},
        left_is_later=ds.cycle_order[ours.cycle] > ds.cycle_order[theirs.cycle],
    )


def _late_rows(
    ds: Dataset, sides: tuple[Side, Side], pair: tuple[Inspection, Inspection], verdicts: Verdicts | None
) -> LateRows:
    """Return how to compare findings and figures, of which nothing is even imported before."""

    def findings() -> tuple[FindingRow, ...]:
        from peeldiff.compare.finding_pairs import finding_rows

        return finding_rows(ds, *pair, verdicts)

    def figures() -> tuple[FigureRow, ...]:
        from peeldiff.compare.figure_rows import figure_rows

        return figure_rows(ds, *sides)

    return LateRows(findings, figures)


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


@dataclass(frozen=True)
class _StatedChanges:
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


@dataclass(frozen=True)
class _SideLines:
    """What is known of one side."""

    ds: Dataset
    inspection: Inspection
    placed: Placed
    stated: _StatedChanges
    pages: InspectionPages

    def citation(self, item: Item) -> str | None:
        """Return how the framework's statement on an item is cited, where it stands on another force's page."""
        read_on = self.ds.force_index.of_page(item.source) if item.source else None
        if read_on is None or read_on == self.inspection.force:
            return None
        return general_statement(self.ds.force_names[read_on])


def _judgments(known: _SideLines, alignments: Sequence[Alignment]) -> list[tuple[Judgment, ...]]:
    """Return the judgments of one side, by row; what the dataset lacks has the pages where it is published."""
    return [
        tuple(
            _judgment(
                known,
                placed,
                known.stated.on(placed.aligned, alignment.topic),
                known.pages.of(placed.aligned.item.id) if placed.status == "absent" else (),
            )
            for placed in items
        )
        for alignment, items in zip(alignments, known.placed, strict=True)
    ]


_NOTHING: Mapping[str, Any] = dict.fromkeys(
    ("carried_from", "revised_from", "revised_on", "published", "source", "source_basis", "note")
)
"""What stands for the line of an item without a judgment."""


def _judgment(
    known_side: _SideLines, placed: PlacedItem, stated: StatedChange | None, pages: tuple[PageAddress, ...]
) -> Judgment:
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
        note=line["note"] or (known_side.citation(item) if by_framework else None),
        stated_change=stated,
        number=item.number,
        wording=item.wording,
        item_note=item.note,
        pages=pages,
    )


def _iso(date: dt.date | None) -> str | None:
    return None if date is None else date.isoformat()


def _row(
    ds: Dataset,
    sides: tuple[Side, Side],
    alignment: Alignment,
    kind: str,
    judged: tuple[tuple[Judgment, ...], tuple[Judgment, ...]],
    later: int,
    all_judged: Sequence[Sequence[tuple[Judgment, ...]]],
) -> JudgmentRow:
    ruling = alignment.ruling.of_kind(kind)
    context = RowContext(ds, sides, ruling, kind)
    note = ""
    if alignment.topic is None and judged[later] and judged[later][0].level == "pillar":
        note = _mostly_carried(ds, sides, judged, all_judged)
    topic = ds.topics[alignment.topic] if alignment.topic else None
    return JudgmentRow(
        id=alignment.id,
        topic=alignment.topic,
        topic_label=topic.label if topic else None,
        kind=kind,
        basis=ruling.basis,
        why=why(context, *judged, note),
        left=judged[0],
        right=judged[1],
        stated_change=next((judgment.stated_change for judgment in judged[later] if judgment.stated_change), None),
        basis_reason=ruling.reason,
        basis_sources=cited(ds, ruling, (sides[0].force, sides[1].force)).sources,
    )


def _mostly_carried(
    ds: Dataset,
    sides: tuple[Side, Side],
    judged: tuple[tuple[Judgment, ...], tuple[Judgment, ...]],
    all_judged: Sequence[Sequence[tuple[Judgment, ...]]],
) -> str:
    """Say so when most known grades of the questions under a pillar were carried over."""
    notes = []
    for side, of_row, known in zip(sides, judged, all_judged, strict=True):
        if not of_row:
            continue
        under = {
            judgment.item: judgment
            for row in known
            for judgment in row
            if judgment.grade and (item := ds.cycles[side.cycle].item(judgment.item)) and item.pillar == of_row[0].item
        }
        carried = sum(judgment.status == "carried-over" for judgment in under.values())
        if carried * 2 > len(under):
            whose = side.cycle_name if sides[0].force == sides[1].force else side.force_name
            notes.append(f"In {whose}, {carried} of its {len(under)} known question grades were carried over.")
    return " ".join(notes)
