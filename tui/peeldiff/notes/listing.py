"""Every note of a folder as a list, and what is wrong with its files. Needs no dataset."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from peeldiff.days import parse_moment
from peeldiff.errors import FileError
from peeldiff.files import read_whole
from peeldiff.notes import retired, toml_text
from peeldiff.notes.note import Note, OddValueError, latest, merge_notes
from peeldiff.notes.note_table import note_of
from peeldiff.notes.notes_files import MAX_FILE, NotesFiles
from peeldiff.notes.notes_reader import ROW_SECTIONS, Document, problems, rows
from peeldiff.text import inert, quoted


@dataclass(frozen=True, slots=True)
class Entry:
    """One note, wherever it lies."""

    path: Path
    left: str
    """The inspection on the left, as `force:cycle`."""
    right: str
    change: str
    note: Note
    about: str
    """A few words on what the note is about, not made inert."""
    is_retired: bool = False
    """Whether its change is no longer there."""
    findings: frozenset[str] = frozenset()
    """The findings that it is on, to which it belongs whatever comparison has them."""
    shows_in: tuple[tuple[str, str], ...] = ()
    """The inspections of each comparison that has the finding, where there are several."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Every note of a folder that can be read, and what cannot."""

    entries: tuple[Entry, ...]
    """In order of file and row."""
    problems: tuple[str, ...]
    """Why notes or whole files could not be read, a line each with file and line."""
    files_unread: int
    """Of how many files something or all could not be read."""


def notes_with(every: Iterable[Entry], sought: str) -> list[Entry]:
    """Return the notes that have every word of `sought`, whatever its case, in text, owner or what they are about."""
    words = sought.casefold().split()
    found = []
    for entry in every:
        text = " ".join((entry.about, entry.note.text, entry.note.owner or "")).casefold()
        if words and not entry.note.is_blank and all(word in text for word in words):
            found.append(entry)
    return found


def entries(files: NotesFiles) -> list[Entry]:
    """Return every note of the files that can be read, in order of file and row.

    What is wrong with the others is for `faults` to say.
    """
    return list(listing(files).entries)


def listing(files: NotesFiles) -> Listing:
    """Return every note of the folder, and what could not be read. Raises FileError for the folder itself."""
    found: list[Entry] = []
    problems: list[str] = []
    unread = 0
    for path, noted in files.look_through(files.paths()):
        if isinstance(noted, FileError):
            problems.append(str(noted))
            unread += 1
        else:
            found += _entries(path, noted.document)
            problems += noted.problems
            unread += bool(noted.problems)
    return Listing(tuple(found), tuple(problems), unread)


def once_for_each_finding(entries: Iterable[Entry]) -> list[Entry]:
    """Return the notes, each note on a finding once, whatever files it stands in: the newest, where it is newest.

    Two rows of one file are two notes, also where they have a finding in common.
    """
    groups: list[list[Entry]] = []
    for entry in entries:
        fitting = (
            group
            for group in groups
            if any(entry.findings & other.findings for other in group)
            and all(entry.path != other.path for other in group)
        )
        group = next(fitting, None) if entry.findings else None
        if group is None:
            groups.append([entry])
        else:
            group.append(entry)
    return [_merged(group) for group in groups]


def _merged(group: Sequence[Entry]) -> Entry:
    if len(group) == 1:
        return group[0]
    standing = [entry for entry in group if not entry.is_retired] or group
    last = latest([entry.note for entry in standing])
    newest = next(entry for entry in standing if entry.note is last)
    note = merge_notes(entry.note for entry in group)
    places = dict.fromkeys((entry.left, entry.right) for entry in (newest, *group) if not entry.is_retired)
    held = frozenset[str]().union(*(entry.findings for entry in group))
    return replace(newest, note=note or newest.note, findings=held, shows_in=tuple(places))


