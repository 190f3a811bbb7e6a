"""Writing a note: text, status, owner and due date."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Input, Label, TextArea

from peeldiff.app import keys
from peeldiff.app.dialogs.dialog import Dialog
from peeldiff.app.rows.details import NOTE_STATUS_WORDS
from peeldiff.app.widgets.bars import Bar
from peeldiff.app.widgets.choice_line import ChoiceLine
from peeldiff.notes.model import Note, NoteEdit
from peeldiff.text import inert


@dataclass(frozen=True)
class Draft:
    """A note as it is being written."""

    text: str = ""
    status: str = "open"
    owner: str = ""
    due: str = ""
    seen: str = ""
    """The stamp of the note that was read, "" if there was none."""

    @classmethod
    def of(cls, note: Note | None) -> Draft:
        """Begin with a note as it stands."""
        if note is None:
            return cls()
        text = inert(note.text, lines=True)
        return cls(text, note.status, inert(note.owner or ""), inert(note.due or ""), note.updated)

    @property
    def edit(self) -> NoteEdit:
        """What to write; an empty value clears."""
        return NoteEdit(text=self.text, status=self.status, owner=self.owner, due=self.due)


class NoteEditor(Dialog[tuple[bool, Draft]]):
    """The form; it gives back whether to save and what was written, or None if nothing was."""

    KEYS = "form"
    TALL = True
    BINDINGS: ClassVar = keys.bindings("form")

    def __init__(self, about: str, draft: Draft) -> None:
        """`about` is what the note is on."""
        super().__init__(f"Note on {about}")
        self._draft = draft

    def parts(self) -> Iterable[Widget]:
        """Yield the fields."""
        text = TextArea(self._draft.text, id="note-text", tab_behavior="focus", theme="css")
        text.cursor_blink = False
        text.highlight_cursor_line = False
        yield text
        yield ChoiceLine("Status", NOTE_STATUS_WORDS, self._draft.status, id="note-status")
        for name, label, value, hint in (
            ("owner", "Owner", self._draft.owner, "who answers for it"),
            ("due", "Due", self._draft.due, "a day, such as 2026-11-30"),
        ):
            with Horizontal(classes="field"):
                yield Label(label, markup=False)
                typed = Input(value, placeholder=hint, id=f"note-{name}")
                typed.cursor_blink = False
                yield typed
        yield Bar(id="said", role="bar")
        yield Button(Content("[ Save ]"), id="note-save", compact=True)

    def on_mount(self) -> None:
        """Write at once."""
        self.query_one(TextArea).focus()

    @property
    def written(self) -> Draft:
        """What the fields say now."""
        return Draft(
            self.query_one(TextArea).text,
            self.query_one(ChoiceLine).value,
            self.query_one("#note-owner", Input).value.strip(),
            self.query_one("#note-due", Input).value.strip(),
            self._draft.seen,
        )

    def action_next_field(self) -> None:
        """To the next field."""
        self.focus_next()

    def action_previous_field(self) -> None:
        """To the previous field."""
        self.focus_previous()

    def on_button_pressed(self) -> None:
        """Save."""
        self.action_save()

    def action_save(self) -> None:
        """Save, if the day is one."""
        written = self.written
        try:
            if written.due:
                datetime.date.fromisoformat(written.due)
        except ValueError:
            wrong = f'"{written.due}" is no day: write it as 2026-11-30'
            self.query_one("#said", Bar).say([(wrong, "warning")])
            self.query_one("#note-due", Input).focus()
            return
        self.dismiss((True, written))

    def action_cancel(self) -> None:
        """Close; what was written is kept as a draft."""
        written = self.written
        self.dismiss((False, written) if written != self._draft else None)
