"""`peeldiff import --write` at a terminal: the installed program, its keys, and the bytes that it writes."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

import pytest

from importing import pages as p
from pty_driver import Terminal
from sweeping import sweep

HEADER = "force,cycle,level,item,grade,status,carried_from,revised_from,revised_on,published,source_basis,source,note"
NOT_GRADED = "kent,2021-22,area,strategic-policing-requirement,,not-graded,,,,2022-03-03,report,page.html,"
VICTIMS = "kent,2021-22,area,victims,inadequate,graded,,,,2022-03-03,report,page.html,"
COMMAND = str(Path(sys.executable).with_name("peeldiff"))


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A report in which the first area, that the dataset does not have, has two grades."""
    parts = p.area_report("Kent Police")
    at = next(place for place, part in enumerate(parts) if part.text.startswith("Providing a service"))
    path = tmp_path / "page.html"
    path.write_bytes(p.as_html([*parts[: at + 1], p.badge("Inadequate"), *parts[at + 1 :]]))
    return path


def _own() -> Path:
    return Path(os.environ["XDG_DATA_HOME"]) / "peeldiff" / "dataset"


def test_what_is_accepted_is_written(page: Path) -> None:
    terminal = Terminal([COMMAND, "import", str(page), "--write"])
    assert terminal.wait_for("1 to write")
    terminal.quiet()
    terminal.send(" ")
    assert terminal.wait_for("Accepted.")
    terminal.send("w")
    assert terminal.wait_for("2 rows to add")
    terminal.send("\r")
    assert terminal.wait_for("Written: ")
    terminal.quiet()
    terminal.send("q")
    assert terminal.ended() == 0
    assert b"Traceback" not in terminal.seen
    assert sorted(path.name for path in _own().iterdir()) == [".lock", "judgments.csv"]
    lines = (_own() / "judgments.csv").read_text("utf-8").splitlines()
    assert [line.rpartition(",")[0] for line in lines] == [HEADER, VICTIMS, NOT_GRADED]
    assert [line.rpartition(",")[2] for line in lines] in (
        ["added", day, day] for day in (dt.date.today().isoformat(), (dt.date.today() - dt.timedelta(1)).isoformat())
    )


@sweep(
    1,
    ("more", "opens", "message"),
    [
        (("empty.html",), True, "empty.html: empty: expected a saved report page"),
        (("--force", "durhan"), False, "did you mean durham"),
    ],
)
def test_what_was_wrong_is_told_when_it_is_left_and_nothing_written(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...], opens: bool, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty.html").write_bytes(b"")
    terminal = Terminal([COMMAND, "import", page.name, *more, "--write"])
    if opens:
        assert terminal.wait_for("1 to write")
        terminal.quiet()
        terminal.send("q")
    assert terminal.ended() == 2
    after = terminal.seen.rpartition(b"\x1b[?1049l")[2].decode()
    assert message in after
    assert "Traceback" not in after
    assert not _own().exists()


def test_a_restricted_session_cannot_review(page: Path) -> None:
    terminal = Terminal([COMMAND, "--restricted", "import", str(page), "--write"])
    assert terminal.ended() == 2
    assert b"refused" in terminal.seen
    assert b"\x1b[?1049h" not in terminal.seen
