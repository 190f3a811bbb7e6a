"""The *why* of a row: its kind in a sentence or three, with the facts that decide it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from peeldiff.compare.basis import RowBasis
from peeldiff.compare.comparison import Side
from peeldiff.compare.rows import Judgment
from peeldiff.dataset.model import Dataset
from peeldiff.vocabulary.terms import OVER_TIME, UNKNOWN_ORIGIN
from peeldiff.vocabulary.words import STATUS_WORDS, long_day


@dataclass(frozen=True)
class RowContext:
    """All that the sentence is made from."""

    ds: Dataset
    sides: tuple[Side, Side]
    """Left and right."""
    ruling: RowBasis
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


def why(context: RowContext, left: Sequence[Judgment], right: Sequence[Judgment], pillar_note: str = "") -> str:
    """Return why a row is of its kind."""
    facts = _facts(context, (left, right))
    words = {
        "unknown": _unknown(context, left, right),
        "left-only": _missing(context, 1),
        "right-only": _missing(context, 0),
        "not-graded": "At least one side has no grade, so nothing is compared.",
        "not-comparable": f"Not comparable: {context.ruling.reason}",
        "carried-over": "Nobody looked again between the two, so this is not evidence of no change.",
    }
    sentence = words.get(context.kind) or _direction(context, left[0], right[0])
    published = _published((*left, *right))
    return " ".join(part for part in (facts, sentence, published, pillar_note) if part)


def _unknown(context: RowContext, left: Sequence[Judgment], right: Sequence[Judgment]) -> str:
    """Say what is a gap: a judgment, or whether a framework of which only some items are known has the item at all."""
    for side, judgments in zip(context.sides, (left, right), strict=True):
        if not judgments and side.cycle in context.ds.partly_known:
            return f"This dataset knows only some items of {side.cycle_name}: a gap of the data, not news."
    return "This dataset has no judgment on one side: a gap of the data, not news."


def _missing(context: RowContext, place: int) -> str:
    """Say that a side has no such item: its framework, or, in somebody else's table, its rows."""
    side = context.sides[place]
    if context.ds.states is None:
        return f"{side.cycle_name} has no such item."
    return f"The table has no such row of {side.force_name} in {side.cycle_name}."


def _published(judgments: Sequence[Judgment]) -> str:
    """Say where the inspectorate publishes what the dataset lacks; nothing where it lacks nothing."""
    pages = {page.address: page for judgment in judgments for page in judgment.pages[:1]}
    certain = [address for address, page in pages.items() if page.is_certain]
    likely = [address for address, page in pages.items() if not page.is_certain]
    parts = []
    if certain:
        parts.append(f"The inspectorate publishes the answer at {' and '.join(certain)}")
    if likely:
        parts.append(f"By the pattern of few pages, the answer should stand at {' and '.join(likely)}")
    return " ".join(parts)


def _facts(context: RowContext, judged: tuple[Sequence[Judgment], Sequence[Judgment]]) -> str:
    """`PEEL 2016: requires improvement. PEEL 2017: good, carried over from 2016.`"""
    parts = []
    for place in context.in_time:
        side, judgments = context.sides[place], judged[place]
        if judgments:
            several = len(judgments) > 1
            facts = "; ".join(_fact(context, judgment, several=several) for judgment in judgments)
            parts.append(f"{context.name(side)}: {facts}.")
    return " ".join(parts)


def _fact(context: RowContext, judgment: Judgment, *, several: bool) -> str:
    words = context.ds.grade_in_sentence(judgment.grade) if judgment.grade else STATUS_WORDS[judgment.status]
    name = f"{judgment.label} " if several or judgment.coverage == "part" else ""
    part = "(in part) " if judgment.coverage == "part" else ""
    return f"{name}{part}{words}{_qualified(context, judgment)}"


def _qualified(context: RowContext, judgment: Judgment) -> str:
    if judgment.status == "carried-over":
        return f", carried over from {_origin(context, judgment)}"
    if judgment.status == "revised" and judgment.revised_from and judgment.revised_on:
        first = context.ds.grade_in_sentence(judgment.revised_from)
        return f", revised from {first} on {long_day(judgment.revised_on)}"
    if judgment.status == "revised":
        return ", revised"
    if judgment.status == "withheld" and judgment.note:
        return f" ({judgment.note})"
    return ""


def _origin(context: RowContext, judgment: Judgment) -> str:
    if judgment.carried_from in (None, UNKNOWN_ORIGIN):
        return "an earlier cycle that the page does not name"
    return context.ds.cycles[judgment.carried_from].name


def _last_looked(context: RowContext, place: int, judgment: Judgment) -> str:
    """Name the cycle in which somebody last looked, which may lie behind the one that the page names."""
    side = context.sides[place]
    origin = context.ds.origins(side.force).get((side.cycle, judgment.item), "")
    cycle = context.ds.cycles.get(origin)
    return cycle.name if cycle else _origin(context, judgment)


def _direction(context: RowContext, left: Judgment, right: Judgment) -> str:
    """Say which way it went and on what basis."""
    first, last = ((left, right), (right, left))[context.in_time[0]]
    as_of = ""
    if last.status == "carried-over":
        as_of = f" The later grade is as of {_last_looked(context, context.in_time[1], last)}."
    elif first.status == "carried-over":
        as_of = f" The earlier grade is as of {_last_looked(context, context.in_time[0], first)}."
    direction = {
        "improved": "Improved",
        "declined": "Declined",
        "unchanged": "Unchanged",
        "higher": f"{context.name(context.sides[1])} is higher",
        "lower": f"{context.name(context.sides[1])} is lower",
        "same": "The same grade",
    }[context.kind]
    if context.kind not in OVER_TIME:
        as_of = as_of.replace("The later grade", f"{context.name(context.sides[1])}'s grade")
        as_of = as_of.replace("The earlier grade", f"{context.name(context.sides[0])}'s grade")
    only = ", indicatively" if context.ruling.basis == "indicative" else ""
    return f"{direction}{only}.{as_of} {context.ruling.reason}"
