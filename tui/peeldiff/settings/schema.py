"""Which settings there are, and what each may be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from peeldiff.settings import table_options
from peeldiff.text import near, quoted

_KINDS = {str: "text in quotes", bool: "true or false", dict: "a table", list: 'a list such as ["notes"]'}
_TRUE, _FALSE = ("1", "true", "yes"), ("0", "false", "no")


@dataclass(frozen=True)
class Setting:
    """One key: its type, the words that it takes, the variable that sets it, and who may."""

    kind: type
    choices: tuple[str, ...] = ()
    variable: str | None = None
    is_folder: bool = False
    is_sites: bool = False
    """Whether only the site's file may have it."""
    reads: Callable[[str], object] | None = None
    """Makes of the text what is meant; raises ValueError where it means nothing."""


SCHEMA: Mapping[str, Setting] = {
    "data": Setting(str, variable="PEELDIFF_DATA_DIR", is_folder=True),
    "columns": Setting(str, variable="PEELDIFF_COLUMNS", reads=table_options.columns),
    "scale": Setting(str, variable="PEELDIFF_SCALE", reads=table_options.scale),
    "notes": Setting(str, variable="PEELDIFF_NOTES_DIR", is_folder=True),
    "author": Setting(str, variable="PEELDIFF_AUTHOR"),
    "theme": Setting(str, ("dark", "light", "high-contrast", "colour-blind", "terminal"), variable="PEELDIFF_THEME"),
    "mouse": Setting(bool, variable="PEELDIFF_MOUSE"),
    "marks": Setting(str, ("auto", "unicode", "ascii"), variable="PEELDIFF_MARKS"),
    "keys": Setting(dict),
    "restricted": Setting(bool, is_sites=True),
    "locked": Setting(list, is_sites=True),
}

VARIABLES: Mapping[str, str] = {setting.variable: key for key, setting in SCHEMA.items() if setting.variable}
"""The key that each variable sets."""


def fault(key: str, value: object) -> tuple[tuple[str, ...], str] | None:
    """Return where in a value something is wrong (the key, and one within it) and what; None if nothing is."""
    setting = SCHEMA.get(key)
    if setting is None:
        return (key,), f"no such setting{near(key, SCHEMA)}"
    if type(value) is not setting.kind:
        return (key,), f"{quoted(value)}: expected {_KINDS[setting.kind]}"
    if isinstance(value, dict):
        for action, bound in value.items():
            if not isinstance(bound, str) or not bound.strip(" ,"):
                return (key, str(action)), f'{quoted(bound)}: expected a key such as "ctrl+e"'
    if isinstance(value, list):
        for name in value:
            if name not in SCHEMA or SCHEMA[name].is_sites:
                return (key,), f"{quoted(name)}: expected names of settings{near(str(name), SCHEMA)}"
    if setting.choices and value not in setting.choices:
        hint = near(str(value), setting.choices)
        return (key,), f"{quoted(value)}: expected one of {', '.join(setting.choices)}{hint}"
    if setting.reads is not None:
        try:
            setting.reads(str(value))
        except ValueError as error:
            return (key,), str(error)
    return None


def is_whole_path(value: str) -> bool:
    """Tell whether a folder in a file is named in a way that does not depend on where one stands."""
    return not value or Path(value).is_absolute() or value.startswith("~")


def parsed(key: str, given: str) -> object:
    """Return what a variable says, in the type of its key; the text itself where it does not fit."""
    if SCHEMA[key].kind is bool:
        word = given.casefold()
        return True if word in _TRUE else False if word in _FALSE else given
    return given
