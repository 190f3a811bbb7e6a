"""One OpenSSH server for all tests of a process that log in."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pty_driver import Terminal
from ssh.server import SshServer, find_sshd, install, session_environment

AT_SITE = Path(__file__).parents[1] / "at_site.py"


@pytest.fixture
def log_in(server: SshServer) -> Iterator[Callable[..., Terminal]]:
    """Log in with a terminal: a command and the options of `SshServer.client`; every line is cut at the end."""
    opened: list[Terminal] = []

    def start(*command: str, key: str = "own") -> Terminal:
        opened.append(Terminal(server.client(*command, key=key, terminal=True)))
        return opened[-1]

    yield start
    for terminal in opened:
        terminal.cut()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SshServer]:
    """A server with two keys: one for a person's own login, one that is given peeldiff and nothing else."""
    if shutil.which("ssh") is None:
        pytest.skip("no ssh client is installed")
    if find_sshd() is None and (why := install()):
        pytest.skip(why)
    folder = tmp_path_factory.mktemp("sshd")
    site = folder / "site.toml"
    site.write_text(f'notes = "{folder}/home/notes"\n', encoding="utf-8")
    forced = f"{sys.executable} {AT_SITE} {site} --restricted --author kim"
    started = SshServer.start(folder, session_environment(folder / "home"), forced)
    yield started
    started.stop()
