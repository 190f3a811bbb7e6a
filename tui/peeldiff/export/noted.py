"""What people noted on a change, as plain values: export and notes do not know each other."""

from __future__ import annotations

from dataclasses import dataclass

from peeldiff.vocabulary.words import NOTE_STATUS_WORDS, short_day


@dataclass(frozen=True, slots=True)
class NotedChange:
    """What people noted on a change."""

    text: str
    status: str
    owner: str | None
    due: str | None
    """An ISO day."""

    @property
    def is_unfinished(self) -> bool:
        """Whether something is still to be done."""
        return self.status in ("open", "in-progress")

    @property
    def who(self) -> str:
        """Say who has it, by when and how it stands: `Kim, by 31 May 2026, open`."""
        due = f"by {short_day(self.due)}" if self.due else "no day set"
        return f"{self.owner or 'nobody named'}, {due}, {NOTE_STATUS_WORDS[self.status]}"

    @property
    def line(self) -> str:
        """Return the whole note: `Note (Kim, by 31 May 2026, open): On the May board`."""
        return f"Note ({self.who}){self.text and f': {self.text}'}"
