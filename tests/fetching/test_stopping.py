"""Stopped at any moment, fetching loses nothing that came, and asks again for nothing but what was under way."""

from __future__ import annotations

from pathlib import Path

from fetching.site import Site
from fetching.stopping import stop_at_random


def test_stopped_at_random_moments_it_loses_nothing(site: Site, tmp_path: Path) -> None:
    tally = stop_at_random(site, tmp_path, 10, seed=1)
    assert tally.stops == 10
    assert tally.lost == 0
