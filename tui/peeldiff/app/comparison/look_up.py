"""Looking things up on a row: why in full, what a grade or term means, where it is from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peeldiff.app.comparison.row_detail import gap_addresses, sources
from peeldiff.app.kit.definitions import definitions
from peeldiff.app.kit.reasons import reasons

if TYPE_CHECKING:
    from peeldiff.app.comparison.screen import ComparisonScreen
    from peeldiff.app.kit.base_screen import Commands


class LookUp:
    """The commands that look something up."""

    def __init__(self, screen: ComparisonScreen) -> None:
        """`screen` has the row."""
        self._screen = screen

    @property
    def commands(self) -> Commands:
        """The commands."""
        return {"why": self._why, "definition": self._definition, "source": self._source}

    def _why(self) -> None:
        """Show why, in full."""
        from peeldiff.app.kit.text_dialog import TextDialog

        screen = self._screen
        screen.app.push_screen(TextDialog("Why", reasons(screen.compared, screen.row, screen.host.marks)))

    def _definition(self) -> None:
        """Show what the grades, the status and the terms of this row mean."""
        from peeldiff.app.kit.text_dialog import TextDialog

        screen = self._screen
        found = definitions(screen.session.dataset, screen.compared, screen.row, screen.host.marks)
        screen.app.push_screen(TextDialog("What it means", found))

    def _source(self) -> None:
        """Open the sources of this row in a browser, or show their addresses."""
        from peeldiff.app.kit.source_dialog import SourceDialog

        screen = self._screen
        row, compared = screen.row, screen.compared
        found = [*sources(compared, row), *gap_addresses(compared, row)] if row else []
        if found:
            screen.app.push_screen(SourceDialog(found))
        else:
            screen.show_message("This row has no source, and where its answer is published is not known.")
