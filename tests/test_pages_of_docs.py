"""What the pages for a person show is run: with git, a shell and the real program; commands in prose are read by it."""

from __future__ import annotations

import grp
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from importing import pages
from peeldiff.cli.parsing import COMMANDS
from peeldiff.compare import compare
from peeldiff.dataset import Dataset, find_force, find_inspection
from peeldiff.errors import UsageError
from peeldiff.notes import NoteEdit, NotesFolder
from running import peeldiff
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
    with_a_glob, *others = sorted(text.splitlines(), key=lambda line: "*" not in line)
    (tmp_path / "reports").mkdir()
    for name in ("kent-efficiency.html", "reports/one.txt", "page.txt"):
        (tmp_path / name).write_bytes(pages.as_text(pages.pillar_page()))
    shell.run(with_a_glob, tmp_path)
    assert json.loads((tmp_path / "rows.json").read_text("utf-8"))["judgments"]
    for line in others:
        done = peeldiff(*shlex.split(line)[1:], cwd=tmp_path)
        assert (done.code, bool(done.out)) == (0, True), done.err


ROOT = Path(__file__).parents[1]
PAGES = [
    *sorted((ROOT / "docs").glob("*.md")),
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "data" / "README.md",
]
IN_PROSE = [
    (page.name, command)
    for page in PAGES
    for command in re.findall(r"`(peeldiff [^`]+)`", re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL))
]
LEFT_OUT = ("are required", "expected one argument")
"""What is said of a command that prose names without all that belongs to it."""


@pytest.mark.parametrize(("page", "command"), IN_PROSE)
def test_a_command_in_prose_is_one_that_peeldiff_takes(page: str, command: str, ds: Dataset) -> None:
    words = shlex.split(command.replace("…", ""))[1:]
    named = next((word for word in words if word in COMMANDS), None)
    if named is None:  # the interface, with inspections, or options of every command
        known = peeldiff("--help").text
        for word in words:
            assert word in known if word.startswith("--") else word == "COMMAND" or find_subject(ds, word)
        return
    words.remove(named)
    problem = read_problem(named, words)
    assert problem is None or any(left in problem for left in LEFT_OUT), f"{page}: {command}: {problem}"


def read_problem(command: str, words: list[str]) -> str | None:
    """Return what a command says of its arguments."""
    try:
        import_module(f"peeldiff.cli.commands.{COMMANDS[command].module}").parser().parse_args(words)
    except UsageError as error:
        return str(error)
    return None


def find_subject(ds: Dataset, name: str) -> object:
    return find_inspection(ds, name) if ":" in name or " " in name else find_force(ds, name)


def test_every_extra_that_a_page_installs_is_declared() -> None:
    named = {
        extra
        for page in PAGES
        for extras in re.findall(r"pip install '?(?:peeldiff|\.)\[([\w,-]+)\]", page.read_text("utf-8"))
        for extra in extras.split(",")
    }
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert {"delta", "iceberg", "release"} <= named <= set(declared)


def test_the_check_that_a_maintainer_runs_before_a_release() -> None:
    (command,) = {command for page, command in IN_PROSE if page == "importing.md" and command.endswith("check data/")}
    done = peeldiff(*shlex.split(command)[1:-1], str(ROOT / "data"))
    assert done.code == 0, done.err


@pytest.mark.skipif(not Path("/usr/sbin/sshd").exists() or shutil.which("dpkg") is None, reason="needs Debian's sshd")
def test_the_service_that_a_page_reloads_can_be_reloaded() -> None:
    (line,) = {
        line for name, _, text in BLOCKS if name == "server.md" for line in text.splitlines() if "systemctl" in line
    }
    *_, action, service = line.split()
    files = subprocess.run(["dpkg", "-L", "openssh-server"], capture_output=True, text=True, check=True).stdout.split()
    (unit,) = (path for path in files if path.endswith(f"/{service}.service"))
    assert f"Exec{action.title()}=" in Path(unit).read_text("utf-8")


@pytest.mark.system
@pytest.mark.parametrize("extra", ["delta", "iceberg"])
def test_an_extra_can_be_installed(extra: str, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    pip = (str(tmp_path / "venv" / "bin" / "python"), "-m", "pip", "install", "-q", "--dry-run", f"{ROOT}[{extra}]")
    subprocess.run(pip, check=True)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_installs_peeldiff_itself_from_an_index(page: Path) -> None:
    """It is on none. An extra of it is: what is installed already counts, and pip adds what the extra needs."""
    assert not re.search(r"pip install (?:-\S+ )*'?peeldiff(?!\[)", page.read_text("utf-8"))
