"""What the pages for an administrator show is run against the real program."""

from __future__ import annotations

import grp
import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from peeldiff import settings as layers
from peeldiff.cli.parsing import COMMANDS
from peeldiff.settings.schema import SCHEMA
from ssh.server import find_sshd

DOCS = Path(__file__).parents[1] / "docs"
BLOCKS = [
    (page.name, language, text)
    for page in sorted(DOCS.glob("*.md"))
    for language, text in re.findall(r"```(\w*)\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
]
PYTHON = "/opt/peeldiff/bin/python"
RUN = [PYTHON, "-I", "-m", "peeldiff"]
NEEDS_SSHD = pytest.mark.skipif(find_sshd() is None, reason="needs sshd: apt-get install openssh-server")


def blocks(page: str, language: str) -> list[str]:
    return [text for name, kind, text in BLOCKS if (name, kind) == (page, language)]


def forced_command() -> str:
    (stanza,) = blocks("server.md", "sshd_config")
    (command,) = re.findall(r"ForceCommand (.*)", stanza)
    return str(command)


def sshd(folder: Path, stanza: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Let a server look at a configuration that has a stanza at its end, as one that includes it has."""
    key = folder / "host_key"
    if not key.exists():
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    (folder / "peeldiff.conf").write_text(stanza, encoding="utf-8")
    (folder / "sshd_config").write_text(
        f"HostKey {key}\nInclude {folder}/peeldiff.conf\nAcceptEnv LANG LC_*\nUsePAM no\n", encoding="utf-8"
    )
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    command = [str(find_sshd()), *options, "-f", str(folder / "sshd_config")]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)


@NEEDS_SSHD
def test_the_stanza_loads_and_holds_for_the_account_alone(tmp_path: Path) -> None:
    (stanza,) = blocks("server.md", "sshd_config")
    done = sshd(tmp_path, stanza, "-t")
    assert (done.returncode, done.stderr) == (0, "")
    shown = {
        user: sshd(tmp_path, stanza, "-T", "-C", f"user={user},host=localhost,addr=127.0.0.1").stdout.splitlines()
        for user in ("peel", "kim")
    }
    for line in stanza.splitlines()[1:]:
        word, value = line.split(maxsplit=1)
        assert f"{word.lower()} {value}" in shown["peel"]
    assert "forcecommand none" in shown["kim"]
    assert "permituserenvironment no" in shown["peel"]
    assert "acceptenv LANG" in shown["peel"]


@NEEDS_SSHD
def test_the_way_to_try_it_says_what_holds_for_the_account(tmp_path: Path) -> None:
    (stanza,) = blocks("server.md", "sshd_config")
    sshd(tmp_path, stanza, "-t")  # writes what the command then looks at
    (line,) = (line for text in blocks("server.md", "sh") for line in text.splitlines() if line.startswith("sshd -t"))
    run = re.sub(r"\bsshd -", f"{find_sshd()} -f {tmp_path}/sshd_config -", line)
    done = subprocess.run(["sh", "-c", run], capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("forcecommand umask 007")


@NEEDS_SSHD
def test_a_stanza_that_does_not_load_is_found(tmp_path: Path) -> None:
    """What stood on the page before: the test would have found it."""
    (stanza,) = blocks("server.md", "sshd_config")
    done = sshd(tmp_path, f"{stanza}    PermitUserEnvironment no\n", "-t")
    assert done.returncode != 0
    assert "not allowed within a Match block" in done.stderr


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="needs ssh-keygen")
def test_the_line_of_a_key_is_read_as_one(tmp_path: Path) -> None:
    (line,) = blocks("server.md", "authorized_keys")
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "key")], check=True)
    key = (tmp_path / "key.pub").read_text("utf-8").split()[1]
    (tmp_path / "authorized_keys").write_text(line.replace("AAAA…", key), encoding="utf-8")
    done = subprocess.run(["ssh-keygen", "-l", "-f", tmp_path / "authorized_keys"], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    (command,) = re.findall(r'command="([^"]*)"', line)
    assert shlex.split(command) == [*RUN, "--restricted", "--author", "Kim Lee"]


def test_the_command_of_the_stanza_runs_in_a_plain_shell(tmp_path: Path) -> None:
    command = forced_command()
    program = tmp_path / "python"
    program.write_text('#!/bin/sh\numask\necho "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    run = command.replace(PYTHON, shlex.quote(str(program)))
    done = subprocess.run(["/bin/sh", "-c", run], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0007", *RUN[1:], "--restricted"]


def test_the_command_of_the_stanza_heeds_no_variable_of_the_client(tmp_path: Path) -> None:
    """Where `AcceptEnv` lets them in: of Python, of what others would start, of the libraries."""
    (tmp_path / "evil").write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n", encoding="utf-8")
    (tmp_path / "evil").chmod(0o755)
    for name in ("sitecustomize.py", "usercustomize.py", "startup.py", "peeldiff.py", "json.py"):
        (tmp_path / name).write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n", encoding="utf-8")
    evil, nowhere = str(tmp_path / "evil"), "http://127.0.0.1:9"
    hostile = {
        **dict.fromkeys(("PYTHONPATH", "PYTHONHOME", "PYTHONUSERBASE", "PYTHONPLATLIBDIR", "TERMINFO"), str(tmp_path)),
        **dict.fromkeys(("PYTHONHASHSEED", "PYTHONUTF8", "PYTHONIOENCODING", "PYTHONWARNINGS"), "nosuch"),
        "PYTHONSTARTUP": str(tmp_path / "startup.py"),
        "PYTHONINSPECT": "1",
        "PYTHONVERBOSE": "1",
        **dict.fromkeys(("BROWSER", "PAGER", "EDITOR", "VISUAL", "MANPAGER", "PYTHONBREAKPOINT"), evil),
        "LESSOPEN": f"|{evil} %s",
        "SSL_CERT_FILE": "/etc/shadow",
        "SSL_CERT_DIR": str(tmp_path),
        **dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy"), nowhere),
        "PEELDIFF_NOTES": "/etc",
        "PEELDIFF_RESTRICTED": "false",
        "TEXTUAL_DRIVER": "json:X",
        "TZ": ":/etc/shadow",
    }
    plain = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "SSH_ORIGINAL_COMMAND": "list cycles"}
    run = forced_command().replace(PYTHON, shlex.quote(sys.executable))
    outcomes = [
        subprocess.run(["/bin/sh", "-c", run], cwd=tmp_path, env=env, capture_output=True, check=False)
        for env in (plain, plain | hostile)
    ]
    assert [done.returncode for done in outcomes] == [0, 0], outcomes[1].stderr
    assert outcomes[0].stdout == outcomes[1].stdout
    assert (outcomes[1].stderr, (tmp_path / "ran").exists()) == (b"", False)


def test_the_settings_of_the_site_are_read(tmp_path: Path) -> None:
    (text,) = blocks("server.md", "toml")
    for lines in (text, re.sub(r"^# (\w+ = )", r"\1", text, flags=re.MULTILINE)):
        (tmp_path / "site.toml").write_text(lines, encoding="utf-8")
        in_force = layers.load(site=tmp_path / "site.toml")
        assert (str(in_force.notes), in_force.mouse, in_force.locked) == (
            "/srv/peeldiff/notes",
            False,
            ("notes", "data"),
        )
    assert in_force.restricted


def test_every_key_that_the_page_lists_is_a_setting() -> None:
    rows = re.findall(r"^\| (`.*?) \|", (DOCS / "server.md").read_text("utf-8"), re.MULTILINE)
    named = {name.strip("[]") for row in rows for name in re.findall(r"`([^`]+)`", row)}
    assert set(SCHEMA) <= named


def test_every_command_that_a_page_shows_is_one_that_peeldiff_takes() -> None:
    lines = [line for _, _, text in BLOCKS for line in text.splitlines() if line.startswith("peeldiff ")]
    for line in lines:
        command, *rest = shlex.split(re.split(r"\s(?:>|\||#|&&)\s", f"{line} ")[0])[1:]
        module = import_module(f"peeldiff.cli.commands.{COMMANDS[command].module}")
        assert module.parser().parse_args(rest), line
    assert lines


@pytest.mark.system
def test_the_folder_of_a_group_is_made_as_the_page_says(tmp_path: Path) -> None:
    (commands,) = (text for text in blocks("server.md", "sh") if "groupadd" in text)
    had = any(group.gr_name == "analysts" for group in grp.getgrall())
    text = commands.replace("/srv/peeldiff", str(tmp_path))
    try:
        subprocess.run(["sh", "-ec", text.replace("groupadd analysts\n", "") if had else text], check=True)
        made = (tmp_path / "notes").stat()
        assert (made.st_mode & 0o7777, grp.getgrgid(made.st_gid).gr_name) == (0o2770, "analysts")
    finally:
        if not had:
            subprocess.run(["groupdel", "analysts"], check=True)


def test_every_test_that_the_threat_note_names_is_there() -> None:
    named = set(re.findall(r"`((?:\w+/)*\w+\.py)`", (DOCS / "threats.md").read_text("utf-8")))
    roots = (Path(__file__).parent, Path(__file__).parents[1] / "tui" / "peeldiff")
    assert len(named) > 15
    assert [name for name in sorted(named) if not any((root / name).is_file() for root in roots)] == []
