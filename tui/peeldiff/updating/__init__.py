"""From gaps to rows: pages are fetched and kept (`fetching`), and read as any other report (`importing`)."""

from peeldiff.fetching import PageStore
from peeldiff.updating.page_reader import PageReader, pages_folder
from peeldiff.updating.rereading import ExpectedPage, Reread, find_kept, reread
from peeldiff.updating.update import Scope, Update, find_targets

__all__ = [
    "ExpectedPage",
    "PageReader",
    "PageStore",
    "Reread",
    "Scope",
    "Update",
    "find_kept",
    "find_targets",
    "pages_folder",
    "reread",
]
