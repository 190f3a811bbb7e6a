"""How much memory there is, on systems that tell it in different ways."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from peeldiff.settings import engine, memory

FREE = "MemTotal:       64000 kB\nMemAvailable:    5000 kB\n"
CASES: dict[str, tuple[dict[str, str], int | None]] = {
    "nothing is told": ({}, None),
    "what is free": ({"proc/meminfo": FREE}, 5_120_000),
    "a group, version 2": (
        {"proc/meminfo": FREE, "proc/self/cgroup": "0::/a/b\n", "sys/fs/cgroup/a/b/memory.max": "4000000\n"},
        4_000_000,
    ),
    "the group above is capped": (
        {
            "proc/self/cgroup": "0::/a/b\n",
            "sys/fs/cgroup/a/b/memory.max": "max\n",
            "sys/fs/cgroup/a/memory.max": "3000000\n",
        },
        3_000_000,
    ),
    "a group, version 1": (
        {
            "proc/meminfo": FREE,
            "proc/self/cgroup": "9:cpu,cpuacct:/a\n4:memory:/a\n",
            "sys/fs/cgroup/memory/a/memory.limit_in_bytes": "2000000\n",
        },
        2_000_000,
    ),
    "in a container the group's own folder is the top": (
        {"proc/self/cgroup": "0::/docker/1f\n", "sys/fs/cgroup/memory.max": "1000000\n"},
        1_000_000,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_least_counts(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, expected = CASES[case]
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")
    no_limit = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    monkeypatch.setattr(resource, "getrlimit", lambda _: no_limit)
    assert memory.find_free(tmp_path) == expected
    monkeypatch.setattr(resource, "getrlimit", lambda _: (7_000, 9_000))
    assert memory.find_free(tmp_path) == 7_000
    (tmp_path / "proc/self").mkdir(parents=True, exist_ok=True)
    (tmp_path / "proc/self/statm").write_text("1 1 1 0 0 0 0\n", "ascii")
    assert memory.find_free(tmp_path) == max(7_000 - resource.getpagesize(), 0)


@pytest.mark.parametrize(
    ("allowed", "pressed"), [(resource.RLIM_INFINITY, False), (2_000_000_000, True), (16_000_000_000, False)]
)
def test_little_room_for_addresses_asks_for_one_thread(
    *, allowed: int, pressed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _: (allowed, allowed))
    assert engine.is_pressed() is pressed
