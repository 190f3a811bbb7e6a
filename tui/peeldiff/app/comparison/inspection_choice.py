"""Every force in every cycle, found as one types: a line is made when it is seen, never all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from peeldiff.app.kit.lines import Span, fit
from peeldiff.dataset.framework_model import Cycle
from peeldiff.dataset.model import Dataset
from peeldiff.dataset.queries.names import Inspection
from peeldiff.text import plural

_HINT = len("9999 judgments")
Counts = Sequence[tuple[str, Mapping[tuple[str, str], int]]]
"""What may be known of an inspection, and how much of it is; the first that is known is told."""


class InspectionChoices:
    """The inspections that can be found: forces are filtered first, then their cycles."""

    def __init__(
        self,
        ds: Dataset,
        known: Mapping[tuple[str, str], int],
        findings: Mapping[tuple[str, str], int],
        first: str = "",
    ) -> None:
        """`known` counts the judgments of an inspection, `findings` its findings; the force `first` comes first."""
        index = ds.force_index
        order = sorted(range(len(index.slugs)), key=lambda place: index.slugs[place] != first)
        self._forces = [(index.slugs[place], index.names[place]) for place in order]
        self._called = [f" {index.called[place].replace(';', ' ')}" for place in order]
        self._cycles = tuple(ds.cycles.values())
        self._counts = (("judgment", known), ("finding", findings))

    def matching(self, text: str) -> InspectionSource:
        """Return what has every word, in the force's names or in the cycle's; whole beginnings come first."""
        words = text.casefold().replace(":", " ").split()
        found = self._found(words) if words else None
        return InspectionSource(self._forces, self._cycles, self._counts, found)

    def place_of(self, inspection: Inspection) -> int:
        """Return where an inspection stands among all; the first place where it is none."""
        forces = [force for force, _ in self._forces]
        cycles = [cycle.id for cycle in self._cycles]
        if inspection.force not in forces or inspection.cycle not in cycles:
            return 0
        return forces.index(inspection.force) * len(cycles) + cycles.index(inspection.cycle)

    def _found(self, words: Sequence[str]) -> Sequence[int]:
        """Return the places of what was found, best first."""
        names = self._called
        has = {word: {place for place, name in enumerate(names) if word in name} for word in words}
        begins = {
            word: {place for place in places if f" {word}" in names[place].replace("-", " ")}
            for word, places in has.items()
        }
        cycles = len(self._cycles)
        every = len(names) * cycles
        found: list[int] = []  # how many words are no beginning, and the place, as one number: what is sorted is quick
        for order, cycle in enumerate(self._cycles):
            called = " ".join((cycle.name, cycle.id, *cycle.aliases)).casefold()
            opens = " " + called.replace("-", " ")
            wanted = [has[word] for word in words if word not in called]
            loose = [begins[word] for word in words if f" {word}" not in opens]
            forces = set.intersection(*wanted) if wanted else range(len(names))
            found += [
                sum(force not in beginning for beginning in loose) * every + force * cycles + order for force in forces
            ]
        return [place % every for place in sorted(found)]


class InspectionSource:
    """The lines: asked by number, so fifty thousand forces cost what fifty do."""

    def __init__(
        self,
        forces: Sequence[tuple[str, str]],
        cycles: Sequence[Cycle],
        counts: Counts,
        found: Sequence[int] | None,
    ) -> None:
        """`forces` are slugs with names; `found` are the places among all inspections, None for every one."""
        self._forces, self._cycles, self._counts, self._found = forces, cycles, counts, found
        self._label = 0

    def lay_out(self, width: int) -> None:
        """Find the room for the labels."""
        longest = max((len(name) for _, name in self._forces), default=0)
        cycle = max((len(cycle.name) for cycle in self._cycles), default=0)
        self._label = max(1, min(longest + cycle + len(", "), width - _HINT - 4) + 2)

    @property
    def entries(self) -> int:
        """How many inspections were found."""
        return len(self._forces) * len(self._cycles) if self._found is None else len(self._found)

    @property
    def height(self) -> int:
        """How many lines there are; one where there is nothing."""
        return self.entries or 1

    def entry_at(self, line: int) -> int | None:
        """Return the inspection of a line."""
        return line if line < self.entries else None

    def lines_of(self, entry: int) -> range:
        """Return the line of an inspection."""
        return range(entry, entry + 1) if 0 <= entry < self.entries else range(0)

    def other_column(self, cell: int) -> int | None:  # noqa: ARG002  (the protocol's)
        """There are no columns."""
        return None

    def value(self, entry: int) -> Inspection:
        """Return an inspection."""
        (force, _), cycle = self._pair(entry)
        return Inspection(force, cycle.id)

    def line(self, line: int) -> Sequence[Span]:
        """Return force and cycle, and how much is known of them."""
        if not self.entries:
            return [(" Nothing has all of these words.", "muted")]
        (force, name), cycle = self._pair(line)
        inspection = (force, cycle.id)
        hints = (plural(counted[inspection], thing) for thing, counted in self._counts if counted.get(inspection))
        label = fit(f" {name}, {cycle.name}", self._label + 1)
        return [(label, "lead"), (next(hints, "nothing known"), "muted")]

    def _pair(self, entry: int) -> tuple[tuple[str, str], Cycle]:
        place = entry if self._found is None else self._found[entry]
        force, cycle = divmod(place, len(self._cycles))
        return self._forces[force], self._cycles[cycle]
