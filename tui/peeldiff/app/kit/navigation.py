"""Messages by which a view asks to go elsewhere; the app alone opens screens.

Each says what it is about: whoever handles it acts on that, not on what is shown by then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Protocol

from textual.message import Message

if TYPE_CHECKING:
    from peeldiff.app.kit.base_screen import BaseScreen
    from peeldiff.app.kit.found import Found
    from peeldiff.app.kit.rows import Row
    from peeldiff.compare.comparison import Comparison
    from peeldiff.dataset.queries.names import Inspection
    from peeldiff.notes.note import Note


class NavigationRequested(Message):
    """Something is asked of the app."""

    asked_by: BaseScreen[None]
    """The screen that asks; what came of it is shown there, unless it leads elsewhere."""
    leads_elsewhere: ClassVar[bool] = True
    """Whether another screen may come of it: then only the screen on top can ask."""


@dataclass
class ComparisonRequested(NavigationRequested):
    """Two inspections shall be compared."""

    left: Inspection | str
    """The left side; a name as it was written is found first."""
    right: Inspection | str
    at: str = ""
    """The row to go to."""
    in_place: bool = False
    """Whether it takes the place of the comparison that asks."""
    shown: Callable[[], object] | None = None
    """Called once the comparison is opened."""


@dataclass
class TimelineRequested(NavigationRequested):
    """A force shall be shown through time."""

    force: str
    comparison: Comparison | None = None
    """The comparison beside which it is a tab."""
    at: str = ""
    """The row to go to, as a timeline names it."""
    cycle: str = ""
    """The cycle to go to; the last one if there is none of this id."""


@dataclass
class NotesRequested(NavigationRequested):
    """The notes shall be listed: of a comparison, or every one."""

    comparison: Comparison | None = None


@dataclass
class CountryRequested(NavigationRequested):
    """The country shall be shown, the one that lies below if there is one."""

    force: str
    """Where the cursor starts."""


@dataclass
class TabRequested(NavigationRequested):
    """A tab of the comparison below shall be shown."""

    comparison: Comparison | None
    """The comparison beside which the view stands that asks."""
    tab: str
    row: str = ""
    """The row to go to."""


@dataclass
class SearchRequested(NavigationRequested):
    """Somebody wants to search."""

    force: str
    """The force that is looked at: an item that was found is shown for it."""
    needle: str = ""
    """What was searched for last."""
    here: SearchedHere | None = None
    """What the view itself has of what is sought."""


class SearchedHere(Protocol):
    """What a view itself has of what is sought."""

    def has_topic(self, topic: str) -> bool:
        """Tell whether a topic is shown here."""

    def find(self, needle: str, topics: Sequence[Found]) -> Sequence[Found]:
        """Return what has the needle in it, but for `topics`, which were found already."""


class Position(NamedTuple):
    """Where the cursor stands on a screen."""

    row: str = ""
    cycle: str = ""
    """The column, where the screen has one for each cycle."""


TOP = Position()


@dataclass
class UpdateRequested(NavigationRequested):
    """The pages that fill the gaps of inspections shall be fetched."""

    inspections: Sequence[Inspection]
    at: Position = TOP
    """Where to come back to."""


@dataclass
class KeptPageRequested(NavigationRequested):
    """The kept page behind a row shall be shown."""

    address: str
    item: str
    """The item whose judgment stands there; empty for none."""


@dataclass
class NotesWanted(NavigationRequested):
    """The notes on a comparison shall be read."""

    leads_elsewhere = False
    comparison: Comparison


@dataclass
class NoteRequested(NavigationRequested):
    """Somebody wants to write a note."""

    comparison: Comparison
    row: Row
    note: Note | None
    """The note as it is shown now."""


@dataclass
class NoteRestoreRequested(NavigationRequested):
    """A note shall be as it was before it was last written."""

    comparison: Comparison
    change: str
    title: str
    before: Note | None
    """As it was."""
    seen: str
    """The stamp of what is taken back: where another stands by now, the person chooses."""


@dataclass
class NotesRead(Message, bubble=False):
    """The notes on a comparison have been read."""

    comparison: Comparison
    notes: Mapping[str, Note]
    """By the id of the change."""


@dataclass
class NoteSaved(Message, bubble=False):
    """A note on a comparison has been written."""

    comparison: Comparison
    change: str
    title: str
    note: Note
    before: Note | None = None
    """What stood there before."""
    is_restored: bool = False
    """Whether a note was taken back to what it was."""
