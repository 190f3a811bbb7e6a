"""What nobody foresaw, made to happen: one line and exit 2, and never a traceback on a terminal."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import breaking
import peeldiff.compare
import peeldiff.notes.store  # whoever first imports it while `compare` is broken would keep it so
from peeldiff.settings import paths
from pty_driver import Terminal
from running import inside
from sweeping import sweep

BREAKING = Path(breaking.__file__)
PAIR = ("northamptonshire:2017", "northamptonshire:2021-22")
OPEN = {
    "while it opens": ("peeldiff.app.navigator:first_screen", ""),
    "at a key": ("peeldiff.app.comparison.side_commands:SideCommands._compare", "s"),
    "while a timeline is made": ("peeldiff.compare.force_history:timeline", "4"),
    "while it searches": ("peeldiff.dataset.queries.search:search", "/demand"),
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site.toml").write_text(f'notes = "{tmp_path}/notes"\n', encoding="utf-8")
    return tmp_path / "site.toml"


def command(site: Path, broken: str, kind: str, *arguments: str) -> list[str]:
    return [sys.executable, str(BREAKING), str(site), broken, kind, *arguments]


def kept() -> Path:
    return Path(os.environ["XDG_STATE_HOME"]) / "peeldiff" / "crash.txt"


@pytest.mark.parametrize("kind", ["KeyError", "OSError", "panic"])
@pytest.mark.parametrize("restricted", [True, False], ids=["restricted", "free"])
def test_a_command(site: Path, monkeypatch: pytest.MonkeyPatch, kind: str, restricted: bool) -> None:
    monkeypatch.setattr(paths, "SITE", site)
    monkeypatch.setattr(peeldiff.compare, "compare", breaking.broken(kind))
    done = inside(*["--restricted"] * restricted, "diff", *PAIR)
    assert_one_line(done.code, done.text, done.err, restricted=restricted)


@sweep(1, ("kind", "restricted"), [("panic", True), ("KeyError", False)])
def test_a_command_in_a_process_of_its_own(site: Path, kind: str, restricted: bool) -> None:
    asked = command(site, "peeldiff.compare:compare", kind, *["--restricted"] * restricted, "diff", *PAIR)
    done = subprocess.run(asked, capture_output=True, text=True, timeout=60, check=False)
    assert_one_line(done.returncode, done.stdout, done.stderr, restricted=restricted)


def assert_one_line(code: int, out: str, err: str, *, restricted: bool) -> None:
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("peeldiff: error: something went wrong inside peeldiff (")
    assert " in peeldiff.cli.commands.diff, line " in err
    assert "of-this-machine" not in err
    if restricted:
        assert str(Path(__file__).parents[2]) not in err
        assert err.endswith("tell its maintainers\n")
        assert not kept().exists()
    else:
        assert err.endswith(f"send {kept()} to its maintainers\n")
        assert "raise " in kept().read_text("utf-8")
        assert stat.S_IMODE(kept().stat().st_mode) == 0o600


def test_where_the_traceback_cannot_be_kept_the_line_still_comes(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept().parent.mkdir(parents=True)
    kept().mkdir()
    monkeypatch.setattr(paths, "SITE", site)
    monkeypatch.setattr(peeldiff.compare, "compare", breaking.broken("KeyError"))
    done = inside("diff", *PAIR)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert done.err.endswith("tell its maintainers\n")


@sweep(
    2,
    ("when", "kind"),
    [
        ("while it opens", "KeyError"),
        ("at a key", "panic"),  # on the screen's thread, as the KeyError while a note is written
        ("while a timeline is made", "KeyError"),  # in a worker, as is the next
        ("while it searches", "panic"),
    ],
)
def test_the_interface(site: Path, tmp_path: Path, when: str, kind: str) -> None:
    broken, keys = OPEN[when]
    terminal = Terminal(command(site, broken, kind, "--restricted", *PAIR))
    if keys:
        assert terminal.wait_for("help")
        terminal.quiet()
        terminal.send(keys)
    assert terminal.ended() == 2, terminal.seen[-500:]
    after = terminal.seen.rpartition(b"\x1b[?1049l")[2].decode()
    assert after.count("peeldiff: error: something went wrong inside peeldiff (") == 1
    for word in (str(tmp_path), str(Path(__file__).parents[2]), "of-this-machine", "Traceback", "raise "):
        assert word.encode() not in terminal.seen
    assert not kept().exists()


@sweep(
    1,
    ("broken", "written", "survives"),
    [
        pytest.param(
            "peeldiff.app.notes.editor:NoteEditor.make_commands", "last words\t", True, id="on the screen's thread"
        ),
        pytest.param(
            "peeldiff.notes.draft_keeper:DraftKeeper.keep", "last words", False, id="off it, where drafts are kept"
        ),
    ],
)
def test_while_a_note_is_written(site: Path, tmp_path: Path, broken: str, written: str, survives: bool) -> None:
    terminal = Terminal(command(site, broken, "KeyError", "--restricted", *PAIR))
    assert terminal.wait_for("help")
    terminal.quiet()
    terminal.send("e")
    assert terminal.wait_for("Note on Effectiveness")
    terminal.send(written)
    assert terminal.ended() == 2
    assert b"something went wrong inside peeldiff (KeyError in peeldiff." in terminal.seen
    assert b"of-this-machine" not in terminal.seen
    assert [b"last words" in path.read_bytes() for path in tmp_path.rglob("*.draft.toml")] == [True] * survives


BESIDE = """
import logging, sys, threading, warnings
from argparse import Namespace
from peeldiff.cli.inputs import settings
settings(Namespace(restricted=True))
def fails():
    raise KeyError("/srv/of-this-machine")
class Fails:
    def __del__(self):
        fails()
warnings.warn("/srv/of-this-machine")
try:
    fails()
except KeyError:
    logging.getLogger("asyncio").exception("never retrieved")
Fails()
thread = threading.Thread(target=fails)
thread.start()
thread.join()
"""


def test_what_goes_wrong_beside_the_way_in_is_a_line_without_a_path() -> None:
    done = subprocess.run([sys.executable, "-c", BESIDE], capture_output=True, text=True, timeout=60, check=True)
    line = "peeldiff: error: something went wrong inside peeldiff (KeyError): tell its maintainers\n"
    assert (done.stdout, done.stderr) == ("", line * 2)
