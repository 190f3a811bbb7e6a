"""Looking things up on a row: why in full, what a grade or term means, where it is from."""

from __future__ import annotations

from peeldiff.app.comparison.comparison_view import ComparisonView
from peeldiff.app.kit.definitions import definitions
from peeldiff.app.kit.details import sources
from peeldiff.app.kit.reasons import reasons


class LookupActions(ComparisonView):
    """The actions that look something up."""

    def action_why(self) -> None:
        """Show why, in full."""
        from peeldiff.app.kit.text_dialog import TextDialog

        self.app.push_screen(TextDialog("Why", reasons(self.shown, self.row, self.owner.marks)))

    def action_definition(self) -> None:
        """Show what the grades, the status and the terms of this row mean."""
        from peeldiff.app.kit.text_dialog import TextDialog

        said = definitions(self.session.dataset, self.shown, self.row, self.owner.marks)
        self.app.push_screen(TextDialog("What it means", said))

    def action_source(self) -> None:
        """Open the sources of this row in a browser, or show their addresses."""
        from peeldiff.app.kit.source_dialog import SourceDialog

        found = sources(self.shown, self.row) if self.row else []
        if not found:
            self.say("This row has no source: the dataset knows nothing of it.")
            return
        self.app.push_screen(SourceDialog(found))
