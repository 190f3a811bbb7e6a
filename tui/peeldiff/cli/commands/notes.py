"""`peeldiff notes`: reads and writes notes without the interface."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from peeldiff import days
from peeldiff.cli import notes_apply, notes_merge, streams
from peeldiff.cli.inputs import dataset, settings
from peeldiff.cli.named_paths import NamedFile
from peeldiff.cli.output import add_sheet_options, put_sheets
from peeldiff.cli.parsing import Parser, words
from peeldiff.cli.streams import Exit
from peeldiff.text import unbroken
from peeldiff.vocabulary.terms import NOTE_STATUSES
from peeldiff.vocabulary.words import NOTE_STATUS_WORDS, short_day

if TYPE_CHECKING:
    from peeldiff.compare import Comparison
    from peeldiff.dataset import Dataset
    from peeldiff.notes.note import Note
    from peeldiff.notes.store import NotesFolder

_UNFINISHED = "unfinished"
_EXAMPLES = """\
examples:
  peeldiff notes list --status unfinished
  peeldiff notes set northants:2017 northants:2021 judgment/topic/prevention --note "On the May board" --owner Kim
  peeldiff notes set northants:2017 northants:2021 judgment/topic/prevention --due ""      clears the due day
  peeldiff notes match northants:2017 leics:2018 nor-17-afi-03 lei-18-afi-01 same
  peeldiff notes match northants:2017 leics:2018 nor-17-afi-03 lei-18-afi-01 unsay
  peeldiff notes list --format csv -o notes.csv                                            to edit in a spreadsheet
  peeldiff notes apply notes.csv --yes
  peeldiff notes check

The ids of changes are those of peeldiff diff --format json.
"""


def parser() -> Parser:
    """Return the parser of `peeldiff notes`."""
    made = Parser("peeldiff notes", "Read and write notes without the interface.", _EXAMPLES)
    actions = made.add_subparsers(dest="action", metavar="list|set|match|check|apply|merge", required=True)
    listing = actions.add_parser("list", description="Print every note of the folder.")
    listing.add_argument(
        "--status",
        metavar="S,…",
        type=words((*NOTE_STATUSES, _UNFINISHED), "status"),
        help=f"only notes of these: {', '.join(NOTE_STATUSES)}; {_UNFINISHED} is open and in-progress",
    )
    listing.add_argument("--owner", metavar="NAME", help="only notes that this person owns")
    add_sheet_options(listing)
    setting = actions.add_parser("set", description="Edit the note of one change; an empty value clears.")
    _add_pair(setting)
    setting.add_argument("id", metavar="ID", help="the id of the change, such as judgment/topic/prevention")
    setting.add_argument("--note", metavar="TEXT", help="the text; - for what stands on standard input")
    setting.add_argument("--status", metavar="S", help=", ".join(NOTE_STATUSES))
    setting.add_argument("--owner", metavar="NAME")
    setting.add_argument("--due", metavar="DATE", help="a day such as 2026-05-31, 31/5/2026 or 31 May 2026")
    setting.add_argument(
        "--if-updated",
        metavar="STAMP",
        help='write only if the note still has this stamp ("" for no note yet); needed on another\'s note',
    )
    matching = actions.add_parser("match", description="Say whether two findings speak of the same subject.")
    _add_pair(matching)
    matching.add_argument("left_finding", metavar="FINDING")
    matching.add_argument("right_finding", metavar="FINDING")
    matching.add_argument("verdict", choices=("same", "different", "unsay"), help="unsay takes a verdict back")
    actions.add_parser("check", description="Say what is wrong with the files of the folder, a line each.")
    applying = actions.add_parser(
        "apply", description="Write what was edited in a table of notes list --format csv; without --yes, show it."
    )
    applying.add_argument(
        "file", metavar="FILE.csv", type=NamedFile, help="a table with the columns left, right, id and updated"
    )
    applying.add_argument("--yes", action="store_true", help="write what is shown")
    merging = actions.add_parser(
        "merge", description="Merge two copies of a notes file into OURS, as a merge driver of git (docs/teams.md)."
    )
    for name, which in (("BASE", "the file that both began with"), ("OURS", "our copy"), ("THEIRS", "the other copy")):
        merging.add_argument(name.lower(), metavar=name, type=NamedFile, help=which)
    return made


def _add_pair(made: argparse.ArgumentParser) -> None:
    made.add_argument("left", metavar="LEFT", help="an inspection, such as northamptonshire:2017")
    made.add_argument("right", metavar="RIGHT", help="the inspection beside it")


def run(given: argparse.Namespace) -> int:
    """Do what is asked and return the exit code."""
    actions = {
        "list": _list,
        "set": _set,
        "match": _match,
        "check": _check,
        "apply": notes_apply.run,
        "merge": notes_merge.run,
    }
    return actions[given.action](given)


def _folder(given: argparse.Namespace) -> NotesFolder:
    from peeldiff.notes.store import NotesFolder

    in_force = settings(given)
    return NotesFolder(in_force.notes, dataset(in_force))


def _compared(given: argparse.Namespace) -> tuple[NotesFolder, Comparison]:
    from peeldiff.compare import compare
    from peeldiff.dataset import find_inspection
    from peeldiff.notes.store import NotesFolder

    in_force = settings(given)
    ds = dataset(in_force)
    folder = NotesFolder(in_force.notes, ds)
    left, right = find_inspection(ds, given.left), find_inspection(ds, given.right)
    return folder, compare(ds, left, right, folder.verdicts(left, right))


def _list(given: argparse.Namespace) -> int:
    from peeldiff.export.sheets import Sheet
    from peeldiff.notes.store import NotesFolder
    from peeldiff.text import inert

    columns = ("left", "right", "id", "about", "status", "owner", "due", "author", "updated", "retired", "text")
    rows = []
    in_force = settings(given)
    ds = dataset(in_force)
    listing = NotesFolder(in_force.notes, ds).listing()
    wanted = _wanted(given.status)
    for entry in listing.entries:
        note = entry.note
        if note.is_blank or note.status not in wanted or given.owner not in (None, note.owner):
            continue
        cells = (
            *(entry.left, entry.right, entry.change, entry.about),
            *(note.status, note.owner, note.due, note.author, note.updated),
        )
        shown = [None if cell is None else inert(cell) for cell in cells]
        rows.append((*shown, entry.is_retired, inert(note.text, lines=True)))
    brief = ("comparison", "about", "status", "owner", "due", "text")
    in_words = tuple(_in_words(ds, dict(zip(columns, row, strict=True))) for row in rows)
    put_sheets([Sheet(columns, tuple(rows), "", brief, in_words, headed_by=1)], given, for_spreadsheets=True)
    return _report(listing.problems)


def _in_words(ds: Dataset, row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return a note for a reader: what is compared by its names, a day as it is spoken."""
    (force, cycle), (other, later) = (_names(ds, row[side]) for side in ("left", "right"))
    compared = f"{force}: {cycle} and {later}" if force == other else f"{force}, {cycle} and {other}, {later}"
    about = f"{row['about']} (no longer there)" if row["retired"] else row["about"]
    day = days.parse_day(row["due"] or "")
    due = short_day(day.isoformat()) if day else row["due"] or ""
    status = NOTE_STATUS_WORDS.get(row["status"], row["status"])
    written = days.parse_day((row["updated"] or "")[:10])
    by = ", ".join(filter(None, (row["author"], short_day(written.isoformat()) if written else "")))
    text = f"{row['text']} ({by})".lstrip() if by else row["text"]
    return compared, about, status, row["owner"] or "", unbroken(due), text


