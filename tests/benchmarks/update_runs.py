"""`peeldiff update` against a site on loopback, at size: forces taken away, and runs stopped at random moments.

    python tests/benchmarks/update_runs.py forces 12 [SEED]
    python tests/benchmarks/update_runs.py findings 12 [SEED]
    python tests/benchmarks/update_runs.py stops 200 [SEED]
    python tests/benchmarks/update_runs.py kills 20 [SEED]

`forces` takes the judgments of so many forces, drawn by the seed, out of the dataset and says how many grades come
back, and how many of them wrong; `findings` takes their findings away, and says the same of those of invented pages.
`stops` stops the fetching so many times, each at a random moment, and says what was lost. `kills` does so with whole
runs in processes of their own, by Ctrl+C or SIGKILL; update_kills.py does more of it.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import polars as pl

from fetching.inspectorate import findings_of, judgments_of, pages_of
from fetching.site import Site, running
from fetching.stopping import stop_at_random
from peeldiff import shipped
from peeldiff.dataset import Dataset, load
from peeldiff.fetching import PageStore

ENDED_EARLY = 2
RUNNER = Path(__file__).parents[1] / "fetching" / "update_at.py"


def without(forces: Sequence[str], folder: Path, table: str = "judgments") -> Path:
    """Write the dataset without the rows of forces in a table."""
    shutil.copytree(shipped.data(), folder)
    rows = pl.read_csv(folder / f"{table}.csv", infer_schema=False)
    rows.filter(~pl.col("force").is_in(forces)).write_csv(folder / f"{table}.csv")
    return folder


def drawn(ds: Dataset, count: int, seed: int) -> list[str]:
    """Return so many forces of which judgments are known, drawn at random."""
    return sorted(random.Random(seed).sample(ds.judgments["force"].unique().sort().to_list(), count))


def grades(ds: Dataset, forces: Sequence[str]) -> dict[tuple[str, str, str], str]:
    """Return the grades of forces by force, cycle and item."""
    return {
        (force, cycle, item): str(row["grade"])
        for force in forces
        for cycle in ds.cycles
        for item, row in judgments_of(ds, force, cycle).items()
        if row["grade"]
    }


def start(site: Site, root: Path, own: Path, home: Path, forces: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a run in a process of its own."""
    env = {**os.environ, "HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "XDG_STATE_HOME": str(home / "state")}
    command = [sys.executable, str(RUNNER), str(site.port), "update", *forces, "--yes", "--data", str(root)]
    return subprocess.Popen(
        [*command, "--overlay", str(own)], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


def report(before: Mapping[tuple[str, str, str], str], after: Mapping[tuple[str, str, str], str]) -> str:
    """Say how many grades are there again."""
    wrong = [key for key, grade in after.items() if before.get(key) != grade]
    return f"{len(before)} grades taken away, {len(after)} there again, {len(wrong)} wrong"


def try_forces(count: int, seed: int) -> None:
    """Take the judgments of so many forces away, and bring them back."""
    ds = load()
    forces = drawn(ds, min(count, len(ds.force_names)), seed)
    with tempfile.TemporaryDirectory() as folder, running(Site(pages=dict(pages_of(ds, forces)))) as site:
        at = Path(folder)
        root = without(forces, at / "data")
        output = run_whole(site, root, at, forces if count < len(ds.force_names) else ())
        print(report(grades(ds, forces), grades(load(root, at / "own"), forces)))
        print(f"not sure of {output.count('left to you')} rows")


def try_findings(count: int, seed: int) -> None:
    """Take the findings of so many forces away, and bring those of invented pages."""
    ds = load()
    forces = drawn(ds, count, seed)
    pages = pages_of(ds, forces, findings=True)
    with tempfile.TemporaryDirectory() as folder, running(Site(pages=dict(pages))) as site:
        at = Path(folder)
        root = without(forces, at / "data", "findings")
        output = run_whole(site, root, at, forces)
        expected = {
            (force, cycle, text): item
            for force in forces
            for cycle in ds.cycles
            for pillar in (*(entry.id for entry in ds.cycles[cycle].items if entry.level == "pillar"), None)
            if (known := judgments_of(ds, force, cycle)) and _has_page(ds, cycle, pillar)
            for text, item in findings_of(force, cycle, pillar, known).items()
        }
        rows = load(root, at / "own").tables["findings"].filter(pl.col("force").is_in(forces)).iter_rows(named=True)
        found = {(row["force"], row["cycle"], row["summary"]): row["item"] for row in rows}
        wrong = [key for key, item in found.items() if expected.get(key) != item]
        print(f"{len(expected)} findings on the pages, {len(found)} written, {len(wrong)} wrong {wrong[:5]}")
        print(f"not sure of {output.count('left to you')} rows, {output.count('conflict, not written')} in conflict")


def _has_page(ds: Dataset, cycle: str, pillar: str | None) -> bool:
    has_pillars = any(item.level == "pillar" for item in ds.cycles[cycle].items)
    return has_pillars == (pillar is not None) and any(page.pillar == pillar for page in ds.cycles[cycle].pages)


def run_whole(site: Site, root: Path, at: Path, forces: Sequence[str]) -> str:
    """Run, as cron does, until a run comes to its end; print what was asked for, and return what was said.

    No run may ask for a page that one before was sent.
    """
    words, codes = "", list[int]()
    began = time.monotonic()
    while not codes or codes[-1] == ENDED_EARLY:
        run = start(site, root, at / "own", at / "home", forces)
        words += run.communicate()[1].decode()
        codes.append(run.returncode)
    seconds = time.monotonic() - began
    pages = [address for address in site.asked if not address.endswith("/robots.txt")]
    print(f"{', '.join(forces) or 'every force'}: exit codes {codes}")
    print(f"{len(site.pages)} pages, {len(pages)} requests, {len(set(pages))} different, {seconds:.0f} s")
    print(*words.splitlines()[-2:], sep="\n")
    return words


def try_kills(count: int, seed: int) -> None:
    """Kill runs so many times, and look whether anything was lost."""
    ds, chance, forces = load(), random.Random(seed), ["kent"]
    pages = pages_of(ds, forces)
    stopped = whole = lost = again = 0
    expected: dict[tuple[str, str, str], str] | None = None
    with running(Site(pages=dict(pages))) as site, tempfile.TemporaryDirectory() as folder:
        root = without(forces, Path(folder, "data"))
        while stopped < count:
            site.asked.clear()
            site.bodies.clear()
            at = Path(tempfile.mkdtemp(dir=folder))
            kills = 0
            while True:
                run = start(site, root, at / "own", at / "home", forces)
                try:
                    run.communicate(timeout=chance.uniform(0.3, 3.5) if stopped < count else None)
                    break
                except subprocess.TimeoutExpired:
                    run.send_signal(chance.choice((signal.SIGINT, signal.SIGKILL)))
                    run.communicate()
                    stopped, kills = stopped + 1, kills + 1
                    load(root, at / "own" if (at / "own").is_dir() else None)  # never half-written
            store = PageStore(at / "home" / "data" / "peeldiff" / "pages")
            kept = {address for address in pages if (page := store.latest(address)) and store.has(page)}
            lost += len({address for address in pages if site.bodies[address]} - kept)
            again += sum(times - 1 for times in site.bodies.values())
            found = grades(load(root, at / "own"), forces)
            expected = expected or found
            assert found == expected, "a run that was stopped gave other rows"
            assert sum(times - 1 for times in site.bodies.values()) <= kills, "more was sent twice than was under way"
            whole += 1
    print(f"stopped {stopped} times in {whole} runs: {lost} pages lost, {again} sent twice, the same rows every time")


if __name__ == "__main__":
    what, number, *rest = sys.argv[1:]
    if what == "forces":
        try_forces(int(number), int(rest[0]) if rest else 1)
    elif what == "findings":
        try_findings(int(number), int(rest[0]) if rest else 1)
    elif what == "kills":
        try_kills(int(number), int(rest[0]) if rest else 1)
    else:
        with tempfile.TemporaryDirectory() as folder, running(Site()) as site:
            print(stop_at_random(site, Path(folder), int(number), int(rest[0]) if rest else 1))
