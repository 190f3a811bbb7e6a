"""What is kept of a dataset gives the very same dataset, and where anything about it is odd it is not believed."""

from __future__ import annotations

import errno
import hashlib
import itertools
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from unittest.mock import Mock

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import small_dataset
from peeldiff.compare import compare
from peeldiff.compare.record import record
from peeldiff.dataset import Dataset, load, loading
from peeldiff.dataset.by_force import JudgmentsByForce
from peeldiff.dataset.compiled import compile_dataset, load_compiled
from peeldiff.dataset.compiled_segments import SegmentFile, block_digests
from peeldiff.errors import DatasetError
from peeldiff.files.held import HeldFile

PAIR = ("northamptonshire:2017", "northamptonshire:2021-22")
PLAIN = (
    *("name", "version", "date", "licence", "attribution", "digest", "root", "overlay", "remarks", "conflicts"),
    *("cycles", "topics", "scales", "grades", "grade_definitions", "terms", "deferred"),
)


def assert_same(found: Dataset, expected: Dataset) -> None:
    assert {name: getattr(found, name) for name in PLAIN} == {name: getattr(expected, name) for name in PLAIN}
    assert [*found.cycles] == [*expected.cycles]
    for tables, wanted in ((found.tables, expected.tables), (found.own, expected.own)):
        for name, frame in wanted.items():
            assert tables[name].schema == frame.schema
            assert tables[name].equals(frame, null_equal=True)
    assert found.national_figures.equals(expected.national_figures)


def test_what_is_kept_is_the_same_dataset(ds: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(cache=tmp_path / "kept")
    monkeypatch.setattr("peeldiff.dataset.reading.folder.read_sources", refuse)
    found = load(cache=tmp_path / "kept")
    assert_same(found, ds)
    assert record(compare(found, *PAIR)) == record(compare(ds, *PAIR))


def test_the_country_asks_what_is_kept_as_it_asks_the_sources(ds: Dataset, tmp_path: Path) -> None:
    load(cache=tmp_path)
    kept = load(cache=tmp_path)
    asked, expected = JudgmentsByForce(kept), JudgmentsByForce(ds)
    for force in (*ds.force_names, "nobody"):
        assert asked.rows(force) == expected.rows(force)
    for table in ("judgments", "findings", "stated-changes", "figures", "monitoring", "national-figures"):
        lines = [*kept.lines_by_force(table)]
        assert len(lines) == kept.height(table) > 0
        assert lines == [*ds.lines_by_force(table)], table
    assert kept.source_bases == ds.source_bases > {"report"}
    assert kept.force_index.words == ds.force_index.words


def refuse(*_: object) -> Dataset:
    raise AssertionError("the sources were read")


def flip_a_byte(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-10])


def empty(file: Path) -> None:
    file.write_bytes(b"")


def put_anothers_in_its_place(file: Path) -> None:
    other = compile_dataset(load(small_dataset.write(file.parents[1] / "other", [])), "f" * 64)
    file.write_bytes(other)


def let_others_write(file: Path) -> None:
    forge(file)
    file.chmod(0o666)


def let_others_write_the_folder(file: Path) -> None:
    forge(file)
    file.parent.chmod(0o777)


def give_it_to_another(file: Path) -> None:
    if os.geteuid():
        pytest.skip("needs root")
    forge(file)
    os.chown(file, 65534, 65534)


def give_the_folder_to_another(file: Path) -> None:
    if os.geteuid():
        pytest.skip("needs root")
    forge(file)
    os.chown(file.parent, 65534, 65534)


def put_a_link(file: Path) -> None:
    forge(file)
    file.rename(file.parents[1] / "elsewhere")
    file.symlink_to(file.parents[1] / "elsewhere")


def put_a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def put_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def forge(file: Path) -> None:
    """Write what would be believed, and is wrong, so that a test fails where it is read."""
    ds = load(file.parents[1] / "data", cache=file.parent)
    forged = {**ds.tables, "judgments": ds.judgments.clear()}
    object.__setattr__(ds, "tables", forged)
    file.write_bytes(compile_dataset(ds, file.stem))


