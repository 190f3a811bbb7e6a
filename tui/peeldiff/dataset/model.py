"""What a dataset is once it has been read: its framework and typed frames."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from peeldiff.dataset.compiled_tables import (
    CompiledTables,
    counts_of,
    grade_order,
    period_key,
    period_values,
    source_bases,
)
from peeldiff.dataset.force_index import ForceIndex
from peeldiff.dataset.framework_model import Cycle, Definition, Grade, Scale, Statement, Topic
from peeldiff.dataset.keywords import Stems, count_stems
from peeldiff.dataset.lines import Line
from peeldiff.vocabulary.words import spoken_day

if TYPE_CHECKING:
    import polars as pl

NATIONAL_FIGURES = "national-figures"
"""The table that is read when it is first asked for; in a compiled dataset it stands among the others."""


def described(name: str, version: str, date: str, attribution: str) -> str:
    """Return where facts come from in a line, without what is not known."""
    known = ", ".join(part for part in (" ".join(filter(None, (name, version))), spoken_day(date)) if part)
    return f"{known}. {attribution}".strip()


@dataclass(frozen=True)
class Dataset:
    """A validated dataset. The columns of the frames are those of `schema.TABLES`."""

    root: Path
    name: str
    version: str
    date: str
    licence: str
    attribution: str
    digest: str
    """SHA-256 over the names and bytes of the dataset's files, in hexadecimal."""
    cycles: Mapping[str, Cycle]
    """In the order of time."""
    topics: Mapping[str, Topic]
    """In the order in which they are shown."""
    scales: Mapping[str, Scale]
    grades: Mapping[str, Grade]
    """In the order in which they are declared."""
    grade_definitions: Mapping[tuple[str, str], Definition]
    """By scale and grade."""
    terms: Mapping[str, Definition]
    tables: Mapping[str, pl.DataFrame]
    """By table name: `judgments`, `findings` and the rest of `schema.TABLES`."""
    overlay: Path | None = None
    """The folder of a person's own rows that were laid over the dataset."""
    own: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    """The rows of that folder, by table, whether they won or not."""
    deferred: Mapping[str, bytes] = field(default_factory=dict)
    """The bytes of the tables that are read when they are first asked for, by file name."""
    states: Callable[[str, str], Statement] | None = None
    """What is said of any two cycles, by their ids, where the cycles themselves hold no statements."""
    remarks: tuple[str, ...] = ()
    """What a person should know of how it was read, a line each."""
    conflicts: tuple[str, ...] = ()
    """The rows of the overlay that say something else than the dataset, which stands; a line each."""

    monitoring_pages: tuple[str, ...] = ()
    """Where the inspectorate lists the forces that are in Engage now, best first."""

    def __repr__(self) -> str:
        """Say in a few lines what it is and how much it holds."""
        held = ", ".join(f"{name} {frame.height:,}" for name, frame in self.tables.items() if frame.height)
        known = ", ".join(filter(None, (" ".join(filter(None, (self.name, self.version))), self.date)))
        return f"<Dataset: {known}\n  cycles: {', '.join(self.cycles)}\n  tables (rows): {held}>"

    def statements_on(self, cycles: tuple[Cycle, Cycle]) -> tuple[Statement, ...]:
        """Return what may be said of two cycles set side by side, in either order."""
        if self.states is not None:
            return (self.states(cycles[0].id, cycles[1].id),)
        earlier, later = sorted(cycles, key=lambda cycle: self.cycle_order[cycle.id])
        return tuple(statement for statement in later.statements if statement.earlier == earlier.id)

    @property
    def has_frameworks(self) -> bool:
        """Whether its cycles have frameworks, which say what is due; somebody else's table says only what is there."""
        return self.states is None

    def has_order(self, first: str, second: str) -> bool:
        """Tell whether it is known which of two cycles came first; of a table only their names can say so."""
        if self.has_frameworks:
            return True
        from peeldiff.dataset.time.cycle_order import find_order

        return find_order(first, second) is not None

    @property
    def forces(self) -> pl.DataFrame:
        """Columns: force, name, region, aliases."""
        return self.tables["forces"]

    @property
    def judgments(self) -> pl.DataFrame:
        """Columns: those of `schema.TABLES["judgments"]`."""
        return self.tables["judgments"]

    @cached_property
    def national_figures(self) -> pl.DataFrame:
        """Official figures of every force; columns: those of `schema.TABLES["national-figures"]`.

        Raises DatasetError where the table is broken: it is read when it is first asked for.
        """
        if NATIONAL_FIGURES in self.tables:
            return self.tables[NATIONAL_FIGURES]
        from peeldiff.dataset.reading.deferred import read_deferred

        known = {name: self.tables[f"{name}s"][name].to_list() for name in ("force", "measure")}
        return read_deferred(NATIONAL_FIGURES, self.deferred, known, self.root)

    def lines(self, table: str, force: str, cycle: str | None = None) -> Sequence[Line]:
        """Return the rows of a table on a force, or on one inspection: little enough for plain Python.

        A compiled dataset has them ready; else they are taken out of the frame.
        """
        if isinstance(self.tables, CompiledTables):
            found = self.tables.lines(table, force)
            return found if cycle is None else [line for line in found if line["cycle"] == cycle]
        frame = self.national_figures if table == NATIONAL_FIGURES else self.tables[table]
        asked = {"force": force} if cycle is None else {"force": force, "cycle": cycle}
        return frame.filter(**asked).rows(named=True)

    def lines_by_force(self, table: str) -> Iterator[Line]:
        """Walk over the rows of a table on forces, those of one force together, by the order of the forces' first.

        None is kept: what walks over a whole table once needs no frame of it.
        """
        if isinstance(self.tables, CompiledTables):
            yield from self.tables.lines_by_force(table)
            return
        frame = self.national_figures if table == NATIONAL_FIGURES else self.tables[table]
        held: dict[str, list[Line]] = {}
        for line in frame.iter_rows(named=True):
            held.setdefault(line["force"], []).append(line)
        for lines in held.values():
            yield from lines

    def rows(self, table: str) -> Sequence[Line]:
        """Return all rows of `forces` or `measures`."""
        if isinstance(self.tables, CompiledTables):
            return self.tables.rows(table)
        return self.tables[table].rows(named=True)

    @cached_property
    def force_names(self) -> Mapping[str, str]:
        """The name of each force, by its slug."""
        return dict(zip(self.force_index.slugs, self.force_index.names, strict=True))

    @cached_property
    def force_index(self) -> ForceIndex:
        """Every force by its place, to be found by a part of its name, alias or region."""
        return ForceIndex(self.rows("forces"))

    @cached_property
    def measure_labels(self) -> Mapping[str, str]:
        """The words for each measure, by its id."""
        return {line["measure"]: line["label"] for line in self.rows("measures")}

    @cached_property
    def judgment_grades(self) -> Sequence[str]:
        """Every grade that a judgment can have, best first."""
        return self.tables.grades if isinstance(self.tables, CompiledTables) else grade_order(self.judgments)

    @cached_property
    def source_bases(self) -> frozenset[str]:
        """Every source basis that some judgment has."""
        if isinstance(self.tables, CompiledTables):
            return self.tables.source_bases
        return frozenset(source_bases(self.judgments))

    @cached_property
    def finding_stems(self) -> Stems:
        """How common words are among all findings."""
        if isinstance(self.tables, CompiledTables):
            return self.tables.stems
        return count_stems(self.tables["findings"]["summary"])

    def height(self, table: str) -> int:
        """Return how many rows a table has."""
        return self.tables.height(table) if isinstance(self.tables, CompiledTables) else self.tables[table].height

    def counts(self, table: str) -> dict[tuple[str, str], int]:
        """Return how many lines of `judgments` or `findings` there are on each inspection, by force and cycle."""
        counted = (
            self.tables.counts(table) if isinstance(self.tables, CompiledTables) else counts_of(self.tables[table])
        )
        return {(force, cycle): count for force, cycle, count in counted}

    def values_in(self, table: str, measure: str, start: datetime.date, end: datetime.date) -> Sequence[float]:
        """Return the measured values of all forces on a measure in one period; `table` is one with figures."""
        return self._period_values.get(table, {}).get(period_key(measure, start, end), ())

    def official_values(self, measures: Collection[str]) -> Iterator[tuple[str, str, str, Sequence[float]]]:
        """Walk over some measures, the first and last day (ISO) of each period with official figures, and these."""
        for key, values in self._period_values.get(NATIONAL_FIGURES, {}).items():
            measure, start, end = key.rsplit(" ", 2)
            if measure in measures:
                yield measure, start, end, values

    @cached_property
    def _period_values(self) -> Mapping[str, Mapping[str, Sequence[float]]]:
        if isinstance(self.tables, CompiledTables):
            return self.tables.period_values
        official = {NATIONAL_FIGURES: period_values(self.national_figures)} if self.deferred else {}
        return {"figures": period_values(self.tables["figures"]), **official}

    @cached_property
    def cycle_order(self) -> Mapping[str, int]:
        """The place of each cycle in time, from 0."""
        return {cycle: place for place, cycle in enumerate(self.cycles)}

    @cached_property
    def judgments_with_origin(self) -> pl.DataFrame:
        """The judgments, and in `origin` the cycle in which a carried-over one was last looked at.

        A page names the cycle that it carries from, and that one may carry it from an earlier one:
        the origin is where the line ends, or `unknown` where it is lost.
        """
        import polars as pl

        carried = self.judgments.filter(pl.col("carried_from").is_not_null())
        by_force: dict[str, dict[tuple[str, str], str]] = {}
        for force, cycle, item, origin in carried.select("force", "cycle", "item", "carried_from").iter_rows():
            by_force.setdefault(force, {})[cycle, item] = origin
        found = [
            (force, *place, origin) for force, named in by_force.items() for place, origin in self._ends(named).items()
        ]
        key = {"force": pl.String, "cycle": pl.String, "item": pl.String}
        origins = pl.DataFrame(found, {**key, "origin": pl.String}, orient="row")
        return self.judgments.join(origins, on=list(key), how="left", maintain_order="left")

    def origins(self, force: str) -> Mapping[tuple[str, str], str]:
        """Return the same of one force, by cycle and item."""
        if force not in self._origins:
            carried = (line for line in self.lines("judgments", force) if line["carried_from"])
            self._origins[force] = self._ends({(line["cycle"], line["item"]): line["carried_from"] for line in carried})
        return self._origins[force]

    @cached_property
    def _origins(self) -> dict[str, Mapping[tuple[str, str], str]]:
        return {}

    def _ends(self, carried: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], str]:
        return {place: self._origin(carried, *place) for place in carried}

    def _origin(self, carried: Mapping[tuple[str, str], str], cycle: str, item: str) -> str:
        """Follow a carried-over judgment back: a pillar is the same one, a question the one that it continues."""
        origin = carried[cycle, item]
        while cycle != origin and origin in self.cycles:
            known = self.cycles[cycle].item(item)
            if known is None or not (known.continues or known.level == "pillar"):
                return origin
            cycle, _, item = known.continues.partition(":") if known.continues else (origin, "", item)
            if cycle == origin:
                origin = carried.get((cycle, item), origin)
        return origin

    @cached_property
    def partly_known(self) -> frozenset[str]:
        """The cycles of which the dataset has only some items."""
        return frozenset(cycle.id for cycle in self.cycles.values() if cycle.is_partly_known)

    def grade_label(self, grade: str) -> str:
        """Return the words for a grade, such as `Requires improvement`."""
        known = self.grades.get(grade)
        return known.label if known else grade

    def grade_in_sentence(self, grade: str) -> str:
        """Return the words for a grade inside a sentence, such as `requires improvement`."""
        known = self.grades.get(grade)
        return known.in_sentence if known else grade
