"""Where the shipped dataset and defaults lie, installed or in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def _beside(name: str) -> Path:
    """Return the file or folder inside the installed package, else at the top of the checkout."""
    installed = _PACKAGE / name
    return installed if installed.exists() else _PACKAGE.parents[1] / name


def data() -> Path:
    """Return the folder of the shipped dataset."""
    return _beside("data")


def config() -> Path:
    """Return the file of the shipped defaults."""
    return _beside("config.toml")


def compiled() -> Path:
    """Return where the shipped dataset lies compiled; only an installed package has it."""
    return _PACKAGE / "shipped.dataset"
