"""What matters of a force before everything else: is it monitored, and what stands now."""

from __future__ import annotations

from collections.abc import Mapping

from peeldiff.compare.force_facts import ForceFacts
from peeldiff.compare.force_history import TimelineColumn
from peeldiff.compare.rows import Judgment
from peeldiff.dataset.framework_model import Grade
from peeldiff.dataset.queries.monitoring import ENGAGE
from peeldiff.vocabulary.signs import status_sign
from peeldiff.vocabulary.terms import HOME
from peeldiff.vocabulary.words import STATUS_WORDS

UNTOLD_LATEST = "Which of these came last, their names do not tell."
"""Stands where the latest grades would, for a table whose cycles are in no order of time."""


def monitoring_sentences(facts: ForceFacts) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """Return a sentence for each stay in Engage, with its sources and whose each is; else that none is known."""
    stays = [(f"{stay.describe(ENGAGE)}. {stay.reason}", stay.sources) for stay in facts.timeline.monitoring]
    none = [(f"This dataset knows of no time in {ENGAGE}.", ())] if facts.has_monitoring else []
    return [*stays] or [*none]


def grades_by_worst(grades: Mapping[str, Grade], column: TimelineColumn) -> list[tuple[str, list[Judgment]]]:
    """Return the items of a cycle by their grade, worst first, then those without one, by status."""
    known = [entry.judgment for entries in column.cells.values() for entry in entries]
    own = list({judged.item: judged for judged in known if judged.coverage == HOME}.values())
    words: list[tuple[str, str | None, str | None]]
    words = [(f"{grade.mark} {grade.label}", grade.id, None) for grade in reversed([*grades.values()])]
    words += [(f"{status_sign(status).unicode} {STATUS_WORDS[status]}", None, status) for status in STATUS_WORDS]
    sorted_out = (
        (name, [judged for judged in own if judged.grade == grade and (judged.status == status or grade)])
        for name, grade, status in words
    )
    return [(name, judgments) for name, judgments in sorted_out if judgments]
