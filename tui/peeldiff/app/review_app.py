"""The app that opens with the review of files to import."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message
from textual.worker import get_current_worker

from peeldiff.app.peeldiff_app import PeeldiffApp
from peeldiff.app.review.reading_screen import ReadingScreen
from peeldiff.app.review.review_session import ReadFile, Request, ReviewSession
from peeldiff.app.review.screen import ReviewScreen
from peeldiff.errors import PeeldiffError, ReportError
from peeldiff.importing import Sandbox

if TYPE_CHECKING:
    from pathlib import Path

    from textual.screen import Screen

    from peeldiff.app.memory import Memory
    from peeldiff.settings import Settings

_BETWEEN = 0.2
"""Seconds between two words on how far the reading is."""


class ReviewApp(PeeldiffApp):
    """peeldiff, with files to import."""

    @dataclass
    class Reading(Message):
        """A file is being read."""

        place: int
        """Its number, from 1."""
        name: str

    @dataclass
    class FilesRead(Message):
        """Every file has been read, or could not be."""

        session: ReviewSession
        files: Sequence[ReadFile]
        failures: Sequence[str]
        """Of each file that could not be read why not."""

    def __init__(
        self, settings: Settings, request: Request, *, memory: Memory | None = None, remember_in: Path | None = None
    ) -> None:
        """`request` names the files. Raises SettingsError for keys that clash."""
        super().__init__(settings, memory=memory, remember_in=remember_in)
        self._open = True  # the reading has keys of its own, and nobody decides on a row that they have not seen
        self.request = request
        self.failures: Sequence[str] = ()
        """What could not be read; the caller says so in the end."""
        self._sandbox = Sandbox()

    def get_default_screen(self) -> Screen[None]:
        """How far the reading is."""
        return ReadingScreen(len(self.request.files))

    @work(thread=True, group="open")
    def open_dataset(self) -> None:
        """Load the dataset and read every file; one that cannot be read does not stop the others."""
        worker, last_shown = get_current_worker(), 0.0
        files: list[ReadFile] = []
        failures: list[str] = []
        try:
            session = ReviewSession.open(self.settings, self.request)
            with self._sandbox as sandbox:
                for place, name in enumerate(self.request.files, 1):
                    if worker.is_cancelled:
                        return
                    if time.monotonic() - last_shown > _BETWEEN:
                        last_shown = time.monotonic()
                        self.post_message(self.Reading(place, name))
                    try:
                        files.append(session.read(name, sandbox))
                    except ReportError as error:
                        failures += error.lines
        except PeeldiffError as error:
            self.post_message(self.Failed(error))
        else:
            self.post_message(self.FilesRead(session, files, failures))

    def on_review_app_reading(self, message: Reading) -> None:
        """Say how far it is."""
        screen = self.screen_stack[0]
        if isinstance(screen, ReadingScreen):
            screen.show_progress(message.place, message.name)

    def on_review_app_files_read(self, message: FilesRead) -> None:
        """Show them; where none could be read there is nothing to show, and the caller says why."""
        self.failures = message.failures
        if message.files:
            self.push_screen(ReviewScreen(message.session, message.files, message.failures))
        else:
            self.exit(return_code=2)

    def action_leave(self) -> None:
        """Leave at once; while files are read this stops it."""
        self.exit(return_code=130 if isinstance(self.screen, ReadingScreen) else 0)

    def on_unmount(self) -> None:
        """Stop what is being read: nobody waits for it any more."""
        self.workers.cancel_all()
        self._sandbox.interrupt()
