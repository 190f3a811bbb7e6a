"""Says what is wrong with somebody else's judgments: with a count and the first few, never all of them.

These questions are asked only when a comparison has stumbled, or of the first rows: a sound table
is read once and no more.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from peeldiff.dataset.external import KEY, Side, unreadable
from peeldiff.errors import DatasetError
from peeldiff.text import inert, plural, quoted
from peeldiff.vocabulary.terms import STATUSES

_SHOWN = 3
_FIRST_ROWS = 20_000


def check_first_rows(sides: Sequence[Side]) -> None:
    """Refuse sides whose first rows repeat a force and item: a wrong column would multiply them without end."""
    heads = [side.text.head(_FIRST_ROWS).select(pl.struct(KEY).is_duplicated().any()) for side in sides]
    try:
        found = [bool(one.item()) for one in pl.collect_all(heads)]
    except (pl.exceptions.PolarsError, OSError):
        found = []
    if any(found):
        check_repeated(sides)
    if not found:
        explain(sides)


def check_repeated(sides: Sequence[Side]) -> None:
    """Raise DatasetError where a force and item stand more than once on a side."""
    problems = []
    for side in sides:
        counted = side.text.group_by(KEY).agg(rows=pl.len()).filter(pl.col("rows") > 1)
        total, first = pl.collect_all([counted.select(pl.len()), counted.sort(KEY).head(_SHOWN)], engine="streaming")
        if total.item():
            named = "; ".join(f"{_key(force, item)} ({rows} rows)" for force, item, rows in first.rows())
            more = "" if total.item() <= _SHOWN else "; …"
            count = plural(total.item(), "force and item stands", "forces and items stand")
            hint = "" if side.source.cycle is not None else ", or name the cycles"
            problems.append(
                f"{inert(side.source.address)}: {count} on more than one row: {named}{more}: keep one row of each{hint}"
            )
    _refuse(sides, problems)


def check_cycle(side: Side) -> None:
    """Raise DatasetError where the table has rows and none of them of the cycle asked for."""
    if side.cycles is None:
        return
    known = side.cycles.unique().sort("cycle").collect(engine="streaming")["cycle"].drop_nulls().to_list()
    if known and side.source.cycle not in known:
        some = ", ".join(inert(one) for one in known[:8]) + (", …" if len(known) > 8 else "")
        raise side.source.wrong(f"no row of cycle {quoted(side.source.cycle)}: it has {some}")


def explain(sides: Sequence[Side]) -> None:
    """Raise DatasetError for what keeps the sides from being read: cells off the scale, or a broken file."""
    problems = []
    for side in sides:
        try:
            if side.source.scale:
                problems += _strange(side, "grade", side.source.scale, "on the scale")
            if side.has_status:
                problems += _strange(side, "status", [one for one in STATUSES if one != "absent"], "a status")
            side.text.select(pl.all().count()).collect(engine="streaming")
        except (pl.exceptions.PolarsError, OSError) as error:
            raise unreadable(side.source, error) from error
    _refuse(sides, problems)


def incomparable(sides: Sequence[Side], error: Exception) -> DatasetError:
    """Return the error for sides that cannot be compared although nothing was found wrong with either."""
    told = " and ".join(dict.fromkeys(inert(side.source.address) for side in sides))
    said = str(error).strip().splitlines()
    return ExternalTablesError(
        [f"{told}: cannot be compared: {inert(said[0]) if said else type(error).__name__}"], sides
    )


def _strange(side: Side, column: str, allowed: Sequence[str], what: str) -> list[str]:
    """Return a line for the values of a column that are not allowed, if there are any."""
    cell = pl.col(column)
    off = side.text.filter(cell.is_not_null(), ~cell.is_in(list(allowed))).group_by(column).agg(rows=pl.len())
    values = off.sort("rows", column, descending=(True, False)).collect(engine="streaming")
    if not values.height:
        return []
    named = ", ".join(f"{quoted(value)} ({rows})" for value, rows in values.head(_SHOWN).rows())
    more = ", …" if values.height > _SHOWN else ""
    rows = plural(int(values["rows"].sum()), "row has", "rows have")
    return [
        f"{inert(side.source.address)}: {rows} a {column} that is not {what}: {named}{more}: "
        f"expected {', '.join(inert(one) for one in allowed)}"
    ]


def _key(force: str | None, item: str | None) -> str:
    return "/".join("(empty)" if part is None else inert(part) for part in (force, item))


def _refuse(sides: Sequence[Side], problems: Sequence[str]) -> None:
    """Raise an error of one line a problem; each names its table already."""
    if problems:
        raise ExternalTablesError(list(dict.fromkeys(problems)), sides)


class ExternalTablesError(DatasetError):
    """Somebody else's tables that cannot be compared."""

    def __init__(self, problems: Sequence[str], sides: Sequence[Side]) -> None:
        """Keep the problems, each of which names its table."""
        super().__init__(" and ".join(inert(side.source.address) for side in sides), problems)

    @property
    def lines(self) -> list[str]:
        """The problems, a line each."""
        return list(self.problems)
