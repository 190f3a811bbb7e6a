"""Somebody presses, pastes, clicks and resizes without looking; everything that has to hold, holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.conftest import MakeApp
from peeldiff.settings import Settings
from sweeping import often
from walks.aftermath import check
from walks.in_process import wander

STEPS = often(45, 70)
"""`walks/walk.py` goes as far as one likes."""


@pytest.mark.parametrize(("seed", "size"), [(1, (80, 24)), (2, (120, 40))])
async def test_nothing_breaks(
    make_app: MakeApp,
    in_force: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    seed: int,
    size: tuple[int, int],
) -> None:
    monkeypatch.chdir(tmp_path)
    await wander(make_app, seed, STEPS, size)
    check(in_force.notes, [])