def _names(ds: Dataset, inspection: str) -> tuple[str, str]:
    """Return the names of an inspection's force and cycle, what is not known as it stands."""
    force, _, cycle = inspection.partition(":")
    return ds.force_names.get(force, force), ds.cycles[cycle].name if cycle in ds.cycles else cycle


def _wanted(asked: frozenset[str] | None) -> frozenset[str]:
    """Return the statuses asked for."""
    found = asked or frozenset(NOTE_STATUSES)
    return found | {"open", "in-progress"} if _UNFINISHED in found else found


def _set(given: argparse.Namespace) -> int:
    from peeldiff.notes.note import NoteEdit

    folder, comparison = _compared(given)
    text = streams.given() if given.note == "-" else given.note
    edit = NoteEdit(text, given.status, given.owner, given.due)
    author, seen = settings(given).author, given.if_updated
    if seen is None:
        # Without a stamp a script may write its author's own notes; another's it has to name.
        standing = _standing(folder, comparison, given.id)
        seen = standing.updated if standing is not None and standing.author == author else ""
    note = folder.set_note(comparison, given.id, edit, author=author, seen=seen)
    streams.data(f"{note.updated}\n".encode())
    return Exit.DONE


def _standing(folder: NotesFolder, comparison: Comparison, change: str) -> Note | None:
    """Return the note of a change, by the id of its row or of either finding in it."""
    notes = folder.read(comparison)
    for row in comparison.finding_rows:
        if change in {f"finding/{side.finding}" for side in (row.left, row.right) if side is not None}:
            return notes.get(row.id)
    return notes.get(change)


def _match(given: argparse.Namespace) -> int:
    folder, comparison = _compared(given)
    author = settings(given).author
    verdict = "unsaid" if given.verdict == "unsay" else given.verdict
    folder.set_verdict(comparison, given.left_finding, given.right_finding, verdict, author=author)
    return Exit.DONE


def _check(given: argparse.Namespace) -> int:
    from peeldiff.files import lock_doubt

    folder = _folder(given)
    doubt = lock_doubt(folder.path)
    if doubt is not None:
        streams.message(f"peeldiff: {folder.path}: {doubt}")
    return _report(folder.check())


def _report(faults: Collection[str]) -> int:
    """Say what is wrong, and return the exit code."""
    for line in faults:
        streams.message(f"peeldiff: error: {line}")
    return Exit.TROUBLE if faults else Exit.DONE
