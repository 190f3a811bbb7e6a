"""A session whose terminal is gone ends, whether or not anybody tells it."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from textual.css.query import NoMatches

from app.conftest import NORTHANTS, Opened
from app.hands import feed, sent, type_in
from app.seeing import text
from peeldiff.app import _done
from peeldiff.app.peeldiff_app import PeeldiffApp
from peeldiff.files import locked
from peeldiff.notes import all_drafts
from peeldiff.settings import Settings
from pty_driver import Terminal
from sweeping import draw


def test_it_ends_with_its_terminal() -> None:
    """As under nohup, SIGHUP is ignored; a terminal that does not control the program sends none."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        controlling, other = (
            Terminal([sys.executable, "-m", "peeldiff", *NORTHANTS], controls=is_controlling)
            for is_controlling in (True, False)
        )
    finally:
        signal.signal(signal.SIGHUP, before)
    try:
        for terminal in (controlling, other):
            assert terminal.wait_for("help")
            terminal.quiet()
            terminal.close()
        for terminal in (controlling, other):
            assert terminal.process.wait(10) == 128 + signal.SIGHUP
    finally:
        controlling.cut()
        other.cut()


SOON = """
import sys
from peeldiff.__main__ import main
from peeldiff.app.notes.editor import NoteEditor
from peeldiff.app.terminal import shutdown
shutdown.PATIENCE = 1.0
NoteEditor.PAUSE = 60.0
sys.argv[0] = "peeldiff"
sys.exit(main())
"""
"""The program, with less patience, and so long a pause before a draft is kept that only its ending can keep it."""


def test_it_ends_where_nobody_reads_the_terminal(tmp_path: Path) -> None:
    """Whole screens fill what the system holds for a reader; then the program waits in the middle of drawing."""
    terminals = {
        number: Terminal([sys.executable, "-c", SOON, *NORTHANTS], {"XDG_STATE_HOME": str(tmp_path / number.name)})
        for number in draw(1, "asked to end", (signal.SIGTERM, signal.SIGINT))
    }
    try:
        for terminal in terminals.values():
            assert terminal.wait_for("help")
            terminal.quiet()
            terminal.send("e")
            assert terminal.wait_for("Note on Effectiveness")
            terminal.send("\x1b[200~last words\x1b[201~")
            assert terminal.wait_for("last words")
        for number, terminal in terminals.items():
            assert terminal.stalled()
            assert list((tmp_path / number.name).rglob("*.draft.toml")) == []
            terminal.process.send_signal(number)
        for number, terminal in terminals.items():
            assert terminal.process.wait(30) == 128 + number
            terminal.quiet(0.1)
            assert b"\x1b[?1049l" not in terminal.seen, "it was not stalled: it ended in order"
            (draft,) = (tmp_path / number.name).rglob("*.draft.toml")
            assert "last words" in draft.read_text("utf-8")
    finally:
        for terminal in terminals.values():
            terminal.cut()


@pytest.mark.parametrize(("left_with", "code"), [(None, 130), (0, 0), (143, 143)])
def test_an_app_that_nobody_left_was_interrupted(in_force: Settings, left_with: int | None, code: int) -> None:
    ended = SimpleNamespace(run=lambda **_: None, settings=in_force, session=None, failure=None, return_code=left_with)
    assert _done(cast(PeeldiffApp, ended)) == code


STUCK = """
import asyncio, sys, time
from pathlib import Path
from peeldiff.app.terminal import shutdown

async def stand_still():
    shutdown.end_in_order(asyncio.get_running_loop(), print, lambda: Path(sys.argv[1]).write_text("kept"))
    print("stuck", flush=True)
    time.sleep(60)

shutdown.PATIENCE = 0.2
asyncio.run(stand_still())
"""
"""A program whose loop stands still: it cannot end in order."""


def test_where_the_loop_stands_still_what_is_written_is_kept_and_it_ends(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", STUCK, tmp_path / "draft"], stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == b"stuck\n"
        program.send_signal(signal.SIGTERM)
        assert program.wait(30) == 128 + signal.SIGTERM
    assert (tmp_path / "draft").read_text() == "kept"


@pytest.mark.parametrize("lets_go", [True, False])
async def test_leaving_while_a_save_waits_says_so_and_loses_nothing(
    opened: Opened, in_force: Settings, *, lets_go: bool
) -> None:
    in_force.notes.mkdir(parents=True)
    name = "northamptonshire@2017--northamptonshire@2021-22.toml"
    with ExitStack() as others:
        async with opened(*NORTHANTS, size=(140, 30)) as pilot:
            app = cast(PeeldiffApp, pilot.app)
            others.enter_context(locked(in_force.notes / name))
            await type_in(pilot, "emine")
            await feed(pilot, sent("f2"), briefly=True)
            await feed(pilot, sent("ctrl+q"), briefly=True)
            assert "Waiting to save your note on Effectiveness" in text(pilot)
            assert not app._exit
            if lets_go:
                others.close()
                for _ in range(1000):
                    if app._exit:  # what still runs then is cancelled, so that it cannot be waited for
                        break
                    await asyncio.sleep(0.01)
            else:
                await feed(pilot, sent("ctrl+q"), briefly=True)
            assert app._exit
    session = app.session
    assert session is not None
    session.end()
    assert app.return_code == 0
    saved = [path.name for path in in_force.notes.glob("*.toml")]
    drafts = [draft.text for draft in all_drafts(in_force.drafts, in_force.author)]
    assert (saved, drafts) == (([name], []) if lets_go else ([], ["mine"]))


async def test_a_screen_that_is_opened_while_the_program_ends_is_no_error(opened: Opened) -> None:
    """Nothing of it is composed any more, and its first look finds nothing."""
    async with opened("northants") as pilot:
        app = cast(PeeldiffApp, pilot.app)
        app.exit(return_code=129)
        app._handle_exception(NoMatches("no list on the timeline"))
        assert (app.failure, app.return_code) == (None, 129)
