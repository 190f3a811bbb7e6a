"""`peeldiff notes merge`: what git calls where two people changed one notes file."""

from __future__ import annotations

import argparse
from pathlib import Path

from peeldiff.cli import streams
from peeldiff.cli.inputs import dataset, settings
from peeldiff.cli.streams import Exit
from peeldiff.errors import PeeldiffError
from peeldiff.text import inert, plural


def run(given: argparse.Namespace) -> int:
    """Write both copies into OURS as one. Exit 1 where two people changed one note: both texts are kept."""
    from peeldiff.errors import NotesError
    from peeldiff.files import read_whole, replace_whole
    from peeldiff.notes import toml_text
    from peeldiff.notes.file_merging import merge_files
    from peeldiff.notes.notes_files import MAX_FILE
    from peeldiff.notes.notes_reader import document

    copies = []
    for path in (Path(given.base), Path(given.ours), Path(given.theirs)):
        data = read_whole(path, limit=MAX_FILE)
        if data is None:
            raise NotesError(f"{inert(str(path))}: no such file: expected a copy of a notes file")
        # Where both began without the file, git gives an empty one.
        copies.append(document(path, data) if data.strip() or path != Path(given.base) else {})
    try:
        ds = dataset(settings(given), tell=False)
    except PeeldiffError:
        ds = None  # the facts of the copy with the newer dataset do
    base, ours, theirs = copies
    merged = merge_files(base, ours, theirs, ds)
    replace_whole(Path(given.ours), toml_text.dump(merged.document), is_notes=True)
    if not merged.contested:
        return Exit.DONE
    count = plural(len(merged.contested), "note was", "notes were")
    streams.message(
        f"peeldiff: {merged.document['notes']['comparison']}: {count} changed by two people, and both texts are kept: "
        f"open the comparison in peeldiff and choose: {', '.join(merged.contested)}"
    )
    return Exit.CHANGE
