"""A line source made of blocks: an entry that takes some lines, or a heading between entries."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from peeldiff.app.kit.lines import Line, Span, fit
from peeldiff.app.kit.marks import Marks
from peeldiff.compare.comparison import Comparison
from peeldiff.compare.rows import FigureRow, FindingRow, JudgmentRow


@dataclass(frozen=True)
class Block:
    """Some lines that belong together."""

    lines: Sequence[Line]
    is_entry: bool = True


class BlockSource(ABC):
    """Blocks one under the other, laid out anew for each width."""

    def __init__(self) -> None:
        """Nothing is laid out yet."""
        self._lines: list[Line] = []
        self._owners: list[int | None] = []
        self._ranges: list[range] = []

    @abstractmethod
    def blocks(self, width: int) -> Iterator[Block]:
        """Yield the blocks for a width, top to bottom."""

    def lay_out(self, width: int) -> None:
        """Lay every block out."""
        self._lines, self._owners, self._ranges = [], [], []
        for block in self.blocks(width):
            start = len(self._lines)
            self._lines.extend(block.lines)
            owner = len(self._ranges) if block.is_entry else None
            self._owners.extend([owner] * len(block.lines))
            if block.is_entry:
                self._ranges.append(range(start, len(self._lines)))

    @property
    def height(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    @property
    @abstractmethod
    def entries(self) -> int:
        """How many entries there are, laid out or not."""

    def entry_at(self, line: int) -> int | None:
        """Return the entry of a line."""
        return self._owners[line] if line < len(self._owners) else None

    def lines_of(self, entry: int) -> range:
        """Return the lines of an entry."""
        return self._ranges[entry] if 0 <= entry < len(self._ranges) else range(0)

    def other_column(self, cell: int) -> int | None:  # noqa: ARG002  (the protocol's)
        """There are no columns, unless a source says otherwise."""
        return None

    def line(self, line: int) -> Sequence[Span]:
        """Return a line."""
        return self._lines[line]


Row = TypeVar("Row", JudgmentRow, FindingRow, FigureRow)


class RowSource(BlockSource, Generic[Row]):
    """The rows of a comparison that are shown, of one sort; what is hidden is told below them."""

    def __init__(
        self,
        comparison: Comparison,
        rows: Sequence[Row],
        marks: Marks,
        *,
        noted: frozenset[str] = frozenset(),
        hidden: str = "",
        marked: str = "",
    ) -> None:
        """`noted` are rows with a note; `hidden` says what is folded or filtered away; `marked` is a finding."""
        super().__init__()
        self.comparison = comparison
        self.rows: Sequence[Row] = rows
        self._marks = marks
        self._noted = noted
        self._hidden = hidden
        self._marked = marked

    @property
    def entries(self) -> int:
        """How many rows are shown."""
        return len(self.rows)

    @abstractmethod
    def shown(self, width: int) -> Iterator[Block]:
        """Yield the rows and their headings."""

    def blocks(self, width: int) -> Iterator[Block]:
        """Yield the rows, then what is hidden."""
        yield from self.shown(width)
        if self._hidden:
            yield Block([[(self._hidden, "muted")]], is_entry=False)


class ListSource(BlockSource):
    """Entries of one line each that are there already."""

    def __init__(self, lines: Sequence[Sequence[Span]]) -> None:
        """`lines` as they are shown."""
        super().__init__()
        self._entries = lines

    def blocks(self, width: int) -> Iterator[Block]:  # noqa: ARG002  (lines are cut by the view)
        """Yield a block for each line."""
        for line in self._entries:
            yield Block([list(line)])

    @property
    def entries(self) -> int:
        """How many lines there are."""
        return len(self._entries)


class HintedSource(BlockSource):
    """A label in each line, and a hint right of it, in two columns."""

    def __init__(self, entries: Sequence[tuple[str, str]], otherwise: str) -> None:
        """`entries` are label and hint; `otherwise` is said if there are none."""
        super().__init__()
        self._entries = entries
        self._otherwise = otherwise

    def blocks(self, width: int) -> Iterator[Block]:
        """Yield a line for each entry."""
        hint = max((len(hint) for _, hint in self._entries), default=0)
        label = min(max((len(label) for label, _ in self._entries), default=0), width - hint - 4) + 2
        for words, more in self._entries:
            yield Block([[(f" {fit(words, label)}", "lead"), (more, "muted")]])
        if not self._entries:
            yield Block([[(f" {self._otherwise}", "muted")]], is_entry=False)

    @property
    def entries(self) -> int:
        """How many entries there are."""
        return len(self._entries)
