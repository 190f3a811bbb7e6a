"""What comes back next time, and what must not."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.conftest import NORTHANTS, MakeApp, settled
from app.seeing import comparison_screen
from peeldiff.app.memory import Memory, keep, recall
from peeldiff.app.peeldiff_app import PeeldiffApp


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[1]", b'{"left": 3, "folded": "x"}', b'{"hidden": {"a": 1}}', b"\xff"]
)
def test_a_broken_file_is_passed_over(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "last.json"
    path.write_bytes(content)
    assert recall(path) == Memory()


def test_what_is_kept_is_recalled(tmp_path: Path) -> None:
    memory = Memory("a:1", "b:2", "findings", {"judgments": ["unknown"]}, ["figures"], "a", "light", "dark")
    keep(tmp_path / "deep" / "last.json", memory)
    assert recall(tmp_path / "deep" / "last.json") == memory
    assert (tmp_path / "deep" / "last.json").stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_written_is_no_matter(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    keep(tmp_path / "file" / "last.json", Memory())


async def test_tab_fold_and_theme_come_back(make_app: MakeApp, tmp_path: Path) -> None:
    path = tmp_path / "last.json"
    first = make_app(*NORTHANTS)
    first._remember_in = path
    async with first.run_test() as pilot:
        await settled(pilot)
        await pilot.press("u", "t", "2")
        await settled(pilot)
    again = PeeldiffApp(first.settings, NORTHANTS, memory=recall(path))
    assert again.theme == "light"
    async with again.run_test() as pilot:
        await settled(pilot)
        assert comparison_screen(pilot).tab.id == "findings"
        await pilot.press("1")
        assert comparison_screen(pilot).choice.folded


async def test_nothing_is_written_where_nothing_is_to_be_remembered(make_app: MakeApp) -> None:
    app = make_app(*NORTHANTS)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("2")
    assert app.memory.tab == "findings"
