"""A sandbox for the whole session, and a way to import invented pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from peeldiff import importing
from peeldiff.dataset import Dataset
from peeldiff.importing import GivenIdentity, ImportedReport, Sandbox, import_file
from peeldiff.updating import rereading, update

Read = Callable[..., ImportedReport]


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(seconds=30) as one:
        yield one


class LastingReader:
    """A sandbox that those who are done with it do not stop."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.read, self.interrupt = sandbox.read, sandbox.interrupt

    def __enter__(self) -> LastingReader:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Leave the worker to the next."""


@pytest.fixture
def lasting_reader(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands read pages with the worker of the session: to start one takes longer than to read a page."""
    for room in (importing, rereading, update):
        monkeypatch.setattr(room, "Sandbox", lambda: LastingReader(sandbox))


@pytest.fixture
def read(ds: Dataset, sandbox: Sandbox, tmp_path: Path) -> Read:
    """Import bytes as a file; `force` and `cycle` as one would say them."""

    def importing(
        content: bytes, name: str = "page", force: str | None = None, cycle: str | None = None
    ) -> ImportedReport:
        path = tmp_path / name
        path.write_bytes(content)
        return import_file(ds, path, sandbox, GivenIdentity(force, cycle))

    return importing
