"""What can be written of a comparison: its notes file, and the paper for a committee in three formats."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from peeldiff.app.kit.dialogs.finder import Candidate
from peeldiff.app.kit.dialogs.menu import Menu

if TYPE_CHECKING:
    from peeldiff.app.session import Session
    from peeldiff.compare.comparison import Comparison

NOTES = "notes"
Written = tuple[Path, str]
"""Where it is, and what more there is to say of it."""

_EDITOR = "A text file that any editor opens. Written anew, it keeps every word a person wrote."
_PAPER = "The paper of one page. Written anew, it replaces what stood there."


def export_menu() -> Menu[str]:
    """Return the choices, the notes file first."""
    return Menu(
        "Write",
        [
            Candidate("The notes file: facts, verdicts and notes, to edit", NOTES, "TOML"),
            Candidate("The paper: one page for a committee, to print", "html", "HTML"),
            Candidate("The paper, to paste into minutes", "markdown", "Markdown"),
            Candidate("The paper as plain text", "text", "text"),
        ],
    )


def writing(session: Session, comparison: Comparison, chosen: str, today: dt.date) -> Callable[[], Written]:
    """Return the job that writes what was chosen; it raises FileError."""
    if chosen == NOTES:
        return lambda: (session.export(comparison), _EDITOR)
    return lambda: (session.write_paper(comparison, chosen, today), _PAPER)
