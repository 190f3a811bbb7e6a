"""What `systemctl reload ssh` does, by what its unit runs: the stanza of the page holds then, and no session ends."""

from __future__ import annotations

import getpass
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ssh.server import SshServer, find_sshd, session_environment

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(find_sshd() is None or shutil.which("ssh") is None, reason="needs OpenSSH"),
]
PAGE = Path(__file__).parents[2] / "docs" / "server.md"


def stanza() -> str:
    """Return the stanza of the page, for this account and this peeldiff."""
    text = PAGE.read_text("utf-8").partition("```sshd_config\n")[2].partition("```")[0]
    return text.replace("User peel", f"User {getpass.getuser()}").replace("/opt/peeldiff/bin/python", sys.executable)


def run(server: SshServer, command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(server.client(command), capture_output=True, text=True, timeout=60, check=False)


def first_answer(server: SshServer, command: str) -> subprocess.CompletedProcess[str]:
    """Return what a server answers that begins anew: until it has read the signal it is the old one, then none."""
    until = time.monotonic() + 20
    while True:
        done = run(server, command)
        if done.returncode not in (0, 255) or time.monotonic() > until:
            return done
        time.sleep(0.05)


def test_a_reload_takes_on_the_stanza_and_ends_no_session(tmp_path: Path) -> None:
    server = SshServer.start(tmp_path, session_environment(tmp_path / "home"), "true")
    try:
        assert run(server, "echo hello").stdout == "hello\n"
        with subprocess.Popen(server.client("cat"), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as before:
            assert before.stdin is not None
            assert before.stdout is not None
            before.stdin.write(b"one\n")
            before.stdin.flush()
            assert before.stdout.readline() == b"one\n"
            config = tmp_path / "sshd_config"
            config.write_text(config.read_text("utf-8") + stanza(), "utf-8")
            subprocess.run([str(find_sshd()), "-t", "-f", str(config)], check=True)  # the unit's first ExecReload=
            server.process.send_signal(signal.SIGHUP)  # its second
            refused = first_answer(server, "echo hello")
            assert (refused.returncode, refused.stdout) == (2, "")
            assert "cannot be run here" in refused.stderr
            assert run(server, "list topics --format csv").stdout.startswith("topic,")
            before.stdin.write(b"two\n")
            before.stdin.close()
            assert before.stdout.read() == b"two\n"
    finally:
        server.stop()
