"""Time and memory of importing: a PDF of 200 pages, and 500 files of every format.

Run it by hand: python tests/benchmarks/import_speed.py
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from importing import pages as p
from peeldiff.dataset import Dataset, load
from peeldiff.importing import GivenIdentity, Sandbox, import_file

PAGES, FILES = 200, 500
_WRITERS = (p.as_html, p.as_text, p.as_pdf)


def main() -> None:
    """Measure both and print a line for each."""
    ds = load()
    with tempfile.TemporaryDirectory() as folder:
        _measure(ds, f"a PDF of {PAGES} pages", [_long(Path(folder))])
        _measure(ds, f"{FILES} files", _many(Path(folder)))


def _measure(ds: Dataset, what: str, files: Sequence[Path]) -> None:
    begun = time.perf_counter()
    with Sandbox() as sandbox:
        rows = sum(len(import_file(ds, file, sandbox, GivenIdentity()).judgments) for file in files)
    took = time.perf_counter() - begun
    # Kilobytes on Linux; the worker counts as a child once it has ended.
    own, worker = (
        resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    size = sum(file.stat().st_size for file in files) / 1e6
    print(f"{what} ({size:.2f} MB, {rows} judgments): {took:.2f} s; peak {own} MiB, its worker {worker} MiB")


def _long(folder: Path) -> Path:
    """Write a report of 200 pages of prose, with its areas spread over it."""
    parts = p.area_report()
    prose = [p.text(f"{p.PROSE} This is note {number} of the night desk.") for number in range(PAGES * 40 // 3 // 6)]
    spread: list[p.Part] = []
    for part in parts:
        spread.append(part)
        spread += prose if part.text == p.PROSE else []
    path = folder / "long.pdf"
    path.write_bytes(p.as_pdf(spread))
    return path


def _many(folder: Path) -> list[Path]:
    """Write 500 reports of every kind and format."""
    kinds = (p.pillar_page, p.area_report, p.letter)
    files = []
    for number in range(FILES):
        kind, write = kinds[number % 3], _WRITERS[number // 3 % 3]
        path = folder / f"report-{number}"
        path.write_bytes(write([*kind(), *(p.text(p.PROSE) for _ in range(60))]))
        files.append(path)
    return files


if __name__ == "__main__":
    main()
