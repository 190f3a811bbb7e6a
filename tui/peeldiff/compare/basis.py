"""May a direction be drawn on a row? The first rule that fits decides.

The statements are in the dataset, for each pair of cycles and level; a pair is the same either
way round. What the dataset makes no statement on has no basis.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

from peeldiff.dataset.framework_model import Cycle, Statement
from peeldiff.dataset.model import Dataset
from peeldiff.vocabulary.terms import DIRECT, INDICATIVE, NONE, PART

if TYPE_CHECKING:
    from peeldiff.compare.alignment import AlignedItem

_RANK = {NONE: 0, INDICATIVE: 1, DIRECT: 2}


class RowBasis(NamedTuple):
    """A basis, with why it is that one and who says so."""

    basis: str
    reason: str
    official: bool = False
    sources: tuple[str, ...] = ()
    same_grades: bool = False
    """Whether equal grades are unchanged although no direction may be drawn."""

    def of_kind(self, kind: str) -> RowBasis:
        """Return the basis of a row of a kind.

        What is the same, or has no grade, needs no direction; what stands on one side only has none.
        """
        if self.basis != NONE and kind in _ONE_SIDED:
            return RowBasis(NONE, _ALONE)
        if self.same_grades and self.basis == NONE and kind in _WITHOUT_DIRECTION:
            return RowBasis(INDICATIVE, _NOTHING_STATED)
        return self


_WITHOUT_DIRECTION = ("unchanged", "same", "carried-over", "not-graded")
_ONE_SIDED = ("left-only", "right-only")
_ALONE = "There is nothing on the other side to set it against."
_NOTHING_STATED = "Data that states nothing of its own: the same item is taken to be on one scale."
_SAME_CYCLE = RowBasis(DIRECT, "Both were inspected on the same item, in one cycle and on one scale.")


def row_basis(
    statements: Sequence[Statement],
    cycles: tuple[Cycle, Cycle],
    left: Sequence[AlignedItem],
    right: Sequence[AlignedItem],
    *,
    tied: bool,
    one_force: bool,
) -> RowBasis:
    """Return the basis of a row where `left` and `right` meet, by the dataset's statements on the two cycles.

    `tied` if one of the two continues the other.
    """
    if cycles[0].id == cycles[1].id:
        return _SAME_CYCLE
    whole = next((statement for statement in statements if statement.level == "any"), None)
    if whole is not None and whole.basis == NONE:
        return _stated_basis(whole)
    if len(left) != 1 or len(right) != 1:
        return RowBasis(NONE, _describe_several_items(len(left), len(right)))
    ours, theirs = left[0], right[0]
    if PART in (ours.coverage, theirs.coverage):
        return RowBasis(NONE, "One of the two items covers this topic only in part.")
    if ours.item.level != theirs.item.level:
        return RowBasis(NONE, f"{_a(ours.item.level).capitalize()} is not set against {_a(theirs.item.level)}.")
    statement = next((each for each in statements if each.covers(ours.item.level, ours.item.id)), None)
    if statement is None:
        return _silence(cycles)
    if ours.item.level == "question" and statement.basis != NONE and not tied:
        return RowBasis(NONE, "Neither question continues the other: they only share a topic.")
    return _between_forces(statement) if not one_force else _stated_basis(statement)


_ITSELF = "One inspection stands on both sides: that nothing differs says nothing of change."


def best_between(ds: Dataset, cycles: tuple[Cycle, Cycle], *, one_force: bool) -> RowBasis:
    """Return the best basis that any row of two inspections can have, with its reason."""
    if cycles[0].id == cycles[1].id:
        reason = _ITSELF if one_force else "One cycle: the same framework and scale on both sides."
        return RowBasis(DIRECT, reason, False, cycles[0].sources[:1])
    statements = ds.statements_on(cycles)
    if not statements:
        return _silence(cycles)
    best = max(statements, key=lambda statement: _RANK[statement.basis])
    return _stated_basis(best) if one_force else _between_forces(best)


def cited(ds: Dataset, basis: RowBasis, forces: Collection[str]) -> RowBasis:
    """Return the basis as it is cited for `forces` (none: for every force).

    A statement on two cycles is general, and some of its sources are pages of single forces. Those of
    other forces are left out; where nothing else states it, the reason says what they are.
    """
    of_page = ds.force_index.of_page
    others = {source: force for source in basis.sources if (force := of_page(source)) and force not in forces}
    if not others:
        return basis
    general = tuple(source for source in basis.sources if source not in others)
    if general:
        return basis._replace(sources=general)
    names = " and ".join(ds.force_names[force] for force in dict.fromkeys(others.values()))
    return basis._replace(reason=f"{basis.reason} ({general_statement(names)})")


def general_statement(names: str) -> str:
    """Return how a statement on every force is cited that stands on a page of some other force."""
    return f"A general statement, read on a page of {names}."


def _stated_basis(statement: Statement) -> RowBasis:
    return RowBasis(statement.basis, statement.reason, statement.official, statement.sources, statement.same_grades)


def _between_forces(statement: Statement) -> RowBasis:
    """Two forces in two cycles: what would be direct for one force is only indicative."""
    if statement.basis != DIRECT:
        return _stated_basis(statement)
    reason = f"Two forces in two cycles, so a difference is only indicative. For one force: {statement.reason}"
    return RowBasis(INDICATIVE, reason, False, statement.sources)


def _silence(cycles: tuple[Cycle, Cycle]) -> RowBasis:
    names = " and ".join(cycle.name for cycle in cycles)
    return RowBasis(NONE, f"The dataset makes no statement that {names} can be compared here.")


def _describe_several_items(left: int, right: int) -> str:
    if not left or not right:
        return "One side has no such item."
    return f"{_number(left)} against {_number(right)}: nothing is averaged, so no direction is drawn."


def _number(count: int) -> str:
    words = ("one", "two", "three", "four", "five", "six")
    return words[count - 1] if count <= len(words) else str(count)


def _a(level: str) -> str:
    return f"an {level}" if level[0] in "aeiou" else f"a {level}"
