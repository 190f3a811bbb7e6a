"""The *why* of a row: its kind in a sentence or three, with the facts that decide it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from peeldiff.compare.basis import Verdict
from peeldiff.compare.comparison import Judgment, Side
from peeldiff.dataset.model import Dataset
from peeldiff.vocabulary.terms import OVER_TIME, UNKNOWN_ORIGIN
from peeldiff.vocabulary.words import STATUS_WORDS, long_day


@dataclass(frozen=True)
class Telling:
    """All that the sentence is made from."""

    ds: Dataset
    sides: tuple[Side, Side]
    """Left and right."""
    verdict: Verdict
    kind: str

    @property
    def in_time(self) -> tuple[int, int]:
        """The places of the two sides, the earlier cycle first; left first between two forces."""
        order = self.ds.cycle_order
        left, right = self.sides
        turned = left.force == right.force and order[left.cycle] > order[right.cycle]
        return (1, 0) if turned else (0, 1)

    def name(self, side: Side) -> str:
        """Name a side by what tells it from the other: its cycle, its force or both."""
        left, right = self.sides
        if left.force == right.force:
            return side.cycle_name
        return side.force_name if left.cycle == right.cycle else f"{side.force_name} {side.cycle_name}"


def why(told: Telling, left: Sequence[Judgment], right: Sequence[Judgment], pillar_note: str = "") -> str:
    """Return why a row is of its kind."""
    facts = _facts(told, (left, right))
    words = {
        "unknown": "This dataset has no judgment on one side: a gap of the data, not news.",
        "left-only": f"{told.sides[1].cycle_name} has no such item.",
        "right-only": f"{told.sides[0].cycle_name} has no such item.",
        "not-graded": "At least one side has no grade, so nothing is compared.",
        "not-comparable": f"Not comparable: {told.verdict.reason}",
        "carried-over": "Nobody looked again between the two, so this is not evidence of no change.",
    }
    said = words.get(told.kind) or _direction(told, left[0], right[0])
    return " ".join(part for part in (facts, said, pillar_note) if part)


def _facts(told: Telling, judged: tuple[Sequence[Judgment], Sequence[Judgment]]) -> str:
    """`PEEL 2016: requires improvement. PEEL 2017: good, carried over from 2016.`"""
    parts = []
    for place in told.in_time:
        side, ones = told.sides[place], judged[place]
        if ones:
            parts.append(f"{told.name(side)}: {'; '.join(_fact(told, one, several=len(ones) > 1) for one in ones)}.")
    return " ".join(parts)


def _fact(told: Telling, one: Judgment, *, several: bool) -> str:
    words = told.ds.grade_label(one.grade).lower() if one.grade else STATUS_WORDS[one.status]
    name = f"{one.label} " if several or one.coverage == "part" else ""
    part = "(in part) " if one.coverage == "part" else ""
    return f"{name}{part}{words}{_qualified(told, one)}"


def _qualified(told: Telling, one: Judgment) -> str:
    if one.status == "carried-over":
        return f", carried over from {_origin(told, one)}"
    if one.status == "revised" and one.revised_from and one.revised_on:
        first = told.ds.grade_label(one.revised_from).lower()
        return f", revised from {first} on {long_day(one.revised_on)}"
    if one.status == "withheld" and one.note:
        return f" ({one.note})"
    return ""


def _origin(told: Telling, one: Judgment) -> str:
    if one.carried_from in (None, UNKNOWN_ORIGIN):
        return "an earlier cycle that the page does not name"
    return told.ds.cycles[one.carried_from].name


def _looked(told: Telling, place: int, one: Judgment) -> str:
    """Name the cycle in which somebody last looked, which may lie behind the one that the page names."""
    side = told.sides[place]
    known = told.ds.judgments_with_origin.row(
        by_predicate=(pl.col("force") == side.force) & (pl.col("cycle") == side.cycle) & (pl.col("item") == one.item),
        named=True,
    )
    cycle = told.ds.cycles.get(known["origin"])
    return cycle.name if cycle else _origin(told, one)


def _direction(told: Telling, left: Judgment, right: Judgment) -> str:
    """Say which way it went and on what basis."""
    first, last = ((left, right), (right, left))[told.in_time[0]]
    as_of = ""
    if last.status == "carried-over":
        as_of = f" The later grade is as of {_looked(told, told.in_time[1], last)}."
    elif first.status == "carried-over":
        as_of = f" The earlier grade is as of {_looked(told, told.in_time[0], first)}."
    said = {
        "improved": "Improved",
        "declined": "Declined",
        "unchanged": "Unchanged",
        "higher": f"{told.name(told.sides[1])} is higher",
        "lower": f"{told.name(told.sides[1])} is lower",
        "same": "The same grade",
    }[told.kind]
    if told.kind not in OVER_TIME:
        as_of = as_of.replace("The later grade", f"{told.name(told.sides[1])}'s grade")
        as_of = as_of.replace("The earlier grade", f"{told.name(told.sides[0])}'s grade")
    only = ", indicatively" if told.verdict.basis == "indicative" else ""
    return f"{said}{only}.{as_of} {told.verdict.reason}"
