"""A private OpenSSH server on loopback: its own host key, configuration and keys, run by whoever tests."""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import peeldiff

_SBIN = "/usr/sbin:/usr/local/sbin:/sbin"


def find_sshd() -> str | None:
    return shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:{_SBIN}")


def install() -> str:
    """Install the server's package where this may be done without a second thought; return why not otherwise."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return "sshd is not installed, and only root can install it with apt-get"
    if Path("/run/systemd/system").exists():
        return "sshd is not installed; here its package would start a server on port 22: install it yourself"
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    lock = Path(tempfile.gettempdir(), "peeldiff-tests-install-sshd.lock")
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        for command in (["update", "-q"], ["install", "-qy", "--no-install-recommends", "openssh-server"]):
            if find_sshd() is None:
                done = subprocess.run(
                    ["apt-get", *command], env=quiet, capture_output=True, text=True, timeout=300, check=False
                )
                if done.returncode:
                    return f"sshd cannot be installed: {done.stderr.strip().splitlines()[-1:]}"
    return ""


@dataclass
class SshServer:
    """The server, and how its clients reach it: with a key of their own, or with the one that is forced."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes]
    surroundings: Mapping[str, str]

    @classmethod
    def start(cls, folder: Path, surroundings: Mapping[str, str], forced: str) -> SshServer:
        """`surroundings` are what every session finds in its environment, `forced` is the second key's command."""
        for name in ("host", "own", "forced"):
            _run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name))
        own, theirs = ((folder / f"{name}.pub").read_text() for name in ("own", "forced"))
        escaped = forced.replace('"', '\\"')
        (folder / "authorized_keys").write_text(f'{own}restrict,pty,command="{escaped}" {theirs}')
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port: int = free.getsockname()[1]
        set_env = " ".join(f'"{name}={value}"' for name, value in surroundings.items())
        (folder / "sshd_config").write_text(
            f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nPidFile none\n"
            f"AuthorizedKeysFile {folder}/authorized_keys\nStrictModes no\nUsePAM no\nPermitRootLogin yes\n"
            f"PasswordAuthentication no\nKbdInteractiveAuthentication no\nPrintMotd no\nPrintLastLog no\n"
            f"AcceptEnv PEELDIFF_* TEXTUAL*\nSetEnv {set_env}\n"
        )
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)
        command = [str(find_sshd()), "-D", "-e", "-f", str(folder / "sshd_config")]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(command, stderr=log)
        server = cls(folder, port, process, surroundings)
        server._wait()
        return server

    def _wait(self) -> None:
        for _ in range(100):
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1) as tried:
                    if tried.recv(4) == b"SSH-":
                        return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError((self.folder / "log").read_text())

    def client(self, *command: str, key: str = "own", terminal: bool = False, send: str = "") -> list[str]:
        """Return the command line of a client; `send` are variables that it would like to set."""
        options = (
            *("IdentitiesOnly=yes", "StrictHostKeyChecking=no", f"UserKnownHostsFile={self.folder}/known_hosts"),
            *("BatchMode=yes", "LogLevel=ERROR", f"SendEnv={send or 'NOTHING'}"),
        )
        user = pwd.getpwuid(os.getuid()).pw_name
        return [
            *("ssh", "-F", "none", "-p", str(self.port), "-i", str(self.folder / key), "-tt" if terminal else "-T"),
            *(word for option in options for word in ("-o", option)),
            *(f"{user}@127.0.0.1", *command),
        ]

    def sessions(self) -> list[int]:
        """Return the ids of the processes that live in the surroundings of this server."""
        mark = b"\0XDG_STATE_HOME=" + self.surroundings["XDG_STATE_HOME"].encode() + b"\0"
        found = []
        for entry in Path("/proc").iterdir():
            try:
                if entry.name.isdigit() and mark in b"\0" + (entry / "environ").read_bytes() + b"\0":
                    found.append(int(entry.name))
            except OSError:
                continue
        return found

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


def session_environment(home: Path) -> dict[str, str]:
    """Return what a session on the server finds: this peeldiff, and a home in the test's own folder."""
    source = str(Path(peeldiff.__file__).parents[1])
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
    return {"PYTHONPATH": source, "LC_ALL": "C.UTF-8", "PEELDIFF_NOTES_DIR": str(home / "notes"), **folders}


def program() -> str:
    """Return how a session starts peeldiff."""
    return f"{sys.executable} -m peeldiff"


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
