"""Bars of one line: title, comparability, tabs, column headings, status and the footer's keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from peeldiff.app.kit.actions import Action
from peeldiff.app.kit.keys import Keys
from peeldiff.app.kit.lines import Line, Span, padded, spread, width_of
from peeldiff.app.kit.widgets.drawing import Drawing


class Bar(Drawing):
    """One line: something on the left, something on the right, and cells that can be clicked."""

    DEFAULT_CSS = "Bar { height: 1; }"

    @dataclass
    class Pressed(Message):
        """A cell with a target was clicked."""

        bar: Bar
        target: str
        """What `show` named it."""

        @property
        def control(self) -> Bar:
            """The bar that was clicked."""
            return self.bar

    def __init__(self, *, id: str | None = None, role: str = "bar") -> None:
        """`role` is that of the blanks."""
        super().__init__(id=id)
        self._left: Sequence[Span] = ()
        self._right: Sequence[Span] = ()
        self._targets: Sequence[tuple[int, int, str]] = ()
        self._role = role
        self._shown: Line = []

    def show(
        self,
        left: Sequence[Span],
        right: Sequence[Span] = (),
        targets: Sequence[tuple[int, int, str]] = (),
    ) -> None:
        """Show a line; `targets` are (first cell, end cell, name) of what can be clicked."""
        before = self._shown
        self._left, self._right, self._targets = left, right, targets
        if not self.size.width:
            self.refresh()
            return
        after = self._line()
        changed = difference(before, after)
        if changed:
            self.refresh(Region(changed[0], 0, changed[1] - changed[0], 1))

    def _line(self) -> Line:
        return padded(spread(self._left, self._right, self.size.width, self._role), self.size.width, self._role)

    def render_line(self, y: int) -> Strip:  # noqa: ARG002  (there is one)
        """Draw the line."""
        self._shown = self._line()
        return self.strip(self._shown, self.size.width, blank=self._role)

    def on_click(self, event: events.Click) -> None:
        """Tell who listens which target was clicked."""
        for start, end, target in self._targets:
            if start <= event.x < end:
                event.stop()
                self.post_message(self.Pressed(self, target))


def difference(before: Sequence[Span], after: Sequence[Span]) -> tuple[int, int] | None:
    """Return the first and the end cell that differ between two lines; None if none do."""
    if list(before) == list(after):
        return None
    old, new = _cells(before), _cells(after)
    shorter = min(len(old), len(new))
    head = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    tail = 0
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail] and len(old) == len(new):
        tail += 1
    return head, max(len(old), len(new)) - tail


def _cells(line: Sequence[Span]) -> list[tuple[str, str]]:
    """Return what stands in each cell; the second cell of a wide sign stands empty."""
    found: list[tuple[str, str]] = []
    for text, role in line:
        if text.isascii():
            found += [(sign, role) for sign in text]
            continue
        for sign in text:
            found.append((sign, role))
            found += [("", role)] * (cell_len(sign) - 1)
    return found


class KeyBar(Bar):
    """The footer: the keys of where one is, as many as fit, each to be clicked."""

    def __init__(self, actions: Sequence[Action], keys: Keys, *, id: str | None = None) -> None:
        """`actions` in the order in which they give way, the last two kept at the right."""
        super().__init__(id=id, role="bar")
        self._actions = actions
        self._keys = keys

    def offer(self, actions: Sequence[Action]) -> None:
        """Show the keys of other actions."""
        self._actions = actions
        self.on_resize()

    def on_resize(self) -> None:
        """Fit the keys to the width."""
        line: Line = [(" ", "bar")]
        targets: list[tuple[int, int, str]] = []
        room = self.size.width + 1  # the last one needs no blanks behind it
        kept = [action for action in self._actions if action.footer >= 20]
        first = [action for action in self._actions if action.footer < 20]
        need = sum(len(self._words(action)) for action in kept)
        for action in first:
            if len(self._words(action)) <= room - need:
                room -= self._add(line, targets, action)
        for action in kept:
            if len(self._words(action)) <= room:
                room -= self._add(line, targets, action)
        line[-1] = (line[-1][0].rstrip(), line[-1][1])
        self.show(line, (), targets)

    def _words(self, action: Action) -> str:
        return f"{self._keys.shown(action)} {self._label(action)}  "

    def _label(self, action: Action) -> str:
        """Return what a key is called; the one that leaves peeldiff only goes back from any screen but the first."""
        return "back" if action.id == "quit" and not getattr(self.screen, "is_first", True) else action.label

    def _add(self, line: Line, targets: list[tuple[int, int, str]], action: Action) -> int:
        start = width_of(line)
        line += [(self._keys.shown(action), "key"), (f" {self._label(action)}  ", "bar")]
        targets.append((start, width_of(line) - 2, action.call))
        return width_of(line) - start

    async def on_bar_pressed(self, message: Bar.Pressed) -> None:
        """Do what the key would do."""
        message.stop()
        await self.screen.run_action(message.target)
