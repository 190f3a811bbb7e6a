"""Hostile and endless text in arguments, names, settings and tables: one clear line each, and nothing more."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from hostile import dataset
from hostile.corpus import SURROGATES, TEXTS
from hostile.harmless import assert_inert
from hostile.properties import assert_well_behaved
from peeldiff.dataset import load
from peeldiff.errors import DatasetError
from running import inside
from sweeping import draw, sweep

WORDS = [text.replace("\0", "") for text in (*TEXTS.values(), SURROGATES["bad byte"])]
LONG = ("x" * 5000, "x " * 5000, "/" + "x" * 5000, "警" * 5000)


def command_lines(text: str) -> Iterator[tuple[str, ...]]:
    """Walk over command lines that say a text in every place where one can be wrong."""
    pair = ("a:one", "a:two")
    yield from (
        ("show", f"{text}"),
        ("show", f"{text}:one"),
        ("show", f"a:{text}"),
        ("list", text),
        ("list", "topics", text),
    )
    yield from (("diff", text, text), ("country", text, "two"), ("country", "one", "two", f"--item={text}"))
    for option in ("only", "basis", "topic", "format"):
        yield ("diff", *pair, f"--{option}={text}")
    yield ("diff", *pair, "-o", f"{text}/x.{text}")
    yield ("country", "one", "two", f"--columns={text}")
    yield ("country", "--data", "no.csv", "--data", "no.csv", f"--columns=force={text}", f"--scale={text}")
    yield ("country", "one", "two", "--data", f"{text.replace(':', '')}.csv")
    yield from (
        ("import", f"no/{text}"),
        ("import", "no", f"--force={text}"),
        ("check", f"no/{text}"),
        ("config", text),
    )
    yield ("notes", "set", *pair, f"x{text}", "--note=x")
    yield from (("notes", "set", *pair, "judgment/pillar/p", f"--{option}={text}zz") for option in ("due", "status"))
    yield ("notes", "match", *pair, f"x{text}", "f-two-1", "same")
    yield from (
        ("notes", text),
        ("notes", "list", f"--status={text}"),
        (f"--{text}", "config"),
        ("config", f"--{text}"),
    )
    yield (f"--completion={text}",)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(dataset.write(tmp_path_factory.mktemp("data"), dataset.files(lambda: "plain", 3)))


@sweep(1, "texts", [WORDS[start::8] for start in range(8)])
def test_arguments(texts: list[str], folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for place, text in enumerate(texts):
        lines = list(command_lines(text))
        for argv in lines[place % 6 :: 6]:
            on = () if "--data" in argv else ("--data", folder)
            done = inside(*on, *argv)
            assert_well_behaved(done, argv)
    assert list(tmp_path.iterdir()) == []


@sweep(1, "text", LONG)
def test_what_is_endless_is_cut(text: str, folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for argv in command_lines(text):
        done = inside(*(() if "--data" in argv else ("--data", folder)), *argv)
        assert done.code == 2, (argv, done)
        assert done.err.count("\n") == 1
        assert len(done.err) < 1500 or " " in text, done.err


@pytest.mark.parametrize("text", [SURROGATES["bad byte"], TEXTS["clipboard"], TEXTS["window title"], "\n[2J"])
def test_names_of_files(text: str, folder: str, tmp_path: Path) -> None:
    name = os.fsencode(text)
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / os.fsdecode(name + b".toml")).write_bytes(b"x = [")
    for action in ("check", "list"):
        done = inside("notes", action, "--data", folder, "--notes", str(notes))
        assert_well_behaved(done, ("notes", action))
        assert done.code == 2
        assert "not TOML" in done.err
    odd = tmp_path / os.fsdecode(name)
    odd.mkdir()
    for argv in (("check", str(odd)), ("list", "topics", "--data", str(odd)), ("import", str(odd))):
        done = inside(*argv)
        assert_well_behaved(done, argv)
        assert done.code == 2


def test_cells_and_values_of_a_dataset(tmp_path: Path) -> None:
    """Each text in a cell that must not hold it: the errors name it, inert and short."""
    sound = dataset.files(lambda: "plain", 3)
    lines = sound["judgments.csv"].decode().splitlines()
    texts = [text.replace("\n", " ").replace("\r", " ").replace('"', '""') for text in TEXTS.values()]
    for column in draw(4, "columns", range(9)):
        rows = [lines[0]]
        for text in texts:
            cells = lines[1].split(",")
            cells[column] = f'"{text}"'
            rows.append(",".join(cells))
        folder = dataset.write(tmp_path, sound | {"judgments.csv": "\n".join(rows).encode()})
        with pytest.raises(DatasetError) as caught:
            load(folder)
        for line in (*caught.value.problems, *caught.value.lines):
            assert_inert(line.replace("\n", "\0"))
            assert len(line) < 600, line


@pytest.mark.parametrize("kind", ["variable", "file", "table"])
def test_settings(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "peeldiff" / "config.toml"
    file.parent.mkdir()
    for text in draw(20, f"texts of a {kind}", (*TEXTS.values(), *LONG)):
        quoted = "".join(f"\\U{ord(char):08X}" for char in text)
        env = {"XDG_CONFIG_HOME": str(tmp_path)}
        content = ""
        if kind == "variable":
            env["PEELDIFF_THEME"] = text.replace("\0", "")
        else:
            content = f'"{quoted}" = 1' if kind == "table" else f'theme = "{quoted}"'
        file.write_text(content, encoding="utf-8")
        done = inside("config", env=env)
        assert_well_behaved(done, (kind, text[:40]))
        assert (done.code, done.err.count("\n")) == (2, 1)
        assert len(done.err) < 1500 or " " in text
