"""Where settings, notes and drafts lie on this machine, and who is at work."""

from __future__ import annotations

import os
import pwd
from pathlib import Path

from peeldiff.text import inert

SITE = Path("/etc/peeldiff/config.toml")


def site_file() -> Path:
    """Return where the site's settings lie. No variable can point elsewhere."""
    return SITE


def user_file() -> Path:
    """Return where a person's own settings lie."""
    return _own("config") / "config.toml"


def user_notes() -> Path:
    """Return where a person's notes lie if nobody says otherwise."""
    return _own("data") / "notes"


def user_dataset() -> Path:
    """Return the folder of a person's own rows, which lie over the shipped dataset."""
    return user_notes().parent / "dataset"


def user_pages() -> Path:
    """Return the folder of the inspectorate's pages that were fetched."""
    return user_notes().parent / "pages"


def overlay(data: Path | None, *, restricted: bool) -> Path | None:
    """Return that folder if there is one, the shipped dataset is in force and the session is not restricted."""
    if data is not None or restricted:
        return None
    return folder if os.path.lexists(folder := user_dataset()) else None


def user_state() -> Path:
    """Return the folder of what a person has begun."""
    return _own("state")


def dataset_cache(*, restricted: bool) -> Path | None:
    """Return the folder where datasets are kept compiled; a restricted session writes to its notes folder only."""
    return None if restricted else _own("cache") / "datasets"


def _own(kind: str) -> Path:
    """Return a folder of the person's; one that is not there for an account without a home."""
    import platformdirs

    try:
        folder: Path = getattr(platformdirs, f"user_{kind}_path")("peeldiff")
    except RuntimeError:  # HOME is not set, and the system does not know the account
        return account_home() / "peeldiff" / kind
    return folder


def account_home() -> Path:
    """Return the home of the account as the system knows it, whatever the environment says."""
    try:
        return Path(pwd.getpwuid(os.getuid()).pw_dir)
    except KeyError:
        return Path("/nonexistent")


def account_notes() -> Path:
    """Return where a restricted session's notes lie if the site does not say."""
    return account_home() / ".local" / "share" / "peeldiff" / "notes"


def login() -> str:
    """Return the login name as the system knows it, the number of an account without one."""
    try:
        return inert(pwd.getpwuid(os.getuid()).pw_name)
    except KeyError:
        return str(os.getuid())
