"""Which judgments a force has to have to be shown: grades, statuses, whose they are, and an item."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from peeldiff.app.kit.dialogs.tick_dialog import TickDialog
from peeldiff.app.kit.lines import Line
from peeldiff.app.kit.marks import Marks
from peeldiff.dataset.model import Dataset
from peeldiff.dataset.queries.judgment_query import JudgmentQuery
from peeldiff.vocabulary.signs import SOURCE_SIGNS
from peeldiff.vocabulary.words import SOURCE_BASIS_WORDS, STATUS_WORDS


@dataclass(frozen=True)
class Tick:
    """A line that can be ticked."""

    field: str
    """The part of a `JudgmentQuery` that it belongs to."""
    value: str
    sign: str
    words: str
    role: str = "text"


def ticks(ds: Dataset, marks: Marks) -> list[Tick]:
    """Return what can be asked for: what the dataset has a judgment of, the worst grade first."""
    judged = ds.judgments
    present = {name: set(judged[name].cast(str).unique()) for name in ("grade", "status", "source_basis")}
    grades = [grade for grade in reversed(list(ds.grades.values())) if grade.id in present["grade"]]
    found = [Tick("grades", grade.id, marks.of_grade(ds, grade.id), grade.label, grade.id) for grade in grades]
    statuses = [status for status in STATUS_WORDS if status in present["status"] and status != "graded"]
    found += [
        Tick("statuses", status, _status_sign(marks, status), STATUS_WORDS[status].capitalize()) for status in statuses
    ]
    bases = [basis for basis in SOURCE_SIGNS if basis in present["source_basis"]]
    words = [SOURCE_BASIS_WORDS[basis] for basis in bases]
    found += [
        Tick("source_bases", basis, marks.of_source(basis), phrase[:1].upper() + phrase[1:])
        for basis, phrase in zip(bases, words, strict=True)
    ]
    return [*found, *_items(ds)]


def _status_sign(marks: Marks, status: str) -> str:
    return {"carried-over": marks.carried, "revised": " "}.get(status, marks.of_status(status))


def _items(ds: Dataset) -> Iterator[Tick]:
    """Walk over the pillars, then the topics in which any item is at home."""
    items = [item for cycle in ds.cycles.values() for item in cycle.items]
    pillars = {item.id: item.label for item in items if item.level == "pillar"}
    yield from (Tick("items", pillar, " ", label) for pillar, label in pillars.items())
    homes = {item.home for item in items}
    yield from (Tick("topics", topic.id, " ", topic.label) for topic in ds.topics.values() if topic.id in homes)


def ticked(query: JudgmentQuery, tick: Tick) -> JudgmentQuery:
    """Return a query with a line ticked, or not any more; of pillars and topics only one can be."""
    now: frozenset[str] = getattr(query, tick.field)
    if tick.field in ("items", "topics"):
        cleared = dataclasses.replace(query, items=frozenset(), topics=frozenset())
        chosen = frozenset[str]() if tick.value in now else frozenset({tick.value})
        return dataclasses.replace(cleared, **{tick.field: chosen})  # type: ignore[arg-type]  # a field by its name
    return dataclasses.replace(query, **{tick.field: now ^ {tick.value}})  # type: ignore[arg-type]  # a field by its name


class FitDialog(TickDialog[JudgmentQuery]):
    """The list to tick in; closing it shows what fits."""

    def __init__(self, lines: Sequence[Tick], query: JudgmentQuery) -> None:
        """`query` is what is asked for now."""
        super().__init__("Only forces with a judgment that is")
        self._ticks = lines
        self._query = query

    def tick_lines(self) -> list[Line]:
        """Return what can be asked for, each with its sign."""
        marks = self.host.marks
        lines: list[Line] = []
        for tick in self._ticks:
            box = marks.on if tick.value in getattr(self._query, tick.field) else marks.off
            lines.append([(f" [{box}] ", "lead"), (f"{tick.sign:<2} ", tick.role), (tick.words, "text")])
        return lines

    def tick(self) -> None:
        """Tick this line, or take the tick away."""
        self._query = ticked(self._query, self._ticks[self.lines.cursor])

    def tick_none(self) -> None:
        """Ask for nothing."""
        self._query = JudgmentQuery()

    def answer(self) -> JudgmentQuery:
        """Return what is asked for."""
        return self._query
