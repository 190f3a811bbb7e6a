"""Which rows are shown: filtered by kind, folded, and where a search finds something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from peeldiff.app.kit.rows import Row
from peeldiff.compare.comparison import FigureRow, FindingRow, JudgmentRow
from peeldiff.export.words import row_name
from peeldiff.notes.note import Note
from peeldiff.vocabulary.terms import QUIET


@dataclass(frozen=True)
class Choice:
    """What a person chose to see."""

    hidden: frozenset[str] = frozenset()
    """Kinds filtered away."""
    folded: bool = False
    """Whether rows are folded away that did not change."""

    def toggled(self, kind: str) -> Choice:
        """Return the choice with a kind hidden that was shown, or shown that was hidden."""
        return replace(self, hidden=self.hidden ^ {kind})

    def shows(self, row: Row) -> bool:
        """Tell whether a row is shown."""
        return kind_of(row) not in self.hidden and not (self.folded and not is_news(row))


def kind_of(row: Row) -> str:
    """Return a row's kind; a figure has none."""
    return "" if isinstance(row, FigureRow) else row.kind


def is_news(row: Row) -> bool:
    """Tell whether a row stays when what did not change is folded away."""
    return kind_of(row) not in QUIET and row.is_change


def hidden_words(choice: Choice, rows: Sequence[Row], fold_key: str, filter_key: str) -> str:
    """Say how many rows are not shown, and how to get them back; empty if all are."""
    filtered = sum(kind_of(row) in choice.hidden for row in rows)
    folded = sum(not choice.shows(row) for row in rows) - filtered
    said = []
    if folded:
        said.append(f"{folded} without a change folded away ({fold_key} unfolds)")
    if filtered:
        said.append(f"{filtered} filtered out ({filter_key} filters)")
    return ", ".join(said)


def changes(rows: Sequence[Row]) -> list[int]:
    """Return the places of the rows at which the change keys stop."""
    return [place for place, row in enumerate(rows) if row.is_change]


def position(rows: Sequence[Row], at: int) -> str:
    """Return `4 of 17 changes` for a change, and how many there are for another row."""
    stops = changes(rows)
    many = "change" if len(stops) == 1 else "changes"
    if at in stops:
        return f"{stops.index(at) + 1} of {len(stops)} {many}"
    return f"{len(stops)} {many}"


def step(stops: Sequence[int], at: int, by: int) -> int | None:
    """Return the next (`by` 1) or previous (-1) of some places, from a place; None at the end."""
    ahead = [place for place in stops if (place - at) * by > 0]
    if not ahead:
        return None
    return ahead[0] if by > 0 else ahead[-1]


def hits(rows: Sequence[Row], needle: str, notes: Mapping[str, Note]) -> list[int]:
    """Return the places of the rows in whose words, reasons, findings or notes `needle` stands."""
    wanted = needle.casefold()
    if not wanted:
        return []
    return [
        place
        for place, row in enumerate(rows)
        if any(wanted in words.casefold() for words in words_of(row, notes.get(row.id)))
    ]


def words_of(row: Row, note: Note | None) -> list[str]:
    """Return the texts of a row in which a search looks."""
    words: list[str | None] = [row.topic_label]
    if isinstance(row, JudgmentRow):
        words += [row_name(row), row.why]
        for one in (*row.left, *row.right):
            words += [one.label, one.question, one.note]
        words.append(row.stated_change.summary if row.stated_change else None)
    elif isinstance(row, FindingRow):
        words += [side.summary for side in (row.left, row.right) if side]
    else:
        words += [row.label, row.definition]
    words.append(f"{note.text} {note.owner or ''}" if note else None)
    return [word for word in words if word]
