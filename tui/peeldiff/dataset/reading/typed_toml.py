"""Gives typed values out of a TOML table, and notes what does not fit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from peeldiff.dataset.reading.problems import Problem
from peeldiff.text import inert, near, quoted
from peeldiff.toml_reading import TomlError, parse_toml

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


@dataclass
class Reader:
    """Gives typed values out of one TOML table and notes what does not fit."""

    file: str
    table: Mapping[str, Any]
    problems: list[Problem]
    where: str = ""

    def report(self, message: str) -> None:
        """Note a problem at this place."""
        self.problems.append(Problem(self.file, 0, f"{self.where}{message}"))

    def text(self, key: str, default: str | None = None, *, required: bool = True) -> str:
        """Return a piece of text, inert; the default, or "", where it is missing or wrong."""
        value = self.table.get(key, default)
        if isinstance(value, str) and value:
            return inert(value)
        if required or (value is not None and not isinstance(value, str)):
            found = "is missing" if value in (None, "") else f"{quoted(value)} is not text"
            self.report(f"{key} {found}")
        return ""

    def maybe(self, key: str) -> str | None:
        """Return a piece of text, or None."""
        return self.text(key, required=False) or None

    def choice(self, key: str, choices: tuple[str, ...], default: str | None = None) -> str:
        """Return one of `choices`."""
        value = self.text(key, default)
        if value and value not in choices:
            self.report(f"{key} {quoted(value)}: expected one of {', '.join(choices)}{near(value, choices)}")
        return value

    def slug(self, key: str = "id") -> str:
        """Return an id: lower-case letters, digits and hyphens."""
        value = self.text(key)
        if value and not _SLUG.match(value):
            self.report(f"{key} {quoted(value)}: expected lower-case letters, digits and hyphens")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty where it is missing."""
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            self.report(f"{key}: expected a list of texts")
            return ()
        return tuple(inert(entry) for entry in value)

    def flag(self, key: str) -> bool:
        """Return true or false."""
        value = self.table.get(key)
        if not isinstance(value, bool):
            self.report(f"{key}: expected true or false")
        return value is True

    def tables(self, key: str, *, named: str = "id") -> Iterator[Reader]:
        """Walk over an array of tables, each with its name in front of its problems."""
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            self.report(f"{key}: expected tables, as [[{key}]]")
            return
        for place, entry in enumerate(value, 1):
            name = entry.get(named)
            where = f"{self.where}{key} {inert(name) if isinstance(name, str) else place}: "
            yield Reader(self.file, entry, self.problems, where)

    def names(self, key: str) -> Mapping[str, str]:
        """Return a table of texts by slug, empty where it is missing."""
        value = self.table.get(key, {})
        if not isinstance(value, dict) or not all(_SLUG.match(str(text)) for text in value.values()):
            self.report(f"{key}: expected names of lower-case letters, digits and hyphens")
            return {}
        return {inert(name): text for name, text in value.items()}

    def unique(self, ids: list[str], what: str) -> None:
        """Note the ids that stand twice."""
        for repeated in sorted({name for name in ids if name and ids.count(name) > 1}):
            self.report(f"{what} {quoted(repeated)} stands more than once")


def parse(file: str, data: bytes, problems: list[Problem]) -> Reader:
    """Return a reader over a TOML file; an empty one, and a problem, if it cannot be read."""
    table: dict[str, Any] = {}
    try:
        table = parse_toml(data)
    except TomlError as fault:
        problems.append(Problem(file, fault.line, f"not TOML: {fault.reason}"))
    return Reader(file, table, problems)
