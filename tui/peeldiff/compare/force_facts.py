"""Everything the dataset knows of one force, or of one inspection of it, as a page needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from peeldiff.compare.comparison import DatasetCard
from peeldiff.compare.figure_history import FigureHistory, figure_histories
from peeldiff.compare.finding_sides import finding_side
from peeldiff.compare.force_history import Timeline, TimelineColumn, timeline
from peeldiff.compare.rows import FigureSide, FindingSide, StatedChange
from peeldiff.dataset.model import Dataset
from peeldiff.errors import UnknownNameError


@dataclass(frozen=True)
class ForceFacts:
    """What is known of a force."""

    dataset: DatasetCard
    timeline: Timeline
    cycle_names: Mapping[str, str]
    """What the cycles of the dataset are called, by their ids."""
    scales: Mapping[str, str]
    """The words for the scale of each cycle."""
    findings: Mapping[str, tuple[FindingSide, ...]]
    """By cycle, in the order of time; a cycle without findings is not there."""
    stated_changes: Mapping[str, tuple[tuple[str, StatedChange], ...]]
    """What the reports say of change, by cycle, each with what it is about."""
    figures: tuple[FigureHistory, ...]
    has_monitoring: bool
    """Whether the dataset has stays in Engage at all: somebody else's knows no such thing."""

    in_order: bool = True
    """Whether it is known that the last cycle of which a grade is known came after all the others."""

    @property
    def latest(self) -> TimelineColumn | None:
        """The last cycle of which a grade is known; None where the order of time is not known."""
        graded = [column for column in self.timeline.columns if has_grade(column)]
        return graded[-1] if graded and self.in_order else None


def force_facts(ds: Dataset, force: str, cycle: str | None = None) -> ForceFacts:
    """Return what is known of a force; with `cycle` of that inspection alone, and the figures of its own pages.

    Raises UnknownNameError for a force of which nothing is known.
    """
    whole = timeline(ds, force, None if cycle is None else (cycle,))
    if not whole.columns:
        raise UnknownNameError(f"{force}: the dataset knows nothing of this force")
    cycles = [column.side.cycle for column in whole.columns]
    graded = [column.side.cycle for column in whole.columns if has_grade(column)]
    return ForceFacts(
        dataset=DatasetCard(ds.name, ds.version, ds.digest, ds.date, ds.attribution),
        timeline=whole,
        cycle_names={each.id: each.name for each in ds.cycles.values()},
        scales={each: ds.scales[ds.cycles[each].scale].label for each in cycles},
        findings={each: findings for each in cycles if (findings := _findings(ds, force, each))},
        stated_changes={each: stated for each in cycles if (stated := _stated_changes(ds, force, each))},
        figures=figure_histories(ds, force) if cycle is None else _of_pages(ds, force, cycle),
        has_monitoring=ds.height("monitoring") > 0,
        in_order=all(ds.has_order(each, graded[-1]) for each in graded[:-1]),
    )


def has_grade(column: TimelineColumn) -> bool:
    """Tell whether any grade of a cycle is known."""
    return any(entry.judgment.grade for entries in column.cells.values() for entry in entries)


def _findings(ds: Dataset, force: str, cycle: str) -> tuple[FindingSide, ...]:
    return tuple(finding_side(ds, line) for line in ds.lines("findings", force, cycle))


def _stated_changes(ds: Dataset, force: str, cycle: str) -> tuple[tuple[str, StatedChange], ...]:
    found = []
    for line in ds.lines("stated-changes", force, cycle):
        item, topic = ds.cycles[cycle].item(line["item"] or ""), ds.topics.get(line["topic"] or "")
        about = item.label if item else topic.label if topic else "the force"
        stated = StatedChange(*(line[name] for name in ("direction", "since", "summary", "source", "source_basis")))
        found.append((about, stated))
    return tuple(found)


def _of_pages(ds: Dataset, force: str, cycle: str) -> tuple[FigureHistory, ...]:
    """Return the figures that an inspection's own pages give."""
    pages = {line["source"] for line in ds.lines("judgments", force, cycle)}

    def kept(values: tuple[FigureSide, ...]) -> tuple[FigureSide, ...]:
        return tuple(value for value in values if value.source in pages)

    return tuple(each._replace(values=values) for each in figure_histories(ds, force) if (values := kept(each.values)))
