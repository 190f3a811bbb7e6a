"""Every force in every cycle, found as one types: a line is made when it is seen, never all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

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
        names = pl.concat_str("force", "name", pl.col("aliases").fill_null(""), separator=" ").str.to_lowercase()
        forces = ds.forces.select("force", "name", words=names.str.replace_all(";", " "))
        self._forces = forces.sort(pl.col("force") != first, maintain_order=True).with_row_index("place")
        self._cycles = tuple(ds.cycles.values())
        self._counts = (("judgment", known), ("finding", findings))

    def matching(self, text: str) -> InspectionSource:
        """Return what has every word, in the force's names or in the cycle's; whole beginnings come first."""
        words = text.casefold().replace(":", " ").split()
        found = self._found(words) if words else None
        return InspectionSource(self._forces, self._cycles, self._counts, found)

    def place_of(self, inspection: Inspection) -> int:
        """Return where an inspection stands among all; the first place where it is none."""
        force = self._forces["force"].index_of(inspection.force)
        cycles = [cycle.id for cycle in self._cycles]
        return (
            0
            if force is None or inspection.cycle not in cycles
            else force * len(cycles) + cycles.index(inspection.cycle)
        )

    def _found(self, words: Sequence[str]) -> pl.Series:
        """Return the places of what was found, best first."""
        has = {word: pl.col("words").str.contains(word, literal=True) for word in words}
        begins = {word: (" " + pl.col("words").str.replace_all("-", " ")).str.contains(f" {word}", literal=True)
                  for word in words}  # fmt: skip
        parts = []
        for place, cycle in enumerate(self._cycles):
            names = " ".join((cycle.name, cycle.id, *cycle.aliases)).casefold()
            opens = " " + names.replace("-", " ")
            wanted = [has[word] for word in words if word not in names]
            loose = [(~begins[word]).cast(pl.UInt32) for word in words if f" {word}" not in opens]
            parts.append(
                self._forces.lazy()
                .filter(*wanted)
                .select(
                    loose=pl.sum_horizontal(pl.lit(0, pl.UInt32), *loose),
                    at=pl.col("place") * len(self._cycles) + place,
                )
            )
        return pl.concat(parts).sort("loose", "at").collect()["at"]


class InspectionSource:
    """The lines: asked by number, so fifty thousand forces cost what fifty do."""

    def __init__(
        self,
        forces: pl.DataFrame,
        cycles: Sequence[Cycle],
        counts: Counts,
        found: pl.Series | None,
    ) -> None:
        """`found` are the places among all inspections; None for every one."""
        self._forces, self._cycles, self._counts, self._found = forces, cycles, counts, found
        self._label = 0

    def lay_out(self, width: int) -> None:
        """Find the room for the labels."""
        longest = self._forces["name"].str.len_chars().max() or 0
        cycle = max((len(cycle.name) for cycle in self._cycles), default=0)
        assert isinstance(longest, int)  # noqa: S101  (a count of letters)
        self._label = max(1, min(longest + cycle + len(", "), width - _HINT - 4) + 2)

    @property
    def entries(self) -> int:
        """How many inspections were found."""
        return self._forces.height * len(self._cycles) if self._found is None else self._found.len()

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
        force, cycle = self._pair(entry)
        return Inspection(str(self._forces["force"][force]), cycle.id)

    def line(self, line: int) -> Sequence[Span]:
        """Return force and cycle, and how much is known of them."""
        if not self.entries:
            return [(" Nothing has all of these words.", "muted")]
        force, cycle = self._pair(line)
        inspection = (str(self._forces["force"][force]), cycle.id)
        hints = (plural(counted[inspection], thing) for thing, counted in self._counts if counted.get(inspection))
        label = fit(f" {self._forces['name'][force]}, {cycle.name}", self._label + 1)
        return [(label, "lead"), (next(hints, "nothing known"), "muted")]

    def _pair(self, entry: int) -> tuple[int, Cycle]:
        place = entry if self._found is None else int(self._found[entry])
        force, cycle = divmod(place, len(self._cycles))
        return force, self._cycles[cycle]
