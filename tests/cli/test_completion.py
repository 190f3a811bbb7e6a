"""`peeldiff --completion`: scripts that know every command and option."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from peeldiff.cli.parsing import COMMANDS
from running import peeldiff

_ASK = """
source "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_peeldiff
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("completion") / "peeldiff.bash"
    file.write_bytes(peeldiff("--completion", "bash").out)
    return file


def asked(script: Path, *words: str) -> list[str]:
    done = subprocess.run(["bash", "-c", _ASK, "bash", str(script), *words], capture_output=True, text=True, check=True)
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("peeldiff", "cou"), ["country"]),
        (("peeldiff", "--compl"), ["--completion"]),
        (("peeldiff", "--completion", ""), ["bash", "zsh", "fish"]),
        (("peeldiff", "country", "--sum"), ["--summary"]),
        (("peeldiff", "country", "--format", "p"), ["parquet"]),
        (("peeldiff", "diff", "--basis", ""), ["direct", "indicative", "none"]),
        (("peeldiff", "diff", "--only", "improved,dec"), ["improved,declined"]),
        (("peeldiff", "--data", "x", "country", "--scal"), ["--scale"]),
        (("peeldiff", "diff", "--output", ""), []),
    ],
)
def test_bash_offers_what_fits(words: tuple[str, ...], expected: list[str], script: Path) -> None:
    assert asked(script, *words) == expected


def test_bash_offers_every_command(script: Path) -> None:
    assert set(COMMANDS) <= set(asked(script, "peeldiff", ""))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_knows_every_command_and_reads_its_script(shell: str, tmp_path: Path) -> None:
    done = peeldiff("--completion", shell)
    assert done.code == 0
    for name in (*COMMANDS, "summary", "exit-code"):
        assert name in done.text
    if shutil.which(shell):
        file = tmp_path / "script"
        file.write_bytes(done.out)
        subprocess.run([shell, "-n", str(file)], check=True)


def test_another_shell_is_refused() -> None:
    done = peeldiff("--completion", "tcsh")
    assert done.code == 2
    assert "choose from" in done.err
