"""`peeldiff country` on somebody else's tables."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from peeldiff import table_address
from peeldiff.cli import streams
from peeldiff.cli.inputs import few_threads, settings
from peeldiff.cli.own_process import carry_on_in_own_process
from peeldiff.cli.progress import progress_line
from peeldiff.errors import UnknownNameError, UsageError
from peeldiff.text import inert, quoted

if TYPE_CHECKING:
    from peeldiff.compare.external.external_country import ExternalCountry, Joined
    from peeldiff.dataset.external.side import Side


def addresses(given: argparse.Namespace) -> list[str]:
    """Return the tables that are to be compared, none where a dataset's folder or nothing is named.

    Raises UsageError for options that do not go together.
    """
    named: list[str] = getattr(given, "data", None) or []
    if len(named) > 2:
        raise UsageError("--data: expected once, or twice, the left side first")
    data = settings(given).data
    if not named and data is not None:
        named = [table_address.written_as_path(data)]
    if len(named) == 2 or (named and table_address.is_external(named[0])):
        return named
    for option in ("columns", "scale"):
        if getattr(given, option, None):
            raise UsageError(f"--{option} is for tables: name one or two with --data FILE")
    return []


def compare_tables(given: argparse.Namespace, named: Sequence[str], *, rows: bool) -> ExternalCountry:
    """Compare the tables; the counts alone where `rows` is false."""
    carry_on_in_own_process(" and ".join(dict.fromkeys(map(inert, named))))
    few_threads()
    from peeldiff.compare.comparison import Comparability, DatasetCard
    from peeldiff.compare.external.country_rows import ONE_SIDED, basis_of
    from peeldiff.compare.external.external_country import KINDS, ExternalCountry
    from peeldiff.dataset.external.checks import describe_near_cycles, describe_odd_rows
    from peeldiff.dataset.external.near_names import describe_pairs
    from peeldiff.dataset.external.table_statements import ORDERED, UNORDERED, find_statement
    from peeldiff.dataset.time.cycle_order import find_order

    sides = _sides(given, named)
    label = " and ".join(dict.fromkeys(inert(table_address.without_credentials(side.source.address)) for side in sides))
    kinds = [
        kind for kind in KINDS if kind in (given.only or KINDS) and (not given.basis or basis_of(kind) in given.basis)
    ]
    has_scale, cycles = bool(settings(given).scale), (given.left, given.right)
    if cycles[0] == cycles[1]:  # two tables, of which the left is the earlier
        basis, reason = ("indicative", ORDERED) if has_scale else ("none", UNORDERED)
        left_is_later = False
    else:
        statement = find_statement(*cycles, has_scale=has_scale)
        basis, reason, left_is_later = statement.basis, statement.reason, find_order(*cycles) == 1
    found = _join(sides, label, kinds, rows=rows, ordered=has_scale and basis != "none", left_is_later=left_is_later)
    _check_item(given, found)
    for remark in dict.fromkeys(side.table.form.remark for side in sides if side.table.form is not None):
        if remark:
            whose = next(s.source.address for s in sides if s.table.form is not None and s.table.form.remark == remark)
            streams.message(f"peeldiff: {inert(whose)}: {remark}")
    near = [describe_pairs(found.near)]
    one_sided = found.tally.filter(found.tally["kind"].is_in(ONE_SIDED)).height
    if one_sided or found.sizes[0] != found.sizes[1]:  # rows of a cycle written otherwise are on neither side
        near += describe_near_cycles(sides)
    for table in {side.source.address: side.table for side in sides}.values():
        if table.is_small:
            near += [f"{inert(table.source.address)}: {line}" for line in describe_odd_rows(table)]
    for line in filter(None, near):
        streams.message(f"peeldiff: {line}")
    names, scale = (_label(sides, 0), _label(sides, 1)), tuple(map(inert, settings(given).scale))
    return ExternalCountry(
        dataset=DatasetCard(label, "", ""),
        left_cycle=names[0],
        right_cycle=names[1],
        scales=dict.fromkeys(names, scale) if scale else {},
        comparability=Comparability(basis, reason, official=False, sources=()),
        rows=found.rows,
        tally=found.tally,
    )


def _join(
    sides: tuple[Side, Side], label: str, kinds: Sequence[str], *, rows: bool, ordered: bool, left_is_later: bool
) -> Joined:
    """Join the sides. Raises DatasetError for whatever is wrong with them."""
    import polars as pl

    from peeldiff.compare.external.external_country import join_sides
    from peeldiff.dataset.external.checks import check_cycle, check_tables, incomparable, is_sound
    from peeldiff.dataset.external.first_rows import check_first_rows
    from peeldiff.dataset.external.table_size import find_pieces
    from peeldiff.settings import memory

    tables = list({side.source.address: side.table for side in sides}.values())
    partly = is_sound([table for table in tables if any(side.is_part for side in sides)])
    with progress_line(f"comparing {label}"):
        first, free = check_first_rows(sides), memory.find_free()
        gridded = first.gridded and find_pieces(tables, free, gridded=True) == 1
        pieces = 1 if gridded else find_pieces(tables, free)
        try:
            left, right = (side.plan(few_items=first.few_items and pieces == 1 and not gridded) for side in sides)
            found = join_sides(
                left,
                right,
                kinds,
                ordered=ordered,
                rows=rows,
                left_is_later=left_is_later,
                sound=partly,
                pieces=pieces,
                gridded=gridded,
                sources=[side.sources for side in sides] if rows else (),
            )
        except (pl.exceptions.PolarsError, OSError) as error:
            check_tables(tables)
            raise incomparable(sides, error) from error
        if found.repeated or not found.sound:
            check_tables(tables)
        for side, size in zip(sides, found.sizes, strict=True):
            if not size:
                check_cycle(side)
    return found


def _sides(given: argparse.Namespace, named: Sequence[str]) -> tuple[Side, Side]:
    """Return both sides, ready to be read."""
    from peeldiff.dataset.external.side import open_side
    from peeldiff.dataset.external.source import Source

    cycles = (given.left, given.right)
    if (cycles[0] is None) != (cycles[1] is None):
        raise UsageError("LEFT_CYCLE and RIGHT_CYCLE: expected both, or neither")
    if cycles[0] is None and len(named) == 1:
        raise UsageError("one table has both sides: expected LEFT_CYCLE and RIGHT_CYCLE, or --data once more")
    if list(named).count("-") == 2:
        raise UsageError("--data -: standard input can be only one side")
    in_force = settings(given)
    piped = sys.stdin.buffer.read() if "-" in named else None
    left, right = (
        open_side(
            Source(
                address=address,
                names=in_force.columns,
                scale=in_force.scale,
                cycle=cycle,
                item=given.item,
                data=piped if address == "-" else None,
            )
        )
        for address, cycle in zip((named[0], named[-1]), cycles, strict=True)
    )
    return left, right


def _check_item(given: argparse.Namespace, found: Joined) -> None:
    """Raise UnknownNameError where an item was asked for that neither side has."""
    if given.item is not None and not any(found.sizes):
        raise UnknownNameError(f"no item {quoted(given.item)} on either side: it is taken letter by letter")


def _label(sides: Sequence[Side], side: int) -> str:
    """Return what a side is called: its cycle, else its file's name, in full where both have one name."""
    source = sides[side].source
    if source.cycle is not None:
        return inert(source.cycle)
    names = [PurePath(side.source.address).name for side in sides]
    return inert(names[side] if names[0] != names[1] else table_address.without_credentials(source.address))
