"""One layer of settings: where it comes from, what it says, and at which line it says it."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peeldiff import shipped
from peeldiff.errors import SettingsError
from peeldiff.files.reading import read_ordinary
from peeldiff.settings.schema import SCHEMA, VARIABLES, fault, is_whole_path, parsed
from peeldiff.text import inert, near, quoted
from peeldiff.toml_reading import TomlError, parse_toml

LONGEST = 1024 * 1024
"""Bytes of a file of settings that are read: a longer one is none."""
_PREFIX = "PEELDIFF_"


@dataclass(frozen=True)
class Layer:
    """The values of one file, of the environment or of the command line; all have passed the schema."""

    name: str
    """`shipped`, `site`, `user`, `environment` or `command line`."""
    values: Mapping[str, Any]
    path: Path | None = None
    text: str = ""

    def origin(self, key: str) -> str:
        """Return where a value came from, as `peeldiff config` prints it."""
        if self.name == "environment":
            return SCHEMA[key].variable or self.name
        return self.name if self.path is None or self.name == "shipped" else str(self.path)

    def at(self, *keys: str) -> str:
        """Return where a value stands, for messages: file and line, variable or option."""
        if self.path is not None:
            line = line_of(self.text, keys)
            return f"{self.path}:{line}" if line else str(self.path)
        return f"--{keys[0]}" if self.name == "command line" else self.origin(keys[0])


def line_of(text: str, keys: Sequence[str]) -> int:
    """Return the line on which a key of a TOML text begins, 0 if it is not there.

    TOML readers tell no lines. But the key is in the shortest beginning of the text that can be
    read and has it, and not in the one before.
    """
    lines = text.splitlines()
    whole = 0
    for count in range(1, len(lines) + 1):
        try:
            table: Any = tomllib.loads("\n".join(lines[:count]))
        except tomllib.TOMLDecodeError:
            continue
        for key in keys:
            table = table.get(key) if isinstance(table, Mapping) else None
        if table is not None:
            return whole + 1
        whole = count
    return 0


def shipped_layer() -> Layer:
    """Return the defaults."""
    text = shipped.config().read_text(encoding="utf-8")
    return Layer("shipped", tomllib.loads(text), shipped.config(), text)


def file_layer(name: str, path: Path) -> Layer:
    """Read a file; one that is not there says nothing.

    Raises SettingsError that names the file, the line, the key, what was expected and the nearest right name.
    """
    try:
        data = read_ordinary(path, limit=LONGEST)
        layer = Layer(name, parse_toml(data), path, data.decode("utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return Layer(name, {})
    except TomlError as wrong:
        column = f":{wrong.column}" if wrong.column else ""
        raise SettingsError(f"{path}:{wrong.line}{column}: not TOML: {wrong.reason}") from wrong
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {(error.strerror or str(error)).lower()}") from error
    for key, value in layer.values.items():
        _check(layer, key, value)
        setting = SCHEMA[key]
        if setting.is_sites and name != "site":
            raise SettingsError(f"{layer.at(key)}: {key}: only the site's file may have it")
        if setting.is_folder and not is_whole_path(value):
            raise SettingsError(
                f"{layer.at(key)}: {key}: {quoted(value)}: expected a path from the root or from ~, "
                "such as /srv/peeldiff/notes"
            )
    return layer


def environment_layer(environment: Mapping[str, str] = os.environ) -> Layer:
    """Return what the variables say. Raises SettingsError that names the variable."""
    values: dict[str, Any] = {}
    for variable in sorted(name for name in environment if name.startswith(_PREFIX)):
        key = VARIABLES.get(variable)
        if key is None:
            raise SettingsError(f"{inert(variable)}: no such setting{near(variable, VARIABLES)}")
        values[key] = parsed(key, environment[variable])
    layer = Layer("environment", values)
    for key, value in values.items():
        _check(layer, key, value)
    return layer


def command_line_layer(given: Mapping[str, Any]) -> Layer:
    """Return what the options say, by key."""
    values = {key: str(value) if isinstance(value, Path | str) else value for key, value in given.items()}
    layer = Layer("command line", values)
    for key, value in values.items():
        _check(layer, key, value)
    return layer


def _check(layer: Layer, key: str, value: object) -> None:
    found = fault(key, value)
    if found is not None:
        keys, wrong = found
        raise SettingsError(f"{layer.at(*keys)}: {inert('.'.join(keys))}: {wrong}")
