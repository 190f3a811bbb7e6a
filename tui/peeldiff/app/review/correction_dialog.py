"""Correcting an imported row: its fields, and under each what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import ClassVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Input

from peeldiff.app.kit import keys
from peeldiff.app.kit.base_screen import Commands
from peeldiff.app.kit.dialogs.dialog import Dialog
from peeldiff.app.kit.dialogs.finder import Candidate, Candidates, Finder
from peeldiff.app.kit.widgets.bars import Bar
from peeldiff.app.kit.widgets.choice_line import ChoiceLine
from peeldiff.app.kit.widgets.text_field import TextField, labelled
from peeldiff.app.review.correction_fields import Field
from peeldiff.text import inert

LABEL = 18
"""Cells of a field's name."""

_AROUND = 6
"""Lines of the box that are no fields: its border, title, message, button and keys."""

Given = dict[str, str]
Wrong = Callable[[Mapping[str, str]], Mapping[str, str]]
"""Tells what is wrong with what was given, by column; under "" what is about no field."""


class Correction(Dialog[Given]):
    """The form; it gives back what stands in its fields, by column, or None."""

    KEYS = "correction"
    BINDINGS: ClassVar = keys.bindings("correction")

    def __init__(self, title: str, fields: Sequence[Field], values: Mapping[str, str | None], wrong: Wrong) -> None:
        """`values` are those to begin with, `wrong` checks before anything is given back."""
        super().__init__(title)
        self._fields = fields
        self._values = values
        self._wrong = wrong

    def parts(self) -> Iterable[Widget]:
        """Yield the fields, a line under each for what is wrong with it, and what is about all of them."""
        with VerticalScroll(id="fields", can_focus=False):
            for field in self._fields:
                yield from self._field(field)
        yield Bar(id="message", role="bar")
        yield Button(Content("[ Save ]"), id="save", compact=True)

    def _field(self, field: Field) -> Iterable[Widget]:
        value = inert(self._values.get(field.column) or "")
        if field.choices:
            yield ChoiceLine(field.label, field.choices, value, label_width=LABEL, id=field.column)
        else:
            yield labelled(field.label, TextField(value, placeholder=field.hint, id=field.column))
        yield Bar(id=f"wrong-{field.column}", role="bar")

    def on_resize(self) -> None:
        """Leave room for what stands around the fields; those that do not fit are scrolled to."""
        self.query_one("#fields").styles.max_height = max(3, self.size.height * 9 // 10 - _AROUND)

    def on_mount(self) -> None:
        """Begin with the first field."""
        self.query_one(f"#{self._fields[0].column}").focus()

    @property
    def given(self) -> Given:
        """What the fields say now."""
        found: Given = {}
        for field in self._fields:
            widget = self.query_one(f"#{field.column}")
            found[field.column] = widget.value if isinstance(widget, ChoiceLine) else ""
            if isinstance(widget, Input):
                found[field.column] = inert(widget.value).strip()
        return found

    def make_commands(self) -> Commands:
        """Return going from field to field, choosing from a list, and saving."""
        return {
            **super().make_commands(),
            "next-field": self.focus_next,
            "previous-field": self.focus_previous,
            "pick": self.pick,
            "save": self.save,
        }

    def pick(self) -> None:
        """Choose from a list what the arrows would reach only one by one."""
        line = self.app.focused
        field = next((field for field in self._fields if line is not None and field.column == line.id), None)
        if field is None or not isinstance(line, ChoiceLine):
            return

        def done(value: str | None) -> None:
            if value is not None:
                line.choose(value)

        found = [Candidate(words, value, value) for value, words in field.choices.items()]
        at = list(field.choices).index(line.value)
        self.app.push_screen(Finder(field.label, Candidates(found), "Type a few letters", at=at), done)

    def on_button_pressed(self) -> None:
        """Save."""
        self.save()

    def on_input_submitted(self) -> None:
        """Save."""
        self.save()

    def save(self) -> None:
        """Give the values back, if nothing is wrong with them; else say it at the field, and change nothing."""
        wrong = dict(self._wrong(self.given))
        for field in self._fields:
            bar = self.query_one(f"#wrong-{field.column}", Bar)
            problem = wrong.pop(field.column, "")
            bar.set_class(bool(problem), "-wrong")
            bar.show([(f"{' ' * LABEL}{problem}", "warning")])
        first = next(
            (field.column for field in self._fields if self.query_one(f"#wrong-{field.column}").has_class("-wrong")), ""
        )
        self.query_one("#message", Bar).show([(" ".join(wrong.values()), "warning")])
        if first:
            self.query_one(f"#{first}").focus()
        elif not wrong:
            self.dismiss(self.given)
