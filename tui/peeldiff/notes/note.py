"""What a note is: text, status, owner, due day, who and when, and what it was before.

A note is never overwritten: every edit makes a new state and keeps the one before it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from peeldiff.days import EXPECTED as DAY_EXPECTED
from peeldiff.days import parse_day, parse_moment
from peeldiff.errors import NotesError
from peeldiff.text import inert, near, quoted
from peeldiff.vocabulary.terms import NOTE_STATUSES

STATUSES = NOTE_STATUSES
"""In the order in which they are shown; a new note is open."""

UNSAID = "unsaid"
"""A verdict that was taken back."""

VERDICTS = ("same", "different", UNSAID)
"""What a person can say of two findings: one subject, or not."""

MAX_TEXT = 100_000
"""Characters of a note's text, some thirty pages; more is refused when it is written, never when it is read."""

MAX_OWNER = 500
"""Characters of the name of an owner."""

_BEFORE_ALL = dt.datetime.min.replace(tzinfo=dt.UTC)
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Note:
    """One note as it stands, with its earlier states."""

    text: str = ""
    status: str = "open"
    owner: str | None = None
    due: str | None = None
    """An ISO day."""
    author: str = ""
    updated: str = ""
    """ISO 8601 in UTC with microseconds; no two states of a note have the same."""
    history: tuple[Note, ...] = ()
    """Earlier states, the oldest first, each without a history of its own."""
    origin: str | None = None
    """The notes file that it comes from where that is another comparison's."""
    contested: tuple[Note, ...] = ()
    """Earlier states that somebody wrote elsewhere at the same time, and about which nobody has decided yet."""

    @property
    def state(self) -> Note:
        """The note without history and origin."""
        return dataclasses.replace(self, history=(), origin=None, contested=())

    @property
    def is_blank(self) -> bool:
        """Whether nothing is said by now: a note that was taken back keeps only its history."""
        return not (self.text or self.owner or self.due or self.contested) and self.status == STATUSES[0]


@dataclass(frozen=True, slots=True)
class NoteEdit:
    """What to change of a note: None leaves a field as it is, an empty text clears it."""

    text: str | None = None
    status: str | None = None
    owner: str | None = None
    due: str | None = None


class NoteChangedError(NotesError):
    """Somebody else has changed the note since it was read; `current` is what stands now."""

    def __init__(self, change: str, current: Note | None) -> None:
        """`change` is the id of the change."""
        if current is None:
            reason = "its note is no longer there: read it again"
        else:
            reason = (
                f"{inert(current.author) or 'somebody'} changed its note meanwhile: "
                f"read it again; what stands now has the stamp {inert(current.updated) or 'of none'}"
            )
        super().__init__(f"{change}: {reason}")
        self.current = current


class OddValueError(NotesError):
    """A value that a note cannot have; `key` is its key."""

    def __init__(self, key: str, value: object, expected: str) -> None:
        """`expected` says what would fit."""
        super().__init__(f"{key} {quoted(value)}: {expected}")
        self.key = key


def edited(note: Note | None, edit: NoteEdit, *, author: str, now: dt.datetime | None = None) -> Note:
    """Return the note after an edit by `author`, with the state before it at the end of the history.

    An edit that changes nothing returns the note as it was. Raises OddValueError for a status or
    due day that cannot be, and NotesError for an edit of nothing at all.
    """
    if edit == NoteEdit():
        raise NotesError("nothing to note: give a text, a status, an owner or a due day")
    before = note or Note()
    text = before.text if edit.text is None else replace_surrogates(edit.text)
    owner = before.owner if edit.owner is None else inert(edit.owner).strip() or None
    after = dataclasses.replace(
        before,
        text=_limited("text", text, before.text, MAX_TEXT),
        status=before.status if edit.status is None else status(edit.status or STATUSES[0]),
        owner=owner and _limited("owner", owner, before.owner, MAX_OWNER),
        due=before.due if edit.due is None else (day(edit.due) if edit.due else None),
    )
    if note is not None and after == note and not note.contested:
        return note
    history = () if note is None else (*note.history, note.state)
    return dataclasses.replace(
        after,
        author=inert(author).strip(),
        updated=stamp(now, after=before.updated),
        history=history,
        origin=None,
        contested=(),
    )


def replace_surrogates(text: str) -> str:
    """Return text that a file can hold: what is half a character becomes a sign."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def status(given: str) -> str:
    """Return a status; raises OddValueError for a word that is none."""
    return choice("status", given, STATUSES)


def choice(key: str, given: object, words: tuple[str, ...]) -> str:
    """Return `given` if it is one of `words`; raises OddValueError that says which is near."""
    if not isinstance(given, str) or given not in words:
        expected = f"expected {', '.join(words[:-1])} or {words[-1]}"
        raise OddValueError(key, given, expected + near(str(given), words))
    return given


def day(given: str) -> str:
    """Return a day as people write it as an ISO day; raises OddValueError for one that is not in the calendar."""
    parsed = parse_day(given)
    if parsed is None:
        raise OddValueError("due", given, DAY_EXPECTED)
    return parsed.isoformat()


def instant(updated: str) -> dt.datetime:
    """Return the moment of a stamp, also of one written by hand; what is no time counts as before all others."""
    return parse_moment(updated) or _BEFORE_ALL


def by_time(note: Note) -> tuple[dt.datetime, str]:
    """Return by what notes are put in order of time."""
    return instant(note.updated), note.updated


def _limited(key: str, text: str, standing: str | None, limit: int) -> str:
    """Return a text; raises OddValueError for one that is too long for a note, unless it stands there already."""
    if len(text) > limit and text != standing:
        expected = f"is {len(text):,} characters long, and at most {limit:,} fit: keep it in a file and name that here"
        raise OddValueError(key, text, expected)
    return text


def stamp(now: dt.datetime | None = None, *, after: str = "") -> str:
    """Return a time stamp that is later than the stamp `after`, even where the clock went back."""
    moment = (now or dt.datetime.now(dt.UTC)).astimezone(dt.UTC)
    if moment <= instant(after):
        try:
            moment = instant(after) + dt.timedelta(microseconds=1)
        except OverflowError:
            return _written(moment)  # somebody wrote the end of time: any stamp tells the two apart
    return _written(moment)


def _written(moment: dt.datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def latest(notes: Sequence[Note]) -> Note:
    """Return the newest of notes on one thing, of those that no other was written over.

    A stamp may be wrong, by hand or by a clock: whoever has seen it and written over it stands all the same.
    """
    written_over = {state for note in notes for state in note.history}
    return max([note for note in notes if note.state not in written_over] or notes, key=by_time)


def merge_notes(notes: Iterable[Note]) -> Note | None:
    """Return the newest of several notes on one thing, with every other state in its history."""
    several = tuple(notes)
    if len(several) < 2:
        return several[0] if several else None
    newest = latest(several)
    states = dict.fromkeys(state for note in several for state in (*note.history, note.state))
    states.pop(newest.state)
    earlier = tuple(sorted(states, key=by_time))
    return dataclasses.replace(newest, history=earlier)
