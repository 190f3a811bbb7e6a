"""After an export the screen names the file, in full and that any editor opens it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from app.conftest import NORTHANTS, Opened, settled
from app.seeing import screen_lines, text, unbroken
from peeldiff.app.kit.lines import cut_front, width_of
from peeldiff.app.session import Session
from peeldiff.compare import Comparison
from peeldiff.dataset import Dataset
from peeldiff.notes.note import NoteEdit
from peeldiff.settings import Settings

NAME = "northamptonshire@2017--northamptonshire@2021-22.toml"


@pytest.mark.parametrize("width", [60, 80, 120, 200])
async def test_the_end_of_the_path_is_kept_and_all_of_it_stands_below(
    opened: Opened, tmp_path: Path, width: int
) -> None:
    folder = tmp_path / ("long-" * 8) / "notes"
    async with opened(*NORTHANTS, size=(width, 24), notes=folder) as pilot:
        await pilot.press("w", "enter")
        await settled(pilot)
        status = next(line for line in screen_lines(pilot) if "Written: " in line)
        end = status.partition("Written: ")[2].rstrip(" ─")
        assert end.endswith("@2021-22.toml")
        assert str(folder / NAME).endswith(end.removeprefix("…"))
        if width > 60:  # there it takes more lines than the pane has
            assert str(folder / NAME) in unbroken(screen_lines(pilot)[-4:-1]).replace(" ", "")
        assert (folder / NAME).is_file()
        await pilot.press("j")
        assert "Written: " not in text(pilot)


def test_the_paper_is_written_beside_the_notes_with_what_they_say(
    in_force: Settings, ds: Dataset, northants: Comparison
) -> None:
    session = Session(in_force, ds)
    row = next(row for row in northants.finding_rows if row.kind == "both" and row.left and not row.left.positive)
    session.note_desk(northants).save(row.id, NoteEdit(text="Chase it", owner="Kim", due="2026-10-01"), "")
    for form, ending in (("html", "html"), ("markdown", "md"), ("text", "txt")):
        path = session.write_paper(northants, form, dt.date(2026, 11, 22))
        assert path == in_force.notes / f"northamptonshire@2017--northamptonshire@2021-22.brief.{ending}"
        assert "Kim" in path.read_text("utf-8")
    assert [entry.note.owner for entry in session.every_note().entries] == ["Kim"]


def test_the_front_gives_way() -> None:
    assert cut_front("/a/long/path.toml", 20) == "/a/long/path.toml"
    assert cut_front("/a/long/path.toml", 10) == "…path.toml"
    for width in range(12):
        assert width_of([(cut_front("一二三四五六七", width), "text")]) <= width
