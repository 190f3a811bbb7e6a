"""After an export the screen names the file, in full and that any editor opens it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.conftest import NORTHANTS, Opened, settled
from app.seeing import screen_lines, text, unbroken
from peeldiff.app.kit.lines import cut_front, width_of

NAME = "northamptonshire@2017--northamptonshire@2021-22.toml"


@pytest.mark.parametrize("width", [60, 80, 120, 200])
async def test_the_end_of_the_path_is_kept_and_all_of_it_stands_below(
    opened: Opened, tmp_path: Path, width: int
) -> None:
    folder = tmp_path / ("long-" * 8) / "notes"
    async with opened(*NORTHANTS, size=(width, 24), notes=folder) as pilot:
        await pilot.press("w")
        await settled(pilot)
        status = next(line for line in screen_lines(pilot) if "any editor opens it" in line)
        end = status.partition("opens it: ")[2].rstrip(" ─")
        assert end.endswith("@2021-22.toml")
        assert str(folder / NAME).endswith(end.removeprefix("…"))
        if width > 60:  # there it takes more lines than the pane has
            assert str(folder / NAME) in unbroken(screen_lines(pilot)[-4:-1]).replace(" ", "")
        assert (folder / NAME).is_file()
        await pilot.press("j")
        assert "any editor opens it" not in text(pilot)


def test_the_front_gives_way() -> None:
    assert cut_front("/a/long/path.toml", 20) == "/a/long/path.toml"
    assert cut_front("/a/long/path.toml", 10) == "…path.toml"
    for width in range(12):
        assert width_of([(cut_front("一二三四五六七", width), "text")]) <= width
