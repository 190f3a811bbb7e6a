"""What docs/teams.md and docs/importing.md show is run: with git, a shell and the real program."""

from __future__ import annotations

import grp
import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from importing import pages
from peeldiff.compare import compare
from peeldiff.dataset import Dataset
from peeldiff.notes import NoteEdit, NotesFolder
from test_server_page import BLOCKS

TEAMS = [text for name, _, text in BLOCKS if name == "teams.md"]
NEEDS_GIT = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def team_block(begins: str) -> str:
    (found,) = (str(text) for text in TEAMS if text.startswith(begins))
    return found


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


class Shell:
    """A shell in which `peeldiff` is this program, with a home of its own."""

    def __init__(self, folder: Path) -> None:
        programs = folder / "bin"
        programs.mkdir()
        (programs / "peeldiff").write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m peeldiff "$@"\n', "utf-8")
        (programs / "peeldiff").chmod(0o755)
        who = {f"GIT_{role}_{what}": "kim@x" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        self.surroundings = {
            **os.environ,
            **who,
            "PATH": f"{programs}:{os.environ['PATH']}",
            "HOME": str(folder),
            "GIT_CONFIG_SYSTEM": os.devnull,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_EDITOR": "true",
            "POLARS_MAX_THREADS": "1",
        }

    def run(self, text: str, folder: Path, code: int = 0) -> str:
        done = subprocess.run(
            ["sh", "-ec", text], cwd=folder, env=self.surroundings, capture_output=True, text=True, check=False
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr


def test_the_folder_is_made_as_the_page_says(shell: Shell, tmp_path: Path) -> None:
    mine = grp.getgrgid(os.getgid()).gr_name
    text = team_block("mkdir").replace("/srv/peeldiff", str(tmp_path)).replace("inspections", mine)
    shell.run(text, tmp_path)
    assert (tmp_path / "notes").stat().st_mode & 0o7777 == 0o2770


@NEEDS_GIT
def test_the_repository_the_hook_and_the_pull_of_a_shared_folder(shell: Shell, tmp_path: Path, ds: Dataset) -> None:
    shared, other = tmp_path / "shared", tmp_path / "other"
    shell.run(f"git init -q -b main --bare centre && git clone -q centre shared && mkdir {other}", tmp_path)
    (shared / ".gitattributes").write_text(team_block("*--*.toml"), "utf-8")
    (shared / ".gitignore").write_text(team_block(".*.lock"), "utf-8")
    shell.run(team_block("git config"), shared)
    hook = shared / ".git" / "hooks" / "pre-commit"
    hook.write_text(team_block("#!/bin/sh"), "utf-8")
    hook.chmod(0o755)

    comparison = compare(ds, "leicestershire:2017", "leicestershire:2018-19")
    change, *_ = [row.id for row in comparison.judgment_rows if row.is_change]
    notes = NotesFolder(shared, ds)
    notes.set_note(comparison, change, NoteEdit(text="begun"), author="ana")
    shell.run("git add -A && git commit -qm begun && git push -q -u origin HEAD", shared)
    tracked = shell.run("git ls-files", shared).split()
    assert tracked == [".gitattributes", ".gitignore", notes.file(comparison).name]  # no lock, no index

    # Somebody else changes the same note in a clone; the shared folder does what the page says.
    shell.run(f"git clone -q centre {other}", tmp_path)
    shell.run(team_block("git config"), other)
    NotesFolder(other, ds).set_note(comparison, change, NoteEdit(text="from ben"), author="ben")
    shell.run("git commit -qam ben && git push -q", other)
    notes.set_note(comparison, change, NoteEdit(text="from ana"), author="ana")
    both = team_block("cd /srv").replace("/srv/peeldiff/notes", str(shared))
    assert "CONFLICT" in shell.run(both, tmp_path, code=1)

    # The hook refuses what nobody has decided, and lets it through when somebody has.
    assert "both texts are kept" in shell.run("git add -A && git commit -m undecided", shared, code=1)
    notes.set_note(comparison, change, NoteEdit(text="of both"), author="ana")
    shell.run("git add -A && git commit -qm decided && git push -q", shared)


def test_the_commands_that_read_reports(shell: Shell, tmp_path: Path) -> None:
    (text,) = (text for name, _, text in BLOCKS if name == "importing.md" and text.startswith("peeldiff import"))
    (tmp_path / "reports").mkdir()
    for name in ("kent-efficiency.html", "reports/one.txt", "page.txt"):
        (tmp_path / name).write_bytes(pages.as_text(pages.pillar_page()))
    shell.run(text, tmp_path)
    assert json.loads((tmp_path / "rows.json").read_text("utf-8"))["judgments"]
