"""A key that is given peeldiff and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from pty_driver import Terminal
from ssh.server import SshServer

pytestmark = pytest.mark.system
PAIR = "northamptonshire:2017 northamptonshire:2021-22"


def asked(server: SshServer, command: str, send: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        server.client(command, key="forced", send=send), capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("command", [f"diff {PAIR} --format json", f"peeldiff diff {PAIR} --format json"])
def test_it_runs_a_subcommand(server: SshServer, command: str) -> None:
    done = asked(server, command)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["left"]["cycle"] == "2017"


REFUSED = {
    "a shell": ("bash -i", '"bash" cannot be run here'),
    "a shell after it": (f"diff {PAIR}; sh", "unrecognized arguments"),
    "a program in it": ("diff $(id) `id`", '"$(id)" names no cycle'),
    "a path": ("/bin/ls /", "cannot be run here"),
    "a path to peeldiff": ("/usr/bin/peeldiff --version", "cannot be run here"),
    "another's file": ("check /etc", "--data: refused"),
    "a report to read": ("import /etc/hostname", "import: refused"),
    "an option for a dataset": (f"diff {PAIR} --data /etc", "--data: refused"),
    "an option for notes": ("notes list --notes /tmp", "--notes: refused"),
    "another's name": (f"notes set {PAIR} judgment/pillar/efficiency --note x --author lee", "--author: refused"),
    "a pipe": (f"diff {PAIR} | sh", "there is no shell"),
    "a redirection": (f"diff {PAIR} > x.html", "there is no shell"),
    "a file outside": (f"diff {PAIR} -o /tmp/peeldiff-test.html", "reads and writes only files of its notes folder"),
    "a file above": (f"diff {PAIR} -o ../x.html", "reads and writes only files of its notes folder"),
    "a hidden file": (f"diff {PAIR} -o .bashrc", "reads and writes only files of its notes folder"),
    "half a word": ("diff 'a", "cannot be split"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_it_refuses_everything_else(server: SshServer, what: str) -> None:
    command, words = REFUSED[what]
    before = sorted(server.folder.rglob("*.html"))
    done = asked(server, command)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("peeldiff: error: ")
    assert done.stderr.count("\n") == 1
    assert words in done.stderr
    assert str(server.folder) not in done.stderr
    assert not Path("/tmp/peeldiff-test.html").exists()  # noqa: S108  (the place is part of what is refused)
    assert sorted(server.folder.rglob("*.html")) == before


def test_no_file_transfer(server: SshServer) -> None:
    """A client that asks for the subsystem or copies with the old protocol gets peeldiff's answer, and no file."""
    done = asked(server, "scp -f /etc/passwd")
    assert done.returncode == 2
    assert "root:" not in done.stdout


def test_what_is_written_lies_in_the_notes_folder_under_the_key_s_name(server: SshServer) -> None:
    done = asked(server, f"notes set {PAIR} judgment/topic/prevention --note 'one | two'")
    assert (done.returncode, done.stderr) == (0, "")
    (note,) = (n for n in json.loads(asked(server, "notes list --format json").stdout) if n["text"] == "one | two")
    assert note["author"] == "kim"
    assert asked(server, f"diff {PAIR} -o page.html").returncode == 0
    assert (server.folder / "home" / "notes" / "page.html").exists()


def test_a_client_s_variables_and_links_lead_nowhere(server: SshServer, tmp_path: Path) -> None:
    folder = server.folder / "home" / "notes"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "away.html").symlink_to(tmp_path / "away.html")
    (folder / "elsewhere").symlink_to(tmp_path)
    for target in ("away.html", "elsewhere/x.html"):
        assert asked(server, f"diff {PAIR} -o {target}").returncode == 2
    surroundings = {**os.environ, "PEELDIFF_AUTHOR": "lee", "TEXTUAL_LOG": str(tmp_path / "log")}
    done = subprocess.run(
        server.client("config --format json", key="forced", send="PEELDIFF_* TEXTUAL*"),
        capture_output=True,
        env=surroundings,
        timeout=60,
        check=True,
    )
    answer = {line["setting"]: line["value"] for line in json.loads(done.stdout)}
    assert (answer["author"], answer["restricted"], answer["notes"]) == ("kim", "true", "the notes folder")
    assert str(server.folder) not in done.stdout.decode()
    assert list(tmp_path.iterdir()) == []
    (folder / "away.html").unlink()
    (folder / "elsewhere").unlink()


def test_without_a_command_it_opens_the_interface_and_shows_no_path(
    server: SshServer, log_in: Callable[..., Terminal]
) -> None:
    terminal = log_in(key="forced")
    assert terminal.wait_for("help"), terminal.seen
    terminal.quiet()
    terminal.send("\x11")
    assert terminal.ended() == 0
    assert str(server.folder).encode() not in terminal.seen


def test_without_a_terminal_it_says_so(server: SshServer) -> None:
    done = asked(server, "")
    assert done.returncode == 2
    assert "this is not a terminal" in done.stderr
