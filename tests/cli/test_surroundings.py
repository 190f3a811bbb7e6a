"""A script whose surroundings are poor or change under it: what is missing is done without or told in one line."""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from running import Result, peeldiff
from sweeping import draw, often, sweep

PAIR = ("leicestershire:2017", "leicestershire:2018-19")
PREVENTION = "judgment/topic/prevention"
PELTED = """
import signal, sys
def hit(*_):
    global hits
    hits += 1
hits = 0
for number in (signal.SIGALRM, signal.SIGVTALRM):
    signal.signal(number, hit)
signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
signal.setitimer(signal.ITIMER_VIRTUAL, 0.002, 0.002)
from peeldiff.cli import main
code = main(sys.argv[1:], None)
signal.setitimer(signal.ITIMER_REAL, 0)
print(hits, file=sys.stderr)
sys.stderr.flush()
import os
os._exit(code)
"""
WARNING = """
import sys, warnings
from peeldiff import __main__ as start
start.run = lambda *_: warnings.warn("in words of a library") or 0
start.main()
"""
UNKNOWN = """
import os, sys
from peeldiff.cli import main
# Once as root, into another folder and with nothing compiled, as it is for somebody new: what is imported on the way
# may lie where others cannot read.
os.environ["XDG_CACHE_HOME"] = "/dev/null"
assert main([*sys.argv[1:-1], "first"], None) == 0
os.setgroups([])
os.setgid(54321)
os.setuid(54321)
sys.exit(main(sys.argv[1:], None))
"""


def set_note(folder: Path, text: str) -> tuple[str, ...]:
    return ("notes", "set", *PAIR, PREVENTION, "--note", text, "--notes", str(folder))


def every_text(folder: Path) -> str:
    return "".join(path.read_text("utf-8") for path in folder.glob("*.toml"))


@sweep(1, "action", [("list", "topics"), ("config",), ("notes", "list")])
def test_without_any_variable(action: tuple[str, ...]) -> None:
    """No HOME, no TERM, no locale, no PATH."""
    done = peeldiff(*action, env={})
    assert (done.code, done.err) == (0, "")


def test_without_any_variable_the_same_bytes_are_written() -> None:
    asked = ("diff", *PAIR, "--format", "json")
    assert peeldiff(*asked, env={}).out == peeldiff(*asked).out


