"""No path on any screen of a restricted session, whichever action fails: a marker stands in every path."""

from __future__ import annotations

import dataclasses
import errno
import sys
from pathlib import Path
from typing import Any

import pytest

from app.arriving import arrive, opened_for
from app.effects import LEAVING, listed
from app.hands import press
from app.seeing import screen_lines
from peeldiff.app.kit import background
from peeldiff.errors import FileError, PeeldiffError
from peeldiff.settings import Settings
from sweeping import sweep

MARK = "zz-marked"
SCREENS = ("country", "comparison", "timeline", "notes", "menu", "form", "contested")


def failure() -> PeeldiffError:
    """Return an error with a marked path in its text and in the fields of what caused it."""
    path = f"/{MARK}/{MARK} it's/{MARK}/x.toml"
    error = FileError(f"{path}: not written: see '{path}', {path}.tmp and {Path(path).parent}")
    error.__cause__ = OSError(errno.EIO, "no", path, None, f"{path}.tmp")
    return error


def fail_in_background(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let every job that an action starts fail, and return the groups of those that did."""
    begin, failed_in = background.in_background, list[str]()

    def begin_broken(owner: Any, _: object, then: Any, failed: Any, *, group: str, exclusive: bool) -> None:  # noqa: ANN401
        def fail() -> None:
            failed_in.append(group)
            raise failure()

        begin(owner, fail, then, failed, group=group, exclusive=exclusive)

    for module in [module for name, module in sys.modules.items() if name.startswith("peeldiff.")]:
        if vars(module).get("in_background") is begin:
            monkeypatch.setattr(module, "in_background", begin_broken)
    return failed_in


@sweep(2, "screen", SCREENS)
async def test_no_action_that_fails_shows_a_path(
    screen: str, in_force: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    notes = tmp_path / MARK / "notes"
    settings = dataclasses.replace(in_force, restricted=True, notes=notes)
    async with opened_for(screen, settings, tmp_path, (200, 40)) as pilot:
        shown, failed = dict[str, list[str]](), list[str]()
        for action in listed(screen):
            if (screen, action.id) in LEAVING:
                continue
            await arrive(pilot, screen)
            with monkeypatch.context() as patch:
                fails = fail_in_background(patch)
                await press(pilot, action.keys.split()[0], *(["enter"] if screen == "menu" else []))
                failed.extend(fails)
            if lines := [line for line in screen_lines(pilot) if MARK in line or str(tmp_path) in line]:
                shown[action.id] = lines
        assert shown == {}
        assert failed
