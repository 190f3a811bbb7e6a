"""Finds the lines of one force in a frame of any size, without walking over the others."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from peeldiff.dataset.compiled_tables import CompiledTables
from peeldiff.dataset.model import Dataset

if TYPE_CHECKING:
    import polars as pl


class ByForce:
    """A frame with the column `force`, and where in it each force stands."""

    def __init__(self, frame: pl.DataFrame) -> None:
        """`frame` has its lines in the order in which those of one force are wanted."""
        ordered = frame if frame["force"].is_sorted() else frame.sort("force", maintain_order=True)
        self._forces = ordered["force"]
        self.frame = ordered.drop("force")

    @cached_property
    def _spans(self) -> dict[str, tuple[int, int]]:
        counted = self._forces.to_frame().group_by("force", maintain_order=True).len()
        starts = counted["len"].cum_sum() - counted["len"]
        return {
            force: (start, length)
            for force, start, length in zip(counted["force"], starts, counted["len"], strict=True)
        }

    def rows(self, force: str) -> list[tuple[object, ...]]:
        """Return the lines of a force, each with the columns of the frame but `force`."""
        start, length = self._spans.get(force, (0, 0))
        return self.frame.slice(start, length).rows()


JUDGMENT_FIELDS = ("cycle", "item", "grade", "status", "carried_from", "revised_from", "revised_on", "source_basis")


class JudgmentsByForce:
    """The judgments of each force: a compiled dataset has them ready, else they are found in the frame."""

    def __init__(self, ds: Dataset) -> None:
        """Nothing is looked for yet."""
        self._ds = ds

    @cached_property
    def _index(self) -> ByForce:
        return ByForce(self._ds.judgments.select("force", *JUDGMENT_FIELDS))

    def rows(self, force: str) -> list[tuple[object, ...]]:
        """Return the judgments of a force, each with `JUDGMENT_FIELDS`."""
        if not isinstance(self._ds.tables, CompiledTables):
            return self._index.rows(force)
        return [tuple(line[field] for field in JUDGMENT_FIELDS) for line in self._ds.lines("judgments", force)]