@pytest.mark.system
def test_an_account_that_the_system_does_not_know(tmp_path: Path) -> None:
    """As in a container: no entry in the passwd file, no HOME, no right to any home."""
    if shutil.which("setpriv") is None:
        pytest.skip("needs setpriv, to become somebody else")
    tmp_path.chmod(0o777)
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes").chmod(0o777)
    done = subprocess.run(
        [sys.executable, "-c", UNKNOWN, *set_note(Path("notes"), "from nobody")],
        cwd=tmp_path, env={}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert 'author = "54321"' in every_text(tmp_path / "notes")


def test_a_folder_that_is_gone_under_ones_feet(tmp_path: Path) -> None:
    """The working folder was removed by somebody else: what needs it is told, the rest works."""
    gone = tmp_path / "gone"

    def standing_nowhere(*arguments: str) -> Result:
        gone.mkdir()
        inside = f"cd {gone} && rmdir {gone} && exec {sys.executable} -m peeldiff " + '"$@"'
        done = subprocess.run(["sh", "-c", inside, "sh", *arguments], capture_output=True, timeout=60, check=False)
        return Result(done.returncode, done.stdout, done.stderr.decode())

    assert standing_nowhere("list", "topics").code == 0
    assert standing_nowhere(*set_note(tmp_path / "notes", "there")).code == 0
    for arguments in (set_note(Path("notes"), "x"), ("list", "topics", "-o", "x.csv")):
        done = standing_nowhere(*arguments)
        assert (done.code, done.out, done.err.count("\n")) == (2, b"", 1), done
        assert "Traceback" not in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["notes"]


def test_a_writer_that_signals_interrupt_at_every_step(tmp_path: Path) -> None:
    """Every waiting call of the system is interrupted a thousand times a second."""
    times = often(1, 3)
    for number in range(times):
        command = [sys.executable, "-c", PELTED, *set_note(tmp_path, f"pelted {number}"), "--owner", f"{number}"]
        stamp = json.loads(peeldiff("notes", "list", "--notes", str(tmp_path), "--format", "json").out)
        seen = ["--if-updated", stamp[0]["updated"]] if stamp else []
        done = subprocess.run([*command, *seen], capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        assert int(done.stderr) > 50
    assert all(f"pelted {number}" in every_text(tmp_path) for number in range(times))
    assert not list(tmp_path.glob(".*.tmp"))


def test_writers_that_are_stopped_and_go_on(tmp_path: Path) -> None:
    """As by ctrl+z in the middle of writing: whoever waits gets its turn when the other goes on."""
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")  # noqa: T201  (so that a failure can be run again)
    chance = random.Random(seed)
    changes = ("judgment/topic/prevention", "judgment/pillar/efficiency", "judgment/topic/workforce")
    running = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "peeldiff",
                "notes",
                "set",
                *PAIR,
                change,
                "--note",
                f"<{change}>",
                "--notes",
                tmp_path,
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for change in changes
    ]
    for _ in range(often(6, 12)):
        time.sleep(chance.uniform(0, 0.15))
        one = chance.choice(running)
        one.send_signal(signal.SIGSTOP)
        time.sleep(chance.uniform(0, 0.05))
        one.send_signal(signal.SIGCONT)
    output = [(process.communicate(timeout=60)[1], process.returncode) for process in running]
    assert output == [(b"", 0)] * len(changes)
    assert all(f"<{change}>" in every_text(tmp_path) for change in changes)


def test_a_clock_that_is_set_back_between_two_notes(tmp_path: Path) -> None:
    """The system's clock stands in 2001 for the second writer: its note is the later one all the same."""
    if shutil.which("faketime") is None:
        pytest.skip("needs faketime, to set the clock of one process")
    assert peeldiff(*set_note(tmp_path, "first")).code == 0
    (before,) = json.loads(peeldiff("notes", "list", "--notes", str(tmp_path), "--format", "json").out)
    faked = ["faketime", "2001-02-03 04:05:06", sys.executable, "-m", "peeldiff"]
    command = [*faked, *set_note(tmp_path, "second"), "--if-updated", before["updated"]]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    (after,) = json.loads(peeldiff("notes", "list", "--notes", str(tmp_path), "--format", "json").out)
    assert (after["text"], after["updated"] > before["updated"]) == ("second", True)
    assert "first" in every_text(tmp_path)


@sweep(1, "command", ["diff", "notes list", "country 2016 2017"])
def test_a_reader_that_goes_away(command: str, tmp_path: Path) -> None:
    """A closed pipe ends it quietly, also where SIGPIPE is not ignored."""
    arguments = f"{command} {' '.join(PAIR) if command == 'diff' else ''} --notes {tmp_path}"
    piped = f"{sys.executable} -m peeldiff {arguments} | head -c 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", piped], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_dataset_that_is_taken_away_while_it_is_read(tmp_path: Path) -> None:
    """Files go one by one, as when somebody replaces a dataset: a line that names one, or all was read before."""
    from peeldiff import shipped

    seen = set()
    for after in (0.0, *draw(1, "moments", (0.2, 0.4))):
        data = tmp_path / "data"
        shutil.copytree(shipped.data(), data)
        command = [sys.executable, "-m", "peeldiff", "diff", *PAIR, "--data", str(data), "--format", "csv"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(after)
        for path in sorted(data.rglob("*.*")):
            path.unlink()
        out, err = process.communicate(timeout=60)
        seen.add(process.returncode)
        assert process.returncode in (0, 2)
        assert "Traceback" not in err
        if process.returncode == 2:
            assert out == ""
            assert all(line.startswith("peeldiff: error: ") for line in err.splitlines())
        else:
            assert (err, out.startswith("section,")) == ("", True), out[:80]
        shutil.rmtree(data)
    assert 2 in seen  # taken away before the program could have read it: how fast it is decides the others


@pytest.mark.parametrize(("options", "message"), [((), False), (("-W", "default"), True)])
def test_what_a_library_warns_of_is_for_whoever_asks_for_it(options: tuple[str, ...], message: bool) -> None:
    done = subprocess.run([sys.executable, *options, "-c", WARNING], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert ("in words of a library" in done.stderr) == message


def test_a_folder_that_is_gone_is_named_by_what_was_asked_for(tmp_path: Path) -> None:
    gone = f"cd {tmp_path} && mkdir gone && cd gone && rmdir ../gone && {sys.executable} -m peeldiff"
    done = subprocess.run(["sh", "-c", f"{gone} list topics -o x.csv"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "peeldiff: error: x.csv: not written: no such file or directory\n")
