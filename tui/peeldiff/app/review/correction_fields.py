"""The fields in which a person corrects an imported row: the scale's, the framework's and the tables' own words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peeldiff.app.kit.lines import cut
from peeldiff.app.review.decisions import Entry
from peeldiff.dataset.schema import TABLES, Column
from peeldiff.vocabulary.terms import UNKNOWN_ORIGIN
from peeldiff.vocabulary.words import FINDING_KIND_WORDS, STATUS_WORDS

if TYPE_CHECKING:
    from peeldiff.dataset.framework_model import Cycle
    from peeldiff.dataset.model import Dataset

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "judgments": (
        *("item", "grade", "status", "carried_from", "revised_from", "revised_on"),
        *("published", "source_basis", "source", "note"),
    ),
    "findings": ("kind", "item", "summary", "positive", "source_basis", "source", "note"),
    "figures": (
        *("measure", "period", "start", "end", "value", "comparator", "comparator_value"),
        *("kind", "whose", "source_basis", "source", "note"),
    ),
}
"""What can be corrected; force and cycle are those of the whole file, `--force` and `--cycle` say them."""
_NONE = "none"
_SIGNED = re.compile(r"(?:\A|; )corrected by .*, \d\d? \w{3} \d{4}: the (?:file was read as|line “).*\Z", re.DOTALL)
_LONGEST_READ = 80
"""Characters of a cell, or line, that was read."""


@dataclass(frozen=True)
class Field:
    """One cell of a row."""

    column: str
    label: str
    choices: Mapping[str, str]
    """The words to choose from, by value; none where one types."""
    hint: str = ""


def fields_of(ds: Dataset, table: str, cycle: str | None) -> list[Field]:
    """Return the fields of a row of a table, for an inspection of a cycle."""
    known = ds.cycles.get(cycle or "")
    columns = {column.name: column for column in TABLES[table].columns}
    return [_field(ds, table, columns[name], known) for name in _COLUMNS[table]]


def _field(ds: Dataset, table: str, column: Column, cycle: Cycle | None) -> Field:
    choices = _choices(ds, table, column, cycle)
    if choices and not column.required:
        choices = {"": _NONE} | choices
    hint = {"date": "a day, such as 2026-11-30", "number": "a number, such as 92.5"}.get(column.kind, "")
    return Field(column.name, column.name.replace("_", " ").capitalize(), choices, hint)


def _choices(ds: Dataset, table: str, column: Column, cycle: Cycle | None) -> dict[str, str]:
    if column.name == "status":
        return {choice: STATUS_WORDS[choice] for choice in column.choices}
    if column.name == "kind" and table == "findings":
        return {choice: FINDING_KIND_WORDS[choice] for choice in column.choices}
    if column.kind == "choice":
        return {choice: choice for choice in column.choices}
    if column.kind == "flag":
        return {"false": "a shortfall", "true": "a strength"}
    if column.kind == "grade":
        return {grade: ds.grade_label(grade) for grade in (ds.scales[cycle.scale].grades if cycle else ())}
    if column.kind == "item":
        return {item.id: item.label for item in cycle.items} if cycle else {}
    if column.kind == "measure":
        return dict(ds.measure_labels)
    if column.name == "carried_from" and cycle:
        earlier = [other for other in ds.cycles.values() if other.published_from < cycle.published_from]
        return {other.id: other.name for other in earlier} | {UNKNOWN_ORIGIN: "not named"}
    return {}


def completed(
    ds: Dataset, table: str, before: Mapping[str, str | None], given: Mapping[str, str]
) -> dict[str, str | None]:
    """Return the values of a corrected row: what was given, empty for none, and what follows from it."""
    values = {**before, **{name: cell or None for name, cell in given.items()}}
    cycle = ds.cycles.get(values.get("cycle") or "")
    item = cycle.item(values.get("item") or "") if cycle else None
    if table == "judgments" and item:
        values["level"] = item.level
    return values


def signed(ds: Dataset, entry: Entry, values: Mapping[str, str | None], author: str, day: str) -> dict[str, str | None]:
    """Return the values of a corrected row with a note of who corrected it, when, and what the file was read as."""
    note = unsigned(values["note"])
    if entry.row is None:
        line = f"the line “{cut(entry.left.text, _LONGEST_READ)}”" if entry.left else "a line"
        remark = f"corrected by {author}, {day}: {line} of the file could not be placed"
    else:
        read = entry.row.values
        changed = [name for name in _COLUMNS[entry.sort] if name != "note" and values[name] != read[name]]
        if not changed:
            return {**values, "note": note}
        was = ", ".join(_read_as(ds, name, read[name]) for name in changed)
        remark = f"corrected by {author}, {day}: the file was read as {was}"
    return {**values, "note": f"{note}; {remark}" if note else remark}


def _read_as(ds: Dataset, column: str, cell: str | None) -> str:
    if column == "grade":
        return ds.grade_in_sentence(cell) if cell else "without a grade"
    return f"{column.replace('_', ' ')} {cut(cell, _LONGEST_READ) if cell else 'not known'}"


def unsigned(note: str | None) -> str | None:
    """Return a note without what `signed` put behind it."""
    return _SIGNED.sub("", note or "") or None


def blank(force: str, cycle: str | None, published: str | None, source: str, basis: str) -> dict[str, str | None]:
    """Return the judgment to begin with where a person makes one of a line that was not placed."""
    empty: dict[str, str | None] = dict.fromkeys(column.name for column in TABLES["judgments"].columns)
    given = {"force": force, "cycle": cycle, "published": published, "source": source}
    return empty | given | {"status": "graded", "source_basis": basis}
