"""The names that a script imports."""

from __future__ import annotations

import subprocess
import sys

import peeldiff


def test_every_public_name_is_there() -> None:
    assert sorted(name for name in peeldiff.__all__ if getattr(peeldiff, name) is not None) == sorted(peeldiff.__all__)


def test_compare_can_be_called_again_and_after_its_room_was_imported() -> None:
    code = """
import peeldiff
ds = peeldiff.load()
one = peeldiff.compare(ds, "northamptonshire:2017", "leicestershire:2018-19")
other = peeldiff.compare(ds, "northants 2017", "leics 2018")
import peeldiff.notes.store
again = peeldiff.compare(ds, "northants 2017", "leics 2018")
assert one.judgments.equals(other.judgments) and one.judgments.equals(again.judgments)
assert isinstance(one, peeldiff.Comparison) and one.judgments.height > 20
"""
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)
