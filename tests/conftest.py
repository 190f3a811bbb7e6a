"""Every test has a home, settings and notes of its own, and none sees the person who runs it."""

from __future__ import annotations

import contextlib
import functools
import gc
import importlib
import itertools
import os
import pickle
import random
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings

from peeldiff.dataset import Dataset, load
from peeldiff.dataset.loading import ENDING, compiled_key
from shipped_dataset import shipped
from sweeping import SEED
from walks.outside import stay_here

stay_here()
hypothesis_settings.register_profile("tests", deadline=None, print_blob=True, max_examples=25)
hypothesis_settings.register_profile("system", deadline=None, print_blob=True, max_examples=60)
hypothesis_settings.register_profile("mutants", deadline=None, derandomize=True, database=None, max_examples=6)
hypothesis_settings.load_profile("tests")

# Every process of a test would compile the whole package anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


def _parse_once(parse: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """Parse each TOML text once, and give everyone tables of their own: it was an eighth of the time of commands."""

    @functools.lru_cache(1024)  # a file of notes is parsed in two hundred pieces
    def parsed(text: str) -> bytes:
        return pickle.dumps(parse(text))

    def loads(text: str, /, *, parse_float: Callable[[str], Any] = float) -> dict[str, Any]:
        return pickle.loads(parsed(text)) if parse_float is float else parse(text, parse_float=parse_float)  # noqa: S301

    return loads


tomllib.loads = _parse_once(tomllib.loads)

# No test cuts the power, and a test run stops for seconds where a disk is busy. Who counts them sets it anew.
os.fsync = lambda _: None  # type: ignore[assignment]  # nobody calls it by the name of its argument

# What is collected stays: nothing to look for until it is.
gc.disable()

LEFT_OUT = "changes the machine: only with --system"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--system",
        action="store_true",
        help="run what installs packages, mounts, starts a server or becomes another user, too",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Choose what this run draws, before its workers start; all pictures where they are made anew."""
    whole = config.getoption("--system")
    if whole:
        hypothesis_settings.load_profile("system")
    if whole or config.getoption("update_snapshots", default=False):
        os.environ.pop(SEED, None)
    else:
        os.environ.setdefault(SEED, str(random.randrange(10**6)))
        config.option.warn_unused_snapshots = True  # a picture that is not drawn this time is not one too many


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores, since tests of terminals and processes mostly wait; each costs memory."""
    return min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, 7) + 1


def pytest_report_header() -> str:
    """Say how to draw the same again."""
    return f"{SEED}={os.environ[SEED]}" if SEED in os.environ else "sweeps: whole"


def pytest_collection_finish() -> None:
    """Look no more through what lives for the whole run, and seldom for what died: that was a quarter of the time."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(50_000, 20, 100)


def pytest_xdist_setupnodes(config: pytest.Config) -> None:
    """Do so in the process that starts the others, which collects no test."""
    pytest_collection_finish()
    if not Path(".hypothesis/unicode_data").exists():  # else each of them finds out for itself which characters are
        code = "from hypothesis.strategies import text; text().validate()"
        made = contextlib.ExitStack()
        made.enter_context(subprocess.Popen([sys.executable, "-c", code]))  # which is waited for at the end
        config.add_cleanup(made.close)


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Let each worker begin with tests of its own: in a new clone all would compile the same ones at the same time."""
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    if number and session.config.args == session.config.getini("testpaths"):
        files = sorted(Path(__file__).parent.glob("*/test_*.py"))
        for file in files[len(files) * number // int(os.environ["PYTEST_XDIST_WORKER_COUNT"]) :]:
            is_package = (file.parent / "__init__.py").exists()
            if not is_package and str(file.parent) not in sys.path:
                sys.path.insert(0, str(file.parent))
            with contextlib.suppress(Exception, pytest.skip.Exception):  # said when it is collected
                importlib.import_module(f"{file.parent.name}.{file.stem}" if is_package else file.stem)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave out what changes the machine, before any fixture begins to."""
    if item.get_closest_marker("system") is None:
        return
    if not item.config.getoption("--system"):
        pytest.skip(LEFT_OUT)
    if os.geteuid() != 0:
        pytest.skip("needs root")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was left out, and how to have it."""
    skipped = [report.longrepr for report in terminalreporter.stats.get("skipped", [])]
    left_out = sum(isinstance(why, tuple) and why[2].endswith(LEFT_OUT) for why in skipped)
    if left_out:
        terminalreporter.section("left out")
        terminalreporter.line(
            f"{left_out} tests that install packages, mount, start a server or become another user: as root, on a "
            "machine that may be changed, run `make system` (or this command with --system)"
        )
    if SEED in os.environ:
        terminalreporter.line(f"long sweeps were drawn with {SEED}={os.environ[SEED]}; --system runs the whole of them")


@pytest.fixture(scope="session")
def _compiled(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped dataset as a first start leaves it behind, kept between runs too: by its key it is never stale."""
    kept = pytestconfig.cache.mkdir("datasets")
    name = f"{compiled_key(load(cache=kept).digest)}{ENDING}"
    copied = Path(shutil.copy(kept / name, tmp_path_factory.mktemp("compiled")))
    copied.chmod(0o400)
    return copied


@pytest.fixture(scope="session")
def _places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A new folder for each test; pytest would look through all those before to number it."""
    return map(tmp_path_factory.mktemp("tests").joinpath, map(str, itertools.count(1)))


@pytest.fixture
def tmp_path(request: pytest.FixtureRequest, _places: Iterator[Path]) -> Path:
    """A folder of the test's own, of its name and in a folder of its own, beside which nothing lies."""
    path = next(_places) / re.sub(r"\W", "_", request.node.name)[:30]
    path.mkdir(0o700, parents=True)
    return path


@pytest.fixture(autouse=True)
def _own_surroundings(monkeypatch: pytest.MonkeyPatch, _compiled: Path, _places: Iterator[Path]) -> Path:
    home = next(_places) / "home"
    for name in [name for name in os.environ if name.startswith(("PEELDIFF_", "XDG_", "SSH_"))]:
        monkeypatch.delenv(name)
    for name in ("NO_COLOR", "COLORTERM", "TEXTUAL_THEME", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    # Else every command of every test, and every process, would check and compile the whole dataset anew.
    kept = f"{home}/cache/peeldiff/datasets"
    os.makedirs(kept, 0o700)  # noqa: PTH103  (what is done for every test is done the quick way)
    os.link(_compiled, f"{kept}/{_compiled.name}")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return home


@pytest.fixture(scope="session")
def ds() -> Dataset:
    return shipped()


@pytest.fixture(scope="session", autouse=True)
def _remembered_pieces_stay_as_read() -> Iterator[None]:
    """Look, at the end, whether anybody changed in place what was parsed of notes."""
    yield
    if pieces := sys.modules.get("peeldiff.notes.toml_pieces"):
        changed = [text for text, tables in pieces._read.items() if tomllib.loads(text) != tables]
        assert changed == [], "somebody changed a document of notes in place"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for a few notes; only root can mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", disk], capture_output=True, check=False)
    if made.returncode:
        pytest.skip(f"no tmpfs can be mounted here: {made.stderr.decode().strip()}")
    yield disk
    subprocess.run(["umount", disk], check=True)
