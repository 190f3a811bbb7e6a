"""What is kept in memory of a folder's files, and when a file is read again."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from notes_fixtures import LEICS

from peeldiff.compare import Comparison, compare
from peeldiff.dataset import Dataset
from peeldiff.errors import FileError
from peeldiff.files import read_whole
from peeldiff.notes import NoteEdit, NotesFolder
from peeldiff.notes import notes_files as files_module
from peeldiff.notes.notes_files import NotesFiles


@pytest.fixture(scope="module")
def leics(ds: Dataset) -> Comparison:
    return compare(ds, *LEICS)


@pytest.fixture
def folder(tmp_path: Path, ds: Dataset, leics: Comparison) -> NotesFolder:
    made = NotesFolder(tmp_path, ds)
    for change in changes(leics)[:2]:
        made.set_note(leics, change, NoteEdit(text=f"on {change}"), author="me")
    return made


def changes(comparison: Comparison) -> Sequence[str]:
    return [row.id for row in comparison.judgment_rows if row.is_change]


def test_only_what_people_wrote_is_kept(folder: NotesFolder, leics: Comparison) -> None:
    files, path = NotesFiles(folder.path), folder.file(leics)
    whole, _ = files_module.fresh(path)
    noted = files.look(path, path.stem)
    assert whole is not None
    assert noted is not None
    kept = noted.document
    assert kept["judgments"] == [row for row in whole["judgments"] if row["id"] in changes(leics)[:2]]
    assert (kept["findings"], kept["left"], kept["notes"]) == ([], whole["left"], whole["notes"])
    assert len(whole["judgments"]) > 2
    assert "retired" not in kept


def test_a_file_is_read_again_only_when_it_has_changed(
    folder: NotesFolder, leics: Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = []
    whole = read_whole

    def counted(path: Path, *, limit: int | None = None) -> bytes | None:
        read.append(path)
        return whole(path, limit=limit)

    monkeypatch.setattr(files_module, "read_whole", counted)
    files, path = NotesFiles(folder.path), folder.file(leics)
    asking = [threading.Thread(target=files.look, args=(path, path.stem)) for _ in range(5)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    assert read == [path]
    folder.set_note(leics, changes(leics)[2], NoteEdit(text="more"), author="me")
    known = files.look(path, path.stem)
    assert known is not None
    assert len(known.document["judgments"]) == 3
    assert files.look(path, path.stem) is known


def test_once_closed_nothing_is_read_and_writing_goes_on(folder: NotesFolder, leics: Comparison) -> None:
    folder.close()
    assert folder.list() == []
    with pytest.raises(FileError, match="peeldiff is about to end"):
        folder.read(leics)
    folder.set_note(leics, changes(leics)[2], NoteEdit(text="last"), author="me")
    assert "last" in folder.file(leics).read_text("utf-8")
