"""What the paper is made of: sections of lines, with references to their sources; nothing of any format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a fact comes from, and whose that is; written as a number."""

    source: str
    whose: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page to look at: no source of anything here, so its address is written out."""

    address: str


Piece = str | Reference | Page
Text = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or the row of a table where it has several cells."""

    cells: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    title: str
    lines: tuple[Line, ...]
    about: str = ""
    """How the lines are to be read."""
    heads: tuple[str, ...] = ()
    """The heads of its columns where the lines are the rows of a table."""
    below: tuple[Line, ...] = ()
    """Lines below a table."""
    more: int = 0
    """How many lines there was no room for."""
    command: str = ""
    """The command that lists those too."""

    @property
    def rest(self) -> str:
        """Say how many lines are left out and which command lists them; empty where none is."""
        return f"And {self.more} more: {self.command}" if self.more else ""


@dataclass(frozen=True)
class Paper:
    """The whole page."""

    title: str
    lead: tuple[str, ...]
    """What is compared and whether it may be; then what to know of its sources."""
    sections: tuple[Section, ...]
    about: str
    """Which dataset it was made from."""

    @cached_property
    def references(self) -> dict[Reference, int]:
        """The number of each reference, in the order in which they are met; one address has one number."""
        numbers: dict[str, int] = {}
        found: dict[Reference, int] = {}
        for reference in self._references():
            found[reference] = numbers.setdefault(reference.source, len(numbers) + 1)
        return found

    @cached_property
    def sources(self) -> tuple[tuple[int, Reference], ...]:
        """Each source once, with its number."""
        first: dict[int, Reference] = {}
        for reference, number in self.references.items():
            first.setdefault(number, reference)
        return tuple(first.items())

    def _references(self) -> Iterator[Reference]:
        for section in self.sections:
            for line in (*section.lines, *section.below):
                for cell in line.cells:
                    yield from (piece for piece in cell if isinstance(piece, Reference))


def plain_line(*pieces: Piece | None) -> Line:
    """Return a line of one cell; a piece that is None is left out."""
    return Line((tuple(piece for piece in pieces if piece is not None),))
