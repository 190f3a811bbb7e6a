"""A note in progress is kept, offered again and thrown away."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peeldiff.errors import FileError
from peeldiff.notes import all_drafts, drop_draft, load_draft, save_draft

PAIR = "kent@2014--kent@2015"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text())
def test_a_draft_comes_back(tmp_path: Path, text: str) -> None:
    saved = save_draft(tmp_path / "drafts", PAIR, "figure/x", "me", text, seen="then")
    assert load_draft(tmp_path / "drafts", PAIR, "figure/x", "me") == saved
    assert saved.text == text
    assert saved.seen == "then"


def test_half_a_character_is_kept_as_a_sign(tmp_path: Path) -> None:
    assert save_draft(tmp_path, PAIR, "figure/x", "me", "a\udcffb").text == "a\N{REPLACEMENT CHARACTER}b"


def test_drafts_and_lists_need_no_dataset() -> None:
    code = "import sys, peeldiff.notes.listing; from peeldiff.notes import NoteEdit, save_draft; "
    code += "sys.exit(any(name in sys.modules for name in ('polars', 'textual', 'rich')))"
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run([sys.executable, "-c", code], env=surroundings, check=False).returncode == 0


def test_each_author_and_change_has_one(tmp_path: Path) -> None:
    folder = tmp_path / "drafts"
    assert all_drafts(folder, "me") == []
    save_draft(folder, PAIR, "figure/x", "me", "one")
    save_draft(folder, PAIR, "figure/x", "you", "theirs")
    save_draft(folder, PAIR, "figure/y", "me", "two")
    save_draft(folder, PAIR, "figure/x", "me", "three")
    assert [draft.text for draft in all_drafts(folder, "me")] == ["three", "two"]
    drop_draft(folder, PAIR, "figure/x", "me")
    drop_draft(folder, PAIR, "figure/x", "me")
    assert load_draft(folder, PAIR, "figure/x", "me") is None
    assert [draft.text for draft in all_drafts(folder, "me")] == ["two"]


def test_only_its_author_can_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "drafts"
    for _ in range(2):
        save_draft(folder, PAIR, "figure/x", "me", "secret")
        assert [path.stat().st_mode & 0o777 for path in (folder, *folder.iterdir())] == [0o700, 0o600]


def test_a_broken_draft_is_told_and_hides_no_other(tmp_path: Path) -> None:
    save_draft(tmp_path, PAIR, "figure/x", "me", "one")
    next(tmp_path.iterdir()).write_text("x = ", encoding="utf-8")
    save_draft(tmp_path, PAIR, "figure/y", "me", "two")
    with pytest.raises(FileError, match="not TOML"):
        load_draft(tmp_path, PAIR, "figure/x", "me")
    assert [draft.text for draft in all_drafts(tmp_path, "me")] == ["two"]


def test_all_that_was_written_is_kept_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "drafts"
    bare = save_draft(folder, PAIR, "figure/x", "me", "one")
    assert (bare.seen, bare.status, bare.owner, bare.due) == ("", "", "", "")
    whole = save_draft(folder, PAIR, "figure/y", "me", "two", "stamp", status="done", owner="Kim", due="soon")
    assert (whole.text, whole.seen, whole.status, whole.owner, whole.due) == ("two", "stamp", "done", "Kim", "soon")
    assert [load_draft(folder, PAIR, change, "me") for change in ("figure/x", "figure/y")] == [bare, whole]
    assert whole.saved >= bare.saved > "2026"
    assert all(re.fullmatch(r"[0-9a-f]{24}\.draft\.toml", path.name) for path in folder.iterdir())


def test_a_draft_of_an_earlier_peeldiff_has_fewer_keys(tmp_path: Path) -> None:
    save_draft(tmp_path, PAIR, "figure/x", "me", "one", "stamp")
    (path,) = tmp_path.iterdir()
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(line for line in lines if line.split(" ")[0] not in ("status", "owner", "due")), "utf-8")
    read = load_draft(tmp_path, PAIR, "figure/x", "me")
    assert read is not None
    assert (read.text, read.seen, read.status, read.owner, read.due) == ("one", "stamp", "", "", "")
    path.write_text("\n".join(line for line in lines if not line.startswith("seen")), "utf-8")
    with pytest.raises(FileError) as caught:
        load_draft(tmp_path, PAIR, "figure/x", "me")
    keys = "comparison, change, author, text, seen, saved, status, owner, due, session"
    assert str(caught.value) == f"{path}: not a draft: expected {keys}"
    path.write_text("x = ", "utf-8")
    with pytest.raises(FileError, match=re.escape(f"{path}:1")):
        load_draft(tmp_path, PAIR, "figure/x", "me")


def test_whatever_stands_among_them_hides_none(tmp_path: Path) -> None:
    kept = [save_draft(tmp_path, PAIR, f"figure/{number}", "me", str(number)) for number in range(6)]
    for path in sorted(tmp_path.iterdir())[::2]:
        path.write_text("x = ", "utf-8")
    assert len(all_drafts(tmp_path, "me")) == 3
    assert set(all_drafts(tmp_path, "me")) < set(kept)


def test_a_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(FileError) as caught:
        save_draft(tmp_path / "link", PAIR, "figure/x", "me", "one")
    assert str(caught.value).startswith(
        f"{tmp_path / 'link'}: cannot be made, the draft is not kept: is a symbolic link, and those are not followed"
    )
    (tmp_path / "file").touch()
    with pytest.raises(FileError, match="cannot be made, the draft is not kept"):
        save_draft(tmp_path / "file" / "drafts", PAIR, "figure/x", "me", "one")
    save_draft(tmp_path / "real", PAIR, "figure/x", "me", "one")
    (path,) = (tmp_path / "real").iterdir()
    path.unlink()
    drop_draft(tmp_path / "real", PAIR, "figure/x", "me")
    path.mkdir()
    with pytest.raises(FileError, match=re.escape(f"{path}: the draft is not thrown away: ")):
        drop_draft(tmp_path / "real", PAIR, "figure/x", "me")


def test_what_a_killed_writer_left_goes(tmp_path: Path) -> None:
    save_draft(tmp_path, PAIR, "figure/x", "me", "one")
    (path,) = tmp_path.iterdir()
    (tmp_path / f".{path.name}.1-ab.tmp").touch()
    save_draft(tmp_path, PAIR, "figure/x", "me", "two")
    assert list(tmp_path.iterdir()) == [path]
