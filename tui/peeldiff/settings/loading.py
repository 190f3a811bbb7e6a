"""From layers to the settings in force: later wins, unless the site has locked or restricted it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from peeldiff.error_lines import paths_in
from peeldiff.errors import SettingsError
from peeldiff.files.reading import read_ordinary
from peeldiff.settings import paths, redaction, table_options
from peeldiff.settings.layers import LONGEST, Layer, command_line_layer, environment_layer, file_layer, shipped_layer
from peeldiff.settings.model import Settings
from peeldiff.settings.schema import SCHEMA
from peeldiff.text import inert, quoted


def load(command_line: Mapping[str, Any] | None = None, *, site: Path | None = None) -> Settings:
    """Read every layer; `command_line` holds the options given there, by key; `site` is the site's file.

    Raises SettingsError that names the file and line, the variable or the option, the key, what
    was expected and the nearest right name.
    """
    given = dict(command_line or {})
    try:
        return _load(given, site or paths.site_file())
    except SettingsError as error:
        if given.get("restricted") or _asks_for_restriction(site or paths.site_file()):
            raise SettingsError(redaction.without_paths(str(error), carried=paths_in(error))) from None
        raise


def _asks_for_restriction(site: Path) -> bool:
    """Tell whether a site's file, which may be broken, says that every session is restricted."""
    try:
        return re.search(rb"^\s*restricted\s*=\s*true\b", read_ordinary(site, limit=LONGEST), re.MULTILINE) is not None
    except FileNotFoundError:
        return False
    except OSError:
        return True  # nobody can tell


def _load(given: Mapping[str, Any], site_path: Path) -> Settings:
    site = file_layer("site", site_path)
    options = command_line_layer(given)
    restricted = bool(site.values.get("restricted") or options.values.get("restricted"))
    for key in options.values if restricted else ():
        if SCHEMA[key].is_folder:
            raise SettingsError(f"--{key}: refused, because this session is restricted to its notes folder")
    own = [] if restricted else [file_layer("user", paths.user_file()), environment_layer()]
    merged = _Merged(tuple(site.values.get("locked", ())))
    for layer in (shipped_layer(), site, *own, options):
        merged.add(layer)
    return merged.settings(restricted=restricted)


class _Merged:
    """The layers so far, one on the other."""

    def __init__(self, locked: tuple[str, ...]) -> None:
        """`locked` are the keys that no layer after the site's may set."""
        self._locked = locked
        self._values: dict[str, Any] = {}
        self._keys: dict[str, str] = {}
        self._origins: dict[str, str] = {}
        self._places: dict[str, Callable[[], str]] = {}
        self._ignored: list[str] = []

    def add(self, layer: Layer) -> None:
        """Put a layer on top. Raises SettingsError for an option that sets a locked key."""
        for key, value in layer.values.items():
            if key in self._locked and layer.name not in ("shipped", "site"):
                self._leave_out(layer, key)
            elif key == "keys":
                for action, bound in value.items():
                    self._keys[action] = str(bound)
                    self._record_origin(layer, key, action)
            else:
                self._values[key] = value
                self._record_origin(layer, key)

    def _leave_out(self, layer: Layer, key: str) -> None:
        """Refuse an option; leave a line of a file or a variable out, and say so."""
        message = f"{layer.at(key)}: {key} is locked by the site"
        if layer.name == "command line":
            raise SettingsError(message)
        self._ignored.append(f"{message}: left out")

    def _record_origin(self, layer: Layer, *keys: str) -> None:
        name = ".".join(keys)
        self._origins[name] = layer.origin(keys[0])
        if layer.name != "shipped":
            self._places[name] = partial(layer.at, *keys)

    def _at(self, key: str) -> str:
        """Return where a value was set, as the beginning of a message about it."""
        return f"{self._places[key]()}: " if key in self._places else ""

    def settings(self, *, restricted: bool) -> Settings:
        """Return what is in force."""
        values = self._values
        default = paths.account_notes() if restricted else paths.user_notes()
        return Settings(
            data=_folder(values["data"], self._at("data"), restricted=restricted) if values["data"] else None,
            columns=table_options.columns(values["columns"]),
            scale=table_options.scale(values["scale"]),
            notes=_folder(values["notes"], self._at("notes"), restricted=restricted) if values["notes"] else default,
            author=inert(values["author"]).strip() or paths.login(),
            theme=values["theme"],
            mouse=values["mouse"],
            marks=values["marks"],
            keys=self._keys,
            restricted=restricted,
            locked=self._locked,
            origins=self._origins,
            places=self._places,
            ignored=tuple(self._ignored),
        )


def _folder(written: str, place: str, *, restricted: bool) -> Path:
    """Return a folder as it is named; ~ is the account's home, which a restricted session takes from the system."""
    if restricted and (written == "~" or written.startswith("~/")):
        return paths.account_home() / written[2:]
    path = os.path.expanduser(written)  # noqa: PTH111  (it is to say that nobody is called so, not to fail)
    if path.startswith("~"):
        raise SettingsError(f"{place}{quoted(written)}: nobody here is called {quoted(written.partition('/')[0])}")
    return Path(path)
