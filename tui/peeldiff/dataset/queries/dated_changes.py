"""What was published, revised or added: since a day, or from one edition of a dataset to another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from peeldiff.dataset.fact_words import FactWords
from peeldiff.dataset.reading.overlay import differing
from peeldiff.dataset.schema import TABLES
from peeldiff.vocabulary.words import short_date

if TYPE_CHECKING:
    from peeldiff.dataset.model import Dataset

Row = Mapping[str, Any]
FOLLOWED = ("judgments", "findings", "stated-changes", "figures", "monitoring")
"""The tables whose rows are followed, in the order in which they are listed."""


@dataclass(frozen=True, slots=True)
class DatedChange:
    """One thing that is new."""

    day: str | None
    """ISO 8601; a month or a year where no more is known, None where it is not known."""
    what: str
    """`published`, `revised`, `added`, `changed`, `removed`, `outcome` (what a later report says became of a finding),
    `monitoring began` or `monitoring ended`."""
    table: str
    force: str
    cycle: str | None
    item: str | None
    before: str | None
    """The grade, or the facts, that stood before."""
    now: str | None
    source: str | None
    source_basis: str | None


def changes_since(ds: Dataset, day: str) -> list[DatedChange]:
    """Return what was published, revised or added on a day or later, by day, table and force.

    What is dated by a month or a year only is named where it can lie on that day or later. A row is named once: by its
    revision, else by its publication, else by the day on which it was added. Whatever
    has none of these days is as old as the dataset, and not named.
    """
    found = [
        change
        for table in FOLLOWED
        for row in ds.tables[table].iter_rows(named=True)
        for change in _of_row(table, row)
        if change.day is not None and change.day >= day[: len(change.day)]
    ]
    return _in_order(found)


def changes_between(before: Dataset, now: Dataset) -> list[DatedChange]:
    """Return what one edition has and the other has not, and what it says otherwise, by day, table and force."""
    found: list[DatedChange] = []
    words = FactWords(now)
    for table in FOLLOWED:
        old, new = _by_key(before, table), _by_key(now, table)
        found += [
            _change("removed", table, row, None, before=_facts(table, row)) for k, row in old.items() if k not in new
        ]
        for key, row in new.items():
            if key not in old:
                found.append(_added(table, row))
            elif (facts := _differing(table, row, old[key], words)) or row.get("outcome") != old[key].get("outcome"):
                found.append(_changed(table, row, old[key], facts))
    return _in_order(found)


def _of_row(table: str, row: Row) -> Iterator[DatedChange]:
    if table == "monitoring":
        known = str(row["added"] or "")  # what had happened by then is added, and no news of the force
        if known > row["from"]:
            yield _added(table, row)
        else:
            yield _change("monitoring began", table, row, row["from"], now=row["reason"])
        if row["to"] and not known > row["to"]:
            ended = {**row, "source": row["to_source"] or row["source"], "source_basis": row["to_source_basis"]}
            yield _change("monitoring ended", table, ended, row["to"], now=row["to_reason"])
        return
    if row.get("outcome"):
        yield _outcome(row, None)
        if not row["outcome_added"]:
            return
    revised, published, added = (row.get(name) for name in ("revised_on", "published", "added"))
    if revised:
        yield _change("revised", table, row, revised, before=row["revised_from"], now=_facts(table, row))
    elif published and not (added and added > published):
        yield _change("published", table, row, published, now=_facts(table, row))
    else:
        yield _added(table, row)


def _outcome(row: Row, old: Row | None) -> DatedChange:
    """Say what a later report says became of a finding, with the source of that."""
    before = old and _outcome_facts(old)
    later = {**row, "source": row["outcome_source"] or row["source"]}
    return _change(
        "outcome",
        "findings",
        later,
        row["outcome_added"] or row["added"],
        before=before,
        now=_outcome_facts(row) or row["summary"],
    )


def _outcome_facts(row: Row) -> str | None:
    return f"{row['outcome']}: {row['summary']}" if row["outcome"] else None


def _added(table: str, row: Row) -> DatedChange:
    day = row.get("added") or row.get("published") or row.get("from")
    return _change("added", table, row, day, now=_facts(table, row))


def _changed(table: str, row: Row, old: Row, facts: str) -> DatedChange:
    if table == "judgments" and row["status"] == "revised" != old["status"]:
        return _change("revised", table, row, row["revised_on"], before=row["revised_from"], now=_facts(table, row))
    if table == "findings" and row["outcome"] != old["outcome"]:
        return _outcome(row, old)
    if table == "judgments" and old["status"] == "pending" and row["grade"]:
        return _change("published", table, row, row["published"], before=_facts(table, old), now=_facts(table, row))
    if table == "judgments" and row["grade"] != old["grade"]:
        return _change("changed", table, row, None, before=_facts(table, old), now=_facts(table, row))
    return _change("changed", table, row, None, now=facts)


def _differing(table: str, row: Row, old: Row, words: FactWords) -> str:
    """Say in which facts a row differs from the one of its key, what is not known on a side left out."""
    pair = {**row, **{f"{name}_shipped": cell for name, cell in old.items()}}
    names = [name for name in TABLES[table].names if name not in TABLES[table].key]
    return differing(pair, names, words).replace(" here", " now").replace(" shipped", " before")


def _facts(table: str, row: Row) -> str | None:
    """Return what a row says, in a word or a sentence."""
    if table == "judgments":
        return str(row["grade"] or row["status"])
    if table == "figures":
        return f"{row['period']}: {row['value']:g}"
    if table == "monitoring":
        end = f" to {short_date(row['to'])}" if row["to"] else ", no end known"
        return f"from {short_date(row['from'])}{end}: {row['reason']}"
    summary: str | None = row.get("summary")
    return summary


def _change(what: str, table: str, row: Row, day: object, *, before: object = None, now: object = None) -> DatedChange:
    return DatedChange(
        day=_text(day),
        what=what,
        table=table,
        force=row["force"],
        cycle=row.get("cycle"),
        item=row.get("item") or row.get("measure"),
        before=_text(before),
        now=_text(now),
        source=row.get("source"),
        source_basis=row.get("source_basis"),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _by_key(ds: Dataset, table: str) -> dict[tuple[object, ...], Row]:
    key = TABLES[table].key
    return {tuple(row[name] for name in key): row for row in ds.tables[table].iter_rows(named=True)}


def _in_order(found: list[DatedChange]) -> list[DatedChange]:
    order = {table: place for place, table in enumerate(FOLLOWED)}
    return sorted(
        found,
        key=lambda change: (change.day or "", order[change.table], change.force, change.cycle or "", change.item or ""),
    )
