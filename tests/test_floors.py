"""A room imports only from floors below it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_the_floors_hold() -> None:
    code = "import sys; sys.path.insert(0, 'tui'); from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout
