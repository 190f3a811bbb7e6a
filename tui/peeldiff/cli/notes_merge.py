"""`peeldiff notes merge`: what git calls where two people changed one notes file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from peeldiff.cli import streams
from peeldiff.cli.inputs import dataset, settings
from peeldiff.cli.streams import Exit
from peeldiff.errors import PeeldiffError
from peeldiff.text import inert, plural

if TYPE_CHECKING:
    from peeldiff.notes.file_merging import MergedFile
    from peeldiff.notes.notes_reader import Document


def run(given: argparse.Namespace) -> int:
    """Write both copies into OURS as one. Exit 1 where two people changed one note: both texts are kept."""
    from peeldiff.files import WAIT, is_notes_name, replace_whole
    from peeldiff.notes import toml_text
    from peeldiff.notes.file_merging import merge_files
    from peeldiff.notes.rewriting import rewrite

    path = Path(given.ours)
    base, ours, theirs = (
        _copy(Path(name), may_be_empty=name == given.base) for name in (given.base, path, given.theirs)
    )
    try:
        ds = dataset(settings(given), warns=False)
    except PeeldiffError:
        ds = None  # the facts of the copy with the newer dataset do

    def merge(standing: Document) -> tuple[Document, MergedFile]:
        found = merge_files(base, standing, theirs, ds)
        return found.document, found

    if is_notes_name(path.name):  # somebody may be writing it; git gives a copy with a name of its own
        merged = rewrite(path, merge, WAIT)
    else:
        merged = merge(ours)[1]
        replace_whole(path, toml_text.dump(merged.document), is_notes=True)
    if not merged.contested:
        return Exit.DONE
    count = plural(len(merged.contested), "note was", "notes were")
    streams.message(
        f"peeldiff: {merged.document['notes']['comparison']}: {count} changed by two people, and both texts are kept: "
        f"open the comparison in peeldiff and choose: {', '.join(merged.contested)}"
    )
    return Exit.CHANGE


def _copy(path: Path, *, may_be_empty: bool) -> Document:
    """Return a copy of a notes file. Raises NotesError; where both began without the file, git gives an empty one."""
    from peeldiff.errors import NotesError
    from peeldiff.files import read_whole
    from peeldiff.notes.notes_files import MAX_FILE
    from peeldiff.notes.notes_reader import document

    data = read_whole(path, limit=MAX_FILE)
    if data is None:
        raise NotesError(f"{inert(str(path))}: no such file: expected a copy of a notes file")
    return {} if may_be_empty and not data.strip() else document(path, data)
