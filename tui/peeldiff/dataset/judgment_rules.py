"""The rules that hold between the cells of one judgment, and between it and its framework."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from peeldiff.dataset.model import Cycle, Scale
from peeldiff.dataset.problems import Problem
from peeldiff.dataset.tables import LEVEL, Check, RawTable, failing
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
    met = rows.join(known, on=("cycle", "item"), how="left", maintain_order="left")
    for row, cycle, item in met.filter(pl.col("its_level").is_null()).select("row", "cycle", "item").iter_rows():
        items = [one.id for one in cycles[cycle].items]
        message = f"item {quoted(item)}: not an item of cycle {cycle}{near(item, items)}"
        problems.append(Problem(raw.file, raw.line(row), message, "item"))
    if levels and "level" in raw.frame.columns:
        wrong = met.filter(pl.col("level").is_in(LEVEL.categories.to_list()), pl.col("level") != pl.col("its_level"))
        for row, level, its in wrong.select("row", "level", "its_level").iter_rows():
            message = f"level {quoted(level)}: the framework has this item as {its}"
            problems.append(Problem(raw.file, raw.line(row), message, "level"))


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
        lines = (raw.line(row) for row in rows.filter(check.wrong)["row"])
        problems.extend(Problem(raw.file, line, check.expected, check.column) for line in lines)
    _check_scales(raw, cycles, scales, problems)
    carried, origin = pl.col("status") == "carried-over", pl.col("carried_from")
    for row, cycle, came_from in (
        rows.filter(carried, origin.is_not_null()).select("row", "cycle", "carried_from").iter_rows()
    ):
        if came_from == UNKNOWN_ORIGIN:
            continue
        if came_from not in order:
            message = f"carried_from {quoted(came_from)}: expected an earlier cycle or {UNKNOWN_ORIGIN}"
            problems.append(Problem(raw.file, raw.line(row), message + near(came_from, order), "carried_from"))
        elif cycle in order and order[came_from] >= order[cycle]:
            message = f"carried_from {quoted(came_from)}: not earlier than cycle {cycle}"
            problems.append(Problem(raw.file, raw.line(row), message, "carried_from"))


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
        for row, cycle, value in strange.sort("row").select("row", "cycle", name).iter_rows():
            grades = on_scale[cycle]
            expected = f"expected one of {', '.join(grades)}" if grades else "the cycle gives no grades"
            message = f"{name} {quoted(value)}: not on the scale of cycle {cycle}: {expected}"
            problems.append(Problem(raw.file, raw.line(row), message, name))
