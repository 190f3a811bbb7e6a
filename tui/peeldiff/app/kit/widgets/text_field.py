"""A line to type in, and its label."""

from __future__ import annotations

from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Label


class TextField(Input):
    """A line of text whose cursor does not blink: a blink would be sent again and again."""

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str,
        select_on_focus: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """`placeholder` stands there until something is typed."""
        super().__init__(value, placeholder, select_on_focus=select_on_focus, id=id, classes=classes)
        self.cursor_blink = False


def labelled(label: str, field: Widget) -> Horizontal:
    """Return a field with its label before it."""
    return Horizontal(Label(label, markup=False), field, classes="field")
