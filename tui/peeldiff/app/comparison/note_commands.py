"""Notes on the rows of a comparison, and the notes file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peeldiff.app.comparison.export_menu import Written, export_menu, writing
from peeldiff.app.kit.lines import cut_front
from peeldiff.app.kit.navigation import NoteRequested
from peeldiff.app.kit.rows import Row
from peeldiff.app.kit.widgets.status_bar import MESSAGE_EDGE
from peeldiff.compare.rows import JudgmentRow

if TYPE_CHECKING:
    from peeldiff.app.comparison.screen import ComparisonScreen
    from peeldiff.app.kit.base_screen import Commands


class NoteCommands:
    """The commands on notes."""

    def __init__(self, screen: ComparisonScreen) -> None:
        """`screen` shows the comparison."""
        self._screen = screen

    @property
    def commands(self) -> Commands:
        """The commands."""
        return {"note": self._write_note, "export": self._export}

    def _write_note(self) -> None:
        """Open the note of this row."""
        row = self._screen.row
        if row is None:
            return
        if not row.is_change and row.id not in self._screen.notes:
            self._screen.show_message(why_no_note(row))
            return
        self._screen.status.clear_message()
        self._screen.ask(NoteRequested(self._screen.compared, row, self._screen.notes.get(row.id)))

    def _export(self) -> None:
        """Ask what to write, and say where it is: the end of its path in the status line, all of it below."""
        screen, comparison = self._screen, self._screen.compared

        def show(written: Written) -> None:
            path, more = written
            where, words = screen.host.settings.redact(str(path)), "Written: "
            screen.show_message(words + cut_front(where, screen.size.width - len(words) - MESSAGE_EDGE))
            screen.detail_pane.show([[(words, "strong"), (where, "text")], [(more, "muted")]])

        def done(chosen: str | None) -> None:
            if chosen is not None:
                job = writing(screen.session, comparison, chosen, screen.host.today())
                screen.in_background(job, show, group="export")

        screen.app.push_screen(export_menu(), done)


def why_no_note(row: Row) -> str:
    """Say why a row can have no note."""
    if isinstance(row, JudgmentRow) and row.kind == "unknown":
        return "A note belongs to a change: of this row the dataset lacks a side."
    return "A note belongs to a change; nothing changed in this row."
