"""What writing would change: rows to add to an overlay, rows known already, conflicts, rows left to a person."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peeldiff.dataset.fact_words import FactWords, column_words
from peeldiff.dataset.reading.overlay import completes, differing, revises
from peeldiff.dataset.schema import TABLES
from peeldiff.importing.imported import Draft, ImportedReport, ImportedRow

if TYPE_CHECKING:
    import polars as pl

    from peeldiff.dataset.model import Dataset

Values = Mapping[str, str | None]
_Key = tuple[str | None, ...]
_MET_BY = {"judgments": "force", "findings": "finding", "figures": "force"}
"""A column of each table in which rows that meet are alike."""
_ABOUT = {
    "judgments": ("force", "cycle", "item"),
    "findings": ("force", "cycle", "kind", "summary"),
    "figures": ("force", "measure", "period", "kind"),
}
"""What names a row of each table to a person."""


@dataclass(frozen=True)
class PlannedRow:
    """A row, and what writing would do with it."""

    file: str
    table: str
    row: ImportedRow
    outcome: str
    reason: str = ""
    """Why it is not written."""
    standing: Values | None = None
    """The row that stands in its place, in the dataset or earlier in the same import."""
    is_in_overlay: bool = False
    """Whether that is a row of the person's own dataset, which they can have replaced."""
    about: str = ""
    """Which row it is, in words: `Kent Police, PEEL 2021/22, Preventing crime`."""

    def __str__(self) -> str:
        """Return it as one line: where it was seen, which row it is, and why it is not written."""
        return f"{self.file}:{self.row.place}: {self.about}: {self.reason}"


@dataclass(frozen=True)
class Plan:
    """What writing to an overlay would do; nothing has been written yet."""

    root: Path
    """The dataset that the overlay lies upon."""
    overlay: Path
    rows: tuple[PlannedRow, ...] = ()
    """Every row of the reports whose cycle is known, in their order."""
    drafts: tuple[Draft, ...] = ()
    """Frameworks that are drafted, and do not stand in the overlay yet."""

    @property
    def added(self) -> dict[str, list[Values]]:
        """New rows by table."""
        found: dict[str, list[Values]] = {}
        for planned in self._of("add"):
            found.setdefault(planned.table, []).append(planned.row.values)
        return found

    @property
    def count(self) -> int:
        """How many rows would be added."""
        return len(self._of("add"))

    @property
    def replaced(self) -> Mapping[str, Sequence[Values]]:
        """The rows of the overlay in whose place new ones come, by table."""
        found: dict[str, list[Values]] = {}
        for planned in self._of("add"):
            if planned.is_in_overlay and planned.standing is not None:
                found.setdefault(planned.table, []).append(planned.standing)
        return found

    @property
    def known(self) -> int:
        """How many rows stand already, in the overlay or in the dataset."""
        return len(self._of("known"))

    @property
    def conflicts(self) -> tuple[str, ...]:
        """Rows that say something else than one that stands, a line each; none of them is written."""
        return tuple(map(str, self._of("conflict")))

    @property
    def doubtful(self) -> tuple[str, ...]:
        """Rows of low confidence or with gaps, a line each; a person has to complete them first."""
        return tuple(map(str, self._of("doubtful")))

    def _of(self, outcome: str) -> list[PlannedRow]:
        return [planned for planned in self.rows if planned.outcome == outcome]


def plan_import(ds: Dataset, reports: Iterable[ImportedReport], overlay: Path) -> Plan:
    """Return what writing the rows of reports would do. `ds` has the overlay upon it, if there is one."""
    drafts, rows = list[Draft](), list[tuple[str, str, ImportedRow]]()
    for report in reports:
        if report.draft is not None:
            if report.draft not in drafts and not report.draft.exists_in(overlay):
                drafts.append(report.draft)
            continue
        rows += [(report.file, name, row) for name, found in report.tables().items() for row in found]
    planner = _Planner(ds, [(name, row.values) for _, name, row in rows])
    return Plan(ds.root, overlay, tuple(planner.planned(*row) for row in rows), tuple(drafts))


