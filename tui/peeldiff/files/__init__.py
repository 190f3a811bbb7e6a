"""The one place where bytes of files are read whole, written and locked.

A file is opened by its name in a folder that is held open, no symbolic link is followed, and what
was opened is looked at afterwards. A writer replaces a file as a whole; a lock is a file beside it.
Whatever the system refuses is a FileError of one line.
"""

from __future__ import annotations

from peeldiff.files.folders import open_folder
from peeldiff.files.lock_doubts import lock_doubt
from peeldiff.files.locking import WAIT, hold_lock, lock_file, locked
from peeldiff.files.queueing import has_queue, queued
from peeldiff.files.reading import Signature, is_missing, read_whole, signature_of
from peeldiff.files.refusals import explain, explaining
from peeldiff.files.replacing import is_notes_name, replace_whole, replacement
from peeldiff.files.streaming import is_stream, write_stream
from peeldiff.files.temporary import sweep

__all__ = [
    "WAIT",
    "Signature",
    "explain",
    "explaining",
    "has_queue",
    "hold_lock",
    "is_missing",
    "is_notes_name",
    "is_stream",
    "lock_doubt",
    "lock_file",
    "locked",
    "open_folder",
    "queued",
    "read_whole",
    "replace_whole",
    "replacement",
    "signature_of",
    "sweep",
    "write_stream",
]
