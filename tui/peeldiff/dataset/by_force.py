"""Finds the lines of one force in a frame of any size, without walking over the others."""

from __future__ import annotations

from functools import cached_property

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


def judgments_by_force(judgments: pl.DataFrame) -> ByForce:
    """Return the judgments of a dataset by force, each with the columns `JUDGMENT_FIELDS`."""
    return ByForce(judgments.select("force", *JUDGMENT_FIELDS))
