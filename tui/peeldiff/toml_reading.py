"""Reads TOML that a stranger may have written: one gate for settings, datasets and notes.

What cannot be read is said with line, column and a reason in words of ours; tables in tables end at a depth
that whoever walks over them, or writes them again, can bear.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

from peeldiff.text import inert

DEEPEST = 50
"""How many tables and lists may stand in one another."""

_AT = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)\Z")


class TomlError(Exception):
    """What is no TOML of ours, and where."""

    def __init__(self, line: int, column: int | None, reason: str) -> None:
        """`column` is None where only the last line is known."""
        super().__init__(reason)
        self.line, self.column, self.reason = line, column, reason


def parse_toml(data: bytes) -> dict[str, Any]:
    """Return the tables of a TOML text in UTF-8, with or without a mark at its beginning. Raises TomlError."""
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
        tables = tomllib.loads(text)
    except UnicodeDecodeError as error:
        column = error.start - data.rfind(b"\n", 0, error.start)
        line = data.count(b"\n", 0, error.start) + 1
        raise TomlError(line, column, f"byte 0x{data[error.start]:02x} is not UTF-8") from error
    except (ValueError, RecursionError) as error:
        found = _AT.search(str(error))
        if found and found[1]:
            raise TomlError(int(found[1]), int(found[2]), _reason(error)) from error
        raise TomlError(data.count(b"\n") + 1, None, _reason(error)) from error
    if _is_too_deep(tables):
        raise TomlError(data.count(b"\n") + 1, None, _TOO_DEEP)
    return tables


_TOO_DEEP = f"more than {DEEPEST} tables or lists stand in one another"


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return _TOO_DEEP
    if not isinstance(error, tomllib.TOMLDecodeError):  # Python's own limit on the digits of a number
        return "a number has too many digits"
    return inert(_AT.sub("", str(error))) or "cannot be read"


def _is_too_deep(tables: dict[str, Any]) -> bool:
    """Tell whether values lie deeper than allowed; level by level, since to call itself is what would not be borne."""
    level: list[Any] = [tables]
    for _ in range(DEEPEST + 1):
        level = [inner for value in level for inner in _inner(value)]
        if not level:
            return False
    return True


def _inner(value: dict[str, Any] | list[Any]) -> list[Any]:
    values = value.values() if isinstance(value, dict) else value
    return [inner for inner in values if isinstance(inner, (dict, list))]
