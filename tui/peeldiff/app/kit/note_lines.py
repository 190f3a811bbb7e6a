"""A note in lines: status, owner and due date, who and when, then the text."""

from __future__ import annotations

from peeldiff.app.kit.lines import Line
from peeldiff.notes.note import Note
from peeldiff.text import inert
from peeldiff.vocabulary.words import NOTE_STATUS_WORDS, short_day


def note_lines(note: Note) -> list[Line]:
    """Return a note: status, owner and due date, who and when, then the text."""
    facts = [NOTE_STATUS_WORDS.get(note.status, inert(note.status))]
    if note.owner:
        facts.append(f"owner {inert(note.owner)}")
    if note.due:
        facts.append(f"due {_day(note.due)}")
    who = f" ({inert(note.author)}, {_day(note.updated[:10])})" if note.author else ""
    text = inert(note.text, lines=True).splitlines() or [""]
    head: Line = [("Note", "note"), (f" {', '.join(facts)}: ", "muted"), (text[0], "text"), (who, "muted")]
    several: Line = [(f"{contested_words(note)}: every text is kept until one is chosen.", "warning")]
    return [head, *([(line, "text")] for line in text[1:]), *([several] if note.contested else [])]


def contested_words(note: Note) -> str:
    """Say who wrote on a contested note at the same time."""
    who = dict.fromkeys(inert(state.author) or "somebody" for state in (*note.contested, note.state))
    return f"{' and '.join(who)} changed this at the same time"


def _day(text: str) -> str:
    try:
        return short_day(text)
    except (ValueError, IndexError):
        return inert(text)
