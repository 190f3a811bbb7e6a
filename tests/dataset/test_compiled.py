"""What is kept of a dataset gives the very same dataset, and where anything about it is odd it is not believed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

import small_dataset
from peeldiff.compare import compare
from peeldiff.compare.record import record
from peeldiff.dataset import Dataset, load, loading
from peeldiff.dataset.by_force import JudgmentsByForce
from peeldiff.dataset.compiled import compile_dataset, load_compiled

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
    assert load(root, cache=tmp_path / "kept").judgments.height == 1
    assert len([*(tmp_path / "kept").iterdir()]) == 2


def test_a_table_that_this_polars_cannot_read_comes_from_the_sources(ds: Dataset) -> None:
    data = compile_dataset(ds, "k")
    begin, end = data.rindex(b"ARROW1\0\0"), len(data)
    body = len(b"peeldiff dataset\n") + 1 + 32
    damaged = data[body:begin] + bytes(end - begin)
    sealed = data[: body - 32] + hashlib.sha256(damaged).digest() + damaged
    found = load_compiled(sealed, "k", root=ds.root, overlay=None, deferred=ds.deferred, otherwise=lambda: ds)
    assert found is not None
    assert found.national_figures is ds.national_figures


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
