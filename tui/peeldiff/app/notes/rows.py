"""Every note as lines: under headings by due date, status or owner; what is overdue says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from peeldiff.app.kit.lines import Line, fit, wrap
from peeldiff.app.kit.marks import Marks
from peeldiff.app.kit.note_lines import contested_words, note_lines
from peeldiff.app.kit.widgets.blocks import Block, BlockSource
from peeldiff.notes.listing import Entry
from peeldiff.notes.note import STATUSES, Note
from peeldiff.text import inert, plural
from peeldiff.vocabulary.words import NOTE_STATUS_WORDS, short_day

ORDERS: Mapping[str, str] = {"due": "due date", "status": "status", "owner": "owner"}
"""By what notes are put in order, and how that is called."""
OPEN = ("open", "in-progress")
STATUS, DUE = 14, 25
"""Cells of a status and of a due day."""
TO_DECIDE = "To be decided: several people wrote at once"
NAMED = 3
"""So many problems of notes files are named; the command names all."""


def is_overdue(note: Note, today: dt.date) -> bool:
    """Tell whether a note should have been done before today."""
    return note.status in OPEN and (day := due_day(note)) is not None and day < today


def due_day(note: Note) -> dt.date | None:
    """Return the day on which a note is due; None for none, and for what is no day."""
    try:
        return dt.date.fromisoformat(note.due) if note.due else None
    except ValueError:
        return None


@dataclass(frozen=True)
class Shown:
    """Which notes are shown, and in which order."""

    order: str = "due"
    unfinished: bool = False
    """Whether those that are done are left out."""
    contested: bool = False
    """Whether only those are left of which several people wrote different texts."""

    def of(self, entries: Sequence[Entry]) -> list[Entry]:
        """Return the notes that are shown, in their order."""
        kept = [entry for entry in entries if entry.note.contested or not self.contested]
        kept = [entry for entry in kept if entry.note.contested or entry.note.status in OPEN or not self.unfinished]
        return sorted(kept, key=lambda entry: (not entry.note.contested, *self._key(entry)))

    def _key(self, entry: Entry) -> tuple[object, ...]:
        note = entry.note
        finished = note.status not in OPEN
        due = due_day(note) or dt.date.max
        status = STATUSES.index(note.status) if note.status in STATUSES else len(STATUSES)
        if self.order == "status":
            return status, due
        if self.order == "owner":
            return not note.owner, (note.owner or "").casefold(), finished, due
        return finished, due, status

    def heading(self, entry: Entry, today: dt.date) -> str:
        """Return under which heading a note stands."""
        note = entry.note
        if note.contested:
            return TO_DECIDE
        if self.order == "status":
            return NOTE_STATUS_WORDS.get(note.status, inert(note.status)).capitalize()
        if self.order == "owner":
            return inert(note.owner) if note.owner else "Nobody's"
        if note.status not in OPEN:
            return "Done, or not to be done"
        if is_overdue(note, today):
            return "Overdue"
        return "Due" if due_day(note) else "Without a due date"


class NoteSource(BlockSource):
    """The notes."""

    def __init__(
        self,
        entries: Sequence[Entry],
        shown: Shown,
        today: dt.date,
        marks: Marks,
        hidden: str = "",
        unread: Sequence[str] = (),
        named: Callable[[str, str], str] = "{} and {}".format,
    ) -> None:
        """`entries` stand in their order; `unread` stands above them, `hidden` below; `named` names two inspections."""
        super().__init__()
        self._unread = unread
        self._named = named
        self.notes = entries
        self._shown = shown
        self._today = today
        self._marks = marks
        self._hidden = hidden

    @property
    def entries(self) -> int:
        """How many notes there are."""
        return len(self.notes)

    def blocks(self, width: int) -> Iterator[Block]:
        """Yield a line for what a note is on and for what it says."""
        for words in self._unread:
            yield Block([[*line] for line in wrap([(words, "warning")], width - 1)], is_entry=False)
        before = ""
        for entry in self.notes:
            heading = self._shown.heading(entry, self._today)
            if heading != before:
                before = heading
                yield Block([[(heading, "heading")]], is_entry=False)
            yield Block([self._head(entry, width), self._text(entry)])
        if self._hidden:
            yield Block([[(self._hidden, "muted")]], is_entry=False)

    def _head(self, entry: Entry, width: int) -> Line:
        note = entry.note
        owner = 12 if width < 100 else 22 if width < 160 else 44
        about = width - STATUS - DUE - owner
        return [
            (fit(about_words(entry), about), "lead"),
            (fit(f"  {NOTE_STATUS_WORDS.get(note.status, inert(note.status))}", STATUS), "text"),
            *self._due(note),
            (fit(inert(note.owner or ""), owner), "text"),
        ]

    def _due(self, note: Note) -> Line:
        day = due_day(note)
        if day is None:
            return [(fit(f"  {inert(note.due)}" if note.due else "", DUE - 1), "muted"), (" ", "text")]
        if is_overdue(note, self._today):
            late = plural((self._today - day).days, "day")
            return [(fit(f"! {short_day(day.isoformat())}, {late}", DUE - 1), "warning"), (" ", "text")]
        return [(fit(f"  {short_day(day.isoformat())}", DUE), "text")]

    def _text(self, entry: Entry) -> Line:
        first = inert(entry.note.text.strip().partition("\n")[0])
        more = len(entry.shows_in) - 1
        named = self._named(entry.left, entry.right)
        where = f"{named}{f' and {more} more' if more > 0 else ''}"
        if entry.note.contested:
            return [("  ", "text"), (f"{contested_words(entry.note)}  ", "warning"), (where, "muted")]
        return [("  ", "text"), (f"{first}  " if first else "", "text"), (where, "muted")]


def about_words(entry: Entry) -> str:
    """Return what a note is on."""
    retired = " (no longer there)" if entry.is_retired else ""
    return inert(entry.about or entry.change) + retired


def unread_words(problems: Sequence[str], files: int) -> list[str]:
    """Say how many files could not be read, and why; none where all could."""
    if not problems:
        return []
    rest = len(problems) - NAMED
    more = [f"… and {plural(rest, 'more problem')}: peeldiff notes check names all."] if rest > 0 else []
    return [
        f"Not read, or not whole: {plural(files, 'notes file')}. Their notes are missing here.",
        *problems[:NAMED],
        *more,
    ]


def describe_entry(entry: Entry, today: dt.date, decide_key: str, named: Callable[[str, str], str]) -> list[Line]:
    """Return a note in full; `named` names two inspections."""
    late: Line = [("Overdue. ", "warning")] if is_overdue(entry.note, today) else []
    states = len(entry.note.history)
    history: list[Line] = [[(f"Changed {plural(states, 'time')}.", "muted")]] if states else []
    places = entry.shows_in or ((entry.left, entry.right),)
    where = "; ".join(named(left, right) for left, right in places)
    if entry.note.contested:
        history += [[(f"{decide_key} shows every text, to choose.", "warning")]]
    return [[*late, (about_words(entry), "strong"), (f"  {where}", "muted")], *note_lines(entry.note), *history]
