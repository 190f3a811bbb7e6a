"""What every widget of ours draws with: spans become strips in the styles of the look in force."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from peeldiff.app.kit.lines import Span, padded
from peeldiff.app.kit.marks import Marks
from peeldiff.vocabulary.signs import to_ascii

if TYPE_CHECKING:
    from peeldiff.app.kit.host import Host

_PLAIN = Style()


class Drawing(Widget):
    """A widget that draws lines of spans itself, and sends only the cells that changed."""

    ALLOW_SELECT = False

    @property
    def host(self) -> Host:
        """The app, which knows the look and the signs in force."""
        return cast("Host", self.app)

    @property
    def marks(self) -> Marks:
        """The signs in force."""
        return self.host.marks

    def strip(self, line: Sequence[Span], width: int, *, blank: str = "text") -> Strip:
        """Draw a line, `width` cells wide."""
        roles = self.host.look.roles
        base = self._base()
        plain = to_ascii if self.marks.ascii else str
        segments: list[Segment] = []
        for text, role in padded(line, width, blank):
            style = base + roles.get(role, _PLAIN)
            if segments and segments[-1].style == style:
                segments[-1] = Segment(segments[-1].text + plain(text), style)
            elif text:
                segments.append(Segment(plain(text), style))
        return Strip(segments, None if self.marks.ascii else width)

    def _base(self) -> Style:
        """The style of the widget itself, looked up once a look and a background."""
        key = (self.host.look.theme.name, self.has_pseudo_class("focus"))
        found = self.__dict__.get("_base_style")
        if found is None or found[0] != key:
            found = self.__dict__["_base_style"] = (key, self.rich_style)
        return cast(Style, found[1])


class ScrolledDrawing(Drawing):
    """Lines that may be more than fit, which the wheel moves as the keys do."""

    @abstractmethod
    def scroll_by(self, lines: int) -> None:
        """Show what lies so many lines below, or above where there are fewer than none."""

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down."""
        event.stop()
        self.scroll_by(2)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up."""
        event.stop()
        self.scroll_by(-2)
