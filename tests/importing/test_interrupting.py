"""What is being read can be stopped from another thread."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from peeldiff.errors import ReportError
from peeldiff.importing import Sandbox


def test_a_file_that_is_being_read_is_let_go(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    failed: list[str] = []

    def read() -> None:
        try:
            sandbox.read("pipe", pipe, "html")
        except ReportError as error:
            failed.append(str(error))

    with Sandbox() as sandbox:
        sandbox.interrupt()
        reader = threading.Thread(target=read)
        reader.start()
        with pipe.open("wb"):  # opens once the worker has opened it, which then waits for bytes
            sandbox.interrupt()
            reader.join()
    assert failed
    assert failed[0].startswith("pipe: ")
