"""A picture of the screen, to share: as SVG, and as text."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from peeldiff.errors import OutputError
from peeldiff.files import replace_whole

if TYPE_CHECKING:
    from peeldiff.settings import Settings


def folder(settings: Settings) -> Path:
    """Return where pictures go: where one stands, or the notes folder where nothing else may be written.

    Raises OutputError where the folder in which one stands is gone.
    """
    try:
        return settings.notes if settings.restricted else Path.cwd()
    except FileNotFoundError as error:
        raise OutputError("the working folder is gone: start peeldiff in another one") from error


def save(where: Path, svg: str, text: str, now: dt.datetime) -> Path:
    """Write both pictures and return the first. Raises FileError for a folder that cannot be written."""
    base = where / f"peeldiff-{now:%Y-%m-%d-%H%M%S}"
    for path, content in ((base.with_suffix(".txt"), text), (base.with_suffix(".svg"), svg)):
        replace_whole(path, content.encode("utf-8"))
    return base.with_suffix(".svg")
