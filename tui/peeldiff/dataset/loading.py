"""Loads a dataset: as it was compiled when it was last checked, where nothing has changed since, else from its sources.

What was compiled is known by a key: the digest of the sources' bytes and of the code that reads them. It
lies in the installed package or in a cache that its owner alone can have written.
"""

from __future__ import annotations

import functools
import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from peeldiff import shipped
from peeldiff.dataset.compiled import compile_dataset, load_compiled
from peeldiff.dataset.model import Dataset
from peeldiff.dataset.reading import sources
from peeldiff.errors import DatasetError
from peeldiff.files.held import HeldFile
from peeldiff.files.private import keep_private, open_private
from peeldiff.table_address import STANDARD_INPUT, is_external, written_as_path

ENDING = ".dataset"
_MOST = 8
"""Datasets that a cache keeps."""


def load(
    root: str | Path | None = None,
    own: Path | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    scale: Sequence[str] = (),
    piped: bytes | None = None,
    cache: Path | None = None,
    checked: bool = False,
) -> Dataset:
    """Read the dataset in the folder `root`, the shipped one by default, with the overlay `own` upon it.

    `root` can also be a table, CSV or Parquet, with the columns force, cycle, item and grade, or those
    that `columns` names for them; `scale` are its grades, best first; `piped` is what stands for the
    root `-`. What was compiled lies in the folder `cache`, if one is given; with `checked` the sources
    are read and checked whatever is compiled. Raises DatasetError with every problem found, a line each.
    """
    folder = Path(root) if root is not None else shipped.data()
    address = written_as_path(folder)
    if root is not None and is_external(address):
        if address == STANDARD_INPUT and piped is None:
            raise DatasetError(address, ["standard input is read by commands only: name a file"])
        from peeldiff.dataset.external.single_table import load_table

        return load_table(address, columns or {}, scale, piped)
    files = sources.files(folder)
    extra = sources.overlay_files(own) if own is not None else {}

    def read() -> Dataset:
        from peeldiff.dataset.reading.folder import read_sources

        return read_sources(folder, files, own, extra)

    def again() -> Dataset:
        # From the disk, so that a session does not hold the sources for what hardly ever happens.
        now = sources.digest(sources.files(folder), sources.overlay_files(own) if own is not None else {})
        if compiled_key(now) != key:
            raise DatasetError(address, ["it was changed while it was used: start peeldiff again"])
        return load(root, own, checked=True)

    if checked:
        return read()
    key = compiled_key(sources.digest(files, extra))
    kept = cache / f"{key}{ENDING}" if cache else None
    for file in _compiled(kept):
        with suppress(OSError):
            ds = load_compiled(file, key, root=folder, overlay=own, deferred=sources.deferred(files), otherwise=again)
            if ds is not None:
                return ds
    ds = read()
    if kept:
        with suppress(DatasetError):  # a table that is read later is broken, and says so then
            keep_private(kept, compile_dataset(ds, key), most=_MOST)
    return ds


def compile_sources(root: Path) -> bytes:
    """Return the dataset in a folder, read, checked and compiled: what an installed package brings along."""
    ds = load(root, checked=True)
    return compile_dataset(ds, compiled_key(ds.digest))


def _compiled(kept: Path | None) -> Iterator[HeldFile]:
    """Walk over what may be the dataset, compiled; what came with the program is trusted as the program is."""
    with suppress(OSError):
        yield HeldFile(os.open(shipped.compiled(), os.O_RDONLY | os.O_CLOEXEC))
    if kept and (file := open_private(kept)) is not None:
        yield file


def compiled_key(digest: str) -> str:
    """Return under which key the sources of this digest are compiled by this program."""
    return hashlib.sha256(f"{digest}\0{_code_digest()}".encode()).hexdigest()


@functools.cache
def _code_digest() -> str:
    """Return the digest of the code, of which a process runs what it found when it began."""
    made = hashlib.sha256()
    for path in _code():
        made.update(path.read_bytes())
    return made.hexdigest()


def _code() -> list[Path]:
    """Return the files that decide what a compiled dataset holds; the first has the program's version."""
    room = Path(__file__).parent
    shared = ("__init__.py", "text.py", "vocabulary/terms.py")
    return [*(room.parent / name for name in shared), *sorted(room.rglob("*.py"))]
