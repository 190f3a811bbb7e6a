"""What holds after every step, whatever was done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from peeldiff.app.comparison.screen import ComparisonScreen
from peeldiff.app.country.screen import CountryScreen
from peeldiff.app.kit.widgets.bars import Bar
from peeldiff.app.kit.widgets.line_view import LineView
from peeldiff.app.peeldiff_app import PeeldiffApp
from peeldiff.app.review_app import ReviewApp
from peeldiff.compare.comparison import Comparison
from peeldiff.compare.record import record
from peeldiff.dataset.queries.names import Inspection
from peeldiff.errors import PeeldiffError

REVIEW_CODES = {0, 2, 130}
"""A review also ends with 2, where a file cannot be read, and with 130, where it is left while it reads."""


class Invariants:
    """What holds; what was compared anew once is not compared again while it is shown."""

    def __init__(self, app: PeeldiffApp) -> None:
        self.app = app
        self.codes = REVIEW_CODES if isinstance(app, ReviewApp) else {0}
        self._right: Comparison | None = None

    def broken(self) -> list[str]:
        """Return what does not hold, in words."""
        if self.app._exception is not None:
            return [f"an exception: {self.app._exception!r}"]
        if self.app._exit:
            return [] if self.app.return_code in self.codes else [f"it left with {self.app.return_code}"]
        found = [*self._lists(), *self._focus(), *self._drawn()]
        screen = self.app.screen
        if isinstance(screen, ComparisonScreen):
            found += [*self._comparison(screen), *self._counts(screen)]
        else:
            self._right = None  # a verdict may be said elsewhere: whoever comes back is compared anew
        if isinstance(screen, CountryScreen) and screen.source is not None and screen.source.entries:
            at = screen.source.force(screen.lines.cursor)
            found += [f"the cursor is on {at}, said is {screen.shown.force}"] if at != screen.shown.force else []
        return found

    def _lists(self) -> Iterator[str]:
        """The cursor stands on an entry, and what is scrolled to is there."""
        for screen in self.app.screen_stack:
            for view in screen.query(LineView):
                last = max(0, view.source.entries - 1)
                if not 0 <= view.cursor <= last:
                    yield f"{view.id}: the cursor is on {view.cursor} of 0 to {last}"
                lines = view.source.lines_of(view.cursor)
                if len(lines) and lines.stop > view.source.height:
                    yield f"{view.id}: the entry {view.cursor} ends on line {lines.stop} of {view.source.height}"
                if screen is self.app.screen and view.size.height and self._scrolled_away(view):
                    yield f"{view.id}: shown from line {view._first} of {view.source.height}"

    def _scrolled_away(self, view: LineView) -> bool:
        return not 0 <= view._first <= max(0, view.source.height - view.size.height)

    def _focus(self) -> Iterator[str]:
        """What is typed goes to something on this screen."""
        screen = self.app.screen
        focused = screen.focused
        if focused is not None and (focused.screen is not screen or not focused.is_attached):
            yield f"{focused} has the focus and is not on {screen}"
        away = not self.app.app_focus  # the terminal said that another window is in front
        if focused is None and not away and screen.focus_chain:
            yield f"nothing has the focus on {screen}"

    def _drawn(self) -> Iterator[str]:
        """Every line is as wide as the window and there are as many as it has."""
        width, height = self.app.size
        strips = self.app.screen._compositor.render_strips()
        if len(strips) != height:
            yield f"{len(strips)} lines are drawn in a window of {height}"
        wrong = next((strip for strip in strips if strip.cell_length != width), None)
        if wrong is not None:
            yield f"a line of {wrong.cell_length} cells is drawn in a window of {width}: {wrong.text!r}"

    def _comparison(self, screen: ComparisonScreen) -> Iterator[str]:
        """What is shown is what comparing its sides gives, and every row is either shown or chosen away."""
        shown = screen.compared
        if shown is not self._right:
            sides = (Inspection(side.force, side.cycle) for side in (shown.left, shown.right))
            try:
                if record(shown) != record(screen.session.compare(*sides)):
                    yield "the comparison shown is not that of its sides"
            except PeeldiffError as error:
                yield f"its sides cannot be compared: {error}"
            self._right = shown
        if dict(screen.notes) != dict(screen.session.note_desk(shown).read().notes):
            yield "the notes shown are not those in the folder"
        rows = [row for row in screen.shown.tab.rows(shown) if screen.shown.choice.shows(row)]
        if list(screen.rows) != rows:
            yield f"{len(screen.rows)} rows are shown of {len(rows)} that are chosen"

    def _counts(self, screen: ComparisonScreen) -> Iterator[str]:
        """A filter or a fold never hides how many rows there are of each kind."""
        bar = screen.query_one("#tabs", Bar)
        if not bar.size.width:
            return
        message = "".join(text for text, _ in bar._line())
        message = message if len(message) <= bar.size.width else message[: bar.size.width]
        for count in screen.shown.tab.counted(screen.compared):
            sign = screen.host.marks.of_change(count.kind, "indicative" if count.hint else None)
            if not any(form in message for form in (f"{sign} {count.rows}", f"{sign}{count.rows}")):
                yield f"{count.rows} {count.kind} are not counted in {message!r}"
        everything = screen.shown.tab.rows(screen.compared)
        hidden = len(everything) - len(screen.rows)
        hint = _hint_below(screen.lines)
        counted = sum(int(number) for number in re.findall(r"(\d+) (?:unchanged|not on both|gaps?|filtered out)", hint))
        if hidden != counted:
            yield f"{hidden} rows are hidden, but told is {hint!r}"


def _hint_below(view: LineView) -> str:
    """Return the last line of a list."""
    last = view.source.height - 1
    return "".join(text for text, _ in view.source.line(last)) if last >= 0 else ""
