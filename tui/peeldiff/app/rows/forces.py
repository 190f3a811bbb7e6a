"""Forces down, cycles across: how many judgments are known, where the cursor stands, what is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from peeldiff.app.lines import Line, fit
from peeldiff.app.marks import Marks
from peeldiff.app.rows.blocks import Block, BlockSource
from peeldiff.app.rows.words import short_cycle
from peeldiff.dataset.model import Cycle
from peeldiff.dataset.names import Inspection

Known = Mapping[tuple[str, str], int]
CELL = 6
"""Cells of one cycle."""


def cycles_that_fit(cycles: Sequence[Cycle], width: int, names: int) -> list[Cycle]:
    """Return the cycles for a width: those of PEEL first, the others where there is room; in time."""
    room = (width - names) // CELL
    ranked = sorted(cycles, key=lambda one: one.kind != "peel")
    kept = {one.id for one in ranked[: max(1, room)]}
    return [one for one in cycles if one.id in kept]


def cycle_heading(cycle: Cycle) -> str:
    """Return a cycle's name in a few cells: `18/19` for `PEEL 2018/19`."""
    short = short_cycle(cycle.name)
    if cycle.kind != "peel":
        initials = "".join(word[0] for word in short.split()[:-1] if word)
        return f"{initials[:2].upper()}{short[-2:]}"
    return short.removeprefix("20") if len(short) > 6 else short


@dataclass(frozen=True)
class Chosen:
    """Where one is: the cycle under the cursor, and the left side once it is chosen."""

    cycle: str
    left: Inspection | None = None


class ForceSource(BlockSource):
    """The matrix."""

    def __init__(
        self,
        forces: Sequence[tuple[str, str]],
        cycles: Sequence[Cycle],
        known: Known,
        chosen: Chosen,
        at: str,
        marks: Marks,
        names: int,
    ) -> None:
        """`forces` are slug and name; `at` is the force under the cursor; `names` the cells of a name."""
        super().__init__()
        self.forces = forces
        self._cycles = cycles
        self._known = known
        self._chosen = chosen
        self._at = at
        self._marks = marks
        self._names = names

    @property
    def entries(self) -> int:
        """How many forces there are."""
        return len(self.forces)

    def blocks(self, width: int) -> Iterator[Block]:  # noqa: ARG002  (cycles were fitted already)
        """Yield a line for each force."""
        for force, name in self.forces:
            yield Block([self._line(force, name)])
        if not self.forces:
            yield Block([[(" No force has these letters.", "muted")]], is_entry=False)

    def _line(self, force: str, name: str) -> Line:
        line: Line = [(fit(f" {name}", self._names), "lead")]
        for cycle in self._cycles:
            line += self._cell(force, cycle.id)
        return line

    def _cell(self, force: str, cycle: str) -> Line:
        count = self._known.get((force, cycle), 0)
        text = f"{count:>2}" if count else f" {self._marks.gap}"
        if self._chosen.left == Inspection(force, cycle):
            return [(f" {self._marks.chosen}{text}  ", "better")]
        if force == self._at and cycle == self._chosen.cycle:
            return [(f" [{text}] ", "cursor")]
        return [(f"  {text}  ", "text" if count else "muted")]
