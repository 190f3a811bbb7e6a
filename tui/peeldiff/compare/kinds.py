"""The engine for many forces: judgments of both sides, joined by the table of meetings, get their kind.

The rules are those of `kind_rules`, by which one pair gets its kinds too (`pair_kinds`).
Columns that come out are those of `KINDS_COLUMNS`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import polars as pl

from peeldiff.compare.alignment import Alignment
from peeldiff.compare.kind_rules import Row, row_of_sides
from peeldiff.vocabulary.terms import HOME, JUDGMENT_KINDS, PART, SEVERAL_ITEMS, STATUSES, UNKNOWN_ORIGIN

KINDS_COLUMNS = (
    *("force", "row", "kind", "left_grade", "right_grade", "left_status", "right_status"),
    *("left_coverage", "right_coverage"),
)
KIND = pl.Enum(JUDGMENT_KINDS)
_STATUS = pl.Enum(STATUSES)
SIDE_STATUS = pl.Enum((*STATUSES, SEVERAL_ITEMS))
"""The status of a side: `several` where more than one item stands there."""
COVERAGE = pl.Enum((HOME, PART))


def side_items(alignments: Sequence[Alignment], side: str) -> pl.DataFrame:
    """Return which items stand in which row on one side.

    Columns: row (place of the alignment), place (of the item in the row), item, coverage,
    otherwise (the status where there is no judgment; null where the item then stands in no row).
    """
    lines = [
        (row, place, aligned.item.id, aligned.coverage, aligned.item.expected_status)
        for row, alignment in enumerate(alignments)
        for place, aligned in enumerate(alignment.left if side == "left" else alignment.right)
    ]
    return pl.DataFrame(
        lines,
        schema={"row": pl.UInt32, "place": pl.UInt32, "item": pl.String, "coverage": COVERAGE, "otherwise": _STATUS},
        orient="row",
    )


def on_rows(judgments: pl.DataFrame, items: pl.DataFrame, forces: pl.DataFrame) -> pl.DataFrame:
    """Lay the judgments of one cycle on the rows: one line for each force, row and item.

    `judgments` needs force, item, grade, status and origin (of `Dataset.judgments_with_origin`);
    `forces` needs force. Items without a judgment are there, with the status that stands for that, if a framework
    has them.
    """
    laid = forces.select("force").join(items, how="cross")
    joined = laid.join(judgments, on=("force", "item"), how="left")
    known = joined.with_columns(pl.col("status").fill_null(pl.col("otherwise"))).drop("otherwise")
    return known.filter(pl.col("status").is_not_null())


def _gathered(lines: pl.DataFrame, order: Mapping[str, int], side: str) -> pl.DataFrame:
    """Gather the items of each force's row on one side into one line.

    The items of one side stand there all at home or all in part.
    `looked` is the place in time of the cycle from which a carried-over judgment comes; null if that
    is not known, it is not carried over, or several items stand there.
    """
    alone = pl.len() == 1
    origin = pl.col("origin").replace_strict(order, default=None, return_dtype=pl.Int64)
    return lines.group_by("force", "row").agg(
        pl.len().alias(f"{side}_items"),
        pl.col("grade").count().alias(f"{side}_grades"),
        (pl.col("status") == "absent").any().alias(f"{side}_absent"),
        pl.when(alone).then(pl.col("grade").first()).alias(f"{side}_grade"),
        pl.when(alone)
        .then(pl.col("status").first().cast(SIDE_STATUS))
        .otherwise(pl.lit(SEVERAL_ITEMS, SIDE_STATUS))
        .alias(f"{side}_status"),
        pl.col("coverage").first().alias(f"{side}_coverage"),
        pl.when(alone).then(origin.first()).alias(f"{side}_looked"),
        pl.when(alone).then((pl.col("origin") == UNKNOWN_ORIGIN).first()).alias(f"{side}_unknown_origin"),
    )


def kinds(
    left: pl.DataFrame,
    right: pl.DataFrame,
    alignments: Sequence[Alignment],
    cycles: tuple[str, str],
    order: Mapping[str, int],
    *,
    one_force: bool,
    partly_known: Collection[str] = (),
) -> pl.DataFrame:
    """Return the kind of each force's row; `left` and `right` come from `on_rows`.

    With `one_force`, `left` and `right` name the same force and changes are read over time, from
    the earlier cycle to the later; else the two sides must carry one common `force` to join on
    and the right side is said to be higher or lower. `partly_known` are the cycles that may have items of which the
    dataset knows nothing.
    """
    ours = _gathered(left, order, "left")
    theirs = _gathered(right, order, "right")
    bases = pl.DataFrame(
        [(row, alignment.ruling.basis, alignment.ruling.same_grades) for row, alignment in enumerate(alignments)],
        schema={"row": pl.UInt32, "basis": pl.String, "same_grades": pl.Boolean},
        orient="row",
    )
    both = ours.join(theirs, on=("force", "row"), how="full", coalesce=True).join(bases, on="row")
    counts = pl.col(r"^(left|right)_(items|grades)$").fill_null(0)
    flags = pl.col(r"^(left|right)_(absent|unknown_origin)$").fill_null(False)
    judged = both.with_columns(counts, flags).with_columns(_kind(cycles, order, partly_known, one_force=one_force))
    gaps = [
        pl.when(pl.col(f"{side}_items") == 0)
        .then(pl.lit("absent", SIDE_STATUS))
        .otherwise(f"{side}_status")
        .alias(f"{side}_status")
        for side, cycle in zip(("left", "right"), cycles, strict=True)
        if cycle in partly_known
    ]
    judged = judged.with_columns(gaps)
    return judged.sort("force", "row").select(*KINDS_COLUMNS)


def kind_of(row: Row) -> pl.Expr:
    """Return the kind of a row, by the first rule that fits, as a column `kind`."""
    *rules, (_, last) = row.rules()
    kind = pl.lit(last, dtype=KIND)
    for applies, word in reversed(rules):
        kind = pl.when(applies).then(pl.lit(word, dtype=KIND)).otherwise(kind)
    return kind.alias("kind")


def _kind(
    cycles: tuple[str, str], order: Mapping[str, int], partly_known: Collection[str], *, one_force: bool
) -> pl.Expr:
    """Return the kind of a row of the gathered sides."""

    def grade(side: str) -> pl.Expr:
        return pl.col(f"{side}_grade").to_physical()

    def differ(before: pl.Expr, after: pl.Expr) -> pl.Expr:
        return ~(pl.col("same_grades") & (before == after).fill_null(value=False))

    row = row_of_sides(pl.col, grade, differ, cycles, order, one_force=one_force, partly_known=partly_known)
    return kind_of(row)
