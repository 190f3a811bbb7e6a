"""Two people wrote on one row at once, here or in copies of the notes: every text, and which of them to keep."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from peeldiff.app.kit import keys
from peeldiff.app.kit.base_screen import Commands
from peeldiff.app.kit.dialogs.dialog import Dialog
from peeldiff.app.kit.lines import Line
from peeldiff.app.kit.note_lines import note_lines
from peeldiff.app.kit.widgets.detail_pane import DetailPane
from peeldiff.app.notes.note_draft import Draft
from peeldiff.notes.note import Note
from peeldiff.vocabulary.words import NOTE_STATUS_WORDS


class ConflictDialog(Dialog[Draft]):
    """The choice: mine, theirs, both."""

    KEYS = "conflict"
    BINDINGS: ClassVar = keys.bindings("conflict")

    def __init__(self, mine: Draft, theirs: Note) -> None:
        """`theirs` stands in the file now."""
        super().__init__("Somebody else changed this note meanwhile")
        self._mine = mine
        self._theirs = theirs

    def make_commands(self) -> Commands:
        """Return the three choices."""
        return {
            **super().make_commands(),
            "mine": self.keep_mine,
            "theirs": self.keep_theirs,
            "both": self.keep_both,
        }

    def parts(self) -> Iterable[Widget]:
        """Yield both texts."""
        yield _pane(self._paragraphs())

    def _paragraphs(self) -> list[Line]:
        facts = ", ".join(
            fact
            for fact in (
                NOTE_STATUS_WORDS[self._mine.status],
                self._mine.owner and f"owner {self._mine.owner}",
                self._mine.due and f"due {self._mine.due}",
            )
            if fact
        )
        return [
            [("Theirs, as it stands now", "strong")],
            *note_lines(self._theirs),
            [],
            [("Yours", "strong")],
            [(f"{facts}:", "muted")],
            *([(line, "text")] for line in self._mine.text.splitlines()),
        ]

    def keep_mine(self) -> None:
        """Keep mine; theirs stays in the note's history."""
        self.dismiss(dataclasses.replace(self._mine, seen=self._theirs.updated))

    def keep_theirs(self) -> None:
        """Keep theirs."""
        self.dismiss(Draft.of(self._theirs))

    def keep_both(self) -> None:
        """Keep both texts, theirs first; the rest is mine."""
        theirs = Draft.of(self._theirs)
        text = "\n".join(text for text in (theirs.text, self._mine.text) if text)
        self.dismiss(dataclasses.replace(self._mine, text=text, seen=self._theirs.updated))


class ContestedDialog(Dialog[Draft]):
    """The choice where copies of the notes were merged: one text, or all of them."""

    KEYS = "contested"
    BINDINGS: ClassVar = keys.bindings("contested")

    def __init__(self, about: str, note: Note) -> None:
        """`note` is on `about`, and is contested."""
        super().__init__(f"Changed by several people at once: {about}")
        self._note = note
        self._versions = (note.state, *note.contested)

    def make_commands(self) -> Commands:
        """Return the choices."""
        return {
            **super().make_commands(),
            "keep-first": lambda: self._keep(self._versions[0]),
            "keep-second": lambda: self._keep(self._versions[1]),
            "keep-all": self._keep_all,
        }

    def parts(self) -> Iterable[Widget]:
        """Yield every text."""
        yield _pane(self._paragraphs())

    def _paragraphs(self) -> list[Line]:
        lines: list[Line] = []
        for place, version in enumerate(self._versions, 1):
            heading = "the newest" if place == 1 else "written at the same time"
            lines += [[(f"{place}  {heading}", "strong")], *note_lines(version), []]
        return lines[:-1]

    def _keep(self, version: Note) -> None:
        """Keep one; the others stay in the note's history."""
        self.dismiss(dataclasses.replace(Draft.of(version), seen=self._note.updated))

    def _keep_all(self) -> None:
        """Keep every text, the newest first; the rest is that of the newest."""
        texts = dict.fromkeys(Draft.of(version).text for version in self._versions)
        self.dismiss(dataclasses.replace(Draft.of(self._note), text="\n".join(text for text in texts if text)))


def _pane(texts: list[Line]) -> DetailPane:
    pane = DetailPane(texts, id="texts")
    pane.styles.height = 14
    return pane
