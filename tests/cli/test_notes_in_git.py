"""Notes in a git repository: the merge driver of docs/teams.md, in real merges, rebases and cherry-picks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from peeldiff.compare import Comparison, compare
from peeldiff.dataset import Dataset
from peeldiff.notes import NoteEdit, NotesFolder

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
LEICS = ("leicestershire:2017", "leicestershire:2018-19")
DOCS = Path(__file__).parents[2] / "docs" / "teams.md"


def git(clone: Path, *words: str, code: int = 0) -> str:
    who = {f"GIT_{role}_{what}": "kim@x" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    surroundings = {**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    surroundings |= {"GIT_EDITOR": "true", "POLARS_MAX_THREADS": "1"}
    done = subprocess.run(["git", *words], cwd=clone, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


class Clone:
    """A clone with the driver, in which one person writes."""

    def __init__(self, path: Path, ds: Dataset, comparison: Comparison) -> None:
        self.path = path
        self.comparison = comparison
        self.notes = NotesFolder(path, ds)
        lines = DOCS.read_text("utf-8").splitlines()
        (driver,) = (line for line in lines if line.startswith("git config merge.peeldiff.driver "))
        command = driver.partition('"')[2].rstrip('"').replace("peeldiff", f"{sys.executable} -m peeldiff", 1)
        git(path, "config", "merge.peeldiff.driver", command)

    def write(self, change: str, text: str, author: str) -> None:
        self.notes.set_note(self.comparison, change, NoteEdit(text=text), author=author)
        git(self.path, "add", "*.toml")
        git(self.path, "commit", "-m", text)

    def texts(self, change: str) -> list[str]:
        note = self.notes.read(self.comparison)[change]
        return [state.text for state in (*note.history, note)]


def test_merge_rebase_and_cherry_pick(tmp_path: Path, ds: Dataset) -> None:
    comparison = compare(ds, *LEICS)
    one, two, *_ = [row.id for row in comparison.judgment_rows if row.is_change]
    first = tmp_path / "first"
    first.mkdir()
    git(first, "init", "-q", "-b", "main")
    attributes = next(line for line in DOCS.read_text("utf-8").splitlines() if line.endswith("merge=peeldiff"))
    (first / ".gitattributes").write_text(f"{attributes}\n", "utf-8")
    (first / ".gitignore").write_text(".*.lock\n.*.tmp\n.index.json\n", "utf-8")
    git(first, "add", "-A")
    git(first, "commit", "-qm", "attributes")
    ana = Clone(first, ds, comparison)
    ana.write(one, "begun", "ana")
    git(tmp_path, "clone", "-q", "first", "second")
    ben = Clone(tmp_path / "second", ds, comparison)

    ana.write(one, "from ana", "ana")  # different changes: git does not stop
    ben.write(two, "from ben", "ben")
    git(ben.path, "pull", "-q", "--no-rebase")
    assert (ben.texts(one), ben.texts(two)) == (["begun", "from ana"], ["from ben"])

    git(ana.path, "pull", "-q", "--no-rebase", "../second", "main")
    ana.write(one, "ana again", "ana")  # the same note: git stops, and both texts are there
    ben.write(one, "ben too", "ben")
    assert "CONFLICT" in git(ben.path, "pull", "-q", "--rebase", code=1)
    assert "both texts are kept" in "\n".join(ben.notes.check())
    content = ben.notes.file(comparison).read_text("utf-8")
    assert "<<<<<<<" not in content
    assert ben.texts(one) == ["begun", "from ana", "ana again", "ben too"]
    ben.notes.set_note(comparison, one, NoteEdit(text="both"), author="ben")
    assert ben.notes.check() == []
    git(ben.path, "add", "*.toml")
    git(ben.path, "rebase", "--continue")

    git(ana.path, "fetch", "-q", "../second", "main")
    git(ana.path, "checkout", "-q", "-b", "picked")
    ana.write(two, "on a branch", "ana")
    assert "CONFLICT" not in git(ana.path, "cherry-pick", "FETCH_HEAD")
    assert ana.texts(one)[-1] == "both"
    assert ana.texts(two) == ["from ben", "on a branch"]
    assert ana.notes.check() == []
    assert tomllib.loads(ana.notes.file(comparison).read_text("utf-8"))["notes"]["format"] == 1
