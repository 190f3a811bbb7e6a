"""Compares two inspections: the kinds of the engine, dressed with labels, reasons and sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from peeldiff.compare.alignment import Meeting, Met, meetings
from peeldiff.compare.basis import best_between
from peeldiff.compare.comparison import (
    Comparability,
    Comparison,
    DatasetCard,
    Judgment,
    JudgmentRow,
    Side,
    StatedChange,
)
from peeldiff.compare.figure_rows import figure_rows
from peeldiff.compare.finding_pairs import Verdicts, finding_rows
from peeldiff.compare.kinds import kinds, on_rows, side_items
from peeldiff.compare.why import Telling, why
from peeldiff.dataset.model import Dataset
from peeldiff.dataset.names import Inspection, find_inspection
from peeldiff.vocabulary.terms import HOME

_BOTH = "both sides"
"""Stands for the force where two forces are joined as one."""


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
    met = meetings(ds, ours.cycle, theirs.cycle, one_force=one_force)
    lines = (_lines(ds, ours, met, "left"), _lines(ds, theirs, met, "right"))
    table = kinds(*lines, met, (ours.cycle, theirs.cycle), ds.cycle_order, one_force=one_force)
    stated = (_stated(ds, ours), _stated(ds, theirs))
    judged = tuple(
        _judgments(line, met, side, said) for line, side, said in zip(lines, ("left", "right"), stated, strict=True)
    )
    later = 0 if ds.cycle_order[ours.cycle] > ds.cycle_order[theirs.cycle] else 1
    rows = tuple(
        _row(ds, sides, met[row], kind, (judged[0][row], judged[1][row]), later, judged)
        for row, kind in table.select("row", "kind").iter_rows()
    )
    best = best_between(ds, (ds.cycles[ours.cycle], ds.cycles[theirs.cycle]), one_force=one_force)
    return Comparison(
        dataset=DatasetCard(ds.name, ds.version, ds.digest, ds.date, ds.attribution),
        left=sides[0],
        right=sides[1],
        comparability=Comparability(best.basis, best.reason, best.official, best.sources),
        judgment_rows=rows,
        finding_rows=finding_rows(ds, ours, theirs, verdicts),
        figure_rows=figure_rows(ds, *sides),
        grades=ds.grades,
        left_is_later=ds.cycle_order[ours.cycle] > ds.cycle_order[theirs.cycle],
    )


def _side(ds: Dataset, one: Inspection) -> Side:
    """Describe a side; its publication is the latest known of its judgments, with that one's source."""
    cycle = ds.cycles[one.cycle]
    known = ds.judgments.filter(pl.col("force") == one.force, pl.col("cycle") == one.cycle)
    latest = known.sort("published", nulls_last=False, maintain_order=True).tail(1)
    published, source = (latest["published"].item(), latest["source"].item()) if latest.height else (None, None)
    return Side(
        force=one.force,
        force_name=ds.force_names[one.force],
        cycle=cycle.id,
        cycle_name=cycle.name,
        scale=cycle.scale,
        published=published.isoformat() if published else None,
        source=source,
    )


def _lines(ds: Dataset, one: Inspection, met: Sequence[Meeting], side: str) -> pl.DataFrame:
    known = ds.judgments_with_origin.filter(pl.col("force") == one.force, pl.col("cycle") == one.cycle)
    forces = pl.DataFrame({"force": [_BOTH]})
    return on_rows(known.drop("level", "cycle").with_columns(force=pl.lit(_BOTH)), side_items(met, side), forces)


@dataclass(frozen=True)
class _Stated:
    """What an inspection's report says of change, by item or, where it names none, by topic."""

    by_item: Mapping[str, tuple[StatedChange, str | None]]
    by_topic: Mapping[str | None, StatedChange]

    def on(self, met: Met, topic: str | None) -> StatedChange | None:
        """Return what is said of an item where it stands.

        A statement on an item holds where the item is at home, and under the topic that the
        statement names; under another topic that the item only touches it would mislead. A statement
        on a topic holds for the items at home there, and not for one that only continues in it.
        """
        said, about = self.by_item.get(met.item.id, (None, None))
        if said is not None and (met.coverage == HOME or about == topic):
            return said
        return self.by_topic.get(topic) if met.item.home == topic else None


