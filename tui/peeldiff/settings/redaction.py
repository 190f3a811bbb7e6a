"""What a restricted session may read of paths: those within the notes folder, relative to it, and no other.

Every message passes here once, where it leaves for a person: `cli.streams` for standard error, the
screens by `Settings.redact` and `Settings.describe`. What stands in it is compared with the folders
that the program knows and with the paths that the error itself carries; whatever else looks like a
path goes too.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
import urllib.parse
from collections.abc import Iterable
from pathlib import Path

from peeldiff import shipped
from peeldiff.settings import paths
from peeldiff.text import inert, quoted

_A_PATH = "(a path)"
_ENDS = r"\s:;,\"'()\[\]<>`"
# An address stays, unless it is one of a file; a path begins where no word, address or relative path goes on.
_PATHS = re.compile(
    rf"""(?P<address>(?!file:)\b[a-z][a-z0-9+.-]*://[^\s"'<>]*)
    | file:/[^{_ENDS}]*
    | (?<=")(?:~[\w.-]*)?/[^"]*(?=") | (?<=')(?:~[\w.-]*)?/[^']*(?=') | (?<=`)(?:~[\w.-]*)?/[^`]*(?=`)
    | (?<![\w.~/-])(?:~[\w.-]*)?/[^{_ENDS}]+""",
    re.VERBOSE,
)


def without_paths(
    message: str, notes: Path | None = None, data: Path | None = None, carried: Iterable[str] = ()
) -> str:
    """Return a message with every path outside the notes folder replaced by words.

    `carried` are paths that the error carries in fields of its own; so are the folders that they lie in.
    """
    for form in _forms([notes] if notes is not None else []):
        message = re.sub(re.escape(form) + r"/(?=\S)", "", message)
        message = re.sub(re.escape(form) + r"(?![\w/-])", "the notes folder", message)
    for folders, words in (
        ([path for path in (data, shipped.data()) if path is not None], "the dataset"),
        ([paths.site_file()], "the site's settings"),
    ):
        for form in _forms(folders):
            message = message.replace(form, words)
    for form in _forms(folder for path in map(Path, carried) for folder in (path, *path.parents)):
        message = message.replace(form, _A_PATH)
    for form in _forms(_of_this_machine()):
        message = re.sub(rf"{re.escape(form)}[^{_ENDS}]*", _A_PATH, message)
    return _PATHS.sub(lambda found: found["address"] or _A_PATH, message)


def _of_this_machine() -> list[Path]:
    """Return the folders in which the program, the account and the process are at home."""
    home = os.path.expanduser("~")  # noqa: PTH111  (where it cannot be told it stays as it is)
    found = [paths.account_home(), Path(home), Path(sys.prefix), Path(__file__).parents[1]]
    with contextlib.suppress(OSError):  # it is gone, and nothing can be named by it
        found.append(Path.cwd())
    return found


def _forms(folders: Iterable[Path]) -> list[str]:
    """Return the ways in which paths stand in messages, the longest first; the root and names alone are none."""
    found = set[str]()
    for folder in folders:
        for path in (str(folder), os.path.realpath(folder)):
            if path.strip("/") and path.startswith("/"):
                found |= {path, inert(path), quoted(path)[1:-1], repr(path)[1:-1], urllib.parse.quote(path)}
    return sorted(found, key=len, reverse=True)
