"""What a restricted session may read of paths: those within the notes folder, relative to it."""

from __future__ import annotations

import os
import re
from pathlib import Path

from peeldiff import shipped
from peeldiff.settings import paths

# A path from the root; what follows a colon or a slash belongs to an address such as https://….
_PATH = re.compile(r"(?<![\w:/.~@-])/[^\s:;,\"'()\[\]]+")


def without_paths(message: str, notes: Path | None = None, data: Path | None = None) -> str:
    """Return a message with every path outside the notes folder replaced by words."""
    if notes is not None:
        for folder in {str(notes), os.path.realpath(notes)}:
            message = re.sub(re.escape(folder) + r"/(?=\S)", "", message)
            message = re.sub(re.escape(folder) + r"(?![\w/-])", "the notes folder", message)
    for path, words in (
        (data or shipped.data(), "the dataset"),
        (paths.site_file(), "the site's settings"),
    ):
        message = message.replace(str(path), words)
    return _PATH.sub("(a path)", message)
