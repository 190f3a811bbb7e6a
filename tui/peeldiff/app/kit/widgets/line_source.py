"""What a list shows: lines that are asked for by number, and the entries that the cursor stands on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from peeldiff.app.kit.lines import Span


class LineSource(Protocol):
    """What a line view shows."""

    def lay_out(self, width: int) -> None:
        """Get ready for lines of this width."""

    @property
    def height(self) -> int:
        """How many lines there are."""

    @property
    def entries(self) -> int:
        """How many entries the cursor can stand on."""

    def entry_at(self, line: int) -> int | None:
        """Return the entry of a line; None for a heading."""

    def lines_of(self, entry: int) -> range:
        """Return the lines of an entry."""

    def line(self, line: int) -> Sequence[Span]:
        """Return a line; what the cursor covers has the role `lead`, or one with `HERE` before it."""

    def other_column(self, cell: int) -> int | None:
        """Return the column that has a cell; None for that of the cursor, and where there are no columns."""


class Nothing:
    """A source without a line."""

    height = 0
    entries = 0

    def lay_out(self, width: int) -> None:
        """There is nothing to get ready."""

    def entry_at(self, line: int) -> int | None:  # noqa: ARG002  (the protocol's)
        """No line, no entry."""
        return None

    def lines_of(self, entry: int) -> range:  # noqa: ARG002  (the protocol's)
        """No entry, no lines."""
        return range(0)

    def line(self, line: int) -> Sequence[Span]:  # noqa: ARG002  (the protocol's)
        """A blank."""
        return ()

    def other_column(self, cell: int) -> int | None:  # noqa: ARG002  (the protocol's)
        """No column."""
        return None
