"""What comes back next time, and what must not."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.conftest import LEICS, NORTHANTS, MakeApp, settled
from app.seeing import comparison_screen
from peeldiff.app.memory import Memory, keep, recall
from peeldiff.app.peeldiff_app import PeeldiffApp


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"{", b"[1]", b"\xff", b'{"datasets": [1]}', b'{"datasets": {"": 3}, "theme": 4}'),
        b'{"datasets": {"": {"left": 3, "folded": "x", "hidden": {"a": 1}}}}',
    ],
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


def test_a_broken_file_is_written_anew(tmp_path: Path) -> None:
    (tmp_path / "last.json").write_bytes(b'{"datasets": {"": 3, "/x": [')
    keep(tmp_path / "last.json", Memory("a:1", "b:2"))
    assert recall(tmp_path / "last.json") == Memory("a:1", "b:2")


def test_another_dataset_has_a_memory_of_its_own_but_the_theme_is_for_all(tmp_path: Path) -> None:
    path, other = tmp_path / "last.json", tmp_path / "other"
    keep(path, Memory("a:1", "b:2", hidden={"judgments": ["unknown"]}, force="a", theme="dark"))
    keep(path, Memory("c:1", "d:2", force="c", theme="light", theme_set="dark"), other)
    assert recall(path, tmp_path / "deep" / ".." / "other").left == "c:1"
    assert recall(path) == Memory("a:1", "b:2", "", {"judgments": ["unknown"]}, [], "a", "light", "dark")
    assert recall(path, tmp_path / "third") == Memory(theme="light", theme_set="dark")


def test_the_last_eight_datasets_are_remembered(tmp_path: Path) -> None:
    path = tmp_path / "last.json"
    folders = [tmp_path / str(number) for number in range(9)]
    for folder in (*folders, folders[1]):  # the second is used again
        keep(path, Memory(folder.name), folder)
    keep(path, Memory("shipped"))
    kept = [folder.name for folder in folders if recall(path, folder).left == folder.name]
    assert kept == ["1", "3", "4", "5", "6", "7", "8"]
    assert recall(path).left == "shipped"


async def test_a_sitting_with_another_dataset_leaves_the_last_comparison_alone(
    make_app: MakeApp, tmp_path: Path
) -> None:
    path = tmp_path / "last.json"
    keep(path, Memory(*NORTHANTS, tab="figures"))
    data = tmp_path / "data"
    app = make_app(*LEICS, data=data)
    app._remember_in = path
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
    assert recall(path) == Memory(*NORTHANTS, tab="figures")
    assert (recall(path, data).left, recall(path, data).tab) == (LEICS[0], "findings")


def test_a_folder_that_cannot_be_written_is_no_matter(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    keep(tmp_path / "file" / "last.json", Memory())


async def test_tab_fold_and_theme_come_back(make_app: MakeApp, tmp_path: Path) -> None:
    path = tmp_path / "last.json"
    first = make_app(*NORTHANTS)
    first._remember_in = path
    async with first.run_test() as pilot:
        await settled(pilot)
        await pilot.press("z", "t", "2")
        await settled(pilot)
    again = PeeldiffApp(first.settings, NORTHANTS, memory=recall(path))
    assert again.theme == "light"
    async with again.run_test() as pilot:
        await settled(pilot)
        assert comparison_screen(pilot).shown.tab.id == "findings"
        await pilot.press("1")
        assert comparison_screen(pilot).shown.choice.folded


async def test_nothing_is_written_where_nothing_is_to_be_remembered(make_app: MakeApp) -> None:
    app = make_app(*NORTHANTS)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("2")
    assert app.memory.tab == "findings"
