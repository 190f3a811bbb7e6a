"""A few inputs of each kind, changed at random; `fuzz.py` gives many more."""

from __future__ import annotations

import random
import sys

import pytest

from hostile import fuzz
from sweeping import often

FEW = often(4, 12)


@pytest.mark.parametrize("what", list(fuzz.KINDS))
def test_what_holds_of_every_call(what: str) -> None:
    seed = random.randrange(10**9)
    sys.stdout.write(f"python tests/hostile/fuzz.py --what {what} --examples {FEW} --seed {seed}\n")
    assert fuzz.run(what, FEW, seed, shrink=False).total() == FEW
