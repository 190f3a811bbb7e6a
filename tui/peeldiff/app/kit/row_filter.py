"""Which rows are shown: filtered by kind, folded, and where a search finds something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from peeldiff.app.kit.rows import Row
from peeldiff.compare.rows import FigureRow, FindingRow, JudgmentRow
from peeldiff.export.words import row_name
from peeldiff.notes.note import Note
from peeldiff.text import plural
from peeldiff.vocabulary.terms import DIFFERENCES, QUIET


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
    """Tell whether a row stays when what did not change is folded away; of figures, what both sides have."""
    if isinstance(row, FigureRow):
        return row.group == "both"
    return kind_of(row) not in QUIET and row.is_change


def hidden_words(choice: Choice, rows: Sequence[Row], fold_key: str, filter_key: str) -> str:
    """Say how many rows are not shown, and how to get them back; empty if all are."""
    filtered = sum(kind_of(row) in choice.hidden for row in rows)
    folded = sum(not choice.shows(row) for row in rows) - filtered
    gaps = sum(kind_of(row) == "unknown" and kind_of(row) not in choice.hidden for row in rows) if folded else 0
    parts = []
    figures = bool(rows) and isinstance(rows[0], FigureRow)
    if folded - gaps:
        parts.append(f"{folded - gaps} {'not on both sides' if figures else 'unchanged or without grades'}")
    if gaps:
        parts.append(plural(gaps, "gap") + " of the dataset")
    words = [f"{' and '.join(parts)} folded away ({fold_key} unfolds)"] if folded else []
    if filtered:
        words.append(f"{filtered} filtered out ({filter_key} filters)")
    return ", ".join(words)


def changes(rows: Sequence[Row]) -> list[int]:
    """Return the places of the rows at which the change keys stop."""
    return [place for place, row in enumerate(rows) if row.is_change]


def position(rows: Sequence[Row], at: int) -> str:
    """Return where the cursor is among the rows at which the change keys stop: `4 of 17 changes`.

    A change is a row with a direction or on one side only; the others are rows to look at, and so called.
    """
    stops = changes(rows)
    judged = isinstance(rows[0], JudgmentRow)
    real = sum(judged and kind_of(rows[place]) in DIFFERENCES for place in stops)
    if stops and real == len(stops):
        many = "change" if real == 1 else "changes"
    else:
        many = f"to look at, {plural(real, 'change')}" if real else "to look at"
    return f"{stops.index(at) + 1} of {len(stops)} {many}" if at in stops else f"{len(stops)} {many}"


def step(stops: Sequence[int], at: int, by: int) -> int | None:
    """Return the next (`by` 1) or previous (-1) of some places, from a place; None at the end."""
    ahead = [place for place in stops if (place - at) * by > 0]
    if not ahead:
        return None
    return ahead[0] if by > 0 else ahead[-1]


def words_of(row: Row, note: Note | None) -> list[str]:
    """Return the texts of a row in which a search looks."""
    words: list[str | None] = [row.topic_label]
    if isinstance(row, JudgmentRow):
        words += [row_name(row), row.why]
        for judgment in (*row.left, *row.right):
            words += [judgment.label, judgment.question, judgment.note]
        words.append(row.stated_change.summary if row.stated_change else None)
    elif isinstance(row, FindingRow):
        words += [side.summary for side in (row.left, row.right) if side]
    else:
        words += [row.label, row.definition]
    words.append(f"{note.text} {note.owner or ''}" if note else None)
    return [word for word in words if word]
