"""What the README shows is true."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from running import peeldiff

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("peeldiff ")
]


HOMES = pl.DataFrame(
    {"home": ["Ash House", "Elm"], "year": [2024, 2025], "question": ["safe"] * 2, "grade": ["good"] * 2}
)


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_runs(line: str, tmp_path: Path) -> None:
    for name in ("homes.csv", "homes-2024.csv"):
        HOMES.write_csv(tmp_path / name)
    HOMES.write_parquet(tmp_path / "homes-2025.parquet")
    done = peeldiff(*shlex.split(line)[1:], "--notes", str(tmp_path / "notes"), cwd=tmp_path)
    assert done.code == (1 if "--exit-code" in line else 0), done.err


def test_the_python_example_runs() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)
    assert "indicative" in done.stdout


def test_the_picture_is_the_screen() -> None:
    root = Path(__file__).parents[1]
    snapshot = root / "tests/app/__snapshots__/test_snapshots/test_views[comparison-dark-120x40].svg"
    assert (root / "docs/comparison.svg").read_bytes() == snapshot.read_bytes()
