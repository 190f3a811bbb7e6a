"""A table of somebody else's as it is asked for: its address, the names of its columns, which rows are meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from peeldiff.errors import DatasetError
from peeldiff.text import inert

KEY = ("force", "item")
NEEDED = ("force", "item", "grade")
ROLES = (*NEEDED, "cycle", "status")
"""What a comparison asks a table; its columns are called so unless `Source.names` says otherwise."""
DETAILS = ("published", "source", "note")
"""What a table may say besides."""


@dataclass(frozen=True)
class Source:
    """A table of judgments, and how it is to be read."""

    address: str
    names: Mapping[str, str] = field(default_factory=dict)
    """The table's own column for each of `ROLES` that it calls otherwise."""
    scale: tuple[str, ...] = ()
    """The grades, best first; empty where no order is known."""
    cycle: str | None = None
    """The cycle whose rows are meant; None for all."""
    item: str | None = None
    """The one item whose rows are meant; None for all."""
    data: bytes | None = field(default=None, repr=False)
    """What came by standard input, as CSV; None where the address is to be read."""

    def error(self, problem: str) -> DatasetError:
        """Return the error that says what is wrong with this table."""
        return DatasetError(inert(self.address), [problem])
