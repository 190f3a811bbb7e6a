"""Asks the worker process for the lines of a file, and stops it when a file takes too long."""

from __future__ import annotations

import contextlib
import json
import os
import select
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any

from peeldiff.errors import ReportError
from peeldiff.importing.cleaning import clean
from peeldiff.importing.imported import Document, Line

SECONDS = 60.0
"""How long one file may take; a report of 200 pages takes a few seconds."""
_MOST_ANSWER = 120_000_000


class Sandbox:
    """One worker process for many files, started when it is first needed. Use it in a `with`."""

    def __init__(self, seconds: float = SECONDS) -> None:
        """`seconds` is the time that one file may take."""
        self.seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Sandbox:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Stop the worker."""
        self.stop()

    def read(self, name: str, path: Path, format_: str) -> Document:
        """Return the lines of a file. Raises ReportError that names it."""
        process = self._started()
        request = json.dumps({"name": name, "path": str(path), "format": format_})
        answer = self._request(name, process, request.encode() + b"\n")
        if "error" in answer:
            raise ReportError(clean(str(answer["error"])))
        lines = tuple(Line(*line) for line in answer["lines"])
        addresses = tuple(map(clean, answer["addresses"]))
        return Document(name, answer["format"], lines, clean(answer["title"]), addresses)

    def interrupt(self) -> None:
        """Kill the worker from another thread: what it is reading fails at once."""
        process = self._process
        if process is not None:
            process.kill()

    def stop(self) -> None:
        """Kill the worker, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.stop()
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "peeldiff.importing.pages.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"},
            )
        return self._process

    def _request(self, name: str, process: subprocess.Popen[bytes], request: bytes) -> dict[str, Any]:
        """Send a request and wait for the line that answers it."""
        assert process.stdin is not None  # noqa: S101  (both are pipes)
        assert process.stdout is not None  # noqa: S101  (likewise)
        deadline = time.monotonic() + self.seconds
        pieces: list[bytes] = []
        size = 0
        try:
            process.stdin.write(request)
            process.stdin.flush()
            while not pieces or not pieces[-1].endswith(b"\n"):
                left = deadline - time.monotonic()
                if left <= 0 or not select.select([process.stdout], [], [], left)[0]:
                    raise ReportError(f"{name}: took longer than {self.seconds:g} seconds: save it again, or as text")
                piece = os.read(process.stdout.fileno(), 1 << 20)
                size += len(piece)
                if not piece or size > _MOST_ANSWER:
                    raise ReportError(f"{name}: unpacks to more than a report can be: save the page again, or as text")
                pieces.append(piece)
        except OSError as error:
            self.stop()
            raise ReportError(f"{name}: cannot be read: the reader stopped") from error
        except BaseException:
            self.stop()
            raise
        answer: dict[str, Any] = json.loads(b"".join(pieces))
        return answer
