"""Writing a note: text, status, owner and due date."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Button, Input, TextArea

from peeldiff.app.kit import actions, keys
from peeldiff.app.kit.base_screen import Commands
from peeldiff.app.kit.dialogs.dialog import Dialog
from peeldiff.app.kit.widgets.bars import Bar
from peeldiff.app.kit.widgets.choice_line import ChoiceLine
from peeldiff.app.kit.widgets.text_field import TextField, labelled
from peeldiff.app.notes.note_draft import Draft
from peeldiff.days import parse_day
from peeldiff.vocabulary.words import NOTE_STATUS_WORDS


class NoteEditor(Dialog[tuple[bool, Draft]]):
    """The form; it gives back whether to save and what was written, or None if nothing was."""

    KEYS = "form"
    TALL = True
    BINDINGS: ClassVar = keys.bindings("form")

    PAUSE = 0.5
    """Seconds without a key after which what stands there is kept."""

    def __init__(self, about: str, draft: Draft, before: Draft, keep: Callable[[Draft], str | None]) -> None:
        """`about` is what the note is on, `before` how it stands without the draft.

        `keep` puts a draft on the disk and returns why it could not; it is called off the screen's
        thread, but for the last time when the program ends.
        """
        super().__init__(f"Note on {about}")
        self._draft = draft
        self._before = before
        self._keep = keep
        self._latest = self._kept = draft
        self._waiting: Timer | None = None
        self._settled = False

    def parts(self) -> Iterable[Widget]:
        """Yield the fields."""
        text = TextArea(self._draft.text, id="note-text", tab_behavior="focus", theme="css")
        text.cursor_blink = False
        text.highlight_cursor_line = False
        yield text
        yield ChoiceLine("Status", NOTE_STATUS_WORDS, self._draft.status, id="note-status")
        for name, label, value, hint in (
            ("owner", "Owner", self._draft.owner, "who answers for it"),
            ("due", "Due", self._draft.due, "a day, such as 30 Nov 2026 or 30/11/2026"),
        ):
            yield labelled(label, TextField(value, placeholder=hint, select_on_focus=True, id=f"note-{name}"))
        yield Bar(id="message", role="bar")
        yield Button(Content("[ Save ]"), id="note-save", compact=True)

    def on_mount(self) -> None:
        """Write at once."""
        self.query_one(TextArea).focus()
        if self._draft != self._before:
            discard = self.host.keys.shown(actions.BY_ID["discard"])
            self.query_one("#message", Bar).show([(f" Your draft, not saved yet. {discard} throws it away.", "strong")])

    def on_text_area_changed(self) -> None:
        """Keep it soon."""
        self._changed()

    def on_input_changed(self) -> None:
        """Keep it soon."""
        self._changed()

    def on_choice_line_changed(self) -> None:
        """Keep it soon."""
        self._changed()

    def _changed(self) -> None:
        self._latest = self.written
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self.set_timer(self.PAUSE, self._pause)

    def _pause(self) -> None:
        if self._latest != self._kept:
            self._kept = self._latest
            self.keep_latest(self._latest)

    def keep_latest(self, draft: Draft) -> None:
        """Put what stands there on the disk."""

        def kept(reason: str | None) -> None:
            if reason is not None:
                self.show_message(f" The draft is not kept: {reason}", "warning")

        self.in_background(lambda: self._keep(draft), kept, group="draft", exclusive=False)

    def show_message(self, message: str, role: str = "strong") -> None:
        """Show a message under the fields."""
        self.query_one("#message", Bar).show([(message, role)])

    def on_unmount(self) -> None:
        """Keep the last words when the program ends under one's hands."""
        self.keep_last_words()

    def keep_last_words(self) -> None:
        """Put what stands there on the disk at once, if it is not there. Can be called from any thread."""
        if self._latest != self._kept and not self._settled:
            self._kept = self._latest
            self._keep(self._latest)

    def _settle(self, outcome: tuple[bool, Draft] | None) -> None:
        self._settled = True
        if self._waiting is not None:
            self._waiting.stop()
        self.dismiss(outcome)

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

    def make_commands(self) -> Commands:
        """Return going from field to field, saving, and the two ways to leave."""
        return {
            **super().make_commands(),
            "next-field": self.focus_next,
            "previous-field": self.focus_previous,
            "save": self.save,
            "cancel": self.cancel,
            "discard": self.discard,
        }

    def on_button_pressed(self) -> None:
        """Save."""
        self.save()

    def save(self) -> None:
        """Save, if the day is one."""
        written = self.written
        if written.due and parse_day(written.due) is None:
            self.show_message(f'"{written.due}" is no day: write it as 30 Nov 2026 or 30/11/2026', "warning")
            self.query_one("#note-due", Input).focus()
            return
        self._settle((True, written))

    def cancel(self) -> None:
        """Close; what was written is kept as a draft."""
        written = self.written
        self._settle((False, written) if written != self._before else None)

    def discard(self) -> None:
        """Close, and throw away what was written and not saved."""
        self._settle(None)
