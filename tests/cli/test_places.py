"""Where output may go, and streams that are not there."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from running import peeldiff, process

LIST = ("list", "topics", "--format", "csv")


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("old", encoding="utf-8")
    link.symlink_to(real)
    done = peeldiff(*LIST, "-o", str(link))
    assert done.code == 2
    assert "is a symbolic link, and those are not followed: name the file itself" in done.err
    assert link.is_symlink()
    assert real.read_text("utf-8") == "old"
    assert process(*LIST, "-o", "/dev/stdout").text.startswith("topic,")


def test_a_pipe_is_written_into_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text("utf-8")))
    reader.start()
    assert peeldiff(*LIST, "-o", str(pipe)).code == 0
    reader.join(20)
    assert read[0].startswith("topic,")
    assert pipe.is_fifo()


@pytest.mark.parametrize("name", [".", "", "/", "x" * 300 + ".csv"])
def test_no_file_of_that_name_is_one_line(name: str, tmp_path: Path) -> None:
    done = peeldiff(*LIST, "-o", name, cwd=tmp_path)
    assert done.code == 2
    assert done.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_long_name_that_the_system_takes_is_taken(tmp_path: Path) -> None:
    file = tmp_path / ("x" * 245 + ".csv")
    assert peeldiff(*LIST, "-o", str(file)).code == 0
    assert file.stat().st_size


@pytest.mark.parametrize(
    ("command", "option", "code"),
    [
        (("diff", "leics:2017", "leics:2018"), "--data", 2),
        (("diff", "leics:2017", "leics:2018"), "--notes", 0),  # it stands without the notes, and says so
        (("notes", "list"), "--notes", 2),
    ],
)
def test_a_folder_name_that_is_too_long_is_one_line(command: tuple[str, ...], option: str, code: int) -> None:
    done = peeldiff(*command, option, "x" * 5000)
    assert (done.code, done.err.count("\n"), "too long" in done.err) == (code, 1, True)


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_closed_streams_end_without_a_traceback(closed: str) -> None:
    command = f"{sys.executable} -m peeldiff list topics {closed}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert done.returncode == (0 if closed == "2>&-" else 2)
    assert b"Traceback" not in done.stderr


def test_a_table_that_is_no_file_is_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "judgments.csv")
    done = peeldiff("check", str(tmp_path))
    assert done.code == 2
    assert "judgments.csv: not an ordinary file" in done.err


def test_notes_are_not_written_under_the_name_of_others(tmp_path: Path) -> None:
    file = tmp_path / "kent@2016--kent@2017.toml"
    done = peeldiff("diff", "leics:2017", "leics:2018", "--notes", str(tmp_path), "-o", str(file))
    assert done.code == 2
    assert "leicestershire@2017--leicestershire@2018-19.toml" in done.err
    assert not file.exists()
