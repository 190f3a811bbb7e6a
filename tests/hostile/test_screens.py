"""Hostile text on every screen of the interface: shown, harmless, and nobody's markup."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import sys
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.pilot import Pilot

from app.conftest import settled
from app.seeing import screen_lines
from hostile import dataset
from hostile.corpus import SURROGATES, TEXTS
from hostile.harmless import assert_inert
from peeldiff import settings as layers
from peeldiff.app.memory import recall
from peeldiff.app.peeldiff_app import PeeldiffApp
from pty_driver import Terminal
from running import inside
from sweeping import sweep

TURNS = 4
SIZE = (200, 110)
"""Wide and high enough for all rows of the dataset at once."""
WAYS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "country": ((), ("tab", "tab", "escape", "question_mark", "escape")),
    "timeline": (("a",), ("enter", "j", "j", "d", "escape", "i", "escape", "o", "escape")),
    "judgments": (
        ("a:one", "a:two"),
        ("enter", "j", "i", "escape", "d", "escape", "o", "escape", "e", "escape", "f", "escape"),
    ),
    "not comparable": (
        ("a:one", "b:four"),
        ("enter", "j", "j", "i", "escape", "o", "escape", "a", "escape", "b", "escape"),
    ),
    "findings": (("a:one", "a:two"), ("2", "enter", "j", "j", "d", "escape", "i", "escape", "o", "j", "escape")),
    "figures": (("a:one", "a:two"), ("3", "enter", "j", "d", "escape", "i", "escape", "o", "escape")),
    "years": (("a:one", "a:two"), ("4", "j", "enter")),
    "notes": (("a:one", "a:two"), ("5", "j", "enter")),
    "search": (("a:one", "a:two"), ("/", "z", "z", "enter", "n", "enter")),
}


async def assert_shown_harmless(pilot: Pilot[None], what: str) -> None:
    """Assert that the screen is inert and no wider than the terminal."""
    await settled(pilot)
    for line in screen_lines(pilot):
        assert_inert(line.replace("\n", "\0"), what)
    assert_inert(f"{pilot.app.title}{pilot.app.sub_title}", what)


def several(turn: int) -> Sequence[str]:
    """Return the texts of a turn, each as short as a cell shows it, so that many are seen at once."""
    return [f"{text[:60]} zz" for text in list(TEXTS.values())[turn::TURNS]]


@sweep(1, "turn", range(TURNS))
async def test_every_screen(turn: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    say = dataset.in_turn(several(turn))
    folder = dataset.write(tmp_path / "data", dataset.files(say, 12))
    notes = tmp_path / "notes"
    for row in ("judgment/pillar/p", "judgment/topic/t2", "finding/f-two-1"):
        where = ("--data", str(folder), "--notes", str(notes), "--author", say())
        done = inside("notes", "set", "a:one", "a:two", row, "--note", say(), "--owner", say(), *where)
        assert done.code == 0, done
    in_force = dataclasses.replace(layers.load(), data=folder, notes=notes, author=say(), marks="unicode")
    for what, (names, keys) in list(WAYS.items())[turn::TURNS]:
        app = PeeldiffApp(in_force, names)
        async with app.run_test(size=SIZE) as pilot:
            await assert_shown_harmless(pilot, what)
            assert "zz" in "\n".join(screen_lines(pilot))
            for key in keys:
                await pilot.press(key)
                await assert_shown_harmless(pilot, f"{what}: {key}")
            await pilot.press("escape", "p")
            await assert_shown_harmless(pilot, f"{what}: picture")
        assert app.return_code == 0 or app.return_code is None
    for picture in tmp_path.glob("peeldiff-*.svg"):
        held = ET.fromstring(picture.read_text("utf-8"))  # noqa: S314  (it is what is being tested)
        assert {node.tag.rpartition("}")[2] for node in held.iter()} <= {
            *("svg", "style", "defs", "clipPath", "rect", "g", "text", "circle"),
        }
        assert_inert("".join(held.itertext()).replace("\n", ""), picture.name)
    for picture in tmp_path.glob("peeldiff-*.txt"):
        assert_inert(picture.read_text("utf-8"), picture.name)


def test_bytes_for_a_terminal(tmp_path: Path) -> None:
    """What a real terminal gets has none of the texts' own escapes, in either encoding."""
    folder = dataset.write(tmp_path, dataset.files(dataset.in_turn(list(TEXTS.values())), 30))
    command = [
        sys.executable,
        "-m",
        "peeldiff",
        "a:one",
        "a:two",
        "--data",
        str(folder),
        "--notes",
        str(tmp_path / "n"),
    ]
    terminal = Terminal(command, {"TERM": "xterm-256color"})
    assert terminal.wait_for("peeldiff")
    for keys in ("2", "jjjj", "3", "jjjj", "4", "1"):
        terminal.send(keys)
        terminal.quiet()
    terminal.send("q")
    terminal.quiet()
    terminal.cut()
    seen = terminal.seen.decode("utf-8")
    assert set(re.findall("\x1b\\](\\d*)", seen)) <= {"22"}, "more than Textual's own: the shape of the pointer"
    for escape in (
        "\x1bP",
        "\x1b_",
        "\x1b^",
        "\x9b",
        "\x9d",
        "\x90",
        "\x85",
        "\u202e",
        "\u2066",
        "\u200b",
        "\x05",
        "\x0c",
    ):
        assert escape not in seen, escape


@sweep(3, "text", [*SURROGATES.values(), TEXTS["clipboard"], TEXTS["long word"], TEXTS["rich markup"]])
async def test_what_is_remembered(text: str, tmp_path: Path) -> None:
    """A file of the last sitting that somebody wrote: what it names is unknown, and nothing more."""
    file = tmp_path / "last.json"
    answer = dict.fromkeys(("left", "right", "tab", "force", "theme", "theme_set"), text)
    file.write_bytes(json.dumps(answer | {"folded": [text], "hidden": {text: [text]}}).encode())
    folder = dataset.write(tmp_path / "data", dataset.files(lambda: "plain zz", 3))
    in_force = dataclasses.replace(layers.load(), data=folder, notes=tmp_path / "notes", marks="unicode")
    app = PeeldiffApp(in_force, (), memory=recall(file), remember_in=tmp_path / "kept.json")
    async with app.run_test(size=(100, 30)) as pilot:
        await assert_shown_harmless(pilot, "country")
        await pilot.press("escape", ".", "t")
        await assert_shown_harmless(pilot, "after .")
    assert os.path.lexists(tmp_path / "kept.json")
