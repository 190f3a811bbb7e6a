"""How many writers one folder of notes bears, and what a kill does to it. Prints counts and times.

    PYTHONPATH=tui python tests/benchmarks/notes_writers.py [PROCESSES] [NOTES] [KILLS]

Sixteen processes write 200 notes each into one file, then each into files of four comparisons, among
600 other files with a note each; then a writer is killed with SIGKILL at 500 random moments, in a
folder of the same kind. The file system is that of TMPDIR.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

NOTES_TESTS = Path(__file__).parents[1] / "notes"
sys.path.insert(0, str(NOTES_TESTS))

import many_writers  # noqa: E402  (found by the line above)

ONE = ("kent:2014", "kent:2015")
MANY = [f"{force}:{cycle}" for force in ("kent", "essex", "surrey", "sussex") for cycle in ("2014", "2015")]


def start(*arguments: str) -> subprocess.Popen[str]:
    """Start a process of many_writers."""
    surroundings = {**os.environ, "POLARS_MAX_THREADS": "1"}
    command = [sys.executable, many_writers.__file__, *arguments]
    return subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, text=True)


def writers(folder: Path, processes: int, each: int, pairs: tuple[str, ...]) -> None:
    """Run writers and print whether every note is there, once."""
    began = time.monotonic()
    running = [start("write", str(folder), f"writer{one}", str(each), *pairs) for one in range(processes)]
    ended = [(process.communicate()[0], process.returncode) for process in running]
    failed = sum(code != 0 for _, code in ended)
    measured = [json.loads(output) for output, code in ended if code == 0]
    took = time.monotonic() - began
    there = Counter(text for text in many_writers.texts(folder) if text != "of another")
    expected = {f"writer{one} {note}" for one in range(processes) for note in range(each)}
    files = [path.stat().st_size for path in folder.glob("*.toml") if "--x" not in path.name]
    longest, slowest = (max(one[key] for one in measured) for key in ("longest_lock", "slowest_set"))
    print(
        f"{processes} processes x {each} notes into {len(files)} file(s): {len(expected & set(there))} of "
        f"{len(expected)} there, {sum(there.values()) - len(expected)} too many, {failed} writers failed, "
        f"{took:.1f} s, {len(expected) / took:.0f} notes/s, largest file {max(files) // 1024} KiB, "
        f"longest lock {longest * 1000:.0f} ms, slowest note {slowest:.1f} s"
    )


def others(folder: Path, count: int = 600) -> None:
    """Fill a folder with notes of other comparisons on the same inspections, each a whole file with a note."""
    from peeldiff.compare import compare
    from peeldiff.dataset import load
    from peeldiff.notes import NoteEdit, NotesFolder

    ds = load()
    comparison = compare(ds, *ONE)
    notes = NotesFolder(folder, ds)
    notes.set_note(comparison, many_writers.changes(comparison)[0], NoteEdit(text="of another"), author="other")
    path = notes.file(comparison)
    content = path.read_text("utf-8")
    for number in range(count):
        name = f"kent@2014--x{number}@2015"
        (folder / f"{name}.toml").write_text(content.replace(path.stem, name), "utf-8")
    path.unlink()


def main() -> None:
    """Run all three."""
    processes, each, kills = [int(word) for word in sys.argv[1:]] or (16, 200, 500)
    with tempfile.TemporaryDirectory() as place:
        folders = [Path(place) / name for name in ("one", "many", "killed")]
        for folder in folders:
            folder.mkdir()
            others(folder)
        writers(folders[0], processes, each, ONE)
        writers(folders[1], processes, each, tuple(MANY))
        seed = random.SystemRandom().randrange(10**6)
        began = time.monotonic()
        output, _ = start("kill", str(folders[2]), str(kills), str(seed), *ONE).communicate()
        print(json.dumps(json.loads(output)), f"{time.monotonic() - began:.1f} s")


if __name__ == "__main__":
    main()