ODD: tuple[Callable[[Path], None], ...] = (
    *(flip_a_byte, cut, empty, put_anothers_in_its_place, let_others_write, let_others_write_the_folder),
    *(give_it_to_another, give_the_folder_to_another, put_a_link, put_a_pipe, put_a_folder),
)


@pytest.mark.parametrize("make_odd", ODD, ids=lambda made: made.__name__)
def test_what_is_odd_costs_a_reading_only(make_odd: Callable[[Path], None], tmp_path: Path) -> None:
    root = small_dataset.write(tmp_path / "data", [small_dataset.judgment("a:one", "q1", "good")])
    expected = load(root)
    load(root, cache=tmp_path / "kept")
    (file,) = (tmp_path / "kept").iterdir()
    make_odd(file)
    assert_same(load(root, cache=tmp_path / "kept"), expected)


def test_the_forged_would_be_believed_where_nothing_is_odd(tmp_path: Path) -> None:
    root = small_dataset.write(tmp_path / "data", [small_dataset.judgment("a:one", "q1", "good")])
    load(root, cache=tmp_path / "kept")
    (file,) = (tmp_path / "kept").iterdir()
    forge(file)
    assert load(root, cache=tmp_path / "kept").judgments.height == 0
    assert load(root, cache=tmp_path / "kept", checked=True).judgments.height == 1


def test_other_sources_are_read(tmp_path: Path) -> None:
    root = small_dataset.write(tmp_path / "data", [small_dataset.judgment("a:one", "q1", "good")])
    load(root, cache=tmp_path / "kept")
    small_dataset.write(root, [small_dataset.judgment("a:one", "q1", "inadequate")])
    assert load(root, cache=tmp_path / "kept").judgments["grade"].to_list() == ["inadequate"]
    assert len([*(tmp_path / "kept").iterdir()]) == 2


def test_another_version_of_the_program_reads_the_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = small_dataset.write(tmp_path / "data", [small_dataset.judgment("a:one", "q1", "good")])
    load(root, cache=tmp_path / "kept")
    (tmp_path / "__init__.py").write_text('__version__ = "9"', encoding="utf-8")
    monkeypatch.setattr(loading, "_code", lambda: [tmp_path / "__init__.py"])
    monkeypatch.setattr(loading, "_code_digest", loading._code_digest.__wrapped__)  # as in another process
    assert load(root, cache=tmp_path / "kept").judgments.height == 1
    assert len([*(tmp_path / "kept").iterdir()]) == 2


def test_a_table_that_this_polars_cannot_read_comes_from_the_sources(
    ds: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "peeldiff.dataset.compiled.frame_segments", lambda tables: dict.fromkeys(frames(tables), b"odd")
    )
    (tmp_path / "kept").write_bytes(compile_dataset(ds, "k"))
    held = HeldFile(os.open(tmp_path / "kept", os.O_RDONLY))
    found = load_compiled(held, "k", root=ds.root, overlay=None, deferred=ds.deferred, otherwise=lambda: ds)
    assert found is not None
    assert found.national_figures is ds.national_figures


def frames(tables: Mapping[str, pl.DataFrame]) -> list[str]:
    return [f"frame/{name}" for name in tables]


def write_over(file: Path) -> None:
    """Another of the same length, in place."""
    with file.open("r+b") as opened:
        opened.write(os.urandom(file.stat().st_size))


def fill_with_nothing(file: Path) -> None:
    size = file.stat().st_size
    os.truncate(file, 0)
    os.truncate(file, size)


def change_a_byte_of_each_block(file: Path) -> None:
    data = bytearray(file.read_bytes())
    for place in range(len(data) - 1, 0, -1000):
        data[place] ^= 1
    file.write_bytes(data)


IN_PLACE = (empty, cut, write_over, fill_with_nothing, change_a_byte_of_each_block)


