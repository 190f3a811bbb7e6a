"""Reads a dataset folder, checks all of it and says all that is wrong at once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from peeldiff import shipped
from peeldiff.dataset import frameworks, overlay
from peeldiff.dataset.judgment_rules import check_items, check_judgments
from peeldiff.dataset.model import Cycle, Dataset, Scale
from peeldiff.dataset.problems import Problem
from peeldiff.dataset.schema import TABLES
from peeldiff.dataset.tables import RawTable, TableReader, read_text
from peeldiff.errors import DatasetError

_CARD = "dataset.toml"
_TOPICS = "topics.toml"
_ENDINGS = (".csv", ".parquet")


def load(root: str | Path | None = None, own: Path | None = None) -> Dataset:
    """Read the dataset in the folder `root`, the shipped one by default, with the overlay `own` upon it.

    Raises DatasetError with every problem found, a line each.
    """
    folder = Path(root) if root is not None else shipped.data()
    files = _files(folder)
    extra = overlay.files(own) if own is not None else {}
    problems: list[Problem] = []
    card = frameworks.card(frameworks.parse(_CARD, files[_CARD], problems))
    topics = frameworks.topics(frameworks.parse(_TOPICS, files[_TOPICS], problems))
    cycle_files = {name: data for name, data in (extra | files).items() if name.startswith("cycles/")}
    readers = [frameworks.parse(name, data, problems) for name, data in sorted(cycle_files.items())]
    found = [frameworks.cycle(reader, topics, card.scales) for reader in readers]
    cycles = {one.id: one for one in sorted(found, key=lambda one: (one.published_from, one.id)) if one.id}
    frameworks.check_cycles(cycles, problems)

    raws = _raw_tables(files, problems)
    tables = _typed_tables(raws, card.scales, cycles, topics, problems)
    conflicts: list[overlay.Conflict] = []
    laid: dict[str, pl.DataFrame] = {}
    if extra and not problems:
        over = _raw_tables(extra, problems)
        typed = _typed_tables(over, card.scales, cycles, topics, problems, beneath=raws)
        if not problems:
            laid = {name: typed[name] for name in over}
            tables, conflicts = overlay.lay_over(tables, laid, over)
    if problems:
        at_fault = own if own is not None and all(problem.file in extra for problem in problems) else folder
        raise DatasetError(str(at_fault), [str(problem) for problem in sorted(set(problems))])
    return Dataset(
        root=folder,
        name=card.name,
        version=card.version,
        date=card.date,
        licence=card.licence,
        attribution=card.attribution,
        digest=_digest(files | {f"overlay/{name}": data for name, data in extra.items()}),
        cycles=cycles,
        topics=topics,
        scales=card.scales,
        grades=card.grades,
        grade_definitions=card.grade_definitions,
        terms=card.terms,
        tables=tables,
        overlay=own,
        own=laid,
        conflicts=(*overlay.frameworks_twice(files, extra), *map(str, conflicts)),
    )


def _files(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file of the dataset by its name in the folder, in order of name."""
    wanted = [folder / _CARD, folder / _TOPICS, *sorted((folder / "cycles").glob("*.toml"))]
    for table in TABLES.values():
        present = [path for ending in _ENDINGS if (path := folder / f"{table.name}{ending}").exists()]
        if len(present) > 1:
            both = " and ".join(path.name for path in present)
            raise DatasetError(str(folder), [f"{both}: expected only one of the two"])
        if present or table.required:
            wanted += present or [folder / f"{table.name}.csv"]
    if not folder.is_dir():
        raise DatasetError(str(folder), ["no such folder: expected a folder with dataset.toml and its tables"])
    files: dict[str, bytes] = {}
    problems: list[str] = []
    for path in wanted:
        name = path.relative_to(folder).as_posix()
        try:
            if path.exists() and not path.is_file():
                problems.append(f"{name}: not an ordinary file")
                continue
            files[name] = path.read_bytes()
        except OSError as error:
            problems.append(f"{name}: {(error.strerror or 'cannot be read').lower()}: a dataset needs this file")
    if not any(name.startswith("cycles/") for name in files):
        problems.append("cycles/: expected a framework file for each cycle")
    if problems:
        raise DatasetError(str(folder), problems)
    return files


def _raw_tables(files: Mapping[str, bytes], problems: list[Problem]) -> dict[str, RawTable]:
    raws: dict[str, RawTable] = {}
    for name, data in files.items():
        stem, _, ending = name.rpartition(".")
        if stem in TABLES and f".{ending}" in _ENDINGS:
            raw = read_text(name, data, problems)
            if raw is not None:
                raws[stem] = raw
    return raws


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
        raw = raws.get(table.name)
        tables[table.name] = reader.empty(table) if raw is None else reader.typed(table, raw)
        if raw is not None:
            check_items(raw, cycles, problems, levels=table.name == "judgments")
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
            problems.append(Problem(_CARD, 0, f"scale {scale.id}: its grades stand in another order in another scale"))
        for grade in scale.grades:
            if grade not in merged:
                merged.append(grade)
    return merged


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0".encode())
        digest.update(files[name])
    return digest.hexdigest()
