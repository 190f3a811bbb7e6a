"""The files that a dataset is made of: their bytes, and the digest by which they are known."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from peeldiff.dataset.schema import TABLES
from peeldiff.errors import DatasetError
from peeldiff.files.reading import read_ordinary
from peeldiff.text import plural

CARD = "dataset.toml"
TOPICS = "topics.toml"
ENDINGS = (".csv", ".parquet")


def files(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file of the dataset by its name in the folder, in order of name."""
    wanted = [folder / CARD, folder / TOPICS, *sorted((folder / "cycles").glob("*.toml"))]
    for table in TABLES.values():
        present = [path for ending in ENDINGS if (path := folder / f"{table.name}{ending}").exists()]
        if len(present) > 1:
            both = " and ".join(path.name for path in present)
            raise DatasetError(str(folder), [f"{both}: expected only one of the two"])
        if present or table.required:
            wanted += present or [folder / f"{table.name}.csv"]
    if not folder.is_dir():
        raise DatasetError(str(folder), ["no such folder: expected a folder with dataset.toml and its tables"])
    held, problems = _read(folder, wanted)
    problems = [f"{problem}: a dataset needs this file" for problem in problems]
    if not any(name.startswith("cycles/") for name in held):
        problems.append("cycles/: expected a framework file for each cycle")
    if problems:
        raise DatasetError(str(folder), problems)
    return held


def overlay_files(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file of an overlay by its name in the folder, in order of name.

    Raises DatasetError for whatever has the name of one and cannot be read, such as a pipe or a folder.
    """
    if not folder.is_dir():
        raise DatasetError(str(folder), ["not a folder: expected one with tables such as judgments.csv"])
    wanted = [folder / f"{name}.csv" for name, table in TABLES.items() if not table.deferred]
    found = sorted([path for path in wanted if os.path.lexists(path)] + list((folder / "cycles").glob("*.toml")))
    held, problems = _read(folder, found)
    if problems:
        raise DatasetError(str(folder), problems)
    return held


def _read(folder: Path, paths: Sequence[Path]) -> tuple[dict[str, bytes], list[str]]:
    """Return the bytes of files by their names in the folder, and of each that cannot be read, why not."""
    held, problems = dict[str, bytes](), list[str]()
    for path in paths:
        name = path.relative_to(folder).as_posix()
        try:
            held[name] = read_ordinary(path)
        except OSError as error:
            problems.append(f"{name}: {(error.strerror or 'cannot be read').lower()}")
    return held, problems


def deferred(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the tables that are read when they are first asked for."""
    return {
        name: data for name, data in files.items() if (table := TABLES.get(name.rpartition(".")[0])) and table.deferred
    }


def digest(files: Mapping[str, bytes], overlay: Mapping[str, bytes]) -> str:
    """Return SHA-256 over the names and bytes of a dataset's files and of those laid over them, in hexadecimal."""
    whole = {**files, **{f"overlay/{name}": data for name, data in overlay.items()}}
    made = hashlib.sha256()
    for name in sorted(whole):
        made.update(f"{name}\0{len(whole[name])}\0".encode())
        made.update(whole[name])
    return made.hexdigest()


def describe_conflicts(conflicts: int) -> str:
    """Return the line by which a person learns that some of their own rows do not count."""
    rows = plural(conflicts, "row of your own says", "rows of your own say")
    return f"{rows} something else than the shipped dataset, which stands: peeldiff check lists them"