@pytest.mark.parametrize("change", IN_PLACE, ids=lambda made: made.__name__)
def test_what_is_written_over_in_place_while_it_is_used_is_not_believed(
    change: Callable[[Path], None], tmp_path: Path
) -> None:
    """A mapped file would end the session by a signal."""
    root, file = kept_dataset(tmp_path)
    used, expected = load(root, cache=file.parent), load(root)
    change(file)
    assert used.lines("judgments", "a") == expected.lines("judgments", "a") != []
    assert used.rows("forces") == expected.rows("forces")
    assert used.counts("judgments") == expected.counts("judgments")
    assert_same(used, expected)


def test_a_disk_that_gives_back_nothing_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, file = kept_dataset(tmp_path)
    used, expected = load(root, cache=file.parent), load(root)
    monkeypatch.setattr(HeldFile, "read", Mock(side_effect=OSError(errno.EIO, "Input/output error")))
    assert_same(used, expected)
    assert_same(load(root, cache=file.parent), expected)


def test_sources_that_changed_too_are_not_mixed_with_what_was_read_before(tmp_path: Path) -> None:
    root, file = kept_dataset(tmp_path)
    used = load(root, cache=file.parent)
    small_dataset.write(root, [small_dataset.judgment("a:one", "q1", "inadequate")])
    write_over(file)
    with pytest.raises(DatasetError) as caught:
        used.lines("judgments", "a")
    assert caught.value.problems == ("it was changed while it was used: start peeldiff again",)


def test_what_is_used_is_closed_with_its_dataset(tmp_path: Path) -> None:
    root, file = kept_dataset(tmp_path)
    before = [*Path("/dev/fd").iterdir()]
    for _ in range(20):
        load(root, cache=file.parent)
    assert len([*Path("/dev/fd").iterdir()]) <= len(before) + 1


def kept_dataset(tmp_path: Path) -> tuple[Path, Path]:
    """Return where a dataset lies, and the file in which it is kept."""
    root = small_dataset.write(tmp_path / "data", [small_dataset.judgment("a:one", "q1", "good")])
    load(root, cache=tmp_path / "kept")
    (file,) = (tmp_path / "kept").iterdir()
    return root, file


@given(st.binary(max_size=200_000), st.lists(st.integers(0, 200_000), max_size=6), st.integers(-1, 200_000))
def test_any_part_is_as_it_was_written_or_is_not_there(content: bytes, cuts: list[int], flipped: int) -> None:
    blocks = block_digests(content)
    data = bytearray(b"head" + content)
    if 0 <= flipped < len(content):
        data[4 + flipped] ^= 1
    places = sorted({0, len(content), *(cut for cut in cuts if cut <= len(content))})
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.flush()
        held = SegmentFile(HeldFile(os.dup(file.fileno())), 4, len(content), bytes.fromhex(blocks))
        for begin, end in itertools.pairwise(places):
            found = held.read(begin, end - begin)
            is_whole = flipped not in range(begin, end)
            assert found == content[begin:end] or (found is None and 0 <= flipped < len(content))
            assert is_whole or found is None


def test_few_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_MOST", 2)
    for grade in ("good", "inadequate", "outstanding"):
        root = small_dataset.write(tmp_path / "data", [small_dataset.judgment("a:one", "q1", grade)])
        load(root, cache=tmp_path / "kept")
    assert len([*(tmp_path / "kept").iterdir()]) == 2


def test_the_key_is_of_the_sources_and_of_the_code() -> None:
    keys = {loading.compiled_key(hashlib.sha256(text).hexdigest()) for text in (b"a", b"b")}
    assert len(keys) == 2
    assert loading.compiled_key("a") == loading.compiled_key("a")


def test_own_rows_and_conflicts_are_kept(tmp_path: Path, ds: Dataset) -> None:
    own = tmp_path / "own"
    own.mkdir()
    line = ds.judgments.filter(pl.col("status") == "graded").head(1)
    other = line.with_columns(grade=pl.lit("inadequate", line.schema["grade"]))
    other.write_csv(own / "judgments.csv")
    expected = load(None, own, cache=tmp_path / "kept")
    assert_same(load(None, own, cache=tmp_path / "kept"), expected)
    assert expected.conflicts


def test_the_same_sources_compile_to_the_same_bytes(ds: Dataset) -> None:
    assert loading.compile_sources(ds.root) == loading.compile_sources(ds.root)
