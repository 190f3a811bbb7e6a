"""Parts of long sweeps: as many as are drawn, the same for one seed, each of them some day, all without a seed."""

from __future__ import annotations

import pytest

from sweeping import SEED, draw, often

PARTS = dict.fromkeys("abcdefghij")


def test_one_seed_draws_the_same_parts_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SEED, "7")
    drawn = list(draw(3, "part", PARTS))
    assert len(drawn) == len(set(drawn)) == 3
    assert drawn == sorted(drawn) == list(draw(3, "part", PARTS))


def test_every_part_is_drawn_some_day(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = set[str]()
    for seed in range(60):
        monkeypatch.setenv(SEED, str(seed))
        drawn |= set(draw(1, "part", PARTS))
    assert drawn == set(PARTS)


def test_without_a_seed_it_is_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SEED, "7")
    assert often(2, 9) == 2
    assert list(draw(10, "part", PARTS)) == list(PARTS)
    monkeypatch.delenv(SEED)
    assert often(2, 9) == 9
    assert list(draw(3, "part", PARTS)) == list(PARTS)
