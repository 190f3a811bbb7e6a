"""What holds of every call of peeldiff, whatever it is given."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hostile.harmless import assert_inert
from running import Result

DIRECTED = {"improved", "declined", "unchanged", "higher", "lower", "same"}
JUDGMENT = {"id", "topic", "topic_label", "kind", "basis", "why", "left", "right", "stated_change"}
DIFF = {"format", "dataset", "left", "right", "comparability", "summary", "judgments", "findings", "figures"}
COUNTRY = {"format", "dataset", "left_cycle", "right_cycle", "comparability", "summary"}


def assert_well_behaved(done: Result, argv: Sequence[str]) -> None:
    """Assert that a call ended as the contract says: with its code, its lines, and honest JSON."""
    assert done.code in (0, 1, 2), (argv, done)
    assert_inert(done.err, f"{argv}")
    errors = [line for line in done.err.splitlines() if line.startswith("peeldiff: error: ")]
    if done.code == 2:
        others = [line for line in done.err.splitlines() if not line.startswith("peeldiff: ")]
        assert errors, (argv, done)
        assert not others or "import" in argv, (argv, done)  # what it says of the files that it could read
        assert max(map(len, errors)) < 4100, argv
    else:
        assert not errors, (argv, done)
    if done.code == 1:
        assert "--exit-code" in argv or "check" in argv, (argv, done)
    if done.code != 2 and "json" in argv and "-o" not in argv and "--output" not in argv and "-h" not in argv:
        _assert_honest(done)


def _assert_honest(done: Result) -> None:
    """Assert that JSON has the contract's keys, and that no direction stands on basis none."""
    if not done.out.startswith((b"{", b"[")):
        return  # help, or a version
    words: Any = json.loads(done.out)
    if isinstance(words, list) or "comparability" not in words:
        return
    if "judgments" in words:
        assert set(words) == DIFF
        assert all(set(row) == JUDGMENT for row in words["judgments"])
    else:
        assert set(words) >= COUNTRY
    for row in words.get("judgments", words.get("rows", [])):
        assert row["basis"] != "none" or row["kind"] not in DIRECTED, row


def digest(folder: Path) -> str:
    """Return a digest over the names and bytes of everything below a folder."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        found.update(os.fsencode(path.relative_to(folder)))
        if path.is_file() and not path.is_symlink():
            found.update(path.read_bytes())
    return found.hexdigest()