class _Planner:
    """Knows what stands, and what has been planned so far."""

    def __init__(self, ds: Dataset, rows: Sequence[tuple[str, Values]]) -> None:
        """`rows` are those that will be asked of, with the name of their table."""
        self._words = FactWords(ds)
        met = {name: {values[_MET_BY[name]] for of, values in rows if of == name} for name in _MET_BY}
        own = {name: _standing(ds.own, name, values) for name, values in met.items()}
        self._standing = {name: _standing(ds.tables, name, values) for name, values in met.items()}
        self._own = {name: set(standing) for name, standing in own.items()}
        self._replaceable = own
        """The rows of the overlay that nothing in this import has replaced yet."""
        self._in_own_words = _subjects_in_own_words(
            ds, {values["force"] for name, values in rows if name == "findings"}
        )

    def planned(self, file: str, name: str, row: ImportedRow) -> PlannedRow:
        """Say of one row whether it is new, known, a conflict or left to a person."""
        values = dict(row.values)
        keys = _keys(name, values)
        standing = next((self._standing[name][key] for key in keys if key in self._standing[name]), None)
        own = next((self._replaceable[name][key] for key in keys if key in self._replaceable[name]), None)
        about = self._words.describe_row(values, _ABOUT[name])
        is_own = own is not None and own == standing
        made = PlannedRow(file, name, row, "add", standing=standing, is_in_overlay=is_own, about=about)
        if standing is not None:
            facts = self._difference(name, keys, values, standing)
            if facts is None:
                return replace(made, outcome="known")
            if facts and not (made.is_in_overlay and row.replaces_own):
                return replace(made, outcome="conflict", reason=facts)
        lacking = [column.name for column in TABLES[name].columns if column.required and not values.get(column.name)]
        if lacking:
            return replace(made, outcome="doubtful", reason=f"{', '.join(map(column_words, lacking))} not known")
        if standing is None and name == "findings" and _subject(values) in self._in_own_words:
            reason = "the dataset has findings of this kind on this item, in its own words"
            return replace(made, outcome="conflict", reason=reason)
        if row.confidence == "low":
            return replace(made, outcome="doubtful", reason=f"low confidence ({row.why})")
        self._standing[name].update(dict.fromkeys(keys, values))
        self._own[name].update(keys)
        for key in keys:
            self._replaceable[name].pop(key, None)
        return made

    def _difference(self, name: str, keys: Sequence[_Key], values: Values, standing: Values) -> str | None:
        """Return in what a row differs from the one that stands, "" where it goes on from it, None where in nothing."""
        pair = {**values, **{f"{column}_shipped": cell for column, cell in standing.items()}}
        table = TABLES[name]
        facts = differing(pair, [column for column in table.names if column not in table.key], self._words)
        if name == "findings" and completes(pair, TABLES[name].names):
            is_own = bool(self._own[name] & set(keys))
            outcome = self._words.describe("outcome", values["outcome"])
            return f"outcome {outcome}: your own row stands without one" if is_own else ""
        if not facts:
            return None
        return "" if name == "judgments" and revises(pair) else facts.replace(" shipped", " standing")


def _standing(tables: Mapping[str, pl.DataFrame], name: str, met: AbstractSet[str | None]) -> dict[_Key, Values]:
    """Return the rows of a table that others can meet as text, by their key; nothing for a table that is not there."""
    found: dict[_Key, Values] = {}
    for row in _rows_with(tables[name], _MET_BY[name], met) if name in tables else ():
        values = {column: as_text(cell) for column, cell in row.items()}
        for key in _keys(name, values):
            found.setdefault(key, values)
    return found


def _keys(name: str, values: Values) -> list[_Key]:
    """Return the key of a row; of a figure also the one with its days, since a period has many spellings."""
    keys = [tuple(values[column] for column in TABLES[name].key)]
    if name == "figures" and values["start"] and values["end"]:
        keys.append(tuple(values[column] for column in ("force", "measure", "start", "end", "kind")))
    return keys


def _rows_with(frame: pl.DataFrame, column: str, values: AbstractSet[str | None]) -> Iterable[dict[str, Any]]:
    """Return the rows with one of some values in a column: a review plans at each key, and most rows are others'."""
    wanted = [value for value in values if value is not None]
    return frame.filter(frame[column].is_in(wanted)).iter_rows(named=True) if wanted else ()


def _subjects_in_own_words(ds: Dataset, forces: AbstractSet[str | None]) -> frozenset[tuple[str | None, ...]]:
    """Return of which subjects of some forces the dataset tells findings in words of its own."""
    rows = _rows_with(ds.tables["findings"], "force", forces)
    return frozenset(_subject(row) for row in rows if not _is_imported(str(row["finding"])))


def _subject(values: Mapping[str, Any]) -> tuple[str | None, ...]:
    return values["force"], values["cycle"], values["kind"], values["item"]


def _is_imported(finding: str) -> bool:
    """Tell an id made from a text's digest, of eight signs, from a numbered one."""
    return len(finding.rpartition("-")[2]) == 8


def as_text(cell: object) -> str | None:
    """Return a cell as a CSV file has it."""
    if cell is None:
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return f"{cell:g}" if cell != int(cell) or abs(cell) >= 1e15 else str(int(cell))
    return str(cell)


def csv_text(columns: Sequence[str], rows: Iterable[Values]) -> str:
    """Return rows as the lines of a CSV file, without a header."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([row.get(column) or "" for column in columns] for row in rows)
    return stream.getvalue()
