"""No test reaches the world, whatever keys are pressed in it."""

from __future__ import annotations

import socket

import pytest

from peeldiff.fetching.network import resolve


def test_no_name_of_the_world_is_looked_up() -> None:
    with pytest.raises(OSError, match="no test reaches the world"):
        resolve("hmicfrs.justiceinspectorates.gov.uk")
    assert socket.getaddrinfo("127.0.0.1", 80)
