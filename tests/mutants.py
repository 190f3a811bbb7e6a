"""Would the tests notice? Tries the mutants that mutmut made, many in one process that is warm.

    PYTHONHASHSEED=0 mutmut run "peeldiff.compare.basis.x_row_basis__mutmut_1"   # learns what reaches what
    python tests/mutants.py tried.jsonl [--part 0/2] [--fresh] [PATTERN ...]

mutmut starts a process for each mutant, which reads the dataset and starts polars anew: seconds, six
thousand times. Here a process goes from mutant to mutant; each meets the tests of its room that reach its
function, the quickest first. A test that fails is run again without the mutant: if it fails still, the
process is spoiled, another takes its place, and the mutant is tried again there, first of all. What
survives can be tried once more with `--fresh`, a process and the tests of both rooms for each.

One JSON object a mutant is appended to the file: `mutant`, `outcome` (`killed`, `survived`, `timeout`,
`crash`, `no test`) and `by`, the test. What stands there already is left out.
"""

from __future__ import annotations

import argparse
import json
import os
import select
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import TextIO, cast

import pytest
from _pytest.runner import runtestprotocol

MUTANT = "MUTANT_UNDER_TEST"
"""The variable by which mutmut chooses one."""
WAIT = 90
"""Seconds that a mutant has. All tests together take 25."""
TOGETHER = 300
"""How many one process tries. The folders of the tests' homes pile up, and slow the next ones down."""


class Trying:
    """A plugin of pytest that runs the tests of one mutant after another in place of all tests."""

    def __init__(self, mutants: list[str], tests: dict[str, list[str]]) -> None:
        """The `tests` by mutant, in the order to run them in."""
        self.mutants, self.tests = mutants, tests
        self.killers: list[pytest.Item] = []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Say on standard output what became of each."""
        items = {item.nodeid: item for item in session.items}
        for mutant in self.mutants:
            tell(mutant=mutant)
            reaching = [items[test] for test in self.tests[mutant] if test in items]
            by = self._killer(mutant, sorted(reaching, key=lambda item: item not in self.killers))
            spoiled = by is not None and not self._passes(by)
            if spoiled and mutant != self.mutants[0]:
                break
            tell(mutant=mutant, outcome="killed" if by else "survived", by=by.nodeid if by else "")
            if spoiled:
                break
            if by is not None:  # what noticed one is likely to notice its neighbour
                self.killers = [by, *(item for item in self.killers if item is not by)][:5]
        return True

    def _killer(self, mutant: str, items: list[pytest.Item]) -> pytest.Item | None:
        os.environ[MUTANT] = mutant
        try:
            return next((item for item in items if not self._passes(item)), None)
        finally:
            del os.environ[MUTANT]

    @staticmethod
    def _passes(item: pytest.Item) -> bool:
        # As if the session itself came next, so that its fixtures stay: they are dear, and no mutant is in them.
        stays = cast("pytest.Item", item.session)
        return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=stays))


def tell(**said: str) -> None:
    """Write a line to whoever started this process; the tests' own words go elsewhere."""
    os.write(TELLING, (json.dumps(said) + "\n").encode())


TELLING = 1


def inside() -> None:
    """Be the process that tries: what is to be tried comes in on standard input."""
    global TELLING
    given = json.load(sys.stdin)
    TELLING = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    options = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["tool"]["mutmut"]
    asked = [*options["pytest_add_cli_args"], *options["pytest_add_cli_args_test_selection"]]
    # Telling why a test failed takes longer than the test: the mutants make each module some hundred times as long.
    quick = ("--tb=native", "--assert=plain")
    pytest.main([*quick, *asked], plugins=[Trying(given["mutants"], given["tests"])])


def tried(mutants: list[str], tests: dict[str, list[str]]) -> Iterator[dict[str, str]]:
    """What became of each mutant that one process got to."""
    command = [sys.executable, __file__, "--inside"]
    environment = os.environ | {"PYTHONPATH": str(Path("src").absolute())}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps({"mutants": mutants, "tests": {name: tests[name] for name in mutants}}).encode())
        process.stdin.close()
        now = mutants[0]
        while select.select([process.stdout], [], [], WAIT)[0]:
            line = os.read(process.stdout.fileno(), 1 << 16).decode()
            if not line:
                break
            for words in map(json.loads, line.splitlines()):
                now = words.get("mutant", now)
                if "outcome" in words:
                    yield words
        else:
            process.kill()
            yield {"mutant": now, "outcome": "timeout", "by": ""}


def of_mutmut(*, own_room: bool) -> tuple[list[str], dict[str, list[str]]]:
    """All mutants, and the tests of each, the quickest first; those of its `own_room` alone if there are any."""
    stats = json.loads(Path("mutmut-stats.json").read_text("utf-8"))
    reach, took = stats["tests_by_mangled_function_name"], stats["duration_by_test"]
    metas = [json.loads(meta.read_text("utf-8")) for meta in sorted(Path("src").rglob("*.py.meta"))]
    mutants = [mutant for meta in metas for mutant in meta["exit_code_by_key"]]
    tests = {mutant: reach.get(mutant.rpartition("__mutmut_")[0], []) for mutant in mutants}
    if own_room:
        own = {mutant: f"tests/{mutant.split('.')[1]}/" for mutant in mutants}
        tests = {name: [test for test in some if test.startswith(own[name])] or some for name, some in tests.items()}
    return mutants, {mutant: sorted(some, key=lambda test: took.get(test, 0.0)) for mutant, some in tests.items()}


def main() -> None:
    """Try what is asked for and is not in the file yet."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("file", type=Path)
    asked.add_argument("patterns", nargs="*", default=["*"])
    asked.add_argument("--part", default="0/1", help="which of how many parts, so that two can run side by side")
    asked.add_argument("--fresh", action="store_true", help="a process for each mutant")
    given = asked.parse_args()
    file, (part, parts) = given.file.absolute(), map(int, given.part.split("/"))
    os.chdir(Path(__file__).parent.parent / "mutants")
    mutants, tests = of_mutmut(own_room=not given.fresh)
    done = {json.loads(line)["mutant"] for line in file.read_text("utf-8").splitlines()} if file.exists() else set()
    mutants = [mutant for mutant in mutants if any(fnmatch(mutant, pattern) for pattern in given.patterns)][part::parts]
    left = [mutant for mutant in mutants if mutant not in done]
    with file.open("a", encoding="utf-8") as out:
        while left:
            if not tests[left[0]]:
                print(json.dumps({"mutant": left[0], "outcome": "no test", "by": ""}), file=out, flush=True)
                left.pop(0)
                continue
            some = [mutant for mutant in left if tests[mutant]][: 1 if given.fresh else TOGETHER]
            words = [*_kept(tried(some, tests), out)] or [*_kept(iter([{"mutant": some[0], "outcome": "crash"}]), out)]
            left = [mutant for mutant in left if mutant not in words]


def _kept(outcomes: Iterator[dict[str, str]], out: TextIO) -> Iterator[str]:
    """Write each outcome down as it comes, and yield its mutant."""
    for words in outcomes:
        print(json.dumps(words), file=out, flush=True)
        yield words["mutant"]


if __name__ == "__main__":
    inside() if "--inside" in sys.argv else main()
