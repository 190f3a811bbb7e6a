"""Reads a notes file and refuses what is not one, before anything is changed.

A document is the parsed TOML. It is never changed in place: what is written is composed anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from peeldiff.errors import NotesError
from peeldiff.notes import toml_text
from peeldiff.notes.note import VERDICTS, OddValueError, choice
from peeldiff.notes.note_table import note_of
from peeldiff.text import inert, quoted

Document = dict[str, Any]
FORMAT = 1
"""The format of notes files that is written, and the newest that is read."""

ROW_SECTIONS = ("judgments", "findings", "figures")
SECTIONS = (*ROW_SECTIONS, "verdicts", "retired")


def document(path: Path, data: bytes, name: str | None = None) -> Document:
    """Return the document in `data`, the bytes of the file `path`.

    `name` is the comparison that it has to be about. Raises NotesError for the first thing that
    is wrong, with file and line.
    """
    parsed = toml_text.parse(str(path), data)
    for line, problem in problems(parsed, toml_text.Lines(data.decode("utf-8", "replace")), name):
        place = f"{path}:{line}" if line else str(path)
        raise NotesError(f"{inert(place)}: {problem}")
    return parsed


def readable(path: Path, data: bytes, name: str | None = None) -> tuple[Document, tuple[str, ...]]:
    """Return what of a document can be read, and why the rest cannot, a line each with file and line.

    A note with a mistyped status hides no other. Not for writing it again. Raises NotesError for
    what is wrong as a whole.
    """
    parsed = toml_text.parse(str(path), data)
    lines = toml_text.Lines(data.decode("utf-8", "replace"))
    for _, problem in _head(parsed, name):
        raise NotesError(f"{inert(str(path))}: {problem}")
    kept, reasons = dict(parsed), list[str]()
    for section in SECTIONS:
        found = list(_section(parsed, section, lines))
        reasons += [f"{inert(f'{path}:{line}' if line else str(path))}: {problem}" for line, problem in found]
        if found:
            entries = parsed.get(section)
            listed = entries if isinstance(entries, list) else []
            kept[section] = [row for row in listed if isinstance(row, Mapping) and not _entry_problem(section, row)]
    return kept, tuple(reasons)


def noted(document: Document) -> Document:
    """Return a document without the rows that nobody wrote a note on."""
    kept = {section: [row for row in rows(document, section) if "note" in row] for section in ROW_SECTIONS}
    return document | {section: few for section, few in kept.items() if section in document}


def problems(parsed: Document, lines: toml_text.Lines, name: str | None = None) -> Iterator[tuple[int, str]]:
    """Walk over what is wrong with a document: the line (0 where it is the whole file) and what."""
    is_sound = True
    for problem in _head(parsed, name):
        is_sound = False
        yield problem
    for section in SECTIONS if is_sound else ():
        yield from _section(parsed, section, lines)


def _head(parsed: Document, name: str | None) -> Iterator[tuple[int, str]]:
    """Walk over why a document is not notes, or not those of the comparison `name`."""
    head = parsed.get("notes")
    if not isinstance(head, Mapping) or "format" not in head or "comparison" not in head:
        yield 0, "not a notes file: it has no [notes] with format and comparison"
        return
    if not isinstance(head["format"], int) or head["format"] < 1:
        yield 0, f"format {quoted(head['format'])}: expected {FORMAT}"
        return
    if head["format"] > FORMAT:
        yield (
            0,
            f"written by a newer peeldiff (format {head['format']}; this one knows {FORMAT}): "
            "update peeldiff; the file was left as it is",
        )
        return
    if name is not None and head["comparison"] != name:
        yield (
            0,
            f"these are the notes of {quoted(head['comparison'])}, not of {name}: "
            "write to another file; this one was left as it is",
        )


def _section(parsed: Document, section: str, lines: toml_text.Lines) -> Iterator[tuple[int, str]]:
    entries = parsed.get(section, [])
    if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
        yield 0, f"{section}: expected tables, as [[{section}]]"
        return
    for place, entry in enumerate(entries):
        error = _entry_problem(section, entry)
        if error is not None:
            key = error.key if section == "verdicts" or error.key in ("id", "note") else f"note.{error.key}"
            where = inert(str(entry.get("id", place + 1)))
            yield lines.line_of(section, place, key), f"{section} {where}: {error}"


def _entry_problem(section: str, entry: Mapping[str, Any]) -> OddValueError | None:
    """Return what is wrong with one entry of a section, None if nothing is."""
    try:
        if section == "verdicts":
            _check_verdict(entry)
        else:
            _check_row(entry)
    except OddValueError as error:
        return error
    return None


def _check_row(entry: Mapping[str, Any]) -> None:
    if not isinstance(entry.get("id", ""), str):
        raise OddValueError("id", entry["id"], "expected the id of a change, in quotes")
    if "note" in entry:
        note_of(entry["note"])


def _check_verdict(entry: Mapping[str, Any]) -> None:
    for key in ("left", "right"):
        if not isinstance(entry.get(key), str):
            raise OddValueError(key, entry.get(key), "expected the id of a finding")
    choice("verdict", entry.get("verdict"), VERDICTS)
    for key in ("author", "updated"):
        if not isinstance(entry.get(key, ""), str):
            raise OddValueError(key, entry[key], "expected text in quotes")
    history = entry.get("history", [])
    if not isinstance(history, list) or not all(isinstance(state, Mapping) for state in history):
        raise OddValueError("history", history, "expected tables")


def rows(parsed: Document, section: str) -> list[Mapping[str, Any]]:
    """Return the entries of a section."""
    entries: list[Mapping[str, Any]] = parsed.get(section, [])
    return entries
