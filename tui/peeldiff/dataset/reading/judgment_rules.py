"""The rules that hold between the cells of one judgment, and between it and its framework."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import polars as pl

from peeldiff.dataset.framework_model import Cycle, Scale
from peeldiff.dataset.reading.problems import Problem
from peeldiff.dataset.reading.raw_table import RawTable, note_rows
from peeldiff.dataset.reading.tables import LEVEL, Check, failing
from peeldiff.text import near, quoted
from peeldiff.vocabulary.terms import UNKNOWN_ORIGIN, WITH_GRADE


def check_items(raw: RawTable, cycles: Mapping[str, Cycle], problems: list[Problem], *, levels: bool = False) -> None:
    """Note rows whose item their cycle does not have; with `levels`, also a level that is not the item's.

    Needs the columns cycle and item (and level). A row without an item is left alone.
    """
    if not {"cycle", "item"} <= set(raw.frame.columns):
        return
    known = pl.DataFrame(
        [(cycle.id, item.id, item.level) for cycle in cycles.values() for item in cycle.items],
        schema={"cycle": pl.String, "item": pl.String, "its_level": pl.String},
        orient="row",
    )
    rows = raw.frame.with_row_index("row").filter(pl.col("cycle").is_in(list(cycles)), pl.col("item").is_not_null())
    joined = rows.join(known, on=("cycle", "item"), how="left", maintain_order="left")

    def describe(line: dict[str, Any]) -> str:
        items = [known_item.id for known_item in cycles[line["cycle"]].items]
        return f"item {quoted(line['item'])}: not an item of cycle {line['cycle']}{near(line['item'], items)}"

    note_rows(
        raw, joined.filter(pl.col("its_level").is_null()).select("row", "cycle", "item"), problems, describe, "item"
    )
    if levels and "level" in raw.frame.columns:
        wrong = joined.filter(pl.col("level").is_in(LEVEL.categories.to_list()), pl.col("level") != pl.col("its_level"))
        note_rows(
            raw,
            wrong.select("row", "level", "its_level"),
            problems,
            lambda line: f"level {quoted(line['level'])}: the framework has this item as {line['its_level']}",
            "level",
        )


def check_judgments(
    raw: RawTable, cycles: Mapping[str, Cycle], scales: Mapping[str, Scale], problems: list[Problem]
) -> None:
    """Note judgments whose grade is not on their cycle's scale or does not fit their status.

    Needs the columns cycle, grade, status, carried_from, revised_from, revised_on, source_basis and note.
    """
    needed = {"cycle", "grade", "status", "carried_from", "revised_from", "revised_on", "source_basis", "note"}
    if not needed <= set(raw.frame.columns):
        return
    order = {cycle: place for place, cycle in enumerate(cycles)}
    rows = raw.frame.with_row_index("row")

    for check in failing(raw.frame, list(_status_checks())):
        _note_check(raw, rows, check, problems)
    _check_scales(raw, cycles, scales, problems)
    _check_origins(raw, rows, order, problems)


def _note_check(raw: RawTable, rows: pl.DataFrame, check: Check, problems: list[Problem]) -> None:
    note_rows(raw, rows.filter(check.wrong).select("row"), problems, lambda _: check.expected, check.column)


def _check_origins(raw: RawTable, rows: pl.DataFrame, order: Mapping[str, int], problems: list[Problem]) -> None:
    """Note judgments carried over from what is no earlier cycle."""
    origin = pl.col("carried_from")
    carried = rows.filter(pl.col("status") == "carried-over", origin.is_not_null(), origin != UNKNOWN_ORIGIN)
    placed = carried.select(
        *("row", "cycle", "carried_from"),
        came=origin.replace_strict(order, default=None, return_dtype=pl.Int64),
        stands=pl.col("cycle").replace_strict(order, default=None, return_dtype=pl.Int64),
    )

    def describe(line: dict[str, Any]) -> str:
        given = f"carried_from {quoted(line['carried_from'])}"
        if line["came"] is None:
            return f"{given}: expected an earlier cycle or {UNKNOWN_ORIGIN}{near(line['carried_from'], order)}"
        return f"{given}: not earlier than cycle {line['cycle']}"

    wrong = placed.filter(pl.col("came").is_null() | (pl.col("came") >= pl.col("stands")))
    note_rows(raw, wrong, problems, describe, "carried_from")


def _status_checks() -> Iterator[Check]:
    """Walk over what does not fit together in one judgment."""
    status, has_grade = pl.col("status"), pl.col("grade").is_not_null()
    yield Check("grade", status.is_in(WITH_GRADE) & ~has_grade, "grade is empty: this status needs one")
    yield Check("grade", ~status.is_in(WITH_GRADE) & has_grade, "a grade stands where the status has none")
    reasonless = (status == "withheld") & pl.col("note").is_null()
    yield Check("note", reasonless, "note is empty: a withheld judgment needs its reason")
    unproved = (pl.col("source_basis") == "deduced") & pl.col("note").is_null()
    yield Check("note", unproved, "note is empty: a deduced judgment needs what it follows from")
    carried, origin = status == "carried-over", pl.col("carried_from")
    yield Check("carried_from", carried & origin.is_null(), f"carried_from is empty: a cycle or {UNKNOWN_ORIGIN}")
    stray = ~carried & origin.is_not_null()
    yield Check("carried_from", stray, "carried_from stands on a judgment that is not carried over")
    revised = status == "revised"
    both = pl.col("revised_from").is_not_null() & pl.col("revised_on").is_not_null()
    neither = pl.col("revised_from").is_null() & pl.col("revised_on").is_null()
    yield Check("revised_on", revised & ~both, "a revised judgment needs revised_from and revised_on")
    yield Check("revised_on", ~revised & ~neither, "revised_from or revised_on stands on a judgment not revised")


def _check_scales(
    raw: RawTable, cycles: Mapping[str, Cycle], scales: Mapping[str, Scale], problems: list[Problem]
) -> None:
    """Note grades that are not on the scale of their judgment's cycle."""
    on_scale = {cycle.id: scales[cycle.scale].grades for cycle in cycles.values() if cycle.scale in scales}
    allowed = pl.DataFrame(
        [(cycle, grade) for cycle, grades in on_scale.items() for grade in grades],
        schema={"cycle": pl.String, "grade": pl.String},
        orient="row",
    )
    rows = raw.frame.with_row_index("row").filter(pl.col("cycle").is_in(list(on_scale)))
    for name in ("grade", "revised_from"):
        graded = rows.filter(pl.col(name).is_not_null())
        strange = graded.join(allowed, left_on=("cycle", name), right_on=("cycle", "grade"), how="anti")
        note_rows(raw, strange.select("row", "cycle", name), problems, partial(_off_scale, name, on_scale), name)


def _off_scale(name: str, on_scale: Mapping[str, Sequence[str]], line: dict[str, Any]) -> str:
    grades = on_scale[line["cycle"]]
    expected = f"expected one of {', '.join(grades)}" if grades else "the cycle gives no grades"
    return f"{name} {quoted(line[name])}: not on the scale of cycle {line['cycle']}: {expected}"
