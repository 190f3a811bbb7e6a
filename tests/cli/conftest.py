"""The worker that reads pages, for all commands of a session."""

from __future__ import annotations

from importing.conftest import lasting_reader as lasting_reader
from importing.conftest import sandbox as sandbox
