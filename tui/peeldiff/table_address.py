"""Where somebody else's table is: a file, a glob, an object-store address or standard input. Knows no polars."""

from __future__ import annotations

import glob
import os
import re
from pathlib import Path

from peeldiff.text import inert, quoted

CSV, PARQUET = (".csv", ".csv.gz", ".csv.zst", ".tsv", ".txt"), (".parquet", ".pq")
DELTA, ICEBERG = "_delta_log", ".metadata.json"
"""How the address of a table of a lake ends: the folder of its log, the file that describes its newest state."""
STANDARD_INPUT = "-"
_IN_A_FOLDER = ("judgments.parquet", "judgments.csv")
_CREDENTIALS = re.compile(r"([a-z][a-z0-9+.-]*://)[^/\s@'\"]+@", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+):/+(?=[^/])")


def is_external(address: str) -> bool:
    """Tell whether an address is a table, a glob, a store or standard input, not a dataset's folder."""
    path = _path(address)
    is_named = address == STANDARD_INPUT or is_store(address) or _is_table(address) or any(c in address for c in "*?[")
    is_no_folder = path.exists() and not path.is_dir()  # a pipe too: what reads tables says what to do with it
    return is_no_folder or (path / DELTA).is_dir() or path.name == DELTA or (is_named and not path.is_dir())


def without_credentials(text: str) -> str:
    """Return a text without names and passwords in its addresses: what is shown may be kept by others."""
    return _CREDENTIALS.sub(r"\1…@", text)


def is_store(address: str) -> bool:
    """Tell whether an address is that of an object store or a web server."""
    return "://" in address


def written_as_path(path: Path) -> str:
    """Return the address that a path was made of: a path has lost one of the slashes of `s3://`."""
    return _SCHEME.sub(r"\1://", str(path), count=1) if _SCHEME.match(str(path)) else str(path)


def is_csv(place: str) -> bool:
    """Tell whether a place is read as text, by its ending."""
    return place.lower().endswith(CSV)


def is_lake(place: str) -> bool:
    """Tell whether a place is a table of a lake, which has versions: Delta or Iceberg."""
    return place.rstrip("/").endswith((DELTA, ICEBERG))


def find_place(address: str) -> str:
    """Return the address as polars takes it; a folder stands for the judgments in it.

    Raises ValueError that says what was expected.
    """
    if is_store(address):
        return _with_known_ending(address)
    path = _path(address)
    if (path / DELTA).is_dir() or (path.is_dir() and path.name == DELTA):
        return str(path if path.name == DELTA else path / DELTA)
    if path.is_dir():
        inside = [path / name for name in _IN_A_FOLDER if (path / name).is_file()]
        if not inside:
            raise ValueError(
                f"no {' or '.join(_IN_A_FOLDER)} in it: name a file or a glob such as {inert(str(path))}/*.csv"
            )
        return str(inside[0])
    if not path.exists() and not glob.glob(str(path)):  # noqa: PTH207  (the pattern is the user's own, whole)
        raise ValueError("no such file: expected a CSV or Parquet file, a glob, or an address such as s3://…")
    if path.exists() and not path.is_file():
        raise ValueError("a pipe or a device, which is read only once: give CSV on standard input, with --data -")
    return _with_known_ending(str(path))


def local_files(place: str) -> list[Path]:
    """Return the files of a place on this machine, in the order in which they are read; none of a store."""
    if is_store(place):
        return []
    path = Path(place)
    if path.is_dir():  # of a Delta table, the steps of its log
        return sorted(path.glob("*.json"))
    return [path] if path.exists() else [Path(name) for name in sorted(glob.glob(place))]  # noqa: PTH207  (likewise)


def _path(address: str) -> Path:
    """Return an address as a path; ~somebody stays as it is written where the system knows nobody so called."""
    return Path(os.path.expanduser(address))  # noqa: PTH111  (pathlib raises for a person who is not there)


def _is_table(address: str) -> bool:
    return address.lower().endswith(CSV + PARQUET) or is_lake(address)


def _with_known_ending(place: str) -> str:
    if place.lower().endswith((".xlsx", ".xls", ".xlsm", ".ods")):
        raise ValueError(f"a workbook ({quoted(Path(place).suffix)}): save the sheet as CSV UTF-8, comma-separated")
    if not _is_table(place):
        raise ValueError(f"expected an address that ends in {', '.join(CSV + PARQUET)}")
    return place
