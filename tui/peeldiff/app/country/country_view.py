"""What every way to show the country has: columns, a cell for each, and the cell of the cursor in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from peeldiff.app.kit.lines import Line
from peeldiff.app.kit.widgets.columns import Column

if TYPE_CHECKING:
    import polars as pl


class CountryView(Protocol):
    """A way to show the country.

    The overview and one cycle also have `fits`, the items that fit a filter by force and cycle (None without one): a
    cell of which nothing fits stays empty. The overview has `marked`, the inspections that are marked.
    """

    columns: Sequence[Column]

    def fit(self, room: int) -> None:
        """Size the columns to the cells there are."""

    def cells(self, force: str) -> list[Line]:
        """Return the cells of a force, one a column, not padded."""

    def ranks(self, column: str) -> pl.DataFrame:
        """Return what to sort by. Columns: force, then keys, the best first; what is null stands last either way.

        It is asked once for a column and kept, so it depends on no filter and no width.
        """

    def describe_cell(self, force: str, column: str) -> list[Line]:
        """Return what there is to say of a cell."""

    def legend(self, room: int) -> Line:
        """Return what its signs mean."""
