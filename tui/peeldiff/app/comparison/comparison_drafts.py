"""Notes that were begun and not saved: kept on the disk while one writes, and offered again."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock
from typing import TYPE_CHECKING

from peeldiff.app.comparison.comparison_view import ComparisonView
from peeldiff.app.comparison.headings import note_title
from peeldiff.app.kit.details import Row
from peeldiff.errors import PeeldiffError

if TYPE_CHECKING:
    from peeldiff.app.notes.editor import Draft
    from peeldiff.compare.comparison import Comparison

DraftKey = tuple[str, str, str]


class Drafts(ComparisonView):
    """What was written and not saved, here and on the disk."""

    drafts: dict[DraftKey, Draft]
    """By inspections and change."""
    _one_at_a_time = Lock()

    def on_mount(self) -> None:
        """Begin with none; those on the disk come with the notes."""
        self.drafts = {}

    def draft_key(self, comparison: Comparison, change: str) -> DraftKey:
        """Return the place of a draft, the same whichever side stands left."""
        first, second = sorted((comparison.left.inspection, comparison.right.inspection))
        return first, second, change

    def keep_draft(self, comparison: Comparison, change: str, draft: Draft) -> str | None:
        """Write a draft to the disk; return why it could not be, if it could not. Can be called from any thread."""
        try:
            with self._one_at_a_time:
                self.session.keep_draft(comparison, change, draft.edit, draft.seen)
        except PeeldiffError as error:
            return self.session.settings.redact(str(error))
        return None

    def drop_draft(self, comparison: Comparison, change: str) -> str | None:
        """Throw a draft away; return why it could not be, if it could not."""
        self.drafts.pop(self.draft_key(comparison, change), None)
        try:
            with self._one_at_a_time:
                self.session.drop_draft(comparison, change)
        except PeeldiffError as error:
            return self.session.settings.redact(str(error))
        return None

    def offer(self, comparison: Comparison, drafts: Mapping[str, Draft]) -> None:
        """Take over the drafts found on the disk, and say on which rows there are new ones."""
        found = {self.draft_key(comparison, change): draft for change, draft in drafts.items()}
        new = {change for *_, change in found.keys() - self.drafts.keys()}
        self.drafts = found | self.drafts
        rows: list[Row] = [*comparison.judgment_rows, *comparison.finding_rows, *comparison.figure_rows]
        titles = [note_title(row) for row in rows if row.id in new]
        if titles:
            more = f" and on {len(titles) - 1} more" if titles[1:] else ""
            self.say(f"Not saved yet: your note on {titles[0]}{more}")
