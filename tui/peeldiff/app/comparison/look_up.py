"""Looking things up on a row: why in full, what a grade or term means, where it is from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peeldiff.app.comparison.row_detail import gap_addresses, sources
from peeldiff.app.kit.definitions import definitions
from peeldiff.app.kit.judgment_detail import describe_no_source
from peeldiff.app.kit.navigation import KeptPageRequested, Position, UpdateRequested
from peeldiff.app.kit.reasons import reasons
from peeldiff.compare.rows import JudgmentRow
from peeldiff.dataset.queries.names import Inspection

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
        return {"why": self._why, "definition": self._definition, "source": self._source, "update": self._update}

    def _why(self) -> None:
        """Show why, in full."""
        from peeldiff.app.kit.dialogs.text_dialog import TextDialog

        screen = self._screen
        screen.app.push_screen(TextDialog("Why", reasons(screen.compared, screen.row, screen.host.marks)))

    def _definition(self) -> None:
        """Show what the grades, the status and the terms of this row mean."""
        from peeldiff.app.kit.dialogs.text_dialog import TextDialog

        screen = self._screen
        found = definitions(screen.session.dataset, screen.compared, screen.row, screen.host.marks)
        screen.app.push_screen(TextDialog("What it means", found))

    def _source(self) -> None:
        """Open the sources of this row in a browser, or show their addresses."""
        from peeldiff.app.kit.dialogs.source_dialog import SourceDialog

        screen = self._screen
        row, compared = screen.row, screen.compared
        lacking = gap_addresses(compared, row) if row else []
        found = [*sources(compared, row), *lacking] if row else []
        if found:
            dialog = SourceDialog(found, has_gap=bool(lacking))
            screen.app.push_screen(dialog, self._follow_source)
        else:
            judgments = (*row.left, *row.right) if isinstance(row, JudgmentRow) else ()
            screen.show_message(describe_no_source("row", judgments))

    def _follow_source(self, wish: str | None) -> None:
        """Fetch what the row lacks, or show the kept page of an address, as was wished among the sources."""
        from peeldiff.app.kit.dialogs.source_dialog import FETCH

        screen, row = self._screen, self._screen.row
        if wish == FETCH:
            self._update()
        elif wish:
            judgments = (*row.left, *row.right) if isinstance(row, JudgmentRow) else ()
            items = (judgment.item for judgment in judgments if judgment.source == wish)
            screen.ask(KeptPageRequested(wish, next(items, "")))

    def _update(self) -> None:
        """Ask for the pages that fill what this row lacks; what both inspections lack, where it lacks nothing."""
        screen = self._screen
        compared, row = screen.compared, screen.row
        sides = (compared.left, compared.right)
        held = (row.left, row.right) if isinstance(row, JudgmentRow) else ((), ())
        lacking = [
            Inspection(side.force, side.cycle)
            for side, judgments in zip(sides, held, strict=True)
            if any(judgment.status == "absent" for judgment in judgments)
        ]
        inspections = lacking or [Inspection(side.force, side.cycle) for side in sides]
        screen.ask(UpdateRequested(list(dict.fromkeys(inspections)), Position(screen.row_id)))
