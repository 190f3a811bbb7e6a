"""A site on loopback for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fetching.site import Site, running
from importing.conftest import lasting_reader as lasting_reader
from importing.conftest import sandbox as sandbox


@pytest.fixture
def site() -> Iterator[Site]:
    with running(Site()) as one:
        yield one
