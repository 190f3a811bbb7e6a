"""Layers of settings: who wins, what is locked, what is told of a wrong one."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from peeldiff import settings as layers
from peeldiff import shipped
from peeldiff.app.kit import keys
from peeldiff.errors import SettingsError
from peeldiff.settings.layers import file_layer, line_of, shipped_layer
from peeldiff.settings.schema import SCHEMA

Write = Callable[[str], Path]


@pytest.fixture
def site(tmp_path: Path) -> Write:
    def write(text: str) -> Path:
        path = tmp_path / "site.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def user() -> Write:
    def write(text: str) -> Path:
        path = Path(os.environ["XDG_CONFIG_HOME"]) / "peeldiff" / "config.toml"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_the_shipped_file_has_every_setting_and_no_other() -> None:
    assert sorted(shipped_layer().values) == sorted(SCHEMA)
    for key, value in shipped_layer().values.items():
        assert type(value) is SCHEMA[key].kind


def test_later_layers_win(site: Write, user: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = site('theme = "light"\nmarks = "ascii"\nauthor = "site"\nmouse = false\n[keys]\nnote = "m"\nfold = "v"\n')
    theirs = user('marks = "unicode"\nauthor = "user"\n[keys]\nfold = "z"\n')
    monkeypatch.setenv("PEELDIFF_AUTHOR", "variable")
    monkeypatch.setenv("PEELDIFF_MOUSE", "yes")
    in_force = layers.load({"author": "option"}, site=ours)
    assert (in_force.theme, in_force.marks, in_force.mouse, in_force.author) == ("light", "unicode", True, "option")
    assert in_force.keys == {"note": "m", "fold": "z"}
    assert in_force.origins == {
        **dict.fromkeys(("data", "columns", "scale", "notes", "restricted", "locked"), "shipped"),
        "theme": str(ours),
        "marks": str(theirs),
        "mouse": "PEELDIFF_MOUSE",
        "author": "command line",
        "keys.note": str(ours),
        "keys.fold": str(theirs),
    }


def test_a_locked_key_stays_as_the_site_has_it(site: Write, user: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = site('notes = "/srv/notes"\nlocked = ["notes", "theme", "keys"]\n')
    theirs = user('# mine\nnotes = "/home/me"\nmouse = false\n[keys]\nnote = "m"\n')
    monkeypatch.setenv("PEELDIFF_THEME", "light")
    in_force = layers.load(site=ours)
    assert (str(in_force.notes), in_force.theme, in_force.mouse, in_force.keys) == ("/srv/notes", "dark", False, {})
    assert in_force.locked == ("notes", "theme", "keys")
    assert in_force.ignored == (
        f"{theirs}:2: notes is locked by the site: left out",
        f"{theirs}:4: keys is locked by the site: left out",
        "PEELDIFF_THEME: theme is locked by the site: left out",
    )
    with pytest.raises(SettingsError, match="--notes: notes is locked by the site"):
        layers.load({"notes": "/tmp"}, site=ours)  # noqa: S108  (never opened)


WRONG = {
    'author = "x"\ntheem = "dark"': ":2: theem: no such setting (did you mean theme?)",
    'theme = "drak"': ':1: theme: "drak": expected one of dark, light, high-contrast, colour-blind, terminal (did you'
    " mean dark?)",
    "\n\nmouse = 1": ':3: mouse: "1": expected true or false',
    "keys = 3": ':1: keys: "3": expected a table',
    '[keys]\nnote = "m"\nfold = 3': ':3: keys.fold: "3": expected a key such as "ctrl+e"',
    'keys = { note = "" }': ':1: keys.note: "": expected a key',
    'locked = ["note"]': ':1: locked: "note": expected names of settings (did you mean notes?)',
    'locked = ["locked"]': ':1: locked: "locked": expected names of settings',
    'notes = "here"': ':1: notes: "here": expected a path from the root or from ~',
    'theme = "dark"\nmarks = \n': ":2:9: not TOML: Invalid value",
    "theme = ": ":1: not TOML: Invalid value",
    'theme = "dark': ":1: not TOML: ",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_file_is_told_with_its_line(site: Write, text: str) -> None:
    path = site(text)
    with pytest.raises(SettingsError) as caught:
        layers.load(site=path)
    assert str(caught.value).startswith(f"{path}{WRONG[text]}")
    assert "\n" not in str(caught.value)


def test_only_the_site_restricts_and_locks(user: Write) -> None:
    path = user("\nrestricted = true\n")
    with pytest.raises(SettingsError, match=rf"{path}:2: restricted: only the site's file may have it"):
        layers.load()


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("PEELDIFF_THEEM", "dark", r"PEELDIFF_THEEM: no such setting \(did you mean PEELDIFF_THEME\?\)"),
        ("PEELDIFF_MOUSE", "perhaps", 'PEELDIFF_MOUSE: mouse: "perhaps": expected true or false'),
        ("PEELDIFF_MARKS", "utf", 'PEELDIFF_MARKS: marks: "utf": expected one of auto'),
        ("PEELDIFF_RESTRICTED", "no", "PEELDIFF_RESTRICTED: no such setting"),
    ],
)
def test_a_wrong_variable_is_told(monkeypatch: pytest.MonkeyPatch, variable: str, value: str, message: str) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError, match=message):
        layers.load()


@pytest.mark.parametrize(
    ("bound", "message"),
    [
        ('noet = "m"', ":3: keys.noet: no such action (did you mean note?)"),
        ('fold = "m"\nnote = "f"', ':4: keys.note: "f" is the key of filter and of note at once'),
    ],
)
def test_a_wrong_key_binding_is_told_with_its_line(user: Write, bound: str, message: str) -> None:
    path = user(f"# my keys\n[keys]\n{bound}\n")
    in_force = layers.load()
    with pytest.raises(SettingsError) as caught:
        keys.chosen(in_force.keys, at=in_force.at)
    assert str(caught.value).startswith(f"{path}{message}")


def test_the_line_of_a_key_in_every_way_to_write_it() -> None:
    text = 'a = """\nb = 1\n"""\n"b" = 2\nkeys.note = "m"\n\n[other]\nb = [\n  1,\n]\n[keys.more]\nfold = "x"\n'
    found = [line_of(text, keys) for keys in (("a",), ("b",), ("keys", "note"), ("other", "b"), ("none",))]
    assert found == [1, 4, 5, 8, 0]
    assert line_of(text, ("keys", "more", "fold")) == 12


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read: is a directory"):
        file_layer("site", tmp_path)


def _with_a_hole(path: Path) -> None:
    path.touch()
    os.truncate(path, 1 << 40)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (os.mkfifo, "not an ordinary file"),
        (lambda path: path.symlink_to("/dev/zero"), "not an ordinary file"),
        (_with_a_hole, "longer than 1048576 bytes"),
    ],
    ids=["pipe", "device", "hole"],
)
def test_a_sites_file_that_never_ends_is_refused_and_held_to_restrict(
    make: Callable[[Path], None], reason: str, tmp_path: Path
) -> None:
    file = tmp_path / "config.toml"
    make(file)
    with pytest.raises(SettingsError, match=f"cannot be read: {reason}") as caught:
        layers.load(site=file)
    assert str(tmp_path) not in str(caught.value)


def test_restricted_reads_no_file_of_the_user_and_no_variable(
    site: Write, user: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    user("theme = broken")
    monkeypatch.setenv("PEELDIFF_AUTHOR", "somebody")
    monkeypatch.setenv("LOGNAME", "somebody")
    monkeypatch.setenv("HOME", "/somewhere")
    for in_force in (
        layers.load({"restricted": True}, site=site("mouse = false")),
        layers.load(site=site("mouse = false\nrestricted = true")),
    ):
        assert in_force.restricted
        assert not in_force.mouse
        assert in_force.author != "somebody"
        assert "/somewhere" not in str(in_force.notes)
        assert in_force.drafts.parent == in_force.notes


@pytest.mark.parametrize("key", ["data", "notes"])
def test_restricted_refuses_folders(site: Write, key: str) -> None:
    with pytest.raises(SettingsError, match=f"--{key}: refused"):
        layers.load({"restricted": True, key: "/x"}, site=site(""))


def test_restricted_names_no_path_outside_the_notes_folder(site: Write) -> None:
    in_force = layers.load({"restricted": True}, site=site('notes = "/srv/peel/notes"\n'))
    for message, shown in {
        "/srv/peel/notes/a@1--b@2.toml:3: x": "a@1--b@2.toml:3: x",
        "/srv/peel/notes: not read": "the notes folder: not read",
        "/srv/peel/notes-old/x: no": "(a path): no",
        "see https://example.org/a/b": "see https://example.org/a/b",
        "-o /etc/passwd: refused": "-o (a path): refused",
        f"{shipped.data()}: sound; 3 judgments": "the dataset: sound; 3 judgments",
        "figure/x and judgment/topic/y": "figure/x and judgment/topic/y",
        "2021/22": "2021/22",
        "/etc/peeldiff/config.toml": "the site's settings",
    }.items():
        assert in_force.redact(message) == shown
    with pytest.raises(SettingsError) as caught:
        layers.load({"restricted": True}, site=site("\ntheem = 3"))
    assert str(caught.value) == "(a path):2: theem: no such setting (did you mean theme?)"
