"""No path in a message of a restricted session: every message of the program, with a marked path in every field."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import peeldiff
from peeldiff.error_lines import paths_in
from peeldiff.errors import DatasetError, PeeldiffError
from peeldiff.settings import Settings
from peeldiff.text import inert, quoted
from sweeping import draw, often

PACKAGE = Path(peeldiff.__file__).parent
MARK = "zz-marked"
GOES_ON = re.compile(r"[\w./~\\-]\Z")
NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1, max_size=12)


def restricted(notes: str = "/srv/notes", data: str | None = None) -> Settings:
    return Settings(
        data=Path(data) if data else None,
        notes=Path(notes),
        author="kim",
        theme="dark",
        mouse=True,
        marks="auto",
        restricted=True,
    )


def templates() -> dict[tuple[str, ...], str]:
    """Texts with fields in them that the package makes, each as its pieces between the fields, and where it stands."""
    found = {}
    files = sorted(PACKAGE.rglob("*.py"))
    for file in draw(len(files) // 3, "modules", files):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                pieces = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
                text = "".join("\0" if piece is None else str(piece) for piece in pieces)
                found[tuple(text.split("\0"))] = f"{file.relative_to(PACKAGE)}:{node.lineno}"
    return found


def filled(pieces: tuple[str, ...], path: str) -> str:
    """Put the path into every field; what goes on with a word before it, as in {count} row{s}, is none."""
    message = pieces[0]
    for piece in pieces[1:]:
        message += ("x" if GOES_ON.search(message) else path) + piece
    return message


def test_a_marked_path_in_every_field_of_every_text_is_not_shown() -> None:
    shown, count = [], 0
    redact = restricted().redact
    for pieces, place in templates().items():
        for path in (f"/srv/{MARK}/x.toml", f'"/srv/{MARK} place/x.toml"', f"~kim/{MARK}", f"file:///{MARK}"):
            count += 1
            message = filled(pieces, path)
            if MARK in redact(message):
                shown.append((place, redact(message)))
    assert count > often(300, 1000)
    assert shown == []


@given(st.lists(NAMES, min_size=2, max_size=4), st.sampled_from([str, inert, quoted, repr]))
def test_no_folder_that_is_known_or_carried_is_shown_however_it_is_called(names: list[str], form: object) -> None:
    folder = f"/srv/{MARK}/" + "/".join(names)
    written = form(folder)  # type: ignore[operator]
    error = OSError(2, "no such file", folder)
    for in_force in (restricted(notes=folder), restricted(data=folder)):
        assert MARK not in in_force.redact(f"{written}: cannot be read")
    raised = PeeldiffError(f"{written}: cannot be read: {error}")
    raised.__cause__ = error
    assert MARK not in restricted().describe(raised)
    assert MARK not in restricted().describe(DatasetError(folder, ["judgments.csv:3: no"]))


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("/srv/notes/a b@1--c@2.toml:3: x", "a b@1--c@2.toml:3: x"),
        ("see https://example.org/a/b, not /srv/x", "see https://example.org/a/b, not (a path)"),
        ("error:/srv/x", "error:(a path)"),
        ("no force @/srv/x", "no force @(a path)"),
        ("file:///srv/x", "(a path)"),
        ('"/srv/a b/c": no', '"(a path)": no'),
        ('"~": nobody here is called "~"', '"~": nobody here is called "~"'),
        ("figure/x, 2021/22 and judgment/topic/y", "figure/x, 2021/22 and judgment/topic/y"),
        ("s3://bucket/x", "s3://bucket/x"),
    ],
)
def test_what_is_shown(message: str, shown: str) -> None:
    assert restricted().redact(message) == shown


def test_an_error_is_described_with_the_paths_it_carries() -> None:
    error = FileNotFoundError(2, "No such file or directory", f"/srv/{MARK} with 'quotes\" and: colons")
    assert restricted().describe(error) == '"(a path)": no such file or directory'
    assert list(paths_in(PeeldiffError("x"))) == []


def test_the_folders_of_a_path_that_an_error_carries_are_not_shown_either() -> None:
    raised = PeeldiffError(f"/srv/{MARK} a/b: cannot be made, see /srv/{MARK} a")
    raised.__cause__ = OSError(28, "No space left on device", f"/srv/{MARK} a/b/c.toml")
    assert restricted().describe(raised) == "(a path): cannot be made, see (a path)"
