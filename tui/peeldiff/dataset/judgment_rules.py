"""The rules that hold between the cells of one judgment, and between it and its framework."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from peeldiff.dataset.model import Cycle, Scale
from peeldiff.dataset.problems import Problem, near, quoted
from peeldiff.dataset.schema import UNKNOWN_ORIGIN, WITH_GRADE
from peeldiff.dataset.tables import LEVEL, RawTable


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
        problems.append(Problem(raw.file, raw.line(row), message))
    if levels and "level" in raw.frame.columns:
        wrong = met.filter(pl.col("level").is_in(LEVEL.categories.to_list()), pl.col("level") != pl.col("its_level"))
        for row, level, its in wrong.select("row", "level", "its_level").iter_rows():
            message = f"level {quoted(level)}: the framework has this item as {its}"
            problems.append(Problem(raw.file, raw.line(row), message))


def check_judgments(
    raw: RawTable, cycles: Mapping[str, Cycle], scales: Mapping[str, Scale], problems: list[Problem]
) -> None:
    """Note judgments whose grade is not on their cycle's scale or does not fit their status.

    Needs the columns cycle, grade, status, carried_from, revised_from and revised_on.
    """
    needed = {"cycle", "grade", "status", "carried_from", "revised_from", "revised_on", "note"}
    if not needed <= set(raw.frame.columns):
        return
    on_scale = {cycle.id: scales[cycle.scale].grades for cycle in cycles.values() if cycle.scale in scales}
    order = {cycle: place for place, cycle in enumerate(cycles)}
    rows = raw.frame.with_row_index("row")

    def note(wrong: pl.Expr, message: str) -> None:
        problems.extend(Problem(raw.file, raw.line(row), message) for row in rows.filter(wrong)["row"])

    for name in ("grade", "revised_from"):
        graded = rows.filter(pl.col(name).is_not_null(), pl.col("cycle").is_in(list(on_scale)))
        for cycle, grades in on_scale.items():
            wrong = graded.filter(pl.col("cycle") == cycle, ~pl.col(name).is_in(grades))
            for row, value in wrong.select("row", name).iter_rows():
                expected = f"expected one of {', '.join(grades)}" if grades else "the cycle gives no grades"
                message = f"{name} {quoted(value)}: not on the scale of cycle {cycle}: {expected}"
                problems.append(Problem(raw.file, raw.line(row), message))

    status, has_grade = pl.col("status"), pl.col("grade").is_not_null()
    note(status.is_in(WITH_GRADE) & ~has_grade, "grade is empty: this status needs one")
    note(
        status.is_not_null() & ~status.is_in(WITH_GRADE) & has_grade,
        "a grade stands where the status has none",
    )
    note(
        (status == "withheld") & pl.col("note").is_null(),
        "note is empty: a withheld judgment needs its reason",
    )
    carried, origin = status == "carried-over", pl.col("carried_from")
    note(carried & origin.is_null(), f"carried_from is empty: expected a cycle or {UNKNOWN_ORIGIN}")
    note(
        status.is_not_null() & ~carried & origin.is_not_null(),
        "carried_from stands on a judgment not carried over",
    )
    revised = status == "revised"
    both = pl.col("revised_from").is_not_null() & pl.col("revised_on").is_not_null()
    neither = pl.col("revised_from").is_null() & pl.col("revised_on").is_null()
    note(revised & ~both, "a revised judgment needs revised_from and revised_on")
    note(
        status.is_not_null() & ~revised & ~neither,
        "revised_from or revised_on stands on a judgment not revised",
    )
    for row, cycle, came_from in (
        rows.filter(carried, origin.is_not_null()).select("row", "cycle", "carried_from").iter_rows()
    ):
        if came_from == UNKNOWN_ORIGIN:
            continue
        if came_from not in order:
            message = f"carried_from {quoted(came_from)}: expected an earlier cycle or {UNKNOWN_ORIGIN}"
            problems.append(Problem(raw.file, raw.line(row), message + near(came_from, order)))
        elif cycle in order and order[came_from] >= order[cycle]:
            message = f"carried_from {quoted(came_from)}: not earlier than cycle {cycle}"
            problems.append(Problem(raw.file, raw.line(row), message))
