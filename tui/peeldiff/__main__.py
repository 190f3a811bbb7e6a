"""Starts peeldiff: the scripted mode, which may hand over to the terminal interface."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from peeldiff.cli import main as run

if TYPE_CHECKING:
    from peeldiff.settings import Settings


def _interface(settings: Settings, left: str | None, right: str | None) -> int:
    """Open the terminal interface, imported only now."""
    from peeldiff import app

    return app.run(settings, left, right)


def main() -> None:
    """Run and exit."""
    sys.exit(run(sys.argv[1:], _interface))


if __name__ == "__main__":
    main()
