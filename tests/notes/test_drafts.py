"""A note in progress is kept, offered again and thrown away."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peeldiff.errors import NotesError
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
    with pytest.raises(NotesError, match="not TOML"):
        load_draft(tmp_path, PAIR, "figure/x", "me")
    assert [draft.text for draft in all_drafts(tmp_path, "me")] == ["two"]
