"""The settings in force, as everything else reads them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from peeldiff.error_lines import error_lines, paths_in
from peeldiff.settings import paths, redaction


@dataclass(frozen=True)
class Settings:
    """The settings in force."""

    data: Path | None
    """The folder of the dataset, or a table of judgments; None for the shipped dataset."""
    notes: Path
    author: str
    theme: str
    mouse: bool
    marks: str
    keys: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    """What a table calls its columns, by what they are called in a dataset."""
    scale: tuple[str, ...] = ()
    """The grades of a table, best first."""
    restricted: bool = False
    """Whether nothing but the notes folder may be written or named, and no other program started."""
    locked: tuple[str, ...] = ()
    """The keys that the site has locked."""
    origins: Mapping[str, str] = field(default_factory=dict)
    """Where each value came from: `shipped`, a file, a variable or `command line`."""
    places: Mapping[str, Callable[[], str]] = field(default_factory=dict)
    """The same for messages, looked up when it is needed: a file with its line."""
    ignored: tuple[str, ...] = ()
    """A message for each value that was left out because the site has locked its key."""

    @property
    def drafts(self) -> Path:
        """The folder of notes in progress: a person's own, within the notes folder if restricted."""
        if self.restricted:
            return self.notes / f".drafts-{paths.login()}"
        return paths.user_state() / "drafts"

    def at(self, key: str) -> str:
        """Return where a value was set, as the beginning of a message about it."""
        place = self.places.get(key)
        return f"{self.redact(place())}: " if place is not None else ""

    def redact(self, message: str, carried: Collection[str] = ()) -> str:
        """Return a message as this session may show it: restricted, without paths outside the notes folder.

        `carried` are paths that the error behind it carries in fields of its own.
        """
        if not self.restricted:
            return message
        return redaction.without_paths(message, self.notes, self.data, carried)

    def describe(self, error: BaseException) -> str:
        """Return what went wrong as this session may show it, in a line (a few for a dataset or reports).

        Whatever shows an error to a person shows this.
        """
        carried = tuple(paths_in(error))
        return "\n".join(self.redact(line, carried) for line in error_lines(error))
