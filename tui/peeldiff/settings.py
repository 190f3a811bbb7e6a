"""Settings in layers: shipped, site, user, environment, command line. Later wins.

The shipped `config.toml` holds every key with its default and so its type; a layer may only
have keys that it has. `SCHEMA` adds what a type cannot say.
"""

from __future__ import annotations

import difflib
import getpass
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from peeldiff import shipped
from peeldiff.errors import SettingsError
from peeldiff.text import inert

CHOICES: dict[str, tuple[str, ...]] = {
    "theme": ("dark", "light", "high-contrast", "colour-blind", "terminal"),
    "marks": ("auto", "unicode", "ascii"),
}
PREFIX = "PEELDIFF_"
_ENVIRONMENT_NAMES = {"notes": "NOTES_DIR", "data": "DATA_DIR"}


@dataclass(frozen=True)
class Settings:
    """The settings in force."""

    data: Path | None
    """The folder of the dataset; None for the shipped one."""
    notes: Path
    author: str
    theme: str
    mouse: bool
    marks: str
    keys: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    """Where each value came from: `shipped`, a file, a variable or `command line`."""


@dataclass(frozen=True)
class _Layer:
    origin: str
    values: Mapping[str, Any]


def load(command_line: Mapping[str, Any] | None = None) -> Settings:
    """Read every layer; `command_line` holds the options given there, by key.

    Raises SettingsError that names the file or variable, the key and what was expected.
    """
    defaults = tomllib.loads(shipped.config().read_text(encoding="utf-8"))
    layers = [_Layer("shipped", defaults), *_files(), _environment(defaults)]
    if command_line:
        layers.append(_Layer("command line", command_line))
    values: dict[str, Any] = {}
    keys: dict[str, str] = {}
    origins: dict[str, str] = {}
    for layer in layers:
        for key, value in layer.values.items():
            _check(layer.origin, key, value, defaults)
            if key == "keys":
                keys |= {action: str(bound) for action, bound in value.items()}
                origins |= {f"keys.{action}": layer.origin for action in value}
            else:
                values[key], origins[key] = value, layer.origin
    return Settings(
        data=Path(values["data"]).expanduser() if values["data"] else None,
        notes=Path(values["notes"]).expanduser() if values["notes"] else user_folder() / "notes",
        author=inert(values["author"]) or _login(),
        theme=values["theme"],
        mouse=values["mouse"],
        marks=values["marks"],
        keys=keys,
        origins=origins,
    )


def site_file() -> Path:
    """Return where the site's settings lie."""
    from platformdirs import site_config_path

    return (
        Path("/etc/peeldiff/config.toml")
        if os.name == "posix"
        else site_config_path("peeldiff") / "config.toml"
    )


def user_file() -> Path:
    """Return where a person's own settings lie."""
    from platformdirs import user_config_path

    return user_config_path("peeldiff") / "config.toml"


def user_folder() -> Path:
    """Return the folder of a person's own data."""
    from platformdirs import user_data_path

    return user_data_path("peeldiff")


def _files() -> list[_Layer]:
    layers = []
    for path in (site_file(), user_file()):
        try:
            layers.append(_Layer(str(path), tomllib.loads(path.read_text(encoding="utf-8"))))
        except FileNotFoundError:
            continue
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"{path}: not TOML: {inert(str(error))}") from error
        except OSError as error:
            raise SettingsError(f"{path}: cannot be read: {error.strerror}") from error
    return layers


def _environment(defaults: Mapping[str, Any]) -> _Layer:
    values: dict[str, Any] = {}
    for key, default in defaults.items():
        variable = PREFIX + _ENVIRONMENT_NAMES.get(key, key.upper())
        given = os.environ.get(variable)
        if given is None or isinstance(default, dict):
            continue
        if isinstance(default, bool):
            if given.casefold() not in ("0", "1", "true", "false", "yes", "no"):
                raise SettingsError(f'{variable}: "{inert(given)}": expected true or false')
            values[key] = given.casefold() in ("1", "true", "yes")
        else:
            values[key] = given
    return _Layer("environment", values)


def _check(origin: str, key: str, value: object, defaults: Mapping[str, Any]) -> None:
    """Refuse a key that the shipped file does not have, or a value of another type."""
    if key not in defaults:
        close = difflib.get_close_matches(key, list(defaults), n=1)
        hint = f" (did you mean {close[0]}?)" if close else ""
        raise SettingsError(f"{origin}: {inert(key)}: no such setting{hint}")
    default = defaults[key]
    if type(value) is not type(default) and not (isinstance(default, str) and isinstance(value, Path)):
        names = {str: "text in quotes", bool: "true or false", dict: "a table"}
        raise SettingsError(f'{origin}: {key}: "{inert(str(value))}": expected {names[type(default)]}')
    choices = CHOICES.get(key)
    if choices and value not in choices:
        raise SettingsError(f'{origin}: {key}: "{inert(str(value))}": expected one of {", ".join(choices)}')
    if isinstance(value, dict):
        for action, bound in value.items():
            if not isinstance(bound, str) or not bound:
                raise SettingsError(f'{origin}: {key}.{inert(str(action))}: expected a key such as "ctrl+e"')


def _login() -> str:
    """Return the login name, or what stands for it where the machine knows none."""
    try:
        return inert(getpass.getuser())
    except (OSError, KeyError, ImportError):
        return "unknown"
