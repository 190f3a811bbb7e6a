"""The tables of a dataset: which columns each has and what may stand in them.

This is the one description that reading, checking and the documentation share.
"""

from __future__ import annotations

from dataclasses import dataclass

from peeldiff.vocabulary.terms import (
    BETTER,
    DIRECTIONS,
    FIGURE_KINDS,
    FINDING_KINDS,
    FINDING_OUTCOMES,
    LEVELS,
    OWNERS,
    SOURCE_BASES,
    STATUSES,
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    name: str
    kind: str = "text"
    """`text`, `date` (ISO day), `when` (ISO day, month or year), `number`, `count`, `flag` (true or false),
    `choice`, `grade`, or the name of what it refers to: `force`, `cycle`, `item`, `topic`, `measure`."""
    required: bool = False
    choices: tuple[str, ...] = ()
    optional: bool = False
    """Whether a table may do without the whole column."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a dataset, read from `<name>.csv` or `<name>.parquet`."""

    name: str
    key: tuple[str, ...]
    """The columns that no two rows share; empty where rows may repeat."""
    columns: tuple[Column, ...]
    required: bool = False
    per_grade: bool = False
    """Whether the table has, besides, a column of counts for each grade of the dataset's scales."""
    deferred: bool = False
    """Whether it is read when it is first asked for, not at each start; no rows can be laid over it."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)


def _text(name: str) -> Column:
    return Column(name)


def _needed(name: str, kind: str = "text") -> Column:
    return Column(name, kind, required=True)


def _choice(name: str, choices: tuple[str, ...], *, required: bool = True) -> Column:
    return Column(name, "choice", required, choices)


_ADDED = Column("added", "date", optional=True)
"""The day on which a row came into the dataset; no fact of the inspectorate's. None: it is as old as the dataset."""

DAYS_ADDED = ("added", "outcome_added")
"""The columns of days on which something came into the dataset; a row that is read from a report has none of them."""

_SOURCED = (_choice("source_basis", SOURCE_BASES), _needed("source"))

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table(
            "forces",
            ("force",),
            (_needed("force"), _needed("name"), _text("region"), _text("aliases")),
            required=True,
        ),
        Table(
            "judgments",
            ("force", "cycle", "item"),
            (
                _needed("force", "force"),
                _needed("cycle", "cycle"),
                _choice("level", LEVELS),
                _needed("item", "item"),
                Column("grade", "grade"),
                _choice("status", tuple(s for s in STATUSES if s != "absent")),
                _text("carried_from"),
                Column("revised_from", "grade"),
                Column("revised_on", "date"),
                Column("published", "date"),
                *_SOURCED,
                _text("note"),
                _ADDED,
            ),
            required=True,
        ),
        Table(
            "findings",
            ("finding",),
            (
                _needed("finding"),
                _needed("force", "force"),
                _needed("cycle", "cycle"),
                _choice("kind", FINDING_KINDS),
                Column("item", "item"),
                Column("topic", "topic"),
                _needed("summary"),
                _needed("positive", "flag"),
                *_SOURCED,
                _text("note"),
                # What a later report says became of it, in the report of which cycle, and where that stands.
                Column("outcome", "choice", choices=FINDING_OUTCOMES, optional=True),
                Column("outcome_cycle", "cycle", optional=True),
                Column("outcome_source", optional=True),
                # The day on which the outcome came into the dataset, later than the finding.
                Column("outcome_added", "date", optional=True),
                _ADDED,
            ),
        ),
        Table(
            "stated-changes",
            ("change",),
            (
                _needed("change"),
                _needed("force", "force"),
                _needed("cycle", "cycle"),
                Column("item", "item"),
                Column("topic", "topic"),
                _choice("direction", DIRECTIONS),
                _needed("since"),
                _needed("summary"),
                *_SOURCED,
                _ADDED,
            ),
        ),
        Table(
            "measures",
            ("measure",),
            (
                _needed("measure"),
                _needed("label"),
                _needed("unit"),
                _choice("better", BETTER),
                Column("topic", "topic"),
                _choice("whose", OWNERS),
                _needed("definition"),
            ),
        ),
        Table(
            "figures",
            ("force", "measure", "period", "kind"),
            (
                _needed("force", "force"),
                _needed("measure", "measure"),
                _needed("period"),
                Column("start", "date"),
                Column("end", "date"),
                _needed("value", "number"),
                _text("comparator"),
                Column("comparator_value", "number"),
                _choice("kind", FIGURE_KINDS),
                _choice("whose", OWNERS, required=False),
                *_SOURCED,
                _text("note"),
                _ADDED,
            ),
        ),
        Table(
            "national-figures",
            ("force", "measure", "start", "end"),
            (
                _needed("force", "force"),
                _needed("measure", "measure"),
                _needed("start", "date"),
                _needed("end", "date"),
                _needed("value", "number"),
                _needed("source"),
            ),
            deferred=True,
        ),
        Table(
            "monitoring",
            ("force", "from"),
            (
                _needed("force", "force"),
                _needed("from", "when"),
                Column("to", "when"),
                _needed("reason"),
                _needed("source"),
                _ADDED,
                *(
                    Column(name, kind, choices=choices, optional=True)
                    for name, kind, choices in (
                        ("source_basis", "choice", SOURCE_BASES),
                        ("note", "text", ()),
                        ("to_reason", "text", ()),
                        ("to_source", "text", ()),
                        ("to_source_basis", "choice", SOURCE_BASES),
                        ("to_note", "text", ()),
                    )
                ),
            ),
        ),
        Table(
            "national-totals",
            (),
            (
                _needed("cycle", "cycle"),
                _needed("item", "item"),
                _needed("source"),
                _text("explanation"),
            ),
            per_grade=True,
        ),
        Table(
            "area-counts",
            (),
            (
                _needed("force", "force"),
                _needed("cycle", "cycle"),
                Column("areas_total", "count"),
                Column("published", "date"),
                _needed("source"),
                _text("explanation"),
            ),
            per_grade=True,
        ),
    )
}
