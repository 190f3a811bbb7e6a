"""What writing would change: rows to add to an overlay, rows known already, conflicts, rows left to a person."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peeldiff.dataset.overlay import differing
from peeldiff.dataset.schema import TABLES
from peeldiff.importing.model import Draft, ImportedReport, ImportedRow

if TYPE_CHECKING:
    from peeldiff.dataset.model import Dataset

Values = Mapping[str, str | None]


@dataclass(frozen=True)
class Plan:
    """What writing to an overlay would do; nothing has been written yet."""

    root: Path
    """The dataset that the overlay lies upon."""
    overlay: Path
    added: Mapping[str, list[Values]]
    """New rows by table."""
    known: int = 0
    """Rows that stand already, in the overlay or in the dataset."""
    conflicts: tuple[str, ...] = ()
    """Rows that say something else than one that stands, a line each; none of them is written."""
    doubtful: tuple[str, ...] = ()
    """Rows of low confidence or with gaps, a line each; a person has to complete them first."""
    drafts: tuple[Draft, ...] = ()

    @property
    def count(self) -> int:
        """How many rows would be added."""
        return sum(len(rows) for rows in self.added.values())


@dataclass
class _Making:
    added: dict[str, list[Values]] = field(default_factory=dict)
    known: int = 0
    conflicts: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)


def plan_of(ds: Dataset, reports: Iterable[ImportedReport], overlay: Path) -> Plan:
    """Return what writing the rows of reports would do. `ds` has the overlay upon it, if there is one."""
    making, drafts = _Making(), list[Draft]()
    standing = {name: _standing(ds, name) for name in ("judgments", "findings", "figures")}
    told = _told_of(ds)
    for report in reports:
        if report.draft is not None:
            if report.draft not in drafts:
                drafts.append(report.draft)
            continue
        for name, rows in report.tables().items():
            for row in rows:
                _sort(making, report.file, name, row, standing[name], told)
    kept = {name: rows for name, rows in making.added.items() if rows}
    return Plan(ds.root, overlay, kept, making.known, tuple(making.conflicts), tuple(making.doubtful), tuple(drafts))


def _sort(
    making: _Making,
    file: str,
    name: str,
    row: ImportedRow,
    standing: dict[tuple[str | None, ...], Values],
    told: frozenset[tuple[str | None, ...]],
) -> None:
    """Say of one row whether it is new, known, a conflict or left to a person."""
    table, values = TABLES[name], dict(row.values)
    key = tuple(values[column] for column in table.key)
    where = f"{file}:{row.place}: {', '.join(str(cell) for cell in key)}"
    missing = [column.name for column in table.columns if column.required and values.get(column.name) is None]
    if row.confidence == "low" or missing:
        reason = f"{', '.join(missing)} not known" if missing else f"low confidence ({row.why})"
        making.doubtful.append(f"{where}: {reason}")
        return
    there = next((standing[one] for one in _keys(name, values) if one in standing), None)
    if there is None and name == "findings" and _subject(values) in told:
        making.conflicts.append(f"{where}: the dataset has findings of this kind on this item, in its own words")
        return
    if there is None:
        standing.update(dict.fromkeys(_keys(name, values), values))
        making.added.setdefault(name, []).append(values)
        return
    pair = {**values, **{f"{column}_shipped": cell for column, cell in there.items()}}
    facts = differing(pair, [column.name for column in table.columns if column.name not in table.key])
    if facts:
        making.conflicts.append(f"{where}: {facts.replace(' shipped', ' standing')}")
    else:
        making.known += 1


def _standing(ds: Dataset, name: str) -> dict[tuple[str | None, ...], Values]:
    """Return the rows of a table as text, by their key."""
    found: dict[tuple[str | None, ...], Values] = {}
    for row in ds.tables[name].iter_rows(named=True):
        values = {column: as_text(cell) for column, cell in row.items()}
        for key in _keys(name, values):
            found.setdefault(key, values)
    return found


def _keys(name: str, values: Values) -> list[tuple[str | None, ...]]:
    """Return the key of a row; of a figure also the one with its days, since a period has many spellings."""
    keys = [tuple(values[column] for column in TABLES[name].key)]
    if name == "figures" and values["start"] and values["end"]:
        keys.append(tuple(values[column] for column in ("force", "measure", "start", "end", "kind")))
    return keys


def _told_of(ds: Dataset) -> frozenset[tuple[str | None, ...]]:
    """Return of which subjects the dataset tells findings in words of its own."""
    rows = ds.tables["findings"].iter_rows(named=True)
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
