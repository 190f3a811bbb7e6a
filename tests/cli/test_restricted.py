"""`--restricted` and what a site locks, from the command line; tests/ssh goes through a real server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from peeldiff.settings import paths
from running import Result, inside

AT_SITE = Path(__file__).parents[1] / "at_site.py"
PAIR = ("leicestershire:2017", "leicestershire:2018-19")
Run = Callable[..., Result]


@pytest.fixture
def at_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run at a site with these settings, in this process."""

    def run(site: str, *arguments: str, **variables: str) -> Result:
        (tmp_path / "site.toml").write_text(f'notes = "{tmp_path}/notes"\n{site}', encoding="utf-8")
        monkeypatch.setattr(paths, "SITE", tmp_path / "site.toml")
        return inside(*arguments, env=variables)

    return run


@pytest.fixture
def process_at_site(tmp_path: Path) -> Run:
    """Run at a site with these settings, in a process that sees no terminal."""

    def run(site: str, *arguments: str, **variables: str) -> Result:
        (tmp_path / "site.toml").write_text(f'notes = "{tmp_path}/notes"\n{site}', encoding="utf-8")
        command = [sys.executable, str(AT_SITE), str(tmp_path / "site.toml"), *arguments]
        done = subprocess.run(command, capture_output=True, env=os.environ | variables, timeout=60, check=False)
        return Result(done.returncode, done.stdout, done.stderr.decode("utf-8"))

    return run


def test_config_says_what_is_locked_and_a_locked_value_is_left_out_with_a_line(at_site: Run, tmp_path: Path) -> None:
    done = at_site('locked = ["notes", "theme"]\n', "config", "--format", "json", PEELDIFF_THEME="light")
    assert (done.code, done.err) == (0, "peeldiff: PEELDIFF_THEME: theme is locked by the site: left out\n")
    answer = {line["setting"]: line for line in json.loads(done.out)}
    assert [key for key, line in answer.items() if line["locked"]] == ["notes", "theme"]
    assert (answer["notes"]["value"], answer["notes"]["from"]) == (f"{tmp_path}/notes", f"{tmp_path}/site.toml")
    assert (answer["theme"]["value"], answer["theme"]["from"]) == ("dark", "shipped")
    assert answer["locked"]["value"] == "notes, theme"
    refused = at_site('locked = ["notes"]\n', "notes", "list", "--notes", "/elsewhere")
    assert (refused.code, refused.err) == (2, "peeldiff: error: --notes: notes is locked by the site\n")


@pytest.mark.parametrize("way", ["option", "site"])
def test_restricted_shows_no_path_and_writes_only_notes(at_site: Run, tmp_path: Path, way: str) -> None:
    site, option = ("restricted = true\n", []) if way == "site" else ("", ["--restricted"])
    outputs = []
    for arguments in (
        ["config"],
        ["config", "--format", "json"],
        ["check"],
        ["check", str(tmp_path)],
        ["notes", "check"],
        ["list", "forces", "-o", str(tmp_path / "x.csv")],
        ["diff", *PAIR, "-o", "page.html"],
        ["diff", *PAIR, "-o", "notes.html", "--data", str(tmp_path)],
        ["diff", *PAIR, "--format", "toml", "-o", "leicestershire@2017--leicestershire@2018-19.toml"],
    ):
        done = at_site(site, *option, *arguments)
        outputs.append((arguments[0], done.code))
        assert str(tmp_path) not in done.err + done.out.decode()
        assert str(Path.home()) not in done.err + done.out.decode()
        assert "/etc" not in done.err + done.out.decode()
    assert [code for _, code in outputs] == [0, 0, 0, 2, 0, 2, 0, 2, 0]
    assert {path.name for path in tmp_path.iterdir()} == {"notes", "site.toml"}
    assert {path.name for path in (tmp_path / "notes").iterdir() if not path.name.startswith(".")} == {
        *("page.html", "leicestershire@2017--leicestershire@2018-19.toml"),
    }


def test_a_broken_notes_file_is_named_relative_to_the_folder(at_site: Run, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a@1--b@2.toml").write_text("x = ", encoding="utf-8")
    done = at_site("restricted = true\n", "notes", "check")
    assert (done.code, done.err.startswith("peeldiff: error: a@1--b@2.toml:1:5: not TOML")) == (2, True)


def test_a_command_of_an_ssh_client_needs_restricted(process_at_site: Run, at_site: Run) -> None:
    variables = {"SSH_ORIGINAL_COMMAND": "list topics --format csv"}
    assert process_at_site("restricted = true\n", **variables).text.startswith("topic,")
    assert "this is not a terminal" in process_at_site("", **variables).err
    given = at_site("restricted = true\n", "list", "cycles", "--format", "csv", **variables)
    assert given.text.startswith("cycle,")
    for alone in ("--version", "peeldiff --help"):
        assert at_site("", "--restricted", SSH_ORIGINAL_COMMAND=alone).code == 0


@pytest.mark.parametrize("key", [[], ["--author", "Kim"]], ids=["one account", "a key each"])
def test_a_client_does_not_say_who_it_is(at_site: Run, key: list[str]) -> None:
    left, right = PAIR
    for author in ("--author Boss", "--author=Boss"):
        asked = f"notes set {left} {right} judgment/pillar/efficiency --note x {author}"
        done = at_site("restricted = true\n", *key, SSH_ORIGINAL_COMMAND=asked)
        assert (done.code, done.text) == (2, "")
        assert done.err == "peeldiff: error: --author: refused, because the server says who you are\n"
