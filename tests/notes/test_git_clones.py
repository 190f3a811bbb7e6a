"""Random edits in three clones of a git repository, brought together in every way that git has."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from git_clones import GitClones

from peeldiff.dataset import Dataset
from sweeping import often


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_nothing_is_lost_however_clones_meet(tmp_path: Path, ds: Dataset) -> None:
    """git_clones.py takes more."""
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")  # noqa: T201  (so that a failure can be run again)
    seen = GitClones(tmp_path, ds, seed, files=1).run(often(1, 3))
    assert seen.wrong == []
    assert seen.done["commits"] > 0
