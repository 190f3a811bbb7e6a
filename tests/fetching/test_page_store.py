"""Kept pages: what was kept is there, whatever is killed or damaged."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import pytest

from peeldiff.errors import FileError
from peeldiff.fetching import PageStore

AT = "https://hmicfrs.justiceinspectorates.gov.uk/page/"


def test_editions_are_kept_with_their_days(tmp_path: Path) -> None:
    store = PageStore(tmp_path / "pages")
    first = store.keep(AT, AT, b"one", "2026-11-25")
    store.keep(AT, AT, b"one", "2026-11-26")
    second = store.keep(AT, AT, b"two", "2026-11-27", etag='"2"')
    assert [(page.first, page.last) for page in store.editions(AT)] == [
        ("2026-11-25", "2026-11-26"),
        ("2026-11-27", "2026-11-27"),
    ]
    assert store.body(first) == b"one"
    assert store.body(second) == b"two"
    assert store.latest(AT) == second


def test_a_page_is_found_by_where_it_stood(tmp_path: Path) -> None:
    store = PageStore(tmp_path)
    kept = store.keep(f"{AT}old/", AT, b"one", "2026-11-25")
    assert store.find(AT) == store.find(f"{AT}old/") == kept
    assert store.find("https://elsewhere.example/") is None


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b'{"asked": 1}',
        b"\xff\xfe",
        b'{"asked":1,"editions":[],"missing":2}',
        b"[" * 200_000,
        b"9" * 5000,
    ],
)
def test_a_damaged_record_is_as_none(tmp_path: Path, damage: bytes) -> None:
    store = PageStore(tmp_path)
    store.keep(AT, AT, b"one", "2026-11-25")
    next(tmp_path.glob("*.json")).write_bytes(damage)
    assert store.latest(AT) is None
    assert store.keep(AT, AT, b"one", "2026-11-26").first == "2026-11-26"


def test_a_record_names_no_file_elsewhere(tmp_path: Path) -> None:
    store = PageStore(tmp_path / "kept")
    kept = store.keep(AT, AT, b"one", "2026-11-25")
    record = next((tmp_path / "kept").glob("*.json"))
    record.write_text(record.read_text("utf-8").replace(kept.digest, "../../elsewhere"), "utf-8")
    assert store.latest(AT) is None


def test_a_page_that_unpacks_without_end_costs_no_more_than_a_page(tmp_path: Path) -> None:
    store = PageStore(tmp_path)
    kept = store.keep(AT, AT, b"one", "2026-11-25")
    packing = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packing.compress(bytes(1 << 20)) for _ in range(60)) + packing.flush()
    next(tmp_path.glob("*.gz")).write_bytes(bomb)
    with pytest.raises(FileError, match="cut off or endless"):
        store.body(kept)


@pytest.mark.parametrize("damage", [b"", b"nonsense", gzip.compress(b"one", mtime=0)[:-3], None])
def test_a_damaged_page_is_an_error_of_one_line(tmp_path: Path, damage: bytes | None) -> None:
    store = PageStore(tmp_path)
    kept = store.keep(AT, AT, b"one", "2026-11-25")
    file = next(tmp_path.glob("*.gz"))
    file.unlink() if damage is None else file.write_bytes(damage)
    with pytest.raises(FileError, match="that is gone" if damage is None else "kept page, "):
        store.body(kept)
    assert not store.has(kept)
    store.keep(AT, AT, b"one", "2026-11-26")
    assert store.body(kept) == b"one"
