"""What a person reads for a cell of a table: names for ids, words for codes, days as they are spoken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from peeldiff.vocabulary.words import (
    FINDING_KIND_WORDS,
    FINDING_OUTCOME_WORDS,
    SOURCE_BASIS_WORDS,
    STATUS_WORDS,
    spoken_day,
)

if TYPE_CHECKING:
    from peeldiff.dataset.model import Dataset

_DAYS = frozenset({"published", "revised_on", "added", "start", "end", "from", "to"})
_CODES: Mapping[str, Mapping[str, str]] = {
    "status": STATUS_WORDS,
    "kind": FINDING_KIND_WORDS,
    "outcome": FINDING_OUTCOME_WORDS,
    "source_basis": SOURCE_BASIS_WORDS,
    "positive": {"true": "a strength", "false": "a shortfall"},
}


class FactWords:
    """The words for cells of the tables of a dataset."""

    def __init__(self, ds: Dataset) -> None:
        """`ds` knows the names."""
        self._ds = ds
        cycles = {cycle.id: cycle.name for cycle in ds.cycles.values()}
        grades = {grade.id: grade.in_sentence for grade in ds.grades.values()}
        self._names: Mapping[str, Mapping[str, str]] = {
            **_CODES,
            "force": ds.force_names,
            "measure": ds.measure_labels,
            "topic": {topic.id: topic.label for topic in ds.topics.values()},
            **dict.fromkeys(("cycle", "carried_from", "outcome_cycle", "since"), cycles),
            **dict.fromkeys(("grade", "revised_from"), grades),
        }

    def describe(self, column: str, value: object, cycle: str | None = None) -> str:
        """Return a cell in words, `nothing` for an empty one; an item is one of a cycle."""
        if value is None or value == "":
            return "nothing"
        text = str(value)
        if column in _DAYS:
            return spoken_day(text)
        if column == "item":
            framework = self._ds.cycles.get(cycle or "")
            item = framework.item(text) if framework else None
            return item.label if item else text
        return self._names.get(column, {}).get(text, text)

    def describe_row(self, values: Mapping[str, object], columns: tuple[str, ...]) -> str:
        """Return the cells of some columns, `Kent Police, PEEL 2021/22, Preventing crime`, without the empty ones."""
        cycle = str(values["cycle"]) if values.get("cycle") else None
        return ", ".join(self.describe(column, values[column], cycle) for column in columns if values[column])


def column_words(column: str) -> str:
    """Return what a column is called: `revised on`."""
    return column.replace("_", " ")
