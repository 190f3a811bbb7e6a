"""What importing passes on: the lines of a file, and the rows that were read out of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CONFIDENCES = ("high", "medium", "low")
"""How sure a row is; `low` is never written without a person."""


Cells = Mapping[str, str | None]
"""A row by its columns, text as in a CSV file."""
NOT_THE_INSPECTORATES = "not the inspectorate's"
NO_PEEL_REPORT = "no PEEL report"
"""The kind of a document that somebody else wrote: it gives no judgments."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file, inert, with the place where it stands."""

    text: str
    number: int
    """From 1: the line of a text file or page source, the line within its page of a PDF."""
    page: int | None = None
    heading: int | None = None
    """1 to 6 where the file marks a heading, else None."""
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A file as lines; all formats give the same."""

    file: str
    format: str
    """`html`, `text` or `pdf`."""
    lines: tuple[Line, ...]
    title: str = ""
    addresses: tuple[str, ...] = ()
    """The addresses that the file says it was saved from or stands at, the likeliest first."""
    fetched: bool = False
    """Whether it was fetched from its address, and not found in a file that only names one."""

    @property
    def address(self) -> str:
        """The address that the file says it was saved from, or nothing."""
        return self.addresses[0] if self.addresses else ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list entry or cell: lines that belong together."""

    text: str
    number: int
    page: int | None = None
    heading: int | None = None
    bullet: bool = False
    key: str = ""
    """The text without the accidents of writing, for comparing."""

    @property
    def place(self) -> str:
        """Where it stands: `12`, or `3:12` for line 12 of page 3."""
        return str(self.number) if self.page is None else f"{self.page}:{self.number}"


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """A row for a table of the dataset, and where it was seen."""

    values: Mapping[str, Any]
    """By the columns of the table, text as in a CSV file; None where the fact is not known."""
    place: str
    """The line of the file, `page:line` in a PDF."""
    confidence: str
    why: str
    """In a few words, what the row rests on."""
    also: tuple[str, ...] = ()
    """The other places that say the same."""
    replaces_own: bool = False
    """Whether a person said that it takes the place of a row of their own dataset that says something else."""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Something that looked like a grade and became no row, or none to be relied on."""

    text: str
    place: str
    why: str


@dataclass(frozen=True)
class Draft:
    """A framework file that a person completes, for a cycle that the dataset does not know."""

    cycle: str
    toml: str

    @property
    def name(self) -> str:
        """The name of its file in an overlay; no framework is read under this name."""
        return f"cycles/{self.cycle}.toml.draft"

    def exists_in(self, overlay: Path) -> bool:
        """Tell whether it was drafted before, or completed."""
        return (overlay / self.name).exists() or (overlay / f"cycles/{self.cycle}.toml").exists()


@dataclass(frozen=True)
class ImportedReport:
    """Everything that was read out of one file."""

    file: str
    format: str
    kind: str
    """`pillar page`, `force page`, `area report`, `letter`, `no PEEL report` or `not the inspectorate's`."""
    force: str | None
    cycle: str | None
    published: str | None
    source: str
    judgments: tuple[ImportedRow, ...] = ()
    findings: tuple[ImportedRow, ...] = ()
    figures: tuple[ImportedRow, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    notices: tuple[str, ...] = ()
    """What a person should know of the whole file, a sentence each."""
    draft: Draft | None = None

    @property
    def source_basis(self) -> str:
        """The basis of a row that rests on this file: never `report` where somebody else wrote it."""
        return "secondary" if self.kind == NOT_THE_INSPECTORATES else "report"

    @property
    def items_known(self) -> frozenset[str]:
        """The items on which it gives a judgment of high or medium confidence."""
        return frozenset(str(row.values["item"]) for row in self.judgments if row.confidence != "low")

    @property
    def findings_known(self) -> int:
        """How many findings it gives with high or medium confidence."""
        return sum(row.confidence != "low" for row in self.findings)

    @property
    def has_rows(self) -> bool:
        """Whether there is a row in it, and be it a doubtful one."""
        return bool(self.judgments or self.findings or self.figures)

    @property
    def is_empty(self) -> bool:
        """Whether there is no row in it, and nothing that speaks of a grade."""
        return not (self.has_rows or self.unplaced)

    def tables(self) -> Mapping[str, tuple[ImportedRow, ...]]:
        """Return the rows by the table that they belong to."""
        return {"judgments": self.judgments, "findings": self.findings, "figures": self.figures}


@dataclass
class Gathered:
    """Rows while they are being collected."""

    judgments: list[ImportedRow] = field(default_factory=list)
    findings: list[ImportedRow] = field(default_factory=list)
    figures: list[ImportedRow] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
