"""The arguments that are paths: declared as such, so that a restricted session can refuse them all.

An argument that takes a path has one of these as its type. In a restricted session a file is one of
the notes folder, and a folder is refused.
"""

from __future__ import annotations

import argparse
import os

from peeldiff.errors import UsageError

TYPE_CHECKING = False  # as type checkers read it: the module typing takes long to import

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from peeldiff.settings import Settings

STANDARD_STREAM = "-"


class NamedFile(str):
    """A file that a person names, to be read or written; `-` is a standard stream."""

    __slots__ = ()


class NamedFolder(str):
    """A folder that a person names, or a table in the place of one."""

    __slots__ = ()


def any_named(given: argparse.Namespace) -> bool:
    """Tell whether a path stands among the arguments."""
    return any(True for _ in _named(given))


def confine(given: argparse.Namespace, in_force: Settings) -> None:
    """Put the path of a file in the notes folder in the place of each that is named.

    Raises UsageError for a folder, and for a file that is not a visible one of the notes folder.
    """
    from pathlib import Path

    for option, value in _named(given):
        if isinstance(value, NamedFolder):
            raise UsageError(f"{option}: refused, because this session is restricted to its notes folder")
        if value == STANDARD_STREAM:
            continue
        path = Path(os.path.normpath(in_force.notes / value))
        if path.parent != Path(os.path.normpath(in_force.notes)) or path.name.startswith("."):
            raise UsageError(f"{option}: refused: this session reads and writes only files of its notes folder")
    for name, value in vars(given).items():
        if isinstance(value, NamedFile):
            setattr(given, name, _in_folder(value, in_force.notes))
        elif isinstance(value, list):
            setattr(given, name, [_in_folder(item, in_force.notes) for item in value])


def _in_folder(value: object, notes: Path) -> object:
    is_file = isinstance(value, NamedFile) and value != STANDARD_STREAM
    return NamedFile(os.path.normpath(notes / str(value))) if is_file else value


def _named(given: argparse.Namespace) -> Iterator[tuple[str, NamedFile | NamedFolder]]:
    """Walk over the paths among the arguments, each with what its argument is called."""
    for name, value in vars(given).items():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, NamedFile | NamedFolder):
                yield name, item
