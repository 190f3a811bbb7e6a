"""Searching in the rows of a comparison: what is sought, its hits, and the way back to where the search began."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from peeldiff.app.comparison.tabs import TABS, tab_of
from peeldiff.app.kit.found import Found, around
from peeldiff.app.kit.row_filter import step, words_of
from peeldiff.app.kit.rows import Row, row_title
from peeldiff.app.kit.tab_line import TABS as TAB_LABELS
from peeldiff.compare.comparison import Comparison
from peeldiff.notes.note import Note


class RowSearch:
    """One search, from its beginning to where it was cleared."""

    def __init__(self) -> None:
        """Nothing is sought yet."""
        self.needle = ""
        self._began = ""
        """The row from which the search led away; empty where there is no way back to it."""
        self._ended = ""
        """The row on which it was cleared."""

    def begin(self, needle: str, left: str, reached: str) -> None:
        """Search for `needle`, which led from the row `left` to the row `reached`."""
        self.needle = needle
        self._began = left if reached != left else ""

    def clear(self, row: str) -> None:
        """Seek nothing any more; the cursor stays on `row`, for who found what was sought."""
        self.needle = ""
        self._ended = row

    def moved(self) -> None:
        """Know that the cursor moved: who moves on after a search does not go back to where it began."""
        if not self.needle:
            self._began = ""

    def way_back(self, row: str, comparison: Comparison) -> str:
        """Return the row to which one goes back from where the search was cleared; empty if there is none."""
        began = self._began
        if not began or self._ended != row or began == row:
            return ""
        return began if any(known.id == began for known in tab_of(began).rows(comparison)) else ""

    def hits(self, rows: Sequence[Row], notes: Mapping[str, Note]) -> list[int]:
        """Return the places of the rows in whose words, reasons, findings or notes the needle stands."""
        wanted = self.needle.casefold()
        if not wanted:
            return []
        return [
            place
            for place, row in enumerate(rows)
            if any(wanted in words.casefold() for words in words_of(row, notes.get(row.id)))
        ]

    @staticmethod
    def following(hits: Sequence[int], at: int, by: int) -> int:
        """Return the next hit in a direction; past the last one comes the first again."""
        found = step(hits, at, by)
        return found if found is not None else hits[0 if by > 0 else -1]


def rows_with(
    needle: str, topics: Sequence[Found], *, comparison: Comparison, notes: Mapping[str, Note], first: str
) -> list[Found]:
    """Return the rows in which `needle` stands; those of the tab `first` come first, `topics` were found already."""
    listed = {f"judgment/{topic.topic}" for topic in topics}
    wanted = needle.casefold()
    if not wanted:
        return []
    found = []
    for tab in sorted(TABS, key=lambda tab: tab.id != first):
        for row in tab.rows(comparison):
            texts = words_of(row, notes.get(row.id))
            hit = next((text for text in texts if wanted in text.casefold()), None)
            if hit is not None and row.id not in listed:
                label = f"{TAB_LABELS[tab.id]}  {row_title(row)}"
                found.append(Found(needle, label, around(hit, wanted), row=row.id))
    return found
