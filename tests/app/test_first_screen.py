"""What the first screen of a comparison, a force or the country starts, and what it can do without."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from peeldiff.dataset import load
from peeldiff.settings.paths import dataset_cache

CODE = """
import asyncio, sys
from app.hands import press, still
from peeldiff import settings
from peeldiff.app.peeldiff_app import PeeldiffApp

async def look():
    app = PeeldiffApp(settings.load(), sys.argv[1:])
    async with app.run_test(size=(80, 24)) as pilot:
        await still(pilot)
        await press(pilot, "j", "1", "2", "3")
        await still(pilot)

asyncio.run(look())
assert "polars" not in sys.modules
"""


@pytest.mark.parametrize("names", [("northants:2017", "northants:2021-22"), ("northants",), ()])
def test_it_does_without_polars_where_the_dataset_is_compiled(names: tuple[str, ...]) -> None:
    load(cache=dataset_cache(restricted=False))
    tests = str(Path(__file__).parents[1])
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {tests!r})\n{CODE}", *names]
    subprocess.run(command, check=True, timeout=60)
