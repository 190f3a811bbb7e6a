"""Reads a dataset folder, checks all of it and says all that is wrong at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import polars as pl

from peeldiff.dataset.framework_model import Cycle, Scale
from peeldiff.dataset.model import Dataset
from peeldiff.dataset.reading import frameworks, overlay, sources
from peeldiff.dataset.reading.card import read_card, read_topics
from peeldiff.dataset.reading.judgment_rules import check_items, check_judgments
from peeldiff.dataset.reading.monitoring_rules import check_monitoring
from peeldiff.dataset.reading.problems import Problem, as_error
from peeldiff.dataset.reading.raw_table import RawTable, read_text
from peeldiff.dataset.reading.sources import CARD, ENDINGS, TOPICS
from peeldiff.dataset.reading.tables import TableReader
from peeldiff.dataset.reading.typed_toml import parse
from peeldiff.dataset.schema import TABLES


def read_sources(
    folder: Path, files: Mapping[str, bytes], own: Path | None = None, extra: Mapping[str, bytes] | None = None
) -> Dataset:
    """Check and return the dataset of the folder, with the overlay of the folder `own` upon it.

    `files` and `extra` are the bytes of the two folders' files by name. Raises DatasetError with every
    problem found, a line each.
    """
    extra = extra or {}
    problems: list[Problem] = []
    of_card, of_topics = (parse(name, files[name], problems) for name in (CARD, TOPICS))
    cycle_files = {name: data for name, data in {**extra, **files}.items() if name.startswith("cycles/")}
    readers = [parse(name, data, problems) for name, data in sorted(cycle_files.items())]
    raws = _raw_tables(files, problems)
    if not problems:
        _check_measures(raws, problems)
    # What cannot be read at all would make all that leans on it look wrong.
    _refuse(problems, folder, own, extra)
    card, topics = read_card(of_card), read_topics(of_topics)
    found = [frameworks.read_cycle(reader, topics, card.scales) for reader in readers]
    cycles = {
        cycle.id: cycle for cycle in sorted(found, key=lambda cycle: (cycle.published_from, cycle.id)) if cycle.id
    }
    frameworks.check_cycles(cycles, problems)

    tables = _typed_tables(raws, card.scales, cycles, topics, problems)
    conflicts: list[overlay.Conflict] = []
    laid: dict[str, pl.DataFrame] = {}
    if extra and not problems:
        over = _raw_tables(extra, problems)
        typed = _typed_tables(over, card.scales, cycles, topics, problems, beneath=raws)
        if not problems:
            laid = {name: typed[name] for name in over}
            tables, conflicts = overlay.lay_over(tables, laid, over)
    _refuse(problems, folder, own, extra)
    return Dataset(
        root=folder,
        name=card.name,
        version=f"{card.version}+own" if extra else card.version,
        date=card.date,
        licence=card.licence,
        attribution=card.attribution,
        digest=sources.digest(files, extra),
        cycles=cycles,
        topics=topics,
        scales=card.scales,
        grades=card.grades,
        grade_definitions=card.grade_definitions,
        terms=card.terms,
        tables=tables,
        deferred=sources.deferred(files),
        overlay=own,
        own=laid,
        monitoring_pages=card.monitoring_pages,
        conflicts=(*overlay.frameworks_twice(files, extra), *map(str, conflicts)),
    )


def _refuse(problems: Sequence[Problem], folder: Path, own: Path | None, extra: Collection[str]) -> None:
    """Raise every problem, causes before what follows from them."""
    if problems:
        at_fault = own if own is not None and all(problem.file in extra for problem in problems) else folder
        raise as_error(str(at_fault), sorted(set(problems), key=lambda problem: (_leans_on(problem.file), problem)))


def _leans_on(file: str) -> int:
    """Return how many kinds of files a file leans on: the card, topics, frameworks, then what tables name."""
    stem = file.rpartition(".")[0]
    foundations = (file == CARD, file == TOPICS, file.startswith("cycles/"), stem in ("forces", "measures"))
    return foundations.index(True) if True in foundations else len(foundations)


def _raw_tables(files: Mapping[str, bytes], problems: list[Problem]) -> dict[str, RawTable]:
    raws: dict[str, RawTable] = {}
    for name, data in files.items():
        stem, _, ending = name.rpartition(".")
        if stem in TABLES and f".{ending}" in ENDINGS and not TABLES[stem].deferred:
            raw = read_text(name, data, problems)
            if raw is not None:
                raws[stem] = raw
    return raws


def _check_measures(raws: Mapping[str, RawTable], problems: list[Problem]) -> None:
    """Note figures of a dataset that has no table of measures at all."""
    if "figures" in raws and raws["figures"].frame.height and "measures" not in raws:
        problems.append(Problem("measures.csv", 0, "no such file: figures.csv needs the measures it names"))


def _typed_tables(
    raws: Mapping[str, RawTable],
    scales: Mapping[str, Scale],
    cycles: Mapping[str, Cycle],
    topics: Mapping[str, object],
    problems: list[Problem],
    beneath: Mapping[str, RawTable] | None = None,
) -> dict[str, pl.DataFrame]:
    """Return the typed tables; of an overlay, `beneath` are the tables that it lies upon."""
    under = beneath or {}
    known = {
        "force": _ids(under, "forces", "force") + _ids(raws, "forces", "force"),
        "cycle": list(cycles),
        "topic": list(topics),
        "measure": _ids(under, "measures", "measure") + _ids(raws, "measures", "measure"),
        "grade": _merged_grades(scales, problems),
    }
    reader = TableReader(known, problems)
    tables: dict[str, pl.DataFrame] = {}
    for table in TABLES.values():
        if table.deferred:
            continue
        raw = raws.get(table.name)
        tables[table.name] = reader.empty(table) if raw is None else reader.typed(table, raw)
        if raw is not None:
            check_items(raw, cycles, problems, levels=table.name == "judgments")
    if "monitoring" in raws:
        check_monitoring(raws["monitoring"], problems)
    if "judgments" in raws:
        check_judgments(raws["judgments"], cycles, scales, problems)
    return tables


def _ids(raws: Mapping[str, RawTable], table: str, column: str) -> list[str]:
    raw = raws.get(table)
    if raw is None or column not in raw.frame.columns:
        return []
    return raw.frame[column].drop_nulls().unique(maintain_order=True).to_list()


def _merged_grades(scales: Mapping[str, Scale], problems: list[Problem]) -> list[str]:
    """Return every grade once, best first, in an order that agrees with each scale."""
    merged: list[str] = []
    for scale in sorted(scales.values(), key=lambda scale: -len(scale.grades)):
        places = [merged.index(grade) for grade in scale.grades if grade in merged]
        if places != sorted(places):
            problems.append(Problem(CARD, 0, f"scale {scale.id}: its grades stand in another order in another scale"))
        for grade in scale.grades:
            if grade not in merged:
                merged.append(grade)
    return merged
