"""Every option of every command, in a restricted session, with a path outside the notes folder as its value."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from peeldiff.cli.named_paths import NamedFile, NamedFolder
from peeldiff.cli.parsing import COMMANDS, interface_parser
from peeldiff.settings import paths
from running import inside
from sweeping import sweep

OUTSIDE = "zz-outside"
CONTENT = "zz-content"
PATHS = {"FILE", "DIR", "FOLDER", "DIR-OR-FILE", "DATASET", "PATH", "BASE", "OURS", "THEIRS"}
"""What the help calls an argument that is a path."""
SHARED = {"columns", "scale", "author"}
"""Options that are no paths and the same for every command: they are tried on two."""

Call = tuple[str, ...]


def parsers() -> Iterator[tuple[Call, argparse.ArgumentParser]]:
    """Every parser, those within others too, with the words that lead to it."""
    yield (), interface_parser()
    for name, command in COMMANDS.items():
        module = import_module(f"peeldiff.cli.commands.{command.module}")
        found: list[tuple[Call, argparse.ArgumentParser]] = [((name,), module.parser())]
        while found:
            words, parser = found.pop()
            inner = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
            found += [((*words, word), choice) for action in inner for word, choice in action.choices.items()]
            if not inner:
                yield words, parser


def arguments() -> Iterator[tuple[Call, argparse.Action, list[argparse.Action]]]:
    """Every argument that takes a value, with the words of its command and its other positionals."""
    for words, parser in parsers():
        positionals = [action for action in parser._actions if not action.option_strings]
        for action in parser._actions:
            is_tried = action.dest in SHARED and words not in ((), ("notes", "list"))
            if action.nargs != 0 and action.choices is None and not is_tried:
                yield words, action, [other for other in positionals if other is not action]


EVERY = list(arguments())
NAMES = [" ".join((*words, *(action.option_strings or [action.dest])[-1:])) for words, action, _ in EVERY]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site whose sessions are restricted, and a folder beside the notes that is none of their business."""
    (tmp_path / "site.toml").write_text(f'notes = "{tmp_path}/notes"\nrestricted = true\n', encoding="utf-8")
    monkeypatch.setattr(paths, "SITE", tmp_path / "site.toml")
    (tmp_path / "notes").mkdir()
    outside = tmp_path / OUTSIDE
    outside.mkdir()
    for name in ("file.csv", "judgments.csv", "dataset.toml", "a@1--b@2.toml"):
        (outside / name).write_text(f"force,item,grade\n{CONTENT},x,y\n", encoding="utf-8")
    return tmp_path


def held(folder: Path) -> dict[str, bytes | None]:
    return {str(path): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


def first_value(action: argparse.Action) -> str:
    """Return something that an argument takes."""
    return str(next(iter(action.choices))) if action.choices else "leics:2017"


def is_path(action: argparse.Action) -> bool:
    return action.type in (NamedFile, NamedFolder)


@sweep(
    50, ("words", "action", "others"), [pytest.param(*call, id=name) for call, name in zip(EVERY, NAMES, strict=True)]
)
def test_nothing_outside_is_read_or_written(
    words: Call, action: argparse.Action, others: list[argparse.Action], machine: Path
) -> None:
    outside = machine / OUTSIDE
    before = held(outside)
    absolute = [str(outside), str(outside / "file.csv"), str(outside / "new.csv")]
    for value in [*absolute, f"../{OUTSIDE}/file.csv"] if is_path(action) else absolute[1:2]:
        given = [f"{action.option_strings[-1]}={value}"] if action.option_strings else [value]
        more = [first_value(other) for other in others if other.nargs != "?"]
        done = inside(*words, *(more + given if action.option_strings else given + more))
        assert CONTENT not in done.err + done.text, value
        assert str(machine) not in done.err + done.text, value
        if is_path(action):
            assert done.code == 2, value
            assert "refused" in done.err, value
    assert held(outside) == before


def test_every_argument_that_is_a_path_is_declared_as_one() -> None:
    named = {name: action for name, (_, action, _) in zip(NAMES, EVERY, strict=True)}
    undeclared = [name for name, action in named.items() if action.metavar in PATHS and not is_path(action)]
    assert undeclared == []
    assert len([name for name, action in named.items() if is_path(action)]) > 30


@pytest.mark.parametrize("name", [".hidden.csv", "sub/x.csv", "..", "x/../../y.csv"])
def test_a_file_of_the_notes_folder_is_a_visible_one(machine: Path, name: str) -> None:
    done = inside("list", "topics", "-o", name)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert held(machine / "notes") == {}


def test_a_visible_file_of_the_notes_folder_is_written(machine: Path) -> None:
    for name in ("x.csv", str(machine / "notes" / "y.csv"), "./z.csv"):
        assert inside("list", "topics", "-o", name).code == 0
    assert sorted(path.name for path in (machine / "notes").glob("[!.]*")) == ["x.csv", "y.csv", "z.csv"]


def test_a_link_in_the_notes_folder_is_not_written_through(machine: Path) -> None:
    (machine / "notes" / "x.csv").symlink_to(machine / OUTSIDE / "file.csv")
    before = held(machine / OUTSIDE)
    done = inside("list", "topics", "-o", "x.csv")
    assert (done.code, done.err) == (
        2,
        "peeldiff: error: x.csv: not written, all is as it was: is a symbolic link, "
        "and those are not followed: name the file itself\n",
    )
    assert held(machine / OUTSIDE) == before


def test_a_pipe_in_the_notes_folder_keeps_nobody_waiting(machine: Path) -> None:
    os.mkfifo(machine / "notes" / "x.csv")
    done = inside("list", "topics", "-o", "x.csv")
    assert (done.code, done.err) == (
        2,
        "peeldiff: error: x.csv: not written: expected an ordinary file\n",
    )