def unread(files: NotesFiles) -> list[str]:
    """Return why notes cannot be read that `entries` leaves out, a line each."""
    return list(listing(files).problems)


def _entries(path: Path, document: Document) -> Iterator[Entry]:
    left, right = (_inspection(document.get(side)) for side in ("left", "right"))
    for section in (*ROW_SECTIONS, "retired"):
        for row in rows(document, section):
            if "note" in row:
                note, change = note_of(row["note"]), str(row.get("id", ""))
                held = frozenset(retired.findings(row))
                yield Entry(path, left, right, change, note, retired.label(row), section == "retired", held)


def _inspection(side: object) -> str:
    return f"{side.get('force', '?')}:{side.get('cycle', '?')}" if isinstance(side, Mapping) else "?"


def faults(files: NotesFiles) -> list[str]:
    """Return what is wrong with the files of the folder: a line each, with file and line."""
    return [fault for path in files.paths() for fault in _faults(path)]


def _faults(path: Path) -> Iterator[str]:
    try:
        data = read_whole(path, limit=MAX_FILE)
        if data is None:
            return
        parsed = toml_text.parse(str(path), data)
    except FileError as error:
        yield str(error)
        return
    lines = toml_text.Lines(data.decode("utf-8", "replace"))
    for line, problem in (*problems(parsed, lines), *_doubts(parsed, path.stem, lines)):
        place = f"{path}:{line}" if line else str(path)
        yield f"{inert(place)}: {problem}"


def _doubts(parsed: Mapping[str, Any], stem: str, lines: toml_text.Lines) -> Iterator[tuple[int, str]]:
    """Walk over what can be read and is odd all the same."""
    head = parsed.get("notes")
    about = head.get("comparison") if isinstance(head, Mapping) else None
    if about is not None and about != stem:
        yield 0, f"is named so and holds the notes of {quoted(about)}: rename it"
    yield from _odd_notes(parsed, lines)
    for section in ROW_SECTIONS:
        entries = parsed.get(section)
        listed = entries if isinstance(entries, list) else []
        ids = [str(row.get("id")) for row in listed if isinstance(row, Mapping)]
        last = {change: place for place, change in enumerate(ids)}
        for change, count in Counter(ids).items():
            if count > 1:
                line = lines.line_of(section, last[change], "id")
                yield line, f"{section} {quoted(change)} stands {count} times: the next writing makes it one"


def _odd_notes(parsed: Mapping[str, Any], lines: toml_text.Lines) -> Iterator[tuple[int, str]]:
    """Walk over the stamps of notes that are no time, and notes that two people changed at the same time."""
    for section in (*ROW_SECTIONS, "retired"):
        entries = parsed.get(section)
        for place, row in enumerate(entries if isinstance(entries, list) else []):
            note = row.get("note") if isinstance(row, Mapping) else None
            if not isinstance(row, Mapping) or not isinstance(note, Mapping):
                continue
            updated = note.get("updated")
            if isinstance(updated, str) and updated and parse_moment(updated) is None:
                line = lines.line_of(section, place, "note.updated")
                yield (
                    line,
                    f"{section} {quoted(row.get('id'))}: updated {quoted(updated)}: expected a time such as "
                    "2026-11-30T14:05:00Z: until then it counts as older than every other note",
                )
            undecided = _contested(note)
            if undecided:
                yield (
                    lines.line_of(section, place, "note.text"),
                    f"{section} {quoted(row.get('id'))}: {undecided}",
                )


def _contested(table: Mapping[str, Any]) -> str:
    """Return that several people changed a note at the same time, empty where nobody has to decide."""
    try:
        note = note_of(table)
    except OddValueError:
        return ""
    if not note.contested:
        return ""
    who = dict.fromkeys(inert(state.author) or "somebody" for state in (*note.contested, note))
    return (
        f"{' and '.join(who)} changed this note at the same time, and both texts are kept: "
        "open it in peeldiff and choose"
    )
