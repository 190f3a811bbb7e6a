"""Somebody presses, pastes, clicks and resizes without looking; everything that has to hold, holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.conftest import MakeApp
from peeldiff.dataset import Dataset
from peeldiff.notes import NotesFolder
from peeldiff.settings import Settings
from walks.in_process import unreadable, wander


@pytest.mark.parametrize(("seed", "size"), [(1, (80, 24)), (2, (120, 40))])
async def test_nothing_breaks(
    make_app: MakeApp,
    in_force: Settings,
    ds: Dataset,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    seed: int,
    size: tuple[int, int],
) -> None:
    monkeypatch.chdir(tmp_path)
    await wander(make_app, seed, 150, size)
    assert unreadable(in_force.notes) == []
    NotesFolder(in_force.notes, ds).list()