def _stated(ds: Dataset, one: Inspection) -> _Stated:
    by_item, by_topic = {}, {}
    lines = ds.tables["stated-changes"].filter(pl.col("force") == one.force, pl.col("cycle") == one.cycle)
    for line in lines.iter_rows(named=True):
        said = StatedChange(line["direction"], line["since"], line["summary"], line["source"])
        if line["item"]:
            by_item[line["item"]] = (said, line["topic"])
        else:
            by_topic[line["topic"]] = said
    return _Stated(by_item, by_topic)


def _judgments(
    lines: pl.DataFrame, met: Sequence[Meeting], side: str, stated: _Stated
) -> dict[int, tuple[Judgment, ...]]:
    """Return the judgments of one side, by row."""
    rows: dict[int, tuple[Judgment, ...]] = dict.fromkeys(range(len(met)), ())
    for line in lines.sort("row", "place").iter_rows(named=True):
        row = line["row"]
        meeting = met[row]
        one = (meeting.left if side == "left" else meeting.right)[line["place"]]
        rows[row] += (_judgment(line, one, stated.on(one, meeting.topic)),)
    return rows


def _judgment(line: Mapping[str, Any], met: Met, said: StatedChange | None) -> Judgment:
    item, status = met.item, line["status"]
    known = line["source"] is not None
    by_framework = status in ("not-graded", "not-inspected") and not known
    return Judgment(
        item=item.id,
        label=item.label,
        question=item.question,
        level=item.level,
        coverage=met.coverage,
        grade=line["grade"],
        status=status,
        carried_from=line["carried_from"],
        revised_from=line["revised_from"],
        revised_on=_iso(line["revised_on"]),
        published=_iso(line["published"]),
        source=item.source if by_framework else line["source"],
        source_basis="report" if by_framework and item.source else line["source_basis"],
        note=line["note"],
        stated_change=said,
        number=item.number,
        wording=item.wording,
        item_note=item.note,
    )


def _iso(date: Any) -> str | None:  # noqa: ANN401  (a cell of a frame)
    return None if date is None else str(date.isoformat())


def _row(
    ds: Dataset,
    sides: tuple[Side, Side],
    meeting: Meeting,
    kind: str,
    judged: tuple[tuple[Judgment, ...], tuple[Judgment, ...]],
    later: int,
    all_judged: Sequence[Mapping[int, tuple[Judgment, ...]]],
) -> JudgmentRow:
    told = Telling(ds, sides, meeting.verdict, kind)
    note = ""
    if meeting.topic is None and judged[later] and judged[later][0].level == "pillar":
        note = _mostly_carried(ds, sides, judged, all_judged)
    topic = ds.topics[meeting.topic] if meeting.topic else None
    return JudgmentRow(
        id=meeting.id,
        topic=meeting.topic,
        topic_label=topic.label if topic else None,
        kind=kind,
        basis=meeting.verdict.basis,
        why=why(told, *judged, note),
        left=judged[0],
        right=judged[1],
        stated_change=next((one.stated_change for one in judged[later] if one.stated_change), None),
        basis_reason=meeting.verdict.reason,
        basis_sources=meeting.verdict.sources,
    )


def _mostly_carried(
    ds: Dataset,
    sides: tuple[Side, Side],
    judged: tuple[tuple[Judgment, ...], tuple[Judgment, ...]],
    all_judged: Sequence[Mapping[int, tuple[Judgment, ...]]],
) -> str:
    """Say so when most known grades of the questions under a pillar were carried over."""
    notes = []
    for side, ones, known in zip(sides, judged, all_judged, strict=True):
        if not ones:
            continue
        under = {
            one.item: one
            for row in known.values()
            for one in row
            if one.grade and (item := ds.cycles[side.cycle].item(one.item)) and item.pillar == ones[0].item
        }
        carried = sum(one.status == "carried-over" for one in under.values())
        if carried * 2 > len(under):
            whose = side.cycle_name if sides[0].force == sides[1].force else side.force_name
            notes.append(f"In {whose}, {carried} of its {len(under)} known question grades were carried over.")
    return " ".join(notes)
