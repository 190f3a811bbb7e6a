"""Says what is wrong with somebody else's judgments: with a count and the first few, never all of them.

Every command asks these questions, so that one table gets one answer. A comparison of any size asks
them only when it has stumbled, or of the first rows: a sound table is read once and no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from peeldiff.dataset.external import near_names
from peeldiff.dataset.external.row_rules import KNOWN_STATUSES, contradicts
from peeldiff.dataset.external.side import Side
from peeldiff.dataset.external.table import ExternalTable, find_notes, unreadable
from peeldiff.errors import DatasetError
from peeldiff.text import inert, plural, quoted
from peeldiff.vocabulary.grade_words import NO_GRADE, is_no_grade, without_mark

_SHOWN = 3


def check_tables(tables: Sequence[ExternalTable]) -> None:
    """Raise DatasetError for all that is wrong with the rows of tables, a line a kind of fault."""
    problems: list[str] = []
    for table in tables:
        try:
            problems += [f"{inert(table.source.address)}: {fault}" for fault in _faults(table)]
        except (pl.exceptions.PolarsError, OSError) as error:
            raise unreadable(table.source, error, table) from error
    if problems:
        raise ExternalTablesError(list(dict.fromkeys(problems)), [table.source.address for table in tables])


def is_sound(tables: Sequence[ExternalTable]) -> list[pl.LazyFrame]:
    """Return for each table a plan of one cell: whether no row repeats another's key and every value is allowed.

    Where it says so, `check_tables` finds nothing; it may say no although nothing is wrong.
    """
    return [table.rows.select(pl.all_horizontal(*_is_sound(table))) for table in tables]


def _is_sound(table: ExternalTable) -> Iterator[pl.Expr]:
    yield pl.struct(_key_columns(table)).hash().n_unique() == pl.len()
    for column, allowed, _ in _vocabularies(table):
        yield (pl.col(column).is_null() | pl.col(column).is_in(list(allowed))).all()


def check_cycle(side: Side) -> None:
    """Raise DatasetError where the table has rows and none of them of the cycle asked for."""
    if side.source.cycle is None:
        return
    names = _cycles(side.table)
    if names and side.source.cycle not in names:
        some = ", ".join(inert(name) for name in names[:8]) + (", …" if len(names) > 8 else "")
        raise side.source.error(f"no row of cycle {quoted(side.source.cycle)}: it has {some}")


def describe_near_cycles(sides: Sequence[Side]) -> list[str]:
    """Return a line for each table in which a cycle that is meant stands in other spellings too, whose rows are not."""
    lines = []
    for address, table in {side.source.address: side.table for side in sides if side.source.cycle is not None}.items():
        lines += [f"{inert(address)}: {line}" for line in near_names.describe_within(_cycles(table))]
    return lines


_SUMS = (
    r"(?i)^\s*(?:(?:grand |sub-?)?(?:totals?|averages?|mean|median|sum|all|overall)\b[^\p{L}]*(?:\(.*\))?"
    r"|(?:england|wales|scotland|uk|united kingdom|great britain|national|england (?:and|&) wales)"
    r"(?: (?:totals?|averages?|mean|median))?"
    r"|all (?:homes|schools|forces|services|providers|prisons|regions|authorities|areas|bodies|hospitals|trusts)"
    r"|.*\b(?:sub-?total|total|average))\s*$"
)


def describe_odd_rows(table: ExternalTable) -> list[str]:
    """Say which lines are left out since they judge nothing, and which rows read like sums of the others."""
    notes, sums = pl.collect_all(
        [
            find_notes(table).sort("row"),
            table.numbered.filter(pl.col("force").str.contains(_SUMS)).select("row", "force").sort("row"),
        ],
        engine="streaming",
    )
    lines = []
    for found, noun, many, remedy in (
        (notes, "line names no item and no grade", "lines name no item and no grade", "left out"),
        (sums, "row reads like a sum of others", "rows read like sums of others", "leave such rows out"),
    ):
        if found.height:
            name = next((cell for cell in found.row(0)[1:] if cell), "")
            where = _where(table, (found["row"][0],))
            lines.append(f"{plural(found.height, noun, many)}: {quoted(name)}{where}: {remedy}")
    return lines + ([] if table.source.scale else list(_odd_grades(table)))


def _odd_grades(table: ExternalTable) -> Iterator[str]:
    """Say which grades of a table without a scale are none, and which may be one grade written in several ways."""
    first = table.numbered.filter(pl.col("grade").is_not_null()).group_by("grade").agg(pl.len(), pl.col("row").min())
    found = first.sort("row").collect(engine="streaming")
    none = found.filter(pl.col("grade").str.contains(f"(?i)^(?:{NO_GRADE})$"))
    if none.height:
        words = ", ".join(quoted(word) for word in none["grade"].head(_SHOWN))
        count = plural(int(none["len"].sum()), "row has", "rows have")
        where = _where(table, (none["row"][0],))
        yield f"{count} a grade that says there is none: {words}{where}: leave the cell empty where no grade was given"
    grades: list[str] = found["grade"].to_list()
    yield from near_names.describe_within(grades)
    marked = [grade for grade in grades if without_mark(grade) != grade]
    if marked:
        words = ", ".join(map(quoted, marked[:_SHOWN]))
        count = plural(len(marked), "grade has", "grades have")
        yield f"{count} a mark or a note behind: {words}: each counts as a grade of its own"


def _cycles(table: ExternalTable) -> list[str]:
    known = table.rows.select("cycle").unique().sort("cycle").collect(engine="streaming")["cycle"]
    names: list[str] = known.drop_nulls().to_list()
    return names


def incomparable(sides: Sequence[Side], error: Exception) -> DatasetError:
    """Return the error for sides that cannot be compared although nothing was found wrong with either."""
    addresses = list(dict.fromkeys(inert(side.source.address) for side in sides))
    first = str(error).strip().splitlines()
    reason = inert(first[0]) if first else type(error).__name__
    return ExternalTablesError([f"{' and '.join(addresses)}: cannot be compared: {reason}"], addresses)


def _faults(table: ExternalTable) -> Iterator[str]:
    """Walk over what is wrong with the rows of a table."""
    for column, allowed, what in _vocabularies(table):
        yield from _unknown_values(table, column, allowed, what)
    yield from _contradictions(table)
    yield from _repeated_keys(table)


def _key_columns(table: ExternalTable) -> list[str]:
    return [role for role in ("force", "cycle", "item") if role in table.columns]


def _vocabularies(table: ExternalTable) -> Iterator[tuple[str, Sequence[str], str]]:
    """Walk over the columns in which only some values may stand, with these and what they are called."""
    if table.source.scale:
        yield "grade", table.source.scale, "on the scale"
    if "status" in table.columns:
        yield "status", KNOWN_STATUSES, "a status"


def _repeated_keys(table: ExternalTable) -> Iterator[str]:
    """Say which keys stand on more than one row, and where."""
    key = _key_columns(table)
    repeated = table.numbered.group_by(key).agg(rows=pl.len(), row=pl.col("row").min(), last=pl.col("row").max())
    repeated = repeated.filter(pl.col("rows") > 1)
    counted, first = pl.collect_all(
        [repeated.select(pl.len()), repeated.sort("row", *key).head(_SHOWN)], engine="streaming"
    )
    total = int(counted.item())
    if not total:
        return
    shown = [
        f"{'/'.join(_cell(line[name]) for name in key)} ({line['rows']} rows)" for line in first.iter_rows(named=True)
    ]
    where = _where(table, (first["row"][0], first["last"][0]))
    more = "" if total <= _SHOWN else "; …"
    named, plurals = _listed(key), _listed([f"{name}s" for name in key])
    count = plural(total, f"{named} stands", f"{plurals} stand")
    hint = "" if "cycle" in key else ", or name the cycles"
    yield f"{count} on more than one row: {'; '.join(shown)}{more}{where}: keep one row of each{hint}"


def _listed(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _unknown_values(table: ExternalTable, column: str, allowed: Sequence[str], what: str) -> Iterator[str]:
    """Say which values of a column are not allowed, and on how many rows, if there are any."""
    cell = pl.col(column)
    wrong = table.numbered.filter(cell.is_not_null(), ~cell.is_in(list(allowed)))
    counted = wrong.group_by(column).agg(rows=pl.len(), row=pl.col("row").min())
    values = counted.sort("rows", column, descending=(True, False)).collect(engine="streaming")
    if not values.height:
        return
    shown = values.head(_SHOWN)
    named = ", ".join(f"{quoted(value)} ({rows})" for value, rows, _ in shown.iter_rows())
    where = _where(table, (shown["row"][0],))
    more = ", …" if values.height > _SHOWN else ""
    count = plural(int(values["rows"].sum()), "row has", "rows have")
    listed = ", ".join(quoted(word) if "," in word else inert(word) for word in allowed)
    hint = _hint(shown[column].to_list(), allowed)
    yield f"{count} a {column} that is not {what}: {named}{more}{where}: expected {listed}{hint}"


def _hint(values: Sequence[str], allowed: Sequence[str]) -> str:
    """Return what to do about values that are not allowed, where that can be told."""
    for value in values:
        alike = near_names.find_alike(value, allowed)
        if alike is not None:
            return f"; {quoted(value)} differs from {quoted(alike[0])} by {alike[1]}: write them alike"
    marked = next((value for value in values if without_mark(value) in allowed), None)
    if marked is not None:
        return f"; {quoted(marked)} is {quoted(without_mark(marked))} with a mark behind it: take the mark off"
    if any(map(is_no_grade, values)):
        return "; leave the cell empty where no grade was given"
    if any("," in value for value in values):
        return "; a grade with a comma stands in quotes in --scale"
    return ""


def _contradictions(table: ExternalTable) -> Iterator[str]:
    """Say on how many rows the status and the grade cannot both be true."""
    if "status" not in table.columns:
        return
    rows = table.numbered.filter(contradicts("grade", "status")).select("row", "grade", "status").sort("row")
    found = rows.collect(engine="streaming")
    if found.height:
        _, grade, status = found.row(0)
        beside = "no grade" if grade is None else f"the grade {quoted(grade)}"
        count = plural(found.height, "row has", "rows have")
        where = _where(table, (found["row"][0],))
        yield f"{count} a status that the grade belies: {quoted(status)} beside {beside}{where}: correct one of the two"


def _where(table: ExternalTable, rows: Sequence[int]) -> str:
    """Say where the first of what was found stands, if that can be told."""
    places = table.places(rows)
    return f" (the first on {' and '.join(places[row] for row in rows)})" if len(places) == len(set(rows)) else ""


def _cell(value: str | None) -> str:
    return "(empty)" if value is None else inert(value)


class ExternalTablesError(DatasetError):
    """Somebody else's tables that cannot be compared."""

    def __init__(self, problems: Sequence[str], addresses: Sequence[str]) -> None:
        """Keep the problems, each of which names its table."""
        super().__init__(" and ".join(dict.fromkeys(inert(address) for address in addresses)), problems)

    @property
    def lines(self) -> list[str]:
        """The problems, a line each."""
        return list(self.problems)
