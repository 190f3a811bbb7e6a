"""Walks at random through the interface, for as long as one likes.

    python tests/walks/walk.py [--seed 1] [--steps 2000] [--size 80x24] [--terminal]

Inside the process it looks after each step at what has to hold; with --terminal it drives the real
program in a pseudo-terminal. Everything happens in a home of its own, and whatever is written outside of
it is told. Prints how far it came; ends with 1 and the way there where something broke.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))


def main() -> int:
    """Walk, and say what was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--size", default="80x24")
    parser.add_argument("--terminal", action="store_true", help="the real program, in a pseudo-terminal")
    asked = parser.parse_args()
    width, _, height = asked.size.partition("x")
    size = int(width), int(height)
    from walks.outside import stay_here

    with tempfile.TemporaryDirectory(prefix="peeldiff-walk-") as folder:
        home = Path(folder)
        settle_in(home)
        stay_here()
        began = time.monotonic()
        walked = in_terminal if asked.terminal else in_process
        try:
            words = walked(home, asked.seed, asked.steps, size)
        except AssertionError as error:
            print(error)
            return 1
        written = sorted(path.suffix for path in home.rglob("*") if path.is_file())
    kinds = ", ".join(f"{written.count(kind)} {kind}" for kind in dict.fromkeys(written))
    print(f"seed {asked.seed}, {asked.steps} steps at {asked.size}: {words}, {time.monotonic() - began:.0f} s; {kinds}")
    return 0


def settle_in(home: Path) -> None:
    """Let everything that is written go to a home of its own."""
    for name in [name for name in os.environ if name.startswith(("PEELDIFF_", "SSH_")) or name == "NO_COLOR"]:
        del os.environ[name]
    os.environ |= {"HOME": str(home), "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PEELDIFF_AUTHOR": "walker"}
    os.environ |= {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
    os.chdir(home)


def in_process(home: Path, seed: int, steps: int, size: tuple[int, int]) -> str:
    """Walk inside this process."""
    from peeldiff import settings
    from peeldiff.app import memory
    from peeldiff.app.peeldiff_app import PeeldiffApp
    from walks.aftermath import check
    from walks.in_process import wander
    from walks.outside import watch

    in_force = settings.load()
    outside = watch(home)

    def make_app(*names: str) -> PeeldiffApp:
        return PeeldiffApp(in_force, names, memory=memory.recall(memory.file()), remember_in=memory.file())

    seen = asyncio.run(wander(make_app, seed, steps, size))
    notes = check(in_force.notes, outside)
    where = ", ".join(f"{screen} {count}" for screen, count in seen.most_common())
    return f"nothing broke ({where}); {notes} notes"


def in_terminal(home: Path, seed: int, steps: int, size: tuple[int, int]) -> str:
    """Walk through the real program."""
    from peeldiff import settings
    from walks.aftermath import check
    from walks.in_terminal import wander

    words = home / "outside"
    sittings = wander(home, words, seed, steps, size)
    check(settings.load().notes, words.read_text(encoding="utf-8").splitlines() if words.exists() else [])
    return f"{sittings} sittings in a terminal, nothing broke"


if __name__ == "__main__":
    sys.exit(main())
