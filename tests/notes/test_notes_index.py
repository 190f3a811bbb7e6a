"""Many files answered at once, and never otherwise than the files would."""

from __future__ import annotations

import json
import os
from pathlib import Path

import any_writers
import pytest

from peeldiff.compare import Comparison, compare
from peeldiff.dataset import Dataset, load
from peeldiff.files import Signature, signature_of
from peeldiff.notes import NoteEdit, NotesFolder
from peeldiff.notes import notes_files as files_module
from peeldiff.notes.notes_index import NAME, NotesIndex

MANY = 20


@pytest.fixture(scope="module")
def ds(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    full, _ = any_writers.write_datasets(tmp_path_factory.mktemp("data"))
    return load(full)


@pytest.fixture
def compared(ds: Dataset) -> Comparison:
    return compare(ds, *any_writers.PAIR)


@pytest.fixture
def folder(tmp_path: Path, ds: Dataset, compared: Comparison) -> NotesFolder:
    """Twenty files, a note each, an hour old, gone through once."""
    made = NotesFolder(tmp_path, ds)
    change = next(row.id for row in compared.finding_rows)
    made.set_note(compared, change, NoteEdit(text="note 0"), author="me")
    path = made.file(compared)
    content = path.read_text("utf-8")
    for number in range(1, MANY):
        name = f"a@one--x@{number}"
        other = content.replace(path.stem, name).replace("note 0", f"note {number}")
        (tmp_path / f"{name}.toml").write_text(other, "utf-8")
    for file in tmp_path.glob("*.toml"):
        os.utime(file, (1e9, 1e9))
    made.list()
    assert (tmp_path / NAME).is_file()
    return made


def texts(folder: NotesFolder, ds: Dataset) -> list[str]:
    return sorted(entry.note.text for entry in NotesFolder(folder.path, ds).list())


EVERY = sorted(f"note {number}" for number in range(MANY))


def test_no_file_is_read_that_has_not_changed(
    folder: NotesFolder, ds: Dataset, compared: Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    whole = files_module.read_whole  # type: ignore[attr-defined]

    def counted(path: Path, *, limit: int | None = None) -> object:
        read.append(path.name)
        return whole(path, limit=limit)

    monkeypatch.setattr(files_module, "read_whole", counted)
    assert texts(folder, ds) == EVERY
    assert read == []
    changed = next(iter(sorted(folder.path.glob("*x@7.toml"))))
    changed.write_text(changed.read_text("utf-8").replace("note 7", "note X"), "utf-8")
    assert texts(folder, ds) == sorted({*EVERY, "note X"} - {"note 7"})
    assert read == [changed.name]
    (note,) = NotesFolder(folder.path, ds).read(compared).values()
    assert {state.text for state in (note, *note.history)} == {*EVERY, "note X"} - {"note 7"}


@pytest.mark.parametrize("broken", ["", "[", "[1]", '{"format": 2, "files": {}}', '{"format": 1, "files": 3}', "null"])
def test_an_index_that_is_none_is_passed_over(folder: NotesFolder, ds: Dataset, broken: str) -> None:
    (folder.path / NAME).write_text(broken, "utf-8")
    assert texts(folder, ds) == EVERY


@pytest.mark.parametrize("document", [None, [], {}, {"notes": 1}, {"findings": [{"note": {"text": 1}}]}])
def test_an_entry_that_is_no_document_is_passed_over(folder: NotesFolder, ds: Dataset, document: object) -> None:
    index = json.loads((folder.path / NAME).read_text("utf-8"))
    for entry in index["files"].values():
        entry["document"] = document
    (folder.path / NAME).write_text(json.dumps(index), "utf-8")
    assert texts(folder, ds) == EVERY


def test_what_not_everybody_may_read_stands_in_no_index(folder: NotesFolder, ds: Dataset) -> None:
    folder.path.chmod(0o755)
    private = next(iter(sorted(folder.path.glob("*x@7.toml"))))
    private.chmod(0o600)
    (folder.path / NAME).unlink()
    assert texts(folder, ds) == EVERY
    index = (folder.path / NAME).read_text("utf-8")
    assert "note 6" in index
    assert "note 7" not in index


def test_a_stamp_written_by_hand_hides_no_later_note(folder: NotesFolder, ds: Dataset, compared: Comparison) -> None:
    (note,) = NotesFolder(folder.path, ds).read(compared).values()
    path = next(iter(sorted(folder.path.glob("*x@7.toml"))))
    by_hand = path.read_text("utf-8").replace(f'"{note.updated}"', '"27.11.2020 10:00"')
    path.write_text(by_hand, "utf-8")
    (later,) = NotesFolder(folder.path, ds).read(compared).values()
    assert later.text != "note 7"
    assert folder.check() == []
    path.write_text(by_hand.replace("27.11.2020 10:00", "last week"), "utf-8")
    (fault,) = folder.check()
    assert 'updated "last week": expected a time such as' in fault
    assert fault.startswith(f"{path}:")


Known = dict[Path, tuple[Signature, dict[str, object]]]


def known(folder: Path, numbers: range) -> Known:
    """Files of no notes, written long ago, as whoever reads them knows them."""
    found: Known = {}
    for number in numbers:
        path = folder / f"a@1--x@{number}.toml"
        path.write_text("", "utf-8")
        os.utime(path, (1e9, 1e9))
        signature = signature_of(path)
        assert signature is not None
        found[path] = (signature, {"notes": {"format": 1, "comparison": path.stem}})
    return found


def test_it_is_written_where_many_files_are_missing_and_keeps_what_counts_still_of_others(tmp_path: Path) -> None:
    NotesIndex(tmp_path).renew(known(tmp_path, range(15)))
    assert not (tmp_path / NAME).exists()
    first, second = known(tmp_path, range(16)), known(tmp_path, range(16, 32))
    NotesIndex(tmp_path).renew(first)
    gone, changed, *rest = first
    gone.unlink()
    changed.write_text("# longer", "utf-8")
    NotesIndex(tmp_path).renew(second)
    index = NotesIndex(tmp_path)
    assert index.fresh_of([*first, *second]) == {path: (first | second)[path] for path in (*rest, *second)}
    written = json.loads((tmp_path / NAME).read_text("utf-8"))
    assert {*written["files"]} == {path.name for path in (*rest, *second)}
