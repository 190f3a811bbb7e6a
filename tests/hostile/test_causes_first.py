"""What is wrong with a dataset is told where it is wrong, before or instead of all that leans on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hostile import dataset
from peeldiff.dataset import load
from peeldiff.errors import DatasetError

Edit = Callable[[bytes], bytes | None]


def gone(_: bytes) -> None:
    return None


def garbage(_: bytes) -> bytes:
    return b'"\xff\n'


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def header(content: bytes) -> bytes:
    return content.replace(b"measure", b"measur", 1).replace(b'id = "t1"', b'id = "t9"')


def empty(_: bytes) -> bytes:
    return b""


ALONE = (gone, garbage, cut, empty)
"""After these nothing else is told: it would all be consequences."""


@pytest.mark.parametrize(
    ("name", "edit"),
    [
        *((name, edit) for name in ("dataset.toml", "topics.toml", "cycles/one.toml") for edit in (gone, garbage, cut)),
        *(("measures.csv", edit) for edit in (gone, garbage, empty, header)),
        *(("forces.csv", edit) for edit in (gone, garbage, empty)),
        ("dataset.toml", empty),
    ],
)
def test_the_broken_file_comes_first(name: str, edit: Edit, tmp_path: Path) -> None:
    held = dataset.files(lambda: "plain", 3)
    changed = edit(held.pop(name))
    folder = dataset.write(tmp_path, held if changed is None else held | {name: changed})
    with pytest.raises(DatasetError) as caught:
        load(folder)
    first, *others = caught.value.problems
    if (name, edit) == ("cycles/one.toml", gone):
        assert "no such cycle" in first  # a cycle that nobody has named before is not missed by itself
        return
    assert first.startswith(name), caught.value.problems[:3]
    if edit in ALONE and (name, edit) != ("dataset.toml", empty):
        assert not others


def test_topics_come_before_the_cycles_that_name_them(tmp_path: Path) -> None:
    held = dataset.files(lambda: "plain", 3)
    held["topics.toml"] = held["topics.toml"].replace(b'id = "t1"', b'id = "T 1"')
    held["dataset.toml"] = held["dataset.toml"].replace(b'version = "plain"', b"")
    with pytest.raises(DatasetError) as caught:
        load(dataset.write(tmp_path, held))
    files = [problem.partition(":")[0] for problem in caught.value.problems]
    assert files[:2] == ["dataset.toml", "topics.toml"]
    assert set(files[2:]) == {"cycles/four.toml", "cycles/one.toml", "cycles/two.toml", "findings.csv", "measures.csv"}
