"""Where one chooses: a force and a cycle for the left side, then for the right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from peeldiff.app import keys
from peeldiff.app.lines import Line, fit
from peeldiff.app.rows.forces import CELL, Chosen, ForceSource, cycle_heading, cycles_that_fit
from peeldiff.app.rows.words import short_force
from peeldiff.app.screens.comparison import ComparisonScreen
from peeldiff.app.screens.main_screen import MainScreen
from peeldiff.app.widgets.bars import Bar, KeyBar
from peeldiff.app.widgets.detail_pane import DetailPane
from peeldiff.app.widgets.line_view import GUTTER, LineView
from peeldiff.compare.model import Comparison
from peeldiff.dataset.names import Inspection
from peeldiff.errors import PeeldiffError

if TYPE_CHECKING:
    from peeldiff.app.session import Session
    from peeldiff.dataset.model import Cycle

NAMES, WIDE_NAMES = 22, 40
"""Cells of a force's name in short and in full."""


class Compared(Message):
    """The comparison that was asked for is made."""

    def __init__(self, comparison: Comparison) -> None:
        """`comparison` is it."""
        super().__init__()
        self.comparison = comparison


class ForceInput(Input, inherit_bindings=False):
    """Letters filter; everything else is for the list."""

    BINDINGS: ClassVar = [
        Binding("backspace", "delete_left", "delete", show=False),
        Binding("ctrl+w", "delete_left_word", "delete a word", show=False),
    ]

    def __init__(self) -> None:
        """A line without a blinking cursor."""
        super().__init__(placeholder="type to find a force", select_on_focus=False, restrict=r"[\w &.'-]*")
        self.cursor_blink = False

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002  (Textual's)
        """Take letters, digits and what stands in names; leave signs to the bindings."""
        return character is not None and (character.isalnum() or character in " &.'-")


class StartScreen(MainScreen):
    """The matrix of forces and cycles."""

    KEYS = "start"
    BINDINGS: ClassVar = keys.bindings("start")

    def __init__(self, session: Session, left: Inspection | None = None) -> None:
        """`left` is the left side if it was named already."""
        super().__init__()
        self.session = session
        self.force = left.force if left else self._best_known()
        self.chosen = Chosen(self._after(left) if left else self._latest(), left)
        self._found: list[tuple[str, str]] = []

    def _best_known(self) -> str:
        """Return the force of which the dataset knows most: there the cursor starts."""
        counts = self.session.facts_by_force
        return max(self.session.dataset.force_names, key=lambda force: counts.get(force, 0), default="")

    def _latest(self) -> str:
        """Return the last cycle in which the force is known."""
        cycles = list(self.session.dataset.cycles)
        known = [one for one in cycles if self.session.known.get((self.force, one))]
        return known[-1] if known else cycles[-1]

    def _after(self, left: Inspection) -> str:
        """Return the cycle after one, in which the force is known."""
        cycles = list(self.session.dataset.cycles)
        later = cycles[cycles.index(left.cycle) + 1 :]
        return next((one for one in later if self.session.known.get((left.force, one))), left.cycle)

    @property
    def lines(self) -> LineView:
        """The forces."""
        return self.query_one(LineView)

    def parts(self) -> Iterable[Widget]:
        """Yield what is loaded, what to choose, and the matrix."""
        yield Bar(id="title")
        yield ForceInput()
        yield Bar(id="columns", role="text")
        yield LineView(id="forces")
        yield Bar(id="status", role="rule")
        yield Bar(id="choice", role="text")
        yield DetailPane(id="about")
        yield KeyBar(keys.footer(self.KEYS), self.owner.keys, id="keys")

    def on_mount(self) -> None:
        """Type at once, or move: both work."""
        self.query_one(ForceInput).focus()
        self.watch(self.lines, "cursor", self.follow, init=False)
        self.filter("")

    def on_resize(self) -> None:
        """Fit the cycles anew."""
        self.show_forces()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter as one types."""
        self.filter(event.value)

    def on_input_submitted(self) -> None:
        """Choose."""
        self.action_choose()

    def filter(self, text: str) -> None:
        """Show the forces that have every word of `text` in name, alias or region."""
        words = text.casefold().split()
        rows = self.session.dataset.forces.select("force", "name", "aliases", "region").iter_rows()
        self._found = [
            (force, name)
            for force, name, aliases, region in rows
            if all(word in f"{force} {name} {aliases or ''} {region}".casefold() for word in words)
        ]
        if self._found and self.force not in dict(self._found):
            self.force = self._found[0][0]
        self.show_forces()

    def show_forces(self) -> None:
        """Draw everything for what is chosen now."""
        if not self.is_mounted or not self.size.width:
            return
        marks = self.owner.marks
        names, cycles = self._columns()
        found = [(force, name if names > NAMES else short_force(name)) for force, name in self._found]
        source = ForceSource(found, cycles, self.session.known, self.chosen, self.force, marks, names)
        at = next((place for place, (force, _) in enumerate(self._found) if force == self.force), 0)
        self.lines.show(source, at)
        self._bars(names, [cycle_heading(one).center(CELL) for one in cycles])

    def _columns(self) -> tuple[int, list[Cycle]]:
        """Return how many cells a name has, and the cycles that fit beside it."""
        width, cycles = self.size.width - GUTTER, list(self.session.dataset.cycles.values())
        names = WIDE_NAMES if width >= WIDE_NAMES + CELL * len(cycles) else NAMES
        return names, cycles_that_fit(cycles, width, names)

    def _bars(self, names: int, headings: list[str]) -> None:
        ds = self.session.dataset
        title: Line = [(" peeldiff", "title"), ("   police inspections side by side", "bar")]
        covered = f"{ds.judgments.height:,} judgments in {len(self.session.known)} inspections "
        self.query_one("#title", Bar).say(title, [(covered, "bar")])
        about = f"{ds.name}, version {ds.version}, {ds.date}. {ds.attribution}"
        self.query_one("#about", DetailPane).show([[(about, "muted")]])
        columns: Line = [(" " + fit(" force", names), "heading"), ("".join(headings), "heading")]
        self.query_one("#columns", Bar).say(columns)
        self.query_one("#choice", Bar).say(self._question())
        self.query_one("#status", Bar).say([(self.owner.marks.level * self.size.width, "rule")])

    def _question(self) -> Line:
        here = self._words(Inspection(self.force, self.chosen.cycle))
        key = self.owner.keys.shown(keys.BY_ID["choose"])
        if self.chosen.left is None:
            return [(" 1 ", "key"), ("Left side: ", "strong"), (f"{here}  ", "text"), (f"{key} chooses it", "muted")]
        left = self._words(self.chosen.left)
        return [
            (f" {self.owner.marks.chosen} {left}  ", "better"),
            ("2 ", "key"),
            ("Right side: ", "strong"),
            (f"{here}  ", "text"),
            (f"{key} compares", "muted"),
        ]

    def _words(self, one: Inspection) -> str:
        ds = self.session.dataset
        name = ds.force_names.get(one.force, one.force)
        none = "" if self.session.known.get((one.force, one.cycle)) else " (nothing known)"
        return f"{name} {ds.cycles[one.cycle].name}{none}"

    def say(self, message: str, role: str = "strong") -> None:
        """Show a message in the status line."""
        self.query_one("#status", Bar).say([(f" {message} ", role)])

    def follow(self) -> None:
        """Follow the cursor to another force."""
        self.force = self._found[self.lines.cursor][0]
        self.show_forces()

    def on_line_view_chosen(self, message: LineView.Chosen) -> None:
        """A click on the force of the cursor chooses."""
        message.stop()
        self.action_choose()

    def action_earlier(self) -> None:
        """To the previous cycle."""
        self._step(-1)

    def action_later(self) -> None:
        """To the next cycle."""
        self._step(1)

    def _step(self, by: int) -> None:
        cycles = [one.id for one in self._columns()[1]]
        at = cycles.index(self.chosen.cycle) if self.chosen.cycle in cycles else len(cycles) - 1
        self.chosen = Chosen(cycles[max(0, min(at + by, len(cycles) - 1))], self.chosen.left)
        self.show_forces()

    def action_choose(self) -> None:
        """Choose the left side, then the right, then compare."""
        if not self._found:
            return
        here = Inspection(self.force, self.chosen.cycle)
        if self.chosen.left is None:
            self.chosen = Chosen(self._after(here), here)
            self.query_one(ForceInput).value = ""
            self.show_forces()
        else:
            self.compare(self.chosen.left, here)

    @work(thread=True, exclusive=True, group="compare")
    def compare(self, left: Inspection, right: Inspection) -> None:
        """Compare, off the screen's thread."""
        try:
            comparison = self.session.compare(left, right)
        except PeeldiffError as error:
            self.app.call_from_thread(self.say, str(error), "warning")
        else:
            self.post_message(Compared(comparison))

    def on_compared(self, message: Compared) -> None:
        """Open the comparison; whoever comes back chooses anew."""
        self.chosen = Chosen(self.chosen.cycle)
        self.show_forces()
        self.app.push_screen(ComparisonScreen(self.session, message.comparison))

    def action_find(self) -> None:
        """Type letters to filter the forces."""
        self.query_one(ForceInput).focus()

    def action_back(self) -> None:
        """Out of the typing, out of the left side that was chosen, else out of this screen."""
        typed = self.query_one(ForceInput)
        if typed.has_focus:
            typed.value = ""
            self.lines.focus()
        elif self.chosen.left is not None:
            self.chosen = Chosen(self.chosen.cycle)
            self.show_forces()
        else:
            super().action_back()
