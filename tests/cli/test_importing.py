"""`peeldiff import`: what it prints and writes, and how it ends."""

from __future__ import annotations

import csv
import json
import os
import pty
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from importing import pages as p
from importing.conftest import lasting_reader as lasting_reader
from importing.conftest import sandbox as sandbox
from running import peeldiff, process

pytestmark = pytest.mark.usefixtures("lasting_reader")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_bytes(p.as_html(p.pillar_page("Durham Constabulary")))
    return path


def _own() -> Path:
    return Path(os.environ["XDG_DATA_HOME"]) / "peeldiff" / "dataset"


def test_formats(page: Path) -> None:
    done = peeldiff("import", str(page), "--format", "json")
    found = json.loads(done.out)
    assert list(found) == ["format", "documents", "judgments", "findings", "figures", "unplaced"]
    assert [row["item"] for row in found["judgments"]] == ["efficiency", "efficiency-1", "efficiency-2", "efficiency-3"]
    assert all(row["confidence"] == "high" and row["line"] and row["file"] == str(page) for row in found["judgments"])
    toml = tomllib.loads(peeldiff("import", str(page), "--format", "toml").text)
    assert toml["judgments"][0]["grade"] == found["judgments"][0]["grade"]
    assert "efficiency-2" in peeldiff("import", str(page)).text
    first = peeldiff("import", str(page), "--format", "csv").text.split("\n\n")[0].splitlines()
    assert next(csv.reader(first))[:2] == ["file", "format"]
    assert not _own().exists()


def test_same_input_same_bytes(page: Path) -> None:
    runs = {run("import", str(page), "--format", "json").out for run in (peeldiff, process)}
    assert len(runs) == 1


def test_write_needs_yes_in_scripts(page: Path) -> None:
    done = process("import", str(page), "--write")
    assert (done.code, done.out) == (2, b"")
    assert "add --yes" in done.err
    assert peeldiff("import", str(page), "--yes").code == 2
    assert not _own().exists()


def test_write_and_what_lies_over_the_dataset(page: Path) -> None:
    done = peeldiff("import", str(page), "--write", "--yes", "--format", "json")
    assert done.code == 0
    assert f"written to {_own()}" in done.err
    again = peeldiff("import", str(page), "--write", "--yes", "--format", "json")
    assert "0 rows to add" in again.err
    shown = json.loads(peeldiff("show", "durham:2017", "--format", "json").out)
    assert any("count its lamps" in str(row["summary"]) for row in shown["findings"])
    assert "your own rows lie upon it; conflicts: 0" in peeldiff("check").err


def test_check_lists_conflicts(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    head = "force,cycle,level,item,grade,status,carried_from,revised_from,revised_on,published,source_basis,source,note"
    row = "northamptonshire,2017,pillar,efficiency,inadequate,graded,,,,,report,https://x,"
    (own / "judgments.csv").write_text(f"{head}\n{row}\n", "utf-8")
    done = peeldiff("check", "--overlay", str(own))
    assert done.code == 1
    assert "grade: inadequate here, good shipped" in " ".join(done.text.split())


def test_a_file_that_cannot_be_read_does_not_stop_the_others(page: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    done = peeldiff("import", str(tmp_path / "empty.html"), str(page), "--format", "json")
    assert done.code == 2
    assert len(json.loads(done.out)["judgments"]) == 4
    assert done.err.startswith("peeldiff: error: ")
    assert "empty.html: empty" in done.err


def test_an_unknown_force_or_cycle(page: Path) -> None:
    assert "did you mean" in peeldiff("import", str(page), "--force", "durhan").err
    assert peeldiff("import", str(page), "--cycle", "1999").code == 2


def test_somebody_else_s_paper_is_explained(tmp_path: Path) -> None:
    (tmp_path / "pack.txt").write_bytes(p.as_text(p.briefing()))
    done = peeldiff("import", str(tmp_path / "pack.txt"))
    assert done.code == 0
    assert "not a document of the inspectorate" in done.err


def test_a_file_is_called_the_press_by_nobody(page: Path, tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text("Our reporter writes: Kent Police is good at lamps, the watchdog said yesterday.\n", "utf-8")
    for file, whose in ((page, "your own import"), (paper, "your own file")):
        *_, last = peeldiff("import", str(file)).text.splitlines()
        assert last.startswith(f"[1] {file.name} ({whose}")


def test_nothing_heavy_for_help() -> None:
    code = "import sys; from peeldiff.cli.commands import import_pages; import_pages.parser(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"polars", "justhtml", "pypdf", "textual"} & set(loaded)


def _on_a_terminal(*arguments: str) -> tuple[subprocess.Popen[bytes], int]:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "peeldiff", *arguments]
    process = subprocess.Popen(command, stdin=theirs, stdout=subprocess.DEVNULL, stderr=theirs, start_new_session=True)
    os.close(theirs)
    return process, ours


def _until(screen: int, wanted: bytes) -> bytes:
    seen, deadline = b"", time.monotonic() + 60
    while wanted not in seen and time.monotonic() < deadline:
        try:
            seen += os.read(screen, 4096)
        except OSError:
            break
    return seen


def test_the_review_and_a_printed_table_do_not_go_together(page: Path) -> None:
    done = peeldiff("import", str(page), "--write", "--format", "json")
    assert (done.code, done.out) == (2, b"")
    assert "add --yes for both" in done.err


def test_a_terminal_that_cannot_show_the_review_is_told_the_other_way(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    process, screen = _on_a_terminal("import", str(page), "--write")
    assert b"add --yes" in _until(screen, b"\0")
    assert process.wait(60) == 2
    os.close(screen)
    assert not _own().exists()


def test_progress_and_ctrl_c(page: Path) -> None:
    process, screen = _on_a_terminal("import", *[str(page)] * 3000)
    assert b" of 3000: " in _until(screen, b" of 3000: ")
    process.send_signal(signal.SIGINT)
    seen = _until(screen, b"\0")
    assert process.wait(60) == 130
    os.close(screen)
    assert b"Traceback" not in seen
